// Takes files in piece by piece, runs the import beside the service, and keeps the refused rows' places.
#include "services/directory/import_job.h"

#include "services/directory/import_file.h"
#include "services/directory/import_preview.h"
#include "services/runtime/process_hygiene.h"
#include "services/store/store_lock.h"

#include <QStorageInfo>

#include <algorithm>

namespace latchkey {

namespace {

constexpr qint64 roomLeftOver = 64LL * 1024 * 1024;
constexpr qsizetype pageCharacters = 400'000;
constexpr std::array kinds{ImportKind::Customers, ImportKind::Subscriptions};

tl::unexpected<Error> unwritten(const QFileDevice &file) {
    return fail(file.error() == QFileDevice::ResourceError ? ErrorCode::StoreFull : ErrorCode::FileUnwritable);
}

std::string_view lineAt(std::string_view bytes, qint64 at) {
    const std::string_view rest = bytes.substr(static_cast<std::size_t>(at));
    return rest.substr(0, rest.find_first_of("\r\n"));
}

// What is no UTF-8 comes from a program of western Europe, most likely; and a row whose quotes do not end is shown as it stands.
QStringList cellsOf(const CsvRow &row, std::string_view line) {
    const auto latin = [](std::string_view text) { return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size())).remove(QChar(0)); };
    const auto utf8 = [](std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); };
    if (row.damage == RowRefusal::UnclosedQuote) return {isUtf8(line) ? utf8(line) : latin(line)};
    QStringList cells;
    for (const std::string_view field : row.fields) cells.append(row.damage ? latin(field) : utf8(field));
    return cells;
}

// Stays mapped while it lives.
class Mapped {
public:
    explicit Mapped(QFile &file) : m_file(file), m_start(file.size() > 0 ? file.map(0, file.size()) : nullptr) {}
    ~Mapped() {
        if (m_start) m_file.unmap(m_start);
    }
    Mapped(const Mapped &) = delete;
    Mapped &operator=(const Mapped &) = delete;
    [[nodiscard]] std::string_view bytes() const {
        return m_start ? std::string_view(reinterpret_cast<const char *>(m_start), static_cast<std::size_t>(m_file.size())) : std::string_view();
    }

private:
    QFile &m_file;
    uchar *m_start;
};

}  // namespace

ImportJob::ImportJob(qint64 id, ImportOwner owner, ImportOffers offers, const Clock &clock)
    : m_id(id), m_owner(std::move(owner)), m_offers(std::move(offers)), m_clock(clock) {
    m_status.id = id;
}

ImportJob::~ImportJob() {
    cancel();
    if (m_thread.joinable()) m_thread.join();
}

Result<void> ImportJob::prepare(const QString &folder) {
    qint64 bytes = 0;
    for (const ImportKind kind : kinds) {
        if (!m_offers.of(kind)) continue;
        bytes += m_offers.of(kind)->size;
        auto file = std::make_shared<QTemporaryFile>(folder + QStringLiteral("/latchkey-import-XXXXXX"));
        if (!file->open()) return unwritten(*file);
        spool(kind).file = std::move(file);
    }
    const QStorageInfo disk(folder);
    if (disk.isValid() && disk.bytesAvailable() >= 0 && disk.bytesAvailable() < bytes + roomLeftOver) return fail(ErrorCode::StoreFull);
    return {};
}

Result<void> ImportJob::write(ImportKind kind, qint64 offset, std::string_view piece) {
    Spool &into = spool(kind);
    const auto length = static_cast<qint64>(piece.size());
    const bool follows = into.file && status().state == ImportState::Uploading && offset == into.received && offset + length <= m_offers.of(kind)->size;
    if (!follows) return fail(ErrorCode::UploadOutOfStep, toText(kind));
    if (!into.file->seek(offset) || into.file->write(piece.data(), length) != length || !into.file->flush()) return unwritten(*into.file);
    into.received += length;
    return {};
}

Result<QList<ImportPreview>> ImportJob::preview() {
    if (status().state != ImportState::Uploading) return fail(ErrorCode::InvalidRequest, QStringLiteral("state"));
    QList<ImportPreview> all;
    for (const ImportKind kind : kinds) {
        if (!spool(kind).file) continue;
        auto one = previewOf(*spool(kind).file, kind, m_offers.of(kind)->name);
        if (!one) return tl::unexpected(one.error());
        all.append(std::move(*one));
    }
    return all;
}

Result<void> ImportJob::start(const QString &storePath, const ImportMaps &maps, ImportHooks hooks) {
    const auto previews = preview();
    if (!previews) return tl::unexpected(previews.error());
    std::vector<std::unique_ptr<ImportFile>> files;
    for (const ImportPreview &seen : *previews) {
        if (spool(seen.kind).received != m_offers.of(seen.kind)->size) return fail(ErrorCode::UploadOutOfStep, toText(seen.kind));
        if (seen.fault) return fail(ErrorCode::FileUnreadable, QStringLiteral("%1: %2").arg(seen.file, toText(*seen.fault)));
        if (maps.of(seen.kind) && maps.of(seen.kind)->size() > seen.columns.size()) return fail(ErrorCode::InvalidRequest, QStringLiteral("columns"));
        auto file = ImportFile::open({spool(seen.kind).file, toText(seen.kind), seen.kind, maps.of(seen.kind)});
        if (!file) return tl::unexpected(file.error());
        files.push_back(std::move(*file));
    }
    auto alone = StoreLock::take(storePath, StoreUse::Import);
    if (!alone) return tl::unexpected(alone.error());
    {
        const std::lock_guard lock(m_mutex);
        m_status.state = ImportState::Running;
        m_startedAt = m_clock.now();
    }
    m_thread = std::thread([this, storePath, lock = std::move(*alone), opened = std::move(files), hooks = std::move(hooks)]() mutable {
        nameThisThread("import");
        run(storePath, std::move(lock), opened, hooks);
        hooks.ended();
    });
    return {};
}

void ImportJob::run(const QString &storePath, std::unique_ptr<StoreLock> alone, std::vector<std::unique_ptr<ImportFile>> &files, const ImportHooks &hooks) {
    const auto follow = [this](const ImportProgress &progress) {
        const std::lock_guard lock(m_mutex);
        m_status.step = progress.step;
        m_status.bytesDone = progress.bytesDone;
        m_status.bytesTotal = progress.bytesTotal;
        m_status.counts = progress.counts;
    };
    ImportOutcome outcome = importInto({storePath, m_clock, m_owner.agent, m_owner.desk, follow, m_cancelled, hooks.othersFirst, hooks.stillMay}, *alone, files);
    alone.reset();  // before anybody hears of the end, since the next import may follow at once
    std::array<std::vector<Refusal>, 2> refused;
    for (const auto &file : files) locate(outcome.report, *file, refused[static_cast<std::size_t>(file->kind())]);
    files.clear();
    const std::lock_guard lock(m_mutex);
    m_refused = std::move(refused);
    m_status.counts = outcome.report;
    m_status.refusedListed = static_cast<qint64>(m_refused[0].size() + m_refused[1].size());
    m_status.took = m_clock.now() - m_startedAt;
    const bool cancelled = outcome.stopped && outcome.stopped->code == ErrorCode::Cancelled;
    m_status.state = cancelled ? ImportState::Cancelled : outcome.stopped ? ImportState::Failed : ImportState::Done;
    if (outcome.stopped && !cancelled) m_status.error = outcome.stopped;
}

void ImportJob::locate(const ImportReport &report, const ImportFile &file, std::vector<Refusal> &found) const {
    for (const RefusedRow &row : report.refused)
        if (row.file == file.name()) found.push_back({row, 0});
    std::stable_sort(found.begin(), found.end(), [](const Refusal &a, const Refusal &b) { return a.row.line < b.row.line; });
    auto reader = CsvReader::over(file.bytes());
    if (!reader) return;
    CsvRow row;
    auto next = found.begin();
    for (qint64 at = reader->position(); next != found.end() && reader->next(row); at = reader->position())
        while (next != found.end() && next->row.line == row.line) (next++)->at = at;
}

Result<RefusedPage> ImportJob::refused(ImportKind kind, qint64 after, int limit) {
    const std::lock_guard lock(m_mutex);
    const std::vector<Refusal> &all = m_refused[static_cast<std::size_t>(kind)];
    RefusedPage page;
    if (!spool(kind).file || m_status.state == ImportState::Running || m_status.state == ImportState::Uploading) return page;
    const Mapped mapped(*spool(kind).file);
    auto reader = CsvReader::over(mapped.bytes());
    CsvRow row;
    if (!reader || !reader->next(row)) return page;
    for (const std::string_view name : row.fields) page.columns.append(QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())).trimmed());
    qsizetype characters = 0;
    auto index = static_cast<std::size_t>(after);
    for (; index < all.size() && page.lines.size() < limit && characters < pageCharacters; ++index) {
        reader->goTo(all[index].at);
        if (!reader->next(row)) break;
        page.lines.append({all[index].row, cellsOf(row, lineAt(mapped.bytes(), all[index].at))});
        for (const QString &cell : std::as_const(page.lines.last().cells)) characters += cell.size();
    }
    page.next = index < all.size() ? static_cast<qint64>(index) : 0;
    return page;
}

ImportStatus ImportJob::status() const {
    const std::lock_guard lock(m_mutex);
    ImportStatus status = m_status;
    status.customersReceived = spool(ImportKind::Customers).received;
    status.subscriptionsReceived = spool(ImportKind::Subscriptions).received;
    if (status.state == ImportState::Running) status.took = m_clock.now() - m_startedAt;
    return status;
}

bool ImportJob::isRunning() const { return status().state == ImportState::Running; }

}  // namespace latchkey
