// Reads the facts, has them diagnosed, and assembles the details.
#include "services/api/details.h"

#include "services/diagnosis/diagnosis.h"
#include "services/diagnosis/timeline.h"
#include "services/store/link_store.h"
#include "services/store/message_store.h"
#include "services/store/session_store.h"

#include <algorithm>

namespace latchkey {

namespace {

constexpr int linksRead = 20;
constexpr int eventsRead = 100;
constexpr int timelineShown = 50;
constexpr int subscriptionsShown = 50;
constexpr int sharingRead = 5;
constexpr int sessionsShown = 20;
constexpr int failuresShown = 20;
constexpr int openingsForMedian = 3;

// The median of the time from issue to the first opening, links that were opened too late among them.
Duration usualDelayOf(const QList<LinkHistory> &histories) {
    QList<qint64> delays;
    for (const LinkHistory &history : histories)
        if (history.link.firstVisitAt.isSet()) delays.append((history.link.firstVisitAt - history.link.issuedAt).count());
    if (delays.size() < openingsForMedian) return {};
    std::sort(delays.begin(), delays.end());
    const qsizetype middle = delays.size() / 2;
    return Duration(delays.size() % 2 ? delays[middle] : (delays[middle - 1] + delays[middle]) / 2);
}

template <class T>
bool keep(Result<T> result, T &into, std::optional<Error> &error) {
    if (result)
        into = std::move(*result);
    else
        error = result.error();
    return result.has_value();
}

Result<void> readLimit(Connection &db, const DetailsAsk &ask, DiagnosisFacts &facts) {
    const Instant since = facts.now - std::chrono::hours(1);
    const int allowed = facts.policy.linksPerCustomerPerHour;
    const Result<int> issued = linksIssuedSince(db, facts.customer.id, since);
    if (!issued) return tl::unexpected<Error>(issued.error());
    facts.linksThisHour = *issued;
    if (facts.linksThisHour >= allowed) {
        const Result<Instant> hinders = nthNewestIssueOfCustomer(db, facts.customer.id, since, allowed);
        if (!hinders) return tl::unexpected<Error>(hinders.error());
        facts.nextLinkAt = *hinders + std::chrono::hours(1);
    }
    // The agent's own limit shows only when it refuses; it reads like the customer's.
    if (ask.refusal && ask.refusal->code == ErrorCode::TooManyLinks) {
        facts.linksThisHour = std::max(facts.linksThisHour, allowed);
        if (ask.refusal->retryAt) facts.nextLinkAt = *ask.refusal->retryAt;
    }
    return {};
}

}  // namespace

Result<CustomerDetails> Details::customer(Connection &db, CustomerId id, const DetailsAsk &ask, Instant now) const {
    CustomerDetails details;
    DiagnosisFacts facts;
    facts.now = now;
    facts.policy = m_access.policy();
    facts.mayIssue = may(ask.role, Permission::IssueMagicLink);
    facts.replyLater = ask.replyLater;
    facts.textsLeave = m_access.textsLeave();

    TimelineStore timeline(db, m_access.publicIdKey());
    QList<LinkHistory> histories;
    QList<CustomerEvent> events;
    QList<Message> failed;
    std::optional<Error> error;
    const bool read = keep(m_directory.customer(db, id), facts.customer, error) &&
                      keep(m_directory.subscriptionsOf(db, id, subscriptionsShown + 1), details.subscriptions, error) &&
                      keep(m_directory.sharing(db, id, sharingRead), facts.sharing, error) &&
                      keep(timeline.linksOf(id, linksRead), histories, error) && keep(timeline.eventsOf(id, eventsRead), events, error) &&
                      keep(countLiveSessions(db, id, now), details.liveSessions, error) &&
                      keep(liveSessionsOf(db, id, sessionsShown, now), details.sessions, error) &&
                      keep(newestMessageOf(db, id, Channel::Email), facts.letter, error) &&
                      keep(newestMessageOf(db, id, Channel::Sms), facts.text, error) && keep(failedMessagesOf(db, id, failuresShown), failed, error);
    if (!read) return tl::unexpected<Error>(*error);
    if (const Result<void> limit = readLimit(db, ask, facts); !limit) return tl::unexpected<Error>(limit.error());

    facts.email = checkEmail(facts.customer.email);
    facts.phone = checkPhone(facts.customer.phone, homeCountry).state;
    facts.usualDelay = usualDelayOf(histories);
    for (const LinkHistory &history : std::as_const(histories)) {
        facts.links.append(history.link);
        if (history.link.stateAt(now) == LinkState::Live) details.liveLinks.append(history.link);
    }

    details.customer = facts.customer;
    details.phoneState = facts.phone;
    details.subscriptionCount = static_cast<int>(details.subscriptions.size());
    if (details.subscriptionCount > subscriptionsShown) {
        details.subscriptions.removeLast();
        if (const Result<int> counted = timeline.subscriptionCount(id))
            details.subscriptionCount = *counted;
        else
            return tl::unexpected<Error>(counted.error());
    }
    details.findings = diagnose(facts);
    details.magicLinkPossible = !blocksMagicLink(details.findings);
    details.timeline = assembleTimeline(histories, events, now, timelineShown, failed);
    details.linksThisHour = facts.linksThisHour;
    details.linksPerHour = facts.policy.linksPerCustomerPerHour;
    details.portalLink = m_access.portalLink();
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
