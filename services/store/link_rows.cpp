// The statements that read single Magic links with their names and visits; for read connections.
#include "services/store/link_rows.h"

#include "models/domain/public_id.h"
#include "services/store/link_store.h"

#include <QHash>

namespace latchkey {

namespace {

tl::unexpected<Error> failureOf(const Statement &statement) { return tl::unexpected<Error>(*statement.error()); }

LoginLink linkOf(const Statement &row, quint64 publicIdKey) {
    LoginLink link;
    link.id = row.id<LinkId>(0);
    link.publicId = publicIdOf(link.id, publicIdKey);
    link.customer = row.id<CustomerId>(1);
    link.customerName = (row.text(2) + QLatin1Char(' ') + row.text(3)).trimmed();
    link.subscription = row.id<SubscriptionId>(4);
    link.agent = row.id<AgentId>(5);
    link.agentName = row.text(6);
    link.door = static_cast<LinkDoor>(row.integer(7));
    link.destination = row.text(8);
    link.issuedAt = row.instant(9);
    link.expiresAt = row.instant(10);
    link.end = static_cast<LinkEnd>(row.integer(11));
    link.endedAt = row.instant(12);
    link.atShop = row.integer(13) != 0;
    return link;
}

Result<void> addVisits(Connection &db, const QString &ids, QHash<LinkId, LoginLink> &links) {
    Statement select = db.prepare(R"(
        SELECT link, kind <> 0, COUNT(*), MIN(at), MAX(at) FROM visits WHERE link IN (SELECT value FROM json_each(?)) GROUP BY link, kind <> 0)");
    select.bind(QStringView(ids));
    while (select.step()) {
        LoginLink &link = links[select.id<LinkId>(0)];
        const int count = static_cast<int>(select.integer(2));
        if (select.integer(1) != 0) {
            link.scannerVisits = count;
            continue;
        }
        link.visits = count;
        link.firstVisitAt = select.instant(3);
        link.lastVisitAt = select.instant(4);
    }
    if (select.error()) return failureOf(select);
    return {};
}

Result<LoginLink> oneLink(Connection &db, LinkId id, quint64 publicIdKey, ErrorCode missing) {
    Result<QList<LoginLink>> found = linksWithIds(db, {id}, publicIdKey);
    if (!found) return tl::unexpected<Error>(found.error());
    if (found->isEmpty()) return fail(missing);
    return std::move(found->first());
}

}  // namespace

Result<QList<LoginLink>> linksWithIds(Connection &db, const QList<LinkId> &ids, quint64 publicIdKey) {
    if (ids.isEmpty()) return QList<LoginLink>();
    const QString list = jsonOfIds(ids);
    QHash<LinkId, LoginLink> links;
    {
        Statement select = db.prepare(R"(
            SELECT l.id, l.customer, c.first_name, c.last_name, l.subscription, l.agent, a.name, l.door, l.destination, l.issued_at, l.expires_at,
                   l.ended, l.ended_at, l.at_shop
            FROM links l LEFT JOIN agents a ON a.id = l.agent LEFT JOIN customers c ON c.id = l.customer
            WHERE l.id IN (SELECT value FROM json_each(?)))");
        select.bind(QStringView(list));
        while (select.step()) links.insert(select.id<LinkId>(0), linkOf(select, publicIdKey));
        if (select.error()) return failureOf(select);
    }
    if (links.isEmpty()) return QList<LoginLink>();
    if (const Result<void> counted = addVisits(db, list, links); !counted) return tl::unexpected<Error>(counted.error());
    QList<LoginLink> ordered;
    for (const LinkId id : ids)
        if (const auto at = links.find(id); at != links.end()) ordered.append(std::move(*at));
    return ordered;
}

Result<LoginLink> linkById(Connection &db, LinkId id, quint64 publicIdKey) { return oneLink(db, id, publicIdKey, ErrorCode::NotFound); }

Result<LoginLink> linkByTokenHash(Connection &db, QByteArrayView tokenHash, quint64 publicIdKey) {
    LinkId id;
    {
        Statement select = db.prepare("SELECT id FROM links WHERE token_hash = ?");
        select.bindBlob(tokenHash);
        if (select.step()) id = select.id<LinkId>(0);
        if (select.error()) return failureOf(select);
    }
    return oneLink(db, id, publicIdKey, ErrorCode::LinkUnknown);
}

}  // namespace latchkey
