// Reads the record by key and writes each page as it comes.
#include "ui/pages/activity_export.h"

#include "models/domain/csv.h"
#include "ui/texts.h"
#include "ui/texts_activity.h"
#include "ui/texts_context.h"

#include <QDir>

namespace latchkey {

namespace {

constexpr int rowsPerPage = 500;

QByteArray header() {
    return csvLine({Desktop::tr("Entry"), Desktop::tr("Time (UTC)"), Desktop::tr("Who"), Desktop::tr("What"), Desktop::tr("To whom"),
                    Desktop::tr("Customer's number"), Desktop::tr("Link"), Desktop::tr("Desk"), Desktop::tr("Details"), Desktop::tr("Kind"), Desktop::tr("Note")});
}

QByteArray lineOf(const ActivityRow &row, const QList<Agent> &agents) {
    const Activity &entry = row.entry;
    return csvLine({QString::number(entry.id.value()), toRfc3339(entry.at), whoDid(row), textOf(entry.kind), toWhom(row),
                    entry.customer.isValid() ? QString::number(entry.customer.value()) : QString(), row.publicId, entry.desk, detailsOf(entry, agents),
                    toText(entry.kind), entry.note});
}

}  // namespace

ActivityExport::ActivityExport(ServiceClient &client, QObject *parent) : QObject(parent), m_client(client) {}

void ActivityExport::start(const QString &path, const ServiceClient::ActivityWanted &wanted, const QList<Agent> &agents) {
    cancel();
    m_wanted = wanted;
    m_wanted.limit = rowsPerPage;
    m_wanted.after.clear();
    m_agents = agents;
    m_rows = 0;
    m_newest = {};
    m_file = std::make_unique<QSaveFile>(path);
    if (!m_file->open(QIODevice::WriteOnly) || !write(header()))
        return fail(Desktop::tr("%1 cannot be written; choose another place.").arg(QDir::toNativeSeparators(path)));
    emit progressed(0, 0);
    fetch();
}

void ActivityExport::cancel() {
    m_pending.cancel();
    if (m_file == nullptr) return;
    m_file->cancelWriting();
    m_file.reset();
}

void ActivityExport::fetch() {
    m_pending = m_client.activity(m_wanted, this, [this](const Result<Page<ActivityRow>> &page) { onPage(page); });
}

void ActivityExport::onPage(const Result<Page<ActivityRow>> &page) {
    if (m_file == nullptr) return;
    if (!page) return fail(textOf(page.error()));
    if (!m_newest.isSet() && !page->items.isEmpty()) m_newest = page->items.first().entry.at;
    for (const ActivityRow &row : page->items) {
        if (!write(lineOf(row, m_agents))) return fail(Desktop::tr("The disk took no more; make room and export again."));
        ++m_rows;
    }
    if (page->next.isEmpty()) return finish();
    // A service that names the same place again would keep this going for ever.
    if (page->next == m_wanted.after) return fail(textOf(Error{ErrorCode::ServiceAnsweredNonsense, {}, {}}));
    m_wanted.after = page->next;
    emit progressed(m_rows, shareAt(*page));
    fetch();
}

// By count where it is exact, else by time, newest first, where the range has a beginning.
double ActivityExport::shareAt(const Page<ActivityRow> &page) const {
    if (page.countIsExact && page.count > 0) return qBound(0.0, static_cast<double>(m_rows) / static_cast<double>(page.count), 1.0);
    if (!m_wanted.from.isSet() || page.items.isEmpty() || m_newest <= m_wanted.from) return -1;
    const double all = static_cast<double>((m_newest - m_wanted.from).count());
    return qBound(0.0, static_cast<double>((m_newest - page.items.last().entry.at).count()) / all, 1.0);
}

bool ActivityExport::write(const QByteArray &line) { return m_file->write(line) == line.size(); }

void ActivityExport::fail(const QString &why) {
    cancel();
    emit failed(why);
}

void ActivityExport::finish() {
    const QString path = m_file->fileName();
    const bool whole = m_file->commit();
    m_file.reset();
    if (!whole) return emit failed(Desktop::tr("%1 could not be written; nothing is there. Make room or choose another place.").arg(QDir::toNativeSeparators(path)));
    // Told afterwards: what was not written did not leave the house.
    m_client.noteExported(m_rows, this, [](const Result<void> &) {});
    emit finished(path, m_rows);
}

}  // namespace latchkey
