// The statements that read Magic links for lists, details and the inspector; for read connections.
#include "services/store/link_store.h"

#include "models/domain/public_id.h"

#include <algorithm>
#include <limits>

namespace latchkey {

namespace {

tl::unexpected<Error> failureOf(const Statement &statement) { return tl::unexpected<Error>(*statement.error()); }

// The columns stand in one order in every statement of this file.
LoginLink linkOf(const Statement &row, quint64 publicIdKey) {
    LoginLink link;
    link.id = row.id<LinkId>(0);
    link.publicId = publicIdOf(link.id, publicIdKey);
    link.customer = row.id<CustomerId>(1);
    link.subscription = row.id<SubscriptionId>(2);
    link.agent = row.id<AgentId>(3);
    link.agentName = row.text(4);
    link.door = static_cast<LinkDoor>(row.integer(5));
    link.destination = row.text(6);
    link.issuedAt = row.instant(7);
    link.expiresAt = row.instant(8);
    link.end = static_cast<LinkEnd>(row.integer(9));
    link.endedAt = row.instant(10);
    return link;
}

std::optional<Error> addVisits(Connection &db, LoginLink &link) {
    Statement select = db.prepare("SELECT kind, COUNT(*), MIN(at), MAX(at) FROM visits WHERE link = ? GROUP BY kind");
    select.bind(link.id);
    while (select.step()) {
        const int count = static_cast<int>(select.integer(1));
        if (static_cast<VisitKind>(select.integer(0)) != VisitKind::Person) {
            link.scannerVisits += count;
            continue;
        }
        link.visits = count;
        link.firstVisitAt = select.instant(2);
        link.lastVisitAt = select.instant(3);
    }
    return select.error();
}

Result<LoginLink> oneLink(Connection &db, Statement &select, quint64 publicIdKey, ErrorCode missing) {
    if (!select.step()) {
        if (select.error()) return failureOf(select);
        return fail(missing);
    }
    LoginLink link = linkOf(select, publicIdKey);
    if (const std::optional<Error> error = addVisits(db, link)) return tl::unexpected<Error>(*error);
    return link;
}

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

Statement everybodysLinks(Connection &db, const LinkQuery &query, Place place) {
    if (query.customer.isValid()) {
        Statement select = db.prepare(R"(
            SELECT l.id, l.customer, l.subscription, l.agent, a.name, l.door, l.destination, l.issued_at, l.expires_at, l.ended, l.ended_at
            FROM links l LEFT JOIN agents a ON a.id = l.agent
            WHERE l.customer = ? AND (? = 0 OR l.agent = ?) AND (l.issued_at, l.id) < (?, ?)
              AND (? = -1 OR ? = CASE l.ended WHEN 1 THEN 1 WHEN 2 THEN 3 WHEN 3 THEN 4 ELSE CASE WHEN l.expires_at <= ? THEN 2 ELSE 0 END END)
            ORDER BY l.issued_at DESC, l.id DESC LIMIT ?)");
        select.bind(query.customer).bind(query.agent).bind(query.agent).bind(place.issued).bind(place.id);
        return select;
    }
    if (query.agent.isValid()) {
        Statement select = db.prepare(R"(
            SELECT l.id, l.customer, l.subscription, l.agent, a.name, l.door, l.destination, l.issued_at, l.expires_at, l.ended, l.ended_at
            FROM links l LEFT JOIN agents a ON a.id = l.agent
            WHERE l.agent = ? AND (l.issued_at, l.id) < (?, ?)
              AND (? = -1 OR ? = CASE l.ended WHEN 1 THEN 1 WHEN 2 THEN 3 WHEN 3 THEN 4 ELSE CASE WHEN l.expires_at <= ? THEN 2 ELSE 0 END END)
            ORDER BY l.issued_at DESC, l.id DESC LIMIT ?)");
        select.bind(query.agent).bind(place.issued).bind(place.id);
        return select;
    }
    // Row ids grow with time, so the whole list needs no index of its own.
    Statement select = db.prepare(R"(
        SELECT l.id, l.customer, l.subscription, l.agent, a.name, l.door, l.destination, l.issued_at, l.expires_at, l.ended, l.ended_at
        FROM links l LEFT JOIN agents a ON a.id = l.agent
        WHERE l.id < ?
          AND (? = -1 OR ? = CASE l.ended WHEN 1 THEN 1 WHEN 2 THEN 3 WHEN 3 THEN 4 ELSE CASE WHEN l.expires_at <= ? THEN 2 ELSE 0 END END)
        ORDER BY l.id DESC LIMIT ?)");
    select.bind(place.id);
    return select;
}

}  // namespace

Result<Page<LoginLink>> listLinks(Connection &db, const LinkQuery &query, quint64 publicIdKey, Instant now) {
    const int limit = std::clamp(query.limit, 1, 500);
    const int state = query.state ? static_cast<int>(*query.state) : -1;
    const std::optional<Place> place = placeOf(query.after);
    if (!place) return fail(ErrorCode::InvalidRequest, QStringLiteral("after"));
    Page<LoginLink> page;
    {
        Statement select = everybodysLinks(db, query, *place);
        select.bind(state).bind(state).bind(now).bind(limit + 1);
        while (select.step()) page.items.append(linkOf(select, publicIdKey));
        if (select.error()) return failureOf(select);
    }
    const bool more = page.items.size() > limit;
    if (more) {
        page.items.removeLast();
        const LoginLink &last = page.items.constLast();
        page.next = QStringLiteral("%1:%2").arg(last.issuedAt.milliseconds()).arg(last.id.value());
    }
    for (LoginLink &link : page.items)
        if (const std::optional<Error> error = addVisits(db, link)) return tl::unexpected<Error>(*error);
    page.count = page.items.size();
    page.countIsExact = !more && query.after.isEmpty();
    return page;
}

Result<LoginLink> linkById(Connection &db, LinkId id, quint64 publicIdKey) {
    Statement select = db.prepare(R"(
        SELECT l.id, l.customer, l.subscription, l.agent, a.name, l.door, l.destination, l.issued_at, l.expires_at, l.ended, l.ended_at
        FROM links l LEFT JOIN agents a ON a.id = l.agent WHERE l.id = ?)");
    select.bind(id);
    return oneLink(db, select, publicIdKey, ErrorCode::NotFound);
}

Result<LoginLink> linkByTokenHash(Connection &db, QByteArrayView tokenHash, quint64 publicIdKey) {
    Statement select = db.prepare(R"(
        SELECT l.id, l.customer, l.subscription, l.agent, a.name, l.door, l.destination, l.issued_at, l.expires_at, l.ended, l.ended_at
        FROM links l LEFT JOIN agents a ON a.id = l.agent WHERE l.token_hash = ?)");
    select.bindBlob(tokenHash);
    return oneLink(db, select, publicIdKey, ErrorCode::LinkUnknown);
}

Result<QList<Visit>> visitsOf(Connection &db, LinkId link, int limit) {
    Statement select = db.prepare("SELECT at, kind, outcome FROM visits WHERE link = ? ORDER BY id DESC LIMIT ?");
    select.bind(link).bind(limit);
    QList<Visit> visits;
    while (select.step())
        visits.append({link, select.instant(0), static_cast<VisitKind>(select.integer(1)), static_cast<VisitOutcome>(select.integer(2))});
    if (select.error()) return failureOf(select);
    return visits;
}

Result<qint64> countLiveLinks(Connection &db, Instant now) {
    // No link lives longer than an hour, and row ids grow with time: the walk back ends at the first older one.
    Statement select = db.prepare("SELECT ended, expires_at, issued_at FROM links ORDER BY id DESC");
    qint64 live = 0;
    while (select.step()) {
        if (select.instant(2) < now - std::chrono::hours(1)) break;
        if (select.integer(0) == 0 && select.instant(1) > now) ++live;
    }
    if (select.error()) return failureOf(select);
    return live;
}

}  // namespace latchkey
