// The statements of the visits to links: what one is judged by, written, and turned into a person's.
#include "services/store/link_store.h"

#include <algorithm>

namespace latchkey {

namespace {

// A scanner in a loop must not fill the disk.
constexpr int visitsKept = 500;

tl::unexpected<Error> failureOf(const Statement &statement) { return tl::unexpected<Error>(*statement.error()); }

}  // namespace

Result<std::optional<VisitedLink>> visitedLink(Connection &db, LinkId link) {
    // Kinds 1 to 3 are a mail filter's, and 4, too fast, where a letter went; activity 19 is a copy; a letter that waits has reached nobody.
    Statement select = db.prepare(R"(
        SELECT l.customer, c.email,
               COALESCE((SELECT MIN(COALESCE(m.settled_at, 4102444800000)) FROM messages m WHERE m.link = l.id),
                        (SELECT MIN(v.at) FROM activity v WHERE v.link = l.id AND v.kind = 19), l.issued_at),
               EXISTS (SELECT 1 FROM visits WHERE link = l.id AND (kind BETWEEN 1 AND 3 OR (kind = 4 AND EXISTS (SELECT 1 FROM messages m WHERE m.link = l.id)))),
               (SELECT COUNT(*) FROM (SELECT 1 FROM visits WHERE link = l.id LIMIT ?) AS few),
               EXISTS (SELECT 1 FROM messages m WHERE m.link = l.id)
        FROM links l LEFT JOIN customers c ON c.id = l.customer WHERE l.id = ?)");
    select.bind(visitsKept).bind(link);
    std::optional<VisitedLink> found;
    if (select.step() && select.integer(4) < visitsKept)
        found = VisitedLink{select.id<CustomerId>(0), select.text(1), select.instant(2), select.integer(3) != 0, select.integer(5) != 0};
    if (select.error()) return failureOf(select);
    return found;
}

Result<void> insertVisit(Connection &db, const Visit &visit) {
    Statement insert = db.prepare("INSERT INTO visits (link, at, kind, outcome, browser) VALUES (?, ?, ?, ?, ?)");
    insert.bind(visit.link).bind(visit.at).bind(static_cast<int>(visit.kind)).bind(static_cast<int>(visit.outcome));
    if (visit.browser.isEmpty()) insert.bindNull();
    else insert.bindBlob(visit.browser);
    if (const Result<qint64> done = insert.run(); !done) return tl::unexpected<Error>(done.error());
    return {};
}

Result<QList<TurnedVisit>> turnVisitsOf(Connection &db, QByteArrayView browser, bool pressed) {
    // Kind 6 has no cookie, kind 5 was fetched before somebody asked, kind 4 was too fast.
    Statement update = db.prepare(R"(
        UPDATE visits SET kind = 0, browser = NULL WHERE browser = ? AND (kind IN (5, 6) OR (kind = 4 AND ? <> 0))
        RETURNING link, (SELECT customer FROM links WHERE links.id = visits.link))");
    update.bindBlob(browser).bind(pressed);
    QList<TurnedVisit> turned;
    while (update.step()) {
        const TurnedVisit visit{update.id<LinkId>(0), update.id<CustomerId>(1)};
        const bool told = std::any_of(turned.begin(), turned.end(), [&](const TurnedVisit &other) { return other.link == visit.link; });
        if (!told) turned.append(visit);
    }
    if (update.error()) return failureOf(update);
    return turned;
}

}  // namespace latchkey
