// One import from the desk's side: sends the files, has them looked at, starts, follows and stops. Knows no widgets.
#pragma once

#include "services/client/file_upload.h"

#include <QTimer>

namespace latchkey {

class Desk;

struct ImportPaths {
    QString customers = {};
    QString subscriptions = {};

    [[nodiscard]] const QString &of(ImportKind kind) const { return kind == ImportKind::Customers ? customers : subscriptions; }
    [[nodiscard]] QString &of(ImportKind kind) { return kind == ImportKind::Customers ? customers : subscriptions; }
    [[nodiscard]] bool isEmpty() const { return customers.isEmpty() && subscriptions.isEmpty(); }
};

// GUI thread. One import at a time; it goes on at the service while this waits.
class ImportRun : public QObject {
    Q_OBJECT
public:
    enum class Phase { Choosing, Sending, Looking, Running, Ended };

    ImportRun(ServiceClient &client, QObject *parent);
    [[nodiscard]] Phase phase() const { return m_phase; }
    [[nodiscard]] const QList<ImportPreview> &previews() const { return m_previews; }
    [[nodiscard]] const ImportStatus &status() const { return m_status; }
    [[nodiscard]] qint64 sent() const { return m_sent; }
    [[nodiscard]] qint64 toSend() const { return m_toSend; }
    [[nodiscard]] bool isStopping() const { return m_stopping; }

    void send(const ImportPaths &paths);
    void start(const ImportMaps &maps);
    // While files are sent: back to choosing. While it runs: what is in stays, and the end comes by itself.
    void stop();
    void reset();  // to choose again; the service forgets what it was sent
    // A page of the refused rows, once it has ended.
    Pending refused(ImportKind kind, qint64 after, QObject *context, Answer<RefusedPage> answer);

signals:
    void changed();
    void failed(const QString &why);  // a sentence; the phase is then one in which something can be done about it

private:
    void toPhase(Phase phase);
    void sendNext();
    void look();
    // `unheard`: why the service's answer to the beginning is not known.
    void follow(const ImportStatus &begun, const std::optional<Error> &unheard = {});
    void poll();
    void onStatus(const Result<ImportStatus> &status);
    void fail(Phase back, const Error &error);
    void forget();

    struct Part {
        ImportKind kind = ImportKind::Customers;
        std::unique_ptr<FileUpload> upload;
        qint64 size = 0;
    };

    ServiceClient &m_client;
    Phase m_phase = Phase::Choosing;
    std::vector<Part> m_parts;
    std::size_t m_part = 0;
    QList<ImportPreview> m_previews;
    ImportStatus m_status;
    qint64 m_sent = 0;
    qint64 m_sentBefore = 0;
    qint64 m_toSend = 0;
    bool m_stopping = false;
    bool m_lost = false;  // the service has not answered for a while
    QTimer m_poll;
    Pending m_pending;
};

}  // namespace latchkey
