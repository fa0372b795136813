// The tables of Magic links and of the visits to them: what issuing, redeeming and the lists of links need.
#pragma once

#include "models/domain/email_address.h"
#include "models/domain/login_link.h"
#include "models/domain/page.h"
#include "services/store/connection.h"

namespace latchkey {

struct NewLink {
    QByteArray tokenHash;
    CustomerId customer;
    SubscriptionId subscription;
    AgentId agent;
    LinkDoor door = LinkDoor::Customer;
    QString destination;
    Instant issuedAt;
    Instant expiresAt;
    bool atShop = false;  // a shop outside the house made it: it is spent there, and nobody here can end it
};
Result<LinkId> insertLink(Connection &db, const NewLink &link);

// What decides whether a customer may have a Magic link; NotFound when there is no such customer.
struct LinkReach {
    EmailState emailState = EmailState::Missing;
    bool removed = false;
};
Result<LinkReach> linkReachOf(Connection &db, CustomerId customer);
Result<bool> subscriptionBelongsTo(Connection &db, SubscriptionId subscription, CustomerId customer);

// When the n-th newest link was issued, if that was after `since`; unset when there are fewer. Links of login letters do not count.
Result<Instant> nthNewestIssueOfCustomer(Connection &db, CustomerId customer, Instant since, int n);
Result<Instant> nthNewestIssueOfAgent(Connection &db, AgentId agent, Instant since, int n);
// How many links agents issued to a customer after `since`; counts to 100 and no further.
Result<int> linksIssuedSince(Connection &db, CustomerId customer, Instant since);

struct SpentLink {
    LinkId id;
    CustomerId customer;
    QString destination;
};
// The one guarded UPDATE: of two presses one finds the row. Nothing when the link is dead or unknown.
Result<std::optional<SpentLink>> spendLink(Connection &db, QByteArrayView tokenHash, QByteArrayView browserHash, Instant now);

// Everything that decides the fate of a link found by its token, with what a page says of its customer.
struct LinkRecord {
    LoginLink link;
    QByteArray browserHash;
    QString firstName;
    QString lastName;
    QString email;
    QString phone;
    bool customerRemoved = false;
};
Result<LinkRecord> linkRecordByToken(Connection &db, QByteArrayView tokenHash, quint64 publicIdKey);  // LinkUnknown

// Ends a live link; answers its customer, or nothing when it was not live.
Result<std::optional<CustomerId>> endLink(Connection &db, LinkId link, LinkEnd how, AgentId by, Instant now);
Result<QList<LinkId>> endLiveLinksOf(Connection &db, CustomerId customer, LinkEnd how, AgentId by, Instant now);
// Every live link that this agent issued, in their hands or in a letter.
struct EndedLink {
    LinkId id;
    CustomerId customer;
};
Result<QList<EndedLink>> endLiveLinksIssuedBy(Connection &db, AgentId agent, LinkEnd how, AgentId by, Instant now);

// What a visit is judged by.
struct VisitedLink {
    CustomerId customer;
    QString email;        // on file
    Instant deliveredAt;  // the letter that carries it was settled (the far future while it waits), else its first copy, else its issue
    bool scanned = false; // a mail filter has been here before
    bool mailed = false;  // a letter of ours carries it
};
// Nothing when the link is unknown or has had more visits than anybody will read.
Result<std::optional<VisitedLink>> visitedLink(Connection &db, LinkId link);
Result<void> insertVisit(Connection &db, const Visit &visit);

struct TurnedVisit {
    LinkId link;
    CustomerId customer;
};
// Makes a person's of the visits that wait for this browser's cookie, prefetched ones among them, and with a pressed button of those that were too fast.
Result<QList<TurnedVisit>> turnVisitsOf(Connection &db, QByteArrayView browser, bool pressed);

// What a search's words stand for.
struct LinkSearch {
    LinkId link;                       // whose public id they are
    QList<CustomerId> customers = {};  // whom they find
};

struct LinkQuery {
    CustomerId customer;               // or everybody's
    AgentId agent;                     // or every agent's
    std::optional<LinkState> state;
    QString after;                     // opaque, from Page::next
    int limit = 100;
    Instant from = {};                 // issued at or after; unset: from the start
    Instant until = {};                // issued before; unset: to now
    std::optional<LinkSearch> found = {};  // only these; the other filters narrow them
};
// Newest first, with the names of agent and customer and with visits. The first page counts: exactly up to 10,000, and where few rows fit
// as far as 30,000 rows reach; a later page counts only itself.
Result<Page<LoginLink>> listLinks(Connection &db, const LinkQuery &query, quint64 publicIdKey, Instant now);
Result<QList<LoginLink>> newestLinksOf(Connection &db, CustomerId customer, int limit, quint64 publicIdKey);
Result<LoginLink> linkById(Connection &db, LinkId id, quint64 publicIdKey);                        // NotFound
Result<LoginLink> linkByTokenHash(Connection &db, QByteArrayView tokenHash, quint64 publicIdKey);  // LinkUnknown
Result<qint64> countLiveLinks(Connection &db, Instant now);

}  // namespace latchkey
