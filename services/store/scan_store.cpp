// Counts the openings by scanners of each mail domain.
#include "services/store/scan_store.h"

namespace latchkey {

namespace {

// Beyond this the number tells no more.
constexpr int countedTo = 1'000'000;

}  // namespace

Result<void> noteScan(Connection &db, const QString &domain, Instant at) {
    if (domain.isEmpty()) return {};
    Statement insert = db.prepare(R"(
        INSERT INTO domain_scans (domain, opened, last_at) VALUES (?, 1, ?)
        ON CONFLICT (domain) DO UPDATE SET
            opened = CASE WHEN domain_scans.last_at < ? THEN 1 WHEN domain_scans.opened < ? THEN domain_scans.opened + 1 ELSE domain_scans.opened END,
            last_at = CASE WHEN domain_scans.last_at < excluded.last_at THEN excluded.last_at ELSE domain_scans.last_at END)");
    insert.bind(QStringView(domain)).bind(at).bind(at - scansKept).bind(countedTo);
    if (const Result<qint64> done = insert.run(); !done) return tl::unexpected<Error>(done.error());
    return {};
}

Result<int> scannersSeenAt(Connection &db, const QString &domain, Instant now) {
    Statement select = db.prepare("SELECT opened FROM domain_scans WHERE domain = ? AND last_at >= ?");
    select.bind(QStringView(domain)).bind(now - scansKept);
    int opened = 0;
    if (select.step()) opened = static_cast<int>(select.integer(0));
    if (select.error()) return tl::unexpected<Error>(*select.error());
    return opened;
}

}  // namespace latchkey
