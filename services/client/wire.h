// Sends one request to the service and settles its reply: JSON, nothing, or why not. Knows the token, the time limits and the clocks.
#pragma once

#include "services/client/service_client.h"

#include <QJsonDocument>
#include <QList>
#include <QNetworkAccessManager>
#include <QSslConfiguration>

#include <optional>

namespace latchkey {

class Wire : public QObject {
    Q_OBJECT
public:
    enum class Limit { List, Verb, Trial, Shop };
    using Query = QList<std::pair<QString, QString>>;
    struct Request {
        QByteArray verb;
        QString path;             // under /api/v1
        Query query = {};
        QByteArray body = {};     // JSON; empty for a GET
        Limit limit = Limit::Verb;
        QByteArray type = QByteArrayLiteral("application/json");  // of the body
    };
    // Null for 204.
    using Settled = tl::expected<QJsonDocument, Refusal>;

    Wire(const QUrl &baseUrl, AgentToken token, QObject *parent);

    // `settled` is dropped when `context` has died; without a context it lives as long as the wire.
    Pending send(const Request &request, QObject *context, std::function<void(Settled)> settled);
    // A GET whose body goes on; its end is the caller's matter.
    QNetworkReply *open(const QString &path);

    // Reads the service's time and whether it was there at all.
    void observe(const QNetworkReply &reply);
    void heard();                        // bytes of the event stream
    void lose(const Trouble &trouble);   // nobody is there any more
    Result<void> trust(const QString &pemFile);
    [[nodiscard]] const QUrl &baseUrl() const { return m_baseUrl; }
    [[nodiscard]] Instant heardAt() const { return m_heardAt; }
    [[nodiscard]] const Trouble &trouble() const { return m_trouble; }
    [[nodiscard]] Trouble whyNot(const Error &error) const;
    [[nodiscard]] Duration clockOffset() const { return m_clockOffset; }
    [[nodiscard]] bool isReachable() const { return m_reachable; }
    [[nodiscard]] const ClientTimes &times() const { return m_times; }
    void setTimes(const ClientTimes &times) { m_times = times; }
    // What a link or an address waits for: the service alone, or a shop outside the house.
    void setShopIsElsewhere(bool elsewhere) { m_shopIsElsewhere = elsewhere; }
    [[nodiscard]] Limit shopLimit() const { return m_shopIsElsewhere ? Limit::Shop : Limit::Verb; }

signals:
    void reachableChanged(bool reachable);

private:
    [[nodiscard]] Duration durationOf(Limit limit) const;
    [[nodiscard]] QNetworkRequest prepare(const QString &path, const Query &query) const;
    QNetworkReply *dispatch(const Request &request);
    [[nodiscard]] Settled settle(QNetworkReply &reply, bool timedOut, bool changes) const;
    void setReachable(bool reachable);

    QUrl m_baseUrl;
    AgentToken m_token;
    QByteArray m_desk;    // tells the activity from which desk something was done
    QByteArray m_window;  // tells the service which searches supersede each other
    QNetworkAccessManager *m_network;
    std::optional<QSslConfiguration> m_tls;  // only where more authorities are trusted
    ClientTimes m_times;
    Duration m_clockOffset{};
    bool m_reachable = true;
    bool m_shopIsElsewhere = false;
    Instant m_heardAt;
    Trouble m_trouble;         // while not reachable
    QString m_redirectedTo;    // by the last answer
    bool m_isLatchkey = false; // an answer had the mark of one
    QString m_serviceVersion;  // as the service told an agent it knows
};

}  // namespace latchkey
