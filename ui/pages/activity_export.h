// Writes the record, as it is filtered, into a CSV file: page by page, so that its length does not matter.
#pragma once

#include "models/domain/agent.h"
#include "services/client/service_client.h"

#include <QObject>
#include <QSaveFile>

#include <memory>

namespace latchkey {

// One at a time. The file appears under its name only when it is whole; before that, and after a failure or cancel(), nothing is there.
class ActivityExport : public QObject {
    Q_OBJECT
public:
    ActivityExport(ServiceClient &client, QObject *parent);

    // `wanted` without its limit and place; `agents` give names to ids.
    void start(const QString &path, const ServiceClient::ActivityWanted &wanted, const QList<Agent> &agents);
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_file != nullptr; }

signals:
    // How many rows are written, and which share of them or of the time that is; below 0 where neither is known.
    void progressed(qint64 rows, double share);
    void finished(const QString &path, qint64 rows);
    void failed(const QString &why);  // a sentence

private:
    void fetch();
    void onPage(const Result<Page<ActivityRow>> &page);
    [[nodiscard]] double shareAt(const Page<ActivityRow> &page) const;
    [[nodiscard]] bool write(const QByteArray &line);
    void fail(const QString &why);
    void finish();

    ServiceClient &m_client;
    ServiceClient::ActivityWanted m_wanted;
    QList<Agent> m_agents;
    std::unique_ptr<QSaveFile> m_file;
    Pending m_pending;
    qint64 m_rows = 0;
    Instant m_newest;
};

}  // namespace latchkey
