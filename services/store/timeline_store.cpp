// Puts links together with their visits and enders, and reads the customer's events.
#include "services/store/timeline_store.h"

#include "services/store/link_store.h"

namespace latchkey {

Result<LinkHistory> TimelineStore::complete(LoginLink link) {
    LinkHistory history;
    history.link = std::move(link);
    if (history.link.visits + history.link.scannerVisits > 0) {
        Result<QList<Visit>> visits = visitsOf(m_db, history.link.id, visitsRead);
        if (!visits) return tl::unexpected<Error>(visits.error());
        history.visits = std::move(*visits);
    }
    if (history.link.end != LinkEnd::Revoked && history.link.end != LinkEnd::EmailChanged) return history;
    Statement statement = m_db.prepare(R"(SELECT a.name FROM links l JOIN agents a ON a.id = l.ended_by WHERE l.id = ?)");
    statement.bind(history.link.id);
    if (statement.step()) history.endedByName = statement.text(0);
    if (statement.error()) return tl::unexpected<Error>(*statement.error());
    return history;
}

Result<std::optional<LinkHistory>> TimelineStore::completeFound(Result<LoginLink> link, ErrorCode missing) {
    if (!link && link.error().code == missing) return std::optional<LinkHistory>();
    if (!link) return tl::unexpected<Error>(link.error());
    Result<LinkHistory> history = complete(std::move(*link));
    if (!history) return tl::unexpected<Error>(history.error());
    return std::optional<LinkHistory>(std::move(*history));
}

Result<QList<LinkHistory>> TimelineStore::linksOf(CustomerId customer, int limit, Instant now) {
    LinkQuery query;
    query.customer = customer;
    query.limit = limit;
    Result<Page<LoginLink>> page = listLinks(m_db, query, m_publicIdKey, now);
    if (!page) return tl::unexpected<Error>(page.error());
    QList<LinkHistory> histories;
    for (LoginLink &link : page->items) {
        Result<LinkHistory> history = complete(std::move(link));
        if (!history) return tl::unexpected<Error>(history.error());
        histories.append(std::move(*history));
    }
    return histories;
}

Result<std::optional<LinkHistory>> TimelineStore::byTokenHash(QByteArrayView hash) {
    return completeFound(linkByTokenHash(m_db, hash, m_publicIdKey), ErrorCode::LinkUnknown);
}

Result<std::optional<LinkHistory>> TimelineStore::byId(LinkId id) { return completeFound(linkById(m_db, id, m_publicIdKey), ErrorCode::NotFound); }

Result<QList<CustomerEvent>> TimelineStore::eventsOf(CustomerId customer, int limit) {
    Statement statement = m_db.prepare(R"(
        SELECT v.id, v.at, v.kind, v.agent, a.name, v.note
        FROM activity v LEFT JOIN agents a ON a.id = v.agent
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
