// What a signed-in customer sees: their subscriptions, one of them, and the way out.
#include "services/portal/portal.h"

#include "services/store/session_store.h"

#include <charconv>

namespace latchkey {

namespace {

constexpr int subscriptionsShown = 100;
constexpr int sessionsShown = 20;

PageFields fieldsOf(const Subscription &subscription) {
    PageFields fields;
    fields.set("id", std::to_string(subscription.id.value())).set("what", subscription.title()).set("ref", subscription.ref);
    fields.set("status", portal_texts::status(subscription)).set("tone", std::string(portal_texts::tone(subscription.status)));
    fields.set("price", toText(subscription.total())).set("every", portal_texts::every(subscription.interval));
    fields.set("next", subscription.nextOrder.isSet() ? portal_texts::day(subscription.nextOrder) : QString());
    return fields;
}

PageFields deviceFields(const SessionInfo &session, bool isThis) {
    PageFields fields;
    fields.set("device", session.device.isEmpty() ? portal_texts::unknownDevice() : session.device).setFlag("this", isThis);
    fields.set("session", std::to_string(session.id.value())).set("since", portal_texts::signedInSince(session.createdAt, session.bornOfLink));
    return fields;
}

}  // namespace

void Portal::showAccount(const http::ExchangePtr &exchange) {
    const std::optional<SessionView> session = signedIn(exchange->request());
    if (!session) return exchange->answer(seeOther(u"/login"_qs));
    const Result<Customer> customer = m_setup.directory.customer(m_setup.db, session->customer);
    if (!customer) return answerError(exchange, customer.error());
    const Result<QList<Subscription>> subscriptions = m_setup.directory.subscriptionsOf(m_setup.db, session->customer, subscriptionsShown + 1);
    if (!subscriptions) return answerError(exchange, subscriptions.error());
    http::Response response = bare(200);
    PageFields fields;
    fields.set("nonce", nonceFor(exchange->request(), response).reveal().toStdString());
    fields.set("name", customer->name().isEmpty() ? customer->email : customer->name()).setFlag("none", subscriptions->isEmpty());
    for (const Subscription &subscription : subscriptions->first(std::min<qsizetype>(subscriptions->size(), subscriptionsShown)))
        fields.add("subscriptions", fieldsOf(subscription));
    fields.set("more", subscriptions->size() > subscriptionsShown ? portal_texts::onlyTheFirst(subscriptionsShown) : QString());
    const Result<QList<SessionInfo>> sessions = liveSessionsOf(m_setup.db, session->customer, sessionsShown, m_setup.clock.now());
    if (!sessions) return answerError(exchange, sessions.error());
    for (const SessionInfo &other : *sessions) fields.add("devices", deviceFields(other, other.id == session->id));
    fields.setFlag("others", sessions->size() > 1);
    fill(response, PageName::Account, portal_texts::subscriptionsTitle(), fields);
    exchange->answer(std::move(response));
}

void Portal::showSubscription(const http::ExchangePtr &exchange, const std::string &id) {
    const std::optional<SessionView> session = signedIn(exchange->request());
    qint64 number = 0;
    const auto read = std::from_chars(id.data(), id.data() + id.size(), number);
    if (read.ec != std::errc() || read.ptr != id.data() + id.size() || number <= 0) return answerNotFound(exchange);
    if (!session) return exchange->answer(seeOther(u"/login?to=/account/subscriptions/%1"_qs.arg(number)));
    const Result<Subscription> subscription = m_setup.directory.subscription(m_setup.db, SubscriptionId(number));
    if (!subscription && subscription.error().code != ErrorCode::NotFound) return answerError(exchange, subscription.error());
    // Somebody else's is answered like one that does not exist.
    if (!subscription || subscription->customer != session->customer) return answerNotFound(exchange);
    PageFields fields = fieldsOf(*subscription);
    for (const SubscriptionLine &line : subscription->lines)
        fields.add("lines", PageFields().set("what", portal_texts::line(line)).set("price", toText(Money{line.price.minor * line.quantity, line.price.currency})));
    exchange->answer(page(200, PageName::Subscription, subscription->title(), fields));
}

void Portal::endSessions(const http::ExchangePtr &exchange) {
    const std::optional<Form> form = takeForm(exchange, "/account");
    if (!form) return;
    const std::optional<SessionView> own = signedIn(exchange->request());
    if (!own) return exchange->answer(seeOther(u"/login"_qs));
    // Without a number it is all others; nobody ends this one by accident, for that there is Sign out.
    const std::string_view named = fieldOf(*form, "session");
    qint64 number = 0;
    const auto read = std::from_chars(named.data(), named.data() + named.size(), number);
    const bool isNumber = read.ec == std::errc() && read.ptr == named.data() + named.size() && number > 0;
    if (!named.empty() && !isNumber) return answerNotFound(exchange);
    m_setup.writes.give<int>(
        [&access = m_setup.access, customer = own->customer, own = own->id, session = SessionId(number)](Transaction &t) {
            return access.endSessions(t, customer, session, own, {});
        },
        [this, exchange](const Result<int> &ended) {
            if (!ended) return answerError(exchange, ended.error());
            exchange->answer(seeOther(u"/account"_qs));
        });
}

void Portal::signOut(const http::ExchangePtr &exchange) {
    if (!takeForm(exchange, "/account")) return;
    const SessionSecret session = m_browser.session(exchange->request());
    m_setup.writes.give<void>(
        [&access = m_setup.access, session](Transaction &t) { return access.signOut(t, session); },
        [this, exchange](const Result<void> &done) {
            if (!done) return answerError(exchange, done.error());
            http::Response response = seeOther(u"/signed-out"_qs);
            m_browser.forgetSession(response);
            exchange->answer(std::move(response));
        });
}

}  // namespace latchkey
