// Reads what befell a customer's ways in, links with their visits and the other doings, for findings, timelines and the inspector.
#pragma once

#include "models/domain/activity.h"
#include "models/domain/login_link.h"
#include "models/domain/message.h"
#include "services/store/connection.h"

#include <QByteArrayView>
#include <QHash>
#include <QList>

namespace latchkey {

// What an agent did with a link, as the activity has it.
struct LinkDoing {
    Instant at;
    ActivityKind kind = ActivityKind::LinkIssued;  // LinkIssued, LinkRevoked, LinkVoided or LinkCopied
    QString agentName = {};
    QString desk = {};
    bool asReply = false;  // of LinkCopied
};

// What became of the letter that carries a link.
struct LinkLetter {
    MessageId id;
    MessageState state = MessageState::Waiting;
    DeliveryProblem problem = DeliveryProblem::None;
    Instant settledAt = {};
};

// A link with everything that befell it; all lists newest first.
struct LinkHistory {
    LoginLink link;
    QList<Visit> visits = {};
    QList<LinkDoing> doings = {};
    QList<LinkLetter> letters = {};
};

// An entry of the activity that is about the customer and no link.
struct CustomerEvent {
    Activity entry;
    QString agentName;
};

// On any connection; reads only. `publicIdKey` is the store's own.
class TimelineStore {
public:
    TimelineStore(Connection &db, quint64 publicIdKey) : m_db(db), m_publicIdKey(publicIdKey) {}

    // The newest ones, by as many statements whether there is one or twenty.
    Result<QList<LinkHistory>> linksOf(CustomerId customer, int limit);
    // Nothing when there is no such link.
    Result<std::optional<LinkHistory>> byTokenHash(QByteArrayView hash);
    Result<std::optional<LinkHistory>> byId(LinkId id);
    Result<QList<CustomerEvent>> eventsOf(CustomerId customer, int limit);
    Result<QString> customerName(CustomerId customer);
    Result<int> subscriptionCount(CustomerId customer);

private:
    Result<QList<LinkHistory>> complete(QList<LoginLink> links);
    Result<std::optional<LinkHistory>> completeFound(Result<LoginLink> link, ErrorCode missing);
    Result<void> addVisits(const QString &ids, const QHash<LinkId, LinkHistory *> &histories);
    Result<void> addDoings(const QString &ids, const QHash<LinkId, LinkHistory *> &histories);
    Result<void> addLetters(const QString &ids, const QHash<LinkId, LinkHistory *> &histories);

    Connection &m_db;
    quint64 m_publicIdKey;
};

}  // namespace latchkey
