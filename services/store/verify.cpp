// Reads a whole store and says whether it is sound: SQLite's own check, and the activity chain.
#include "services/runtime/digest.h"
#include "services/store/migrations.h"
#include "services/store/purge_store.h"
#include "services/store/read_transaction.h"
#include "services/store/store.h"

#include "models/domain/activity.h"

namespace latchkey {
namespace {

Result<QString> integrityOf(Connection &db) {
    // PostgreSQL's pages have checksums of their own, which it looks at when it reads them.
    if (db.engine() == Engine::Postgres) return QStringLiteral("ok");
    Statement check = db.prepare("PRAGMA integrity_check(1)");
    if (check.step()) return check.text(0);
    // A page that cannot be read at all is the finding, not a failure to look.
    if (check.error() && check.error()->code == ErrorCode::StoreDamaged) return check.error()->detail;
    return tl::unexpected<Error>(check.error().value_or(Error{ErrorCode::StoreFailed, {}, {}}));
}

// The columns that an older schema has not are empty there.
std::string_view entriesOf(int schema) {
    constexpr int withDesks = 3;
    if (schema < withDesks) return "SELECT id, at, kind, agent, customer, link, note, hash, NULL, NULL, NULL, NULL FROM activity ORDER BY id";
    return R"(
        SELECT v.id, v.at, v.kind, v.agent, v.customer, v.link, v.note, v.hash, d.name, v.words_hash, w.salt, w.words
        FROM activity v LEFT JOIN desks d ON d.id = v.desk LEFT JOIN activity_words w ON w.activity = v.id ORDER BY v.id)";
}

Activity entryOf(const Statement &row) {
    Activity entry;
    entry.id = row.id<ActivityId>(0);
    entry.at = row.instant(1);
    entry.kind = static_cast<ActivityKind>(row.integer(2));
    entry.agent = row.id<AgentId>(3);
    entry.customer = row.id<CustomerId>(4);
    entry.link = row.id<LinkId>(5);
    entry.note = row.text(6);
    entry.desk = row.text(8);
    entry.wordsHash = row.blob(9);
    return entry;
}

void judgeWords(const Statement &row, const Activity &entry, VerifyReport &report) {
    const bool there = !row.isNull(10);
    if (!there && entry.wordsHash.isEmpty()) return;
    if (!there) {
        ++report.erasedWords;
        return;
    }
    ++report.words;
    const bool asMade = sha256(row.blob(10) + row.text(11).toUtf8()) == entry.wordsHash;
    if (!asMade && report.changedWords == 0) report.changedWords = entry.id.value();
}

void judgeMark(const ChainMark &noted, qint64 entry, const QByteArray &hash, VerifyReport &report) {
    if (noted.entry != entry) return;
    report.mark = !noted.hash.isEmpty() && hash.startsWith(noted.hash) ? MarkVerdict::Held : MarkVerdict::Different;
}

// `before` is the hash of the last entry that was purged, from which the chain goes on.
Result<void> walkChain(Connection &db, int schema, const std::optional<ChainMark> &noted, QByteArray before, VerifyReport &report) {
    if (noted && report.mark == MarkVerdict::NotAsked) report.mark = noted->entry < report.purgedUpTo ? MarkVerdict::Purged : MarkVerdict::Gone;
    Statement rows = db.walk(entriesOf(schema));
    while (rows.step()) {
        const Activity entry = entryOf(rows);
        const QByteArray hash = rows.blob(7);
        ++report.activityEntries;
        if (report.brokenActivity == 0 && sha256(activityDigestInput(entry, before)) != hash) report.brokenActivity = entry.id.value();
        judgeWords(rows, entry, report);
        if (noted) judgeMark(*noted, entry.id.value(), hash, report);
        report.head = {entry.id.value(), hash};
        before = hash;
    }
    if (rows.error() && rows.error()->code != ErrorCode::StoreDamaged) return tl::unexpected<Error>(*rows.error());
    // A purge always leaves the newest entry.
    if (report.purgedUpTo > 0 && report.activityEntries == 0) report.brokenActivity = report.purgedUpTo + 1;
    return {};
}

// Answers the hash from which the chain goes on; empty where it begins at the first entry.
Result<QByteArray> readPurges(Connection &db, int schema, const std::optional<ChainMark> &noted, VerifyReport &report) {
    constexpr int withPurges = 4;
    if (schema < withPurges) return QByteArray();
    const Result<PurgedActivity> purged = purgedActivity(db);
    if (!purged && purged.error().code == ErrorCode::StoreDamaged) return QByteArray();
    if (!purged) return tl::unexpected<Error>(purged.error());
    report.purgedUpTo = purged->last.entry;
    report.purgedEntries = purged->entries;
    report.purgedAt = purged->last.at;
    report.brokenPurge = purged->brokenPurge;
    if (noted && noted->entry == report.purgedUpTo) judgeMark(*noted, report.purgedUpTo, purged->last.hash, report);
    return purged->last.hash;
}

// Words that belong to no entry were not there when it was made.
Result<void> findStrayWords(Connection &db, int schema, VerifyReport &report) {
    constexpr int withWords = 3;
    if (schema < withWords || report.changedWords != 0) return {};
    Statement stray = db.prepare("SELECT activity FROM activity_words WHERE activity NOT IN (SELECT id FROM activity) ORDER BY activity LIMIT 1");
    if (stray.step()) report.changedWords = stray.integer(0);
    if (stray.error() && stray.error()->code != ErrorCode::StoreDamaged) return tl::unexpected<Error>(*stray.error());
    return {};
}

}  // namespace

Result<VerifyReport> verifyStore(const QString &path, const std::optional<ChainMark> &noted) {
    Result<std::unique_ptr<Connection>> db = Connection::open(path, OpenMode::ReadOnly);
    if (!db) return tl::unexpected<Error>(db.error());
    Result<int> schema = schemaOf(**db);
    if (!schema) return tl::unexpected<Error>(schema.error());
    if (*schema == 0) return fail(ErrorCode::StoreNotOurs, path);
    if (*schema > newestSchema()) return fail(ErrorCode::StoreNewer, QStringLiteral("%1 > %2").arg(*schema).arg(newestSchema()));
    VerifyReport report;
    // What is purged meanwhile is not seen half gone.
    const ReadTransaction oneMoment(**db);
    Result<QString> integrity = integrityOf(**db);
    if (!integrity) return tl::unexpected<Error>(integrity.error());
    report.integrity = *integrity;
    const Result<QByteArray> before = readPurges(**db, *schema, noted, report);
    if (!before) return tl::unexpected<Error>(before.error());
    if (Result<void> walked = walkChain(**db, *schema, noted, *before, report); !walked) return tl::unexpected<Error>(walked.error());
    if (Result<void> looked = findStrayWords(**db, *schema, report); !looked) return tl::unexpected<Error>(looked.error());
    return report;
}

}  // namespace latchkey
