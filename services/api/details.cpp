// Reads the facts, has them diagnosed, and assembles the details.
#include "services/api/details.h"

#include "services/api/facts.h"
#include "services/diagnosis/adviser.h"
#include "services/diagnosis/diagnosis.h"
#include "services/diagnosis/timeline.h"
#include "services/shops/shop_desk.h"
#include "services/store/agent_store.h"
#include "services/store/link_store.h"
#include "services/store/message_store.h"
#include "services/store/session_store.h"
#include "services/store/shop_store.h"

namespace latchkey {

namespace {

constexpr int linksRead = 20;
constexpr int eventsRead = 100;
constexpr int timelineShown = 50;
constexpr int subscriptionsShown = 50;
constexpr int sharingRead = 5;
constexpr int sessionsShown = 20;
constexpr int failuresShown = 20;

template <class T>
bool keep(Result<T> result, T &into, std::optional<Error> &error) {
    if (result)
        into = std::move(*result);
    else
        error = result.error();
    return result.has_value();
}

}  // namespace

Result<DiagnosisFacts> Details::factsOf(Connection &db, CustomerId id, const DetailsAsk &ask, Instant now) const {
    DiagnosisFacts facts;
    facts.now = now;
    facts.policy = m_access.policy();
    facts.role = ask.role;
    facts.replyLater = ask.replyLater;
    facts.textsLeave = m_shop || m_access.textsLeave();
    ShopSettings settings;
    std::optional<Error> error;
    const bool read = keep(m_directory.customer(db, id), facts.customer, error) && keep(ShopStore(db).settings(), settings, error) &&
                      keep(m_directory.sharing(db, id, sharingRead), facts.sharing, error) &&
                      (m_shop || (keep(newestMessageOf(db, id, Channel::Email), facts.letter, error) &&
                                  keep(newestMessageOf(db, id, Channel::Sms), facts.text, error))) &&
                      (may(ask.role, Permission::IssueMagicLink) || keep(AgentStore(db).toAsk(), facts.toAsk, error));
    if (!read) return tl::unexpected<Error>(*error);
    facts.email = checkEmail(facts.customer.email);
    facts.phone = checkPhone(facts.customer.phone, homeCountry).state;
    if (const Result<void> limit = readLimit(db, ask, facts); !limit) return tl::unexpected<Error>(limit.error());
    if (const Result<void> reply = readReply(db, m_directory, ask, settings.replyGuard, facts); !reply) return tl::unexpected<Error>(reply.error());
    MailDomains *asked = settings.asksMailDomains ? m_mailDomains : nullptr;
    if (const Result<void> domain = readMailDomain(db, asked, facts); !domain) return tl::unexpected<Error>(domain.error());
    if (m_shop)
        if (const Result<void> shop = readShop(db, *m_shop, ask, facts); !shop) return tl::unexpected<Error>(shop.error());
    return facts;
}

Result<CustomerDetails> Details::customer(Connection &db, CustomerId id, const DetailsAsk &ask, Instant now) const {
    CustomerDetails details;
    DiagnosisFacts facts;
    TimelineStore timeline(db, m_access.publicIdKey());
    QList<LinkHistory> histories;
    QList<CustomerEvent> events;
    QList<Message> failed;
    std::optional<Error> error;
    const bool read = keep(factsOf(db, id, ask, now), facts, error) &&
                      keep(m_directory.subscriptionsOf(db, id, subscriptionsShown + 1), details.subscriptions, error) &&
                      keep(timeline.linksOf(id, linksRead), histories, error) && keep(timeline.eventsOf(id, eventsRead), events, error) &&
                      keep(countLiveSessions(db, id, now), details.liveSessions, error) &&
                      keep(liveSessionsOf(db, id, sessionsShown, now), details.sessions, error) &&
                      keep(failedMessagesOf(db, id, failuresShown), failed, error);
    if (!read) return tl::unexpected<Error>(*error);
    facts.usualDelay = usualDelayOf(histories);
    for (const LinkHistory &history : std::as_const(histories)) {
        if (!history.link.atShop) facts.links.append(history.link);
        else if (!facts.shopLink) facts.shopLink = history.link;
        if (history.link.stateAt(now) == LinkState::Live) details.liveLinks.append(history.link);
    }

    details.customer = facts.customer;
    details.phoneState = facts.phone;
    details.subscriptionCount = static_cast<int>(details.subscriptions.size());
    if (details.subscriptionCount > subscriptionsShown) {
        details.subscriptions.removeLast();
        if (!keep(timeline.subscriptionCount(id), details.subscriptionCount, error)) return tl::unexpected<Error>(*error);
    }
    details.findings = diagnose(facts);
    details.magicLinkPossible = !blocksMagicLink(details.findings);
    details.adviceNow = advise(facts, false);
    details.adviceLater = advise(facts, true);
    details.timeline = assembleTimeline(histories, events, now, timelineShown, failed);
    details.linksThisHour = facts.linksThisHour;
    details.linksPerHour = facts.policy.linksPerCustomerPerHour;
    details.portalLink = m_access.portalLink();
    if (m_shop && !keep(m_shop->factsOf(db, facts.customer), details.shop, error)) return tl::unexpected<Error>(*error);
    return details;
}

Result<SubscriptionDetails> Details::subscription(Connection &db, SubscriptionId id, const DetailsAsk &ask, Instant now) const {
    Result<Subscription> subscription = m_directory.subscription(db, id);
    if (!subscription) return tl::unexpected<Error>(subscription.error());
    Result<CustomerDetails> owner = customer(db, subscription->customer, ask, now);
    if (!owner) return tl::unexpected<Error>(owner.error());
    return SubscriptionDetails{std::move(*subscription), std::move(*owner)};
}

}  // namespace latchkey
