// Reads a whole store and says whether it is sound: SQLite's own check, and the activity chain.
#include "services/runtime/digest.h"
#include "services/store/migrations.h"
#include "services/store/store.h"

#include "models/domain/activity.h"

namespace latchkey {
namespace {

Result<QString> integrityOf(Connection &db) {
    Statement check = db.prepare("PRAGMA integrity_check(1)");
    if (check.step()) return check.text(0);
    // A page that cannot be read at all is the finding, not a failure to look.
    if (check.error() && check.error()->code == ErrorCode::StoreDamaged) return check.error()->detail;
    return tl::unexpected<Error>(check.error().value_or(Error{ErrorCode::StoreFailed, {}, {}}));
}

Result<void> walkChain(Connection &db, VerifyReport &report) {
    QByteArray before;
    Statement rows = db.prepare(R"(
        SELECT v.id, v.at, v.kind, v.agent, v.customer, v.link, v.note, v.hash, d.name, v.words_hash
        FROM activity v LEFT JOIN desks d ON d.id = v.desk ORDER BY v.id)");
    while (rows.step()) {
        Activity entry;
        entry.id = rows.id<ActivityId>(0);
        entry.at = rows.instant(1);
        entry.kind = static_cast<ActivityKind>(rows.integer(2));
        entry.agent = rows.id<AgentId>(3);
        entry.customer = rows.id<CustomerId>(4);
        entry.link = rows.id<LinkId>(5);
        entry.note = rows.text(6);
        ++report.activityEntries;
        entry.desk = rows.text(8);
        entry.wordsHash = rows.blob(9);
        const QByteArray hash = rows.blob(7);
        if (report.brokenActivity == 0 && sha256(activityDigestInput(entry, before)) != hash) report.brokenActivity = entry.id.value();
        before = hash;
    }
    if (rows.error() && rows.error()->code != ErrorCode::StoreDamaged) return tl::unexpected<Error>(*rows.error());
    return {};
}

}  // namespace

Result<VerifyReport> verifyStore(const QString &path) {
    Result<std::unique_ptr<Connection>> db = Connection::open(path, OpenMode::ReadOnly);
    if (!db) return tl::unexpected<Error>(db.error());
    Result<int> schema = schemaOf(**db);
    if (!schema) return tl::unexpected<Error>(schema.error());
    if (*schema == 0) return fail(ErrorCode::StoreNotOurs, path);
    if (*schema > newestSchema()) return fail(ErrorCode::StoreNewer, QStringLiteral("%1 > %2").arg(*schema).arg(newestSchema()));
    VerifyReport report;
    Result<QString> integrity = integrityOf(**db);
    if (!integrity) return tl::unexpected<Error>(integrity.error());
    report.integrity = *integrity;
    if (Result<void> walked = walkChain(**db, report); !walked) return tl::unexpected<Error>(walked.error());
    return report;
}

}  // namespace latchkey
