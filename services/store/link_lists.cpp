// Lists of Magic links, newest first: the narrowest index leads, what else is asked for is looked at row by row; for read connections.
#include "services/store/link_rows.h"
#include "services/store/link_store.h"
#include "services/store/time_search.h"

#include <algorithm>
#include <limits>

namespace latchkey {

namespace {

constexpr qint64 countedAtMost = 10'000;
// Where few rows are wanted ones, counting must not read the whole table.
constexpr qint64 walkedForCount = 30'000;
constexpr Duration longestLife = std::chrono::hours(1);

tl::unexpected<Error> failureOf(const Statement &statement) { return tl::unexpected<Error>(*statement.error()); }

// `issued:id` of the last row seen; the far future at the start.
struct Place {
    qint64 issued = std::numeric_limits<qint64>::max();
    qint64 id = std::numeric_limits<qint64>::max();
};

// Nothing when it is no key of ours.
std::optional<Place> placeOf(const QString &after) {
    if (after.isEmpty()) return Place();
    bool isTime = false;
    bool isRow = false;
    const Place place{after.section(QLatin1Char(':'), 0, 0).toLongLong(&isTime), after.section(QLatin1Char(':'), 1).toLongLong(&isRow)};
    return isTime && isRow ? std::optional(place) : std::nullopt;
}

Result<qint64> firstLinkAt(Connection &db, Instant at) {
    return firstRowAt(db, "SELECT id FROM links ORDER BY id DESC LIMIT 1", "SELECT id, issued_at FROM links WHERE id >= ? ORDER BY id LIMIT 1", at);
}

Statement foundLinks(Connection &db, const LinkSearch &search, Instant from, Place below) {
    Statement select = db.walk(R"(
        SELECT l.id, l.issued_at, l.ended, l.expires_at, l.agent, l.customer FROM links l
        WHERE (l.id = ? OR l.customer IN (SELECT value FROM json_each(?))) AND l.issued_at >= ? AND (l.issued_at, l.id) < (?, ?)
        ORDER BY l.issued_at DESC, l.id DESC)");
    select.bind(search.link).bind(QStringView(jsonOfIds(search.customers))).bind(from).bind(below.issued).bind(below.id);
    return select;
}

Statement customersLinks(Connection &db, CustomerId customer, Instant from, Place below) {
    Statement select = db.walk(R"(
        SELECT l.id, l.issued_at, l.ended, l.expires_at, l.agent, l.customer FROM links l
        WHERE l.customer = ? AND l.issued_at >= ? AND (l.issued_at, l.id) < (?, ?) ORDER BY l.issued_at DESC, l.id DESC)");
    select.bind(customer).bind(from).bind(below.issued).bind(below.id);
    return select;
}

Statement agentsLinks(Connection &db, AgentId agent, Instant from, Place below) {
    Statement select = db.walk(R"(
        SELECT l.id, l.issued_at, l.ended, l.expires_at, l.agent, l.customer FROM links l
        WHERE l.agent = ? AND l.issued_at >= ? AND (l.issued_at, l.id) < (?, ?) ORDER BY l.issued_at DESC, l.id DESC)");
    select.bind(agent).bind(from).bind(below.issued).bind(below.id);
    return select;
}

// Revoked ones and those void by a change of e-mail: few, and under an index of their own.
Statement rarelyEndedLinks(Connection &db, LinkState state, qint64 fromId, qint64 belowId) {
    Statement select = db.walk(R"(
        SELECT l.id, l.issued_at, l.ended, l.expires_at, l.agent, l.customer FROM links l
        WHERE l.ended IN (2, 3) AND l.ended = ? AND l.id >= ? AND l.id < ? ORDER BY l.id DESC)");
    select.bind(static_cast<int>(state == LinkState::Revoked ? LinkEnd::Revoked : LinkEnd::EmailChanged)).bind(fromId).bind(belowId);
    return select;
}

Statement everybodysLinks(Connection &db, qint64 fromId, qint64 belowId) {
    Statement select = db.walk(R"(
        SELECT l.id, l.issued_at, l.ended, l.expires_at, l.agent, l.customer FROM links l
        WHERE l.id >= ? AND l.id < ? ORDER BY l.id DESC)");
    select.bind(fromId).bind(belowId);
    return select;
}

// The rows to walk down, of which not all need be wanted.
Result<Statement> walkOf(Connection &db, const LinkQuery &query, Place below, Instant now) {
    // A live link was issued within the last hour.
    const Instant from = query.state == LinkState::Live ? std::max(query.from, now - longestLife) : query.from;
    if (query.until.isSet() && query.until.milliseconds() <= below.issued) below = {query.until.milliseconds(), 0};
    if (query.found) return foundLinks(db, *query.found, from, below);
    if (query.customer.isValid()) return customersLinks(db, query.customer, from, below);
    const bool isRare = query.state == LinkState::Revoked || query.state == LinkState::VoidByEmailChange;
    if (query.agent.isValid() && !isRare) return agentsLinks(db, query.agent, from, below);
    // Row ids grow with time, so that the whole list needs no index of its own.
    const Result<qint64> fromId = from.isSet() ? firstLinkAt(db, from) : Result<qint64>(0);
    if (!fromId) return tl::unexpected<Error>(fromId.error());
    const Result<qint64> belowId = below.id > 0 ? Result<qint64>(below.id) : firstLinkAt(db, query.until);
    if (!belowId) return tl::unexpected<Error>(belowId.error());
    return isRare ? rarelyEndedLinks(db, *query.state, *fromId, *belowId) : everybodysLinks(db, *fromId, *belowId);
}

bool isWanted(const Statement &row, const LinkQuery &query, Instant now) {
    if (query.agent.isValid() && row.id<AgentId>(4) != query.agent) return false;
    if (query.customer.isValid() && row.id<CustomerId>(5) != query.customer) return false;
    if (!query.state) return true;
    LoginLink link;
    link.end = static_cast<LinkEnd>(row.integer(2));
    link.expiresAt = row.instant(3);
    return link.stateAt(now) == *query.state;
}

}  // namespace

Result<Page<LoginLink>> listLinks(Connection &db, const LinkQuery &query, quint64 publicIdKey, Instant now) {
    const int limit = std::clamp(query.limit, 1, 500);
    const std::optional<Place> below = placeOf(query.after);
    if (!below) return fail(ErrorCode::InvalidRequest, QStringLiteral("after"));
    const bool counts = query.after.isEmpty();
    Page<LoginLink> page;
    page.countIsExact = counts;
    QList<LinkId> ids;
    {
        Result<Statement> rows = walkOf(db, query, *below, now);
        if (!rows) return tl::unexpected<Error>(rows.error());
        qint64 walked = 0;
        qint64 lastIssued = 0;
        while (rows->step()) {
            const bool enough = !counts || page.count >= countedAtMost || ++walked > walkedForCount;
            const bool full = ids.size() == limit;
            if (full && !page.next.isEmpty() && enough) {
                page.countIsExact = false;
                break;
            }
            if (!isWanted(*rows, query, now)) continue;
            ++page.count;
            if (full && page.next.isEmpty()) page.next = QStringLiteral("%1:%2").arg(lastIssued).arg(ids.constLast().value());
            if (full) continue;
            ids.append(rows->id<LinkId>(0));
            lastIssued = rows->integer(1);
        }
        if (rows->error()) return failureOf(*rows);
    }
    if (!counts) page.count = ids.size();
    Result<QList<LoginLink>> links = linksWithIds(db, ids, publicIdKey);
    if (!links) return tl::unexpected<Error>(links.error());
    page.items = std::move(*links);
    return page;
}

Result<QList<LoginLink>> newestLinksOf(Connection &db, CustomerId customer, int limit, quint64 publicIdKey) {
    QList<LinkId> ids;
    {
        Statement select = db.prepare("SELECT id FROM links WHERE customer = ? ORDER BY issued_at DESC, id DESC LIMIT ?");
        select.bind(customer).bind(limit);
        while (select.step()) ids.append(select.id<LinkId>(0));
        if (select.error()) return failureOf(select);
    }
    return linksWithIds(db, ids, publicIdKey);
}

Result<qint64> countLiveLinks(Connection &db, Instant now) {
    // No link lives longer than an hour, and row ids grow with time: the walk back ends at the first older one.
    Statement select = db.prepare("SELECT ended, expires_at, issued_at FROM links ORDER BY id DESC");
    qint64 live = 0;
    while (select.step()) {
        if (select.instant(2) < now - longestLife) break;
        if (select.integer(0) == 0 && select.instant(1) > now) ++live;
    }
    if (select.error()) return failureOf(select);
    return live;
}

}  // namespace latchkey
