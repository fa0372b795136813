// Runs the Skio test server of tests/skio/server as a child process, and tells it what to do.
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QProcess>
#include <QString>

namespace latchkey {

// Started in the constructor and ended in the destructor, in one thread; nothing here spins an event loop.
class SkioServer {
public:
    // The rows that are made by `seed`; the named ones, of which names() tells, are there besides.
    struct Options {
        int customers = 20;
        int subscriptions = 30;
        int seed = 1;
    };

    SkioServer() : SkioServer(Options()) {}
    explicit SkioServer(const Options &options);
    ~SkioServer();
    SkioServer(const SkioServer &) = delete;
    SkioServer &operator=(const SkioServer &) = delete;

    // Whether it came up; error() says why not.
    [[nodiscard]] bool isReady() const { return m_port != 0; }
    [[nodiscard]] QString error() const { return m_error; }

    [[nodiscard]] int port() const { return m_port; }
    // Skio's endpoint and Shopify's origin, both http on 127.0.0.1.
    [[nodiscard]] QString endpoint() const;
    [[nodiscard]] QString shopifyOrigin() const;
    // Drawn anew for each server and noted for the search of all output.
    [[nodiscard]] QByteArray token() const { return m_token; }
    [[nodiscard]] QByteArray shopifyToken() const { return m_shopifyToken; }

    // Carries out one command of tests/skio/server/README.md; the reply's "ok" is false, and "error" set, where it cannot.
    QJsonObject control(const QJsonObject &command);
    // The same, for a command that is no more than its name.
    QJsonObject control(const QString &command);
    // Misbehaves once, at the next request.
    QJsonObject misbehave(const QString &kind, QJsonObject rule = {});
    QJsonObject set(const QJsonObject &values);
    // Requests counted, most in flight, most within any second, Magic links made, and more.
    QJsonObject stats() { return control(QStringLiteral("stats")); }
    // The id of a named row; empty when there is none of that name.
    QString id(const QString &name);

private:
    QProcess m_process;
    QByteArray m_token;
    QByteArray m_shopifyToken;
    QJsonObject m_names;
    int m_port = 0;
    QString m_error;
};

}  // namespace latchkey
