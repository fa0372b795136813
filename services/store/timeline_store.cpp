// Puts links together with their visits and enders, and reads the customer's events.
#include "services/store/timeline_store.h"

#include "services/store/link_store.h"

namespace latchkey {

namespace {

constexpr int doingsRead = 500;

}  // namespace

Result<void> TimelineStore::addVisits(const QString &ids, const QHash<LinkId, LinkHistory *> &histories) {
    Statement statement = m_db.prepare(R"(
        SELECT link, at, kind, outcome FROM visits WHERE link IN (SELECT value FROM json_each(?)) ORDER BY id DESC)");
    statement.bind(QStringView(ids));
    while (statement.step()) {
        const LinkId link = statement.id<LinkId>(0);
        const auto kind = static_cast<VisitKind>(statement.integer(2));
        histories.value(link)->visits.append({link, statement.instant(1), kind, static_cast<VisitOutcome>(statement.integer(3))});
    }
    if (statement.error()) return tl::unexpected<Error>(*statement.error());
    return {};
}

Result<void> TimelineStore::addDoings(const QString &ids, const QHash<LinkId, LinkHistory *> &histories) {
    // The kinds are issued, revoked, voided and copied.
    Statement statement = m_db.prepare(R"(
        SELECT v.link, v.at, v.kind, a.name, d.name, v.note
        FROM activity v LEFT JOIN agents a ON a.id = v.agent LEFT JOIN desks d ON d.id = v.desk
        WHERE v.link IN (SELECT value FROM json_each(?)) AND v.kind IN (1, 3, 4, 19) ORDER BY v.id DESC LIMIT ?)");
    statement.bind(QStringView(ids)).bind(doingsRead);
    while (statement.step())
        histories.value(statement.id<LinkId>(0))
            ->doings.append({statement.instant(1), static_cast<ActivityKind>(statement.integer(2)), statement.text(3), statement.text(4),
                             statement.text(5).startsWith(QLatin1String("as=reply"))});
    if (statement.error()) return tl::unexpected<Error>(*statement.error());
    return {};
}

Result<void> TimelineStore::addLetters(const QString &ids, const QHash<LinkId, LinkHistory *> &histories) {
    Statement statement = m_db.prepare(R"(
        SELECT link, id, state, problem, settled_at FROM messages WHERE link IN (SELECT value FROM json_each(?)) AND channel = 0 ORDER BY id DESC)");
    statement.bind(QStringView(ids));
    while (statement.step())
        histories.value(statement.id<LinkId>(0))
            ->letters.append({statement.id<MessageId>(1), static_cast<MessageState>(statement.integer(2)),
                              static_cast<DeliveryProblem>(statement.integer(3)), statement.instant(4)});
    if (statement.error()) return tl::unexpected<Error>(*statement.error());
    return {};
}

Result<QList<LinkHistory>> TimelineStore::complete(QList<LoginLink> links) {
    QList<LinkHistory> histories;
    QHash<LinkId, LinkHistory *> byLink;
    QStringList ids;
    bool visited = false;
    for (LoginLink &link : links) {
        visited = visited || link.visits + link.scannerVisits > 0;
        ids.append(QString::number(link.id.value()));
        histories.append({std::move(link)});
    }
    if (ids.isEmpty()) return histories;
    for (LinkHistory &history : histories) byLink.insert(history.link.id, &history);
    const QString list = QLatin1Char('[') + ids.join(QLatin1Char(',')) + QLatin1Char(']');
    if (visited)
        if (const Result<void> read = addVisits(list, byLink); !read) return tl::unexpected<Error>(read.error());
    if (const Result<void> read = addDoings(list, byLink); !read) return tl::unexpected<Error>(read.error());
    if (const Result<void> read = addLetters(list, byLink); !read) return tl::unexpected<Error>(read.error());
    return histories;
}

Result<std::optional<LinkHistory>> TimelineStore::completeFound(Result<LoginLink> link, ErrorCode missing) {
    if (!link && link.error().code == missing) return std::optional<LinkHistory>();
    if (!link) return tl::unexpected<Error>(link.error());
    Result<QList<LinkHistory>> histories = complete({std::move(*link)});
    if (!histories) return tl::unexpected<Error>(histories.error());
    return std::optional<LinkHistory>(std::move(histories->first()));
}

Result<QList<LinkHistory>> TimelineStore::linksOf(CustomerId customer, int limit) {
    Result<QList<LoginLink>> links = newestLinksOf(m_db, customer, limit, m_publicIdKey);
    if (!links) return tl::unexpected<Error>(links.error());
    return complete(std::move(*links));
}

Result<std::optional<LinkHistory>> TimelineStore::byTokenHash(QByteArrayView hash) {
    return completeFound(linkByTokenHash(m_db, hash, m_publicIdKey), ErrorCode::LinkUnknown);
}

Result<std::optional<LinkHistory>> TimelineStore::byId(LinkId id) { return completeFound(linkById(m_db, id, m_publicIdKey), ErrorCode::NotFound); }

Result<QList<CustomerEvent>> TimelineStore::eventsOf(CustomerId customer, int limit) {
    Statement statement = m_db.prepare(R"(
        SELECT v.id, v.at, v.kind, v.agent, a.name, v.note, d.name
        FROM activity v LEFT JOIN agents a ON a.id = v.agent LEFT JOIN desks d ON d.id = v.desk
        WHERE v.customer = ? AND v.link IS NULL ORDER BY v.at DESC, v.id DESC LIMIT ?)");
    statement.bind(customer).bind(limit);
    QList<CustomerEvent> events;
    while (statement.step()) {
        CustomerEvent event;
        event.entry.id = statement.id<ActivityId>(0);
        event.entry.at = statement.instant(1);
        event.entry.kind = static_cast<ActivityKind>(statement.integer(2));
        event.entry.agent = statement.id<AgentId>(3);
        event.entry.customer = customer;
        event.agentName = statement.text(4);
        event.entry.note = statement.text(5);
        event.entry.desk = statement.text(6);
        events.append(event);
    }
    if (statement.error()) return tl::unexpected<Error>(*statement.error());
    return events;
}

Result<QString> TimelineStore::customerName(CustomerId customer) {
    Statement statement = m_db.prepare(R"(SELECT first_name, last_name FROM customers WHERE id = ?)");
    statement.bind(customer);
    QString name;
    if (statement.step()) name = (statement.text(0) + QLatin1Char(' ') + statement.text(1)).trimmed();
    if (statement.error()) return tl::unexpected<Error>(*statement.error());
    return name;
}

Result<int> TimelineStore::subscriptionCount(CustomerId customer) {
    Statement statement = m_db.prepare(R"(SELECT count(*) FROM subscriptions WHERE customer = ?)");
    statement.bind(customer);
    int count = 0;
    if (statement.step()) count = static_cast<int>(statement.integer(0));
    if (statement.error()) return tl::unexpected<Error>(*statement.error());
    return count;
}

}  // namespace latchkey
