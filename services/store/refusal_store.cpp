// Counts refused issues, a row for each day and finding.
#include "services/store/refusal_store.h"

namespace latchkey {

qint64 dayNumberOf(Instant at) {
    constexpr qint64 day = std::chrono::duration_cast<Duration>(std::chrono::hours(24)).count();
    const qint64 milliseconds = at.milliseconds();
    return milliseconds >= 0 ? milliseconds / day : (milliseconds - day + 1) / day;
}

Result<void> noteRefusedIssue(Connection &db, qint64 day, FindingCode why) {
    Statement insert = db.prepare("INSERT INTO refused_issues (day, why, n) VALUES (?, ?, 1) ON CONFLICT (day, why) DO UPDATE SET n = refused_issues.n + 1");
    insert.bind(day).bind(QStringView(toText(why)));
    if (const Result<qint64> done = insert.run(); !done) return tl::unexpected<Error>(done.error());
    return {};
}

Result<QList<RefusedIssues>> refusedIssuesSince(Connection &db, qint64 day) {
    Statement select = db.prepare("SELECT day, why, n FROM refused_issues WHERE day >= ? ORDER BY day, why");
    select.bind(day);
    QList<RefusedIssues> refused;
    while (select.step())
        if (const std::optional<FindingCode> why = findingCodeFromText(select.text(1)))
            refused.append({select.integer(0), *why, static_cast<int>(select.integer(2))});
    if (select.error()) return tl::unexpected<Error>(*select.error());
    return refused;
}

}  // namespace latchkey
