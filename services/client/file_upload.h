// Sends one file of an import to the service, piece by piece, without ever holding more than one piece of it.
#pragma once

#include "services/client/service_client.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>

namespace latchkey {

// On the client's thread; goes with its parent, and falls silent then. Nothing is sent twice by itself.
class FileUpload : public QObject {
    Q_OBJECT
public:
    FileUpload(ServiceClient &client, const QString &path, QObject *parent);
    // What is there to send; FileUnreadable.
    [[nodiscard]] Result<ImportOffer> offer();
    // Answers once: FileChanged when the file is another one than was offered, FileUnreadable, or what the service says.
    void send(qint64 import, ImportKind kind, Answer<void> answer);
    void cancel();  // no answer comes then

signals:
    void sent(qint64 bytes);  // so far

private:
    void next();
    void end(const Result<void> &how);
    [[nodiscard]] bool isAsItWas() const;

    ServiceClient &m_client;
    QFile m_file;
    QFileInfo m_offered;
    qint64 m_import = 0;
    ImportKind m_kind = ImportKind::Customers;
    qint64 m_at = 0;
    qsizetype m_piece;
    QElapsedTimer m_timer;
    Answer<void> m_answer;
    Pending m_pending;
};

}  // namespace latchkey
