// Reads what befell a customer's ways in, links with their visits and the other doings, for findings, timelines and the inspector.
#pragma once

#include "models/domain/activity.h"
#include "models/domain/login_link.h"
#include "services/store/connection.h"

#include <QByteArrayView>
#include <QList>

namespace latchkey {

// A link with everything that befell it.
struct LinkHistory {
    LoginLink link;
    QString endedByName;  // the agent who revoked it or changed the address, else empty
    QList<Visit> visits;  // newest first, at most TimelineStore::visitsRead
};

// An entry of the activity that is about the customer and no link.
struct CustomerEvent {
    Activity entry;
    QString agentName;
};

// On any connection; reads only. `publicIdKey` is the store's own.
class TimelineStore {
public:
    static constexpr int visitsRead = 50;

    TimelineStore(Connection &db, quint64 publicIdKey) : m_db(db), m_publicIdKey(publicIdKey) {}

    Result<QList<LinkHistory>> linksOf(CustomerId customer, int limit, Instant now);
    // Nothing when there is no such link.
    Result<std::optional<LinkHistory>> byTokenHash(QByteArrayView hash);
    Result<std::optional<LinkHistory>> byId(LinkId id);
    Result<QList<CustomerEvent>> eventsOf(CustomerId customer, int limit);
    Result<QString> customerName(CustomerId customer);
    Result<int> subscriptionCount(CustomerId customer);

private:
    Result<LinkHistory> complete(LoginLink link);
    Result<std::optional<LinkHistory>> completeFound(Result<LoginLink> link, ErrorCode missing);

    Connection &m_db;
    quint64 m_publicIdKey;
};

}  // namespace latchkey
