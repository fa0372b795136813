// Routes of customers and subscriptions: lists, details, contact, and who is who.
#include "services/api/api.h"
#include "services/api/input.h"

#include "models/json/json.h"
#include "services/store/agent_store.h"
#include "services/store/link_store.h"
#include "services/store/message_store.h"
#include "services/store/shop_store.h"

namespace latchkey {

namespace {

constexpr std::size_t longestWindow = 64;
constexpr int longestSearch = 200;
constexpr int longestKey = 500;
constexpr int longestContact = 500;
constexpr int longestPaste = 60'000;
constexpr int locatedAtMost = 20;
constexpr qint64 lastRow = 1'000'000'000;

// First pages of one window supersede each other, so that of fast typing only the newest key is answered; pages that a list scrolls
// through do not, nor those of a program that says nothing of windows and may ask for several at once.
std::string laneOf(const Call &call, std::string_view list, const QString &after, qint64 at, int limit) {
    const std::string_view window = call.exchange->request().header("x-window").substr(0, longestWindow);
    if (window.empty() || !after.isEmpty() || at > 0) return {};
    return std::string(list) + ':' + std::to_string(call.agent.id.value()) + ':' + std::to_string(limit) + ':' + std::string(window);
}

// There the shop's own codes leave, and how long its links live is not known before it has made one.
void tellOfShop(const ShopDesk &shop, const QString &loginPage, Me &me) {
    me.shopKind = shop.kind();
    me.portalUrl = loginPage;
    const StandardLogin login = shop.standardLogin();
    me.policy.codeDigits = login.codeDigits;
    me.policy.linkLife = {};
    me.sms = login.codeByText ? SmsRoute::Webhook : SmsRoute::Off;
}

template <class T>
Result<std::string> asJson(const Result<T> &value) {
    if (!value) return tl::unexpected<Error>(value.error());
    JsonWriter out;
    writeJson(out, *value);
    return out.take();
}

}  // namespace

void Api::me(const Call &call) {
    Me me;
    me.agent = call.agent;
    me.portalUrl = m_setup.access.baseUrl();
    me.policy = m_setup.access.policy();
    const DeliveryModes modes = m_setup.courier.modes();
    me.mail = modes.mail;
    me.sms = modes.sms;
    if (m_setup.shop) tellOfShop(*m_setup.shop, m_setup.access.portalLink(), me);
    answerFromRead(call, {}, [this, me](Connection &db) mutable -> Result<std::string> {
        me.serviceTime = m_setup.clock.now();
        const QString all = QStringLiteral("all");
        const Result<QString> shop = ShopStore(db).name();
        const Result<ShopSettings> settings = ShopStore(db).settings();
        const Result<qint64> customers = m_setup.directory.count(db, QStringLiteral("customers"), all);
        const Result<qint64> subscriptions = m_setup.directory.count(db, QStringLiteral("subscriptions"), all);
        const Result<qint64> live = countLiveLinks(db, me.serviceTime);
        const Result<qint64> written = countMessages(db);
        Result<QList<Colleague>> toAsk = AgentStore(db).toAsk();
        if (!shop) return tl::unexpected<Error>(shop.error());
        if (!settings) return tl::unexpected<Error>(settings.error());
        for (const Result<qint64> &counted : {customers, subscriptions, live, written})
            if (!counted) return tl::unexpected<Error>(counted.error());
        if (!toAsk) return tl::unexpected<Error>(toAsk.error());
        me.toAsk = std::move(*toAsk);
        me.shopName = *shop;
        me.settings = *settings;
        me.customers = *customers;
        me.subscriptions = *subscriptions;
        me.liveLinks = *live;
        me.messages = *written;
        return asJson(Result<Me>(me));
    });
}

void Api::customers(const Call &call) {
    QueryReader in(call.exchange->request());
    CustomerQuery query;
    query.search = in.text("search", longestSearch);
    query.filter = in.word<CustomerFilter>("filter", customerFilterFromText).value_or(CustomerFilter::All);
    query.sort = in.word<CustomerSort>("sort", customerSortFromText).value_or(CustomerSort::Name);
    query.descending = in.flag("descending");
    query.after = in.text("after", longestKey);
    query.at = in.number("at", -1, -1, lastRow);
    query.limit = static_cast<int>(in.number("limit", 100, 1, 500));
    if (const std::optional<Error> error = in.error()) return call.refuse(*error);
    answerFromRead(call, laneOf(call, "customers", query.after, query.at, query.limit),
                   [this, query](Connection &db) {
                       const auto page = m_setup.directory.customers(db, query, m_setup.clock.now());
                       if (m_setup.shop && page && page->items.isEmpty() && query.after.isEmpty()) m_setup.shop->soughtInVain(query.search);
                       return asJson(page);
                   });
}

void Api::subscriptions(const Call &call) {
    QueryReader in(call.exchange->request());
    SubscriptionQuery query;
    query.search = in.text("search", longestSearch);
    const auto status = [](QStringView text) -> std::optional<SubscriptionStatus> {
        const SubscriptionStatus known = subscriptionStatusFromText(text);
        if (known == SubscriptionStatus::Other && text != toText(SubscriptionStatus::Other)) return std::nullopt;
        return known;
    };
    query.status = in.word<SubscriptionStatus>("status", +status);
    query.sort = in.word<SubscriptionSort>("sort", subscriptionSortFromText).value_or(SubscriptionSort::Created);
    query.descending = in.flag("descending");
    query.after = in.text("after", longestKey);
    query.at = in.number("at", -1, -1, lastRow);
    query.limit = static_cast<int>(in.number("limit", 100, 1, 500));
    if (const std::optional<Error> error = in.error()) return call.refuse(*error);
    answerFromRead(call, laneOf(call, "subscriptions", query.after, query.at, query.limit),
                   [this, query](Connection &db) { return asJson(m_setup.directory.subscriptions(db, query)); });
}

void Api::customer(const Call &call) {
    if (m_setup.shop) m_setup.shop->opened(call.id<CustomerId>(), {});
    answerFromRead(call, {}, [this, id = call.id<CustomerId>(), role = call.agent.role](Connection &db) {
        return asJson(m_details.customer(db, id, {role}, m_setup.clock.now()));
    });
}

void Api::subscription(const Call &call) {
    answerFromRead(call, {}, [this, id = call.id<SubscriptionId>(), role = call.agent.role](Connection &db) {
        const Result<SubscriptionDetails> details = m_details.subscription(db, id, {role}, m_setup.clock.now());
        if (details && m_setup.shop) m_setup.shop->opened(details->subscription.customer, id);
        return asJson(details);
    });
}

void Api::changeContactOf(const Call &call) {
    BodyReader in(call.exchange->request());
    ContactChange change;
    change.email = in.text("email", longestContact, true);
    change.phone = in.text("phone", longestContact, true);
    change.version = in.number("version", 1, true);
    if (const std::optional<Error> error = in.error()) return call.refuse(*error);
    if (m_setup.shop) return changeContactAtShop(call, change);
    const CustomerId id = call.id<CustomerId>();
    give<ContactChanged>(
        call,
        [this, id, change, by = call.agent.id](Transaction &t) -> Result<ContactChanged> {
            Result<ContactChanged> changed = changeContact(t, id, change, by);
            if (!changed || !changed->emailChanged) return changed;
            if (const Result<void> ended = m_setup.access.voidByEmailChange(t, id, by); !ended) return tl::unexpected<Error>(ended.error());
            const Result<void> told = m_setup.access.tellOfEmailChange(t, changed->customer, changed->formerEmail, by);
            if (!told) return tl::unexpected<Error>(told.error());
            return changed;
        },
        [this, call, id](const Result<ContactChanged> &changed) {
            if (!changed) return call.refuse(changed.error());
            m_setup.directory.forgetOrder();
            customer(call);
        });
}

void Api::eraseCustomer(const Call &call) {
    BodyReader in(call.exchange->request());
    const QString name = in.text("name", longestContact, true);
    if (const std::optional<Error> error = in.error()) return call.refuse(*error);
    give<void>(
        call, [this, id = call.id<CustomerId>(), name, by = call.agent.id](Transaction &t) { return m_setup.access.eraseCustomer(t, id, name, by); },
        [this, call](const Result<void> &erased) {
            if (!erased) return call.refuse(erased.error());
            m_setup.directory.forgetOrder();
            call.nothing();
        });
}

void Api::locate(const Call &call) {
    BodyReader in(call.exchange->request());
    const QString text = in.text("text", longestPaste, true);
    if (const std::optional<Error> error = in.error()) return call.refuse(*error);
    answerFromRead(call, {}, [this, text](Connection &db) -> Result<std::string> {
        const Result<QList<Directory::Located>> found = m_setup.directory.locate(db, text, locatedAtMost);
        if (!found) return tl::unexpected<Error>(found.error());
        JsonWriter out;
        out.beginArray();
        for (const Directory::Located &located : *found) {
            out.beginObject().field("customer", located.customer.value()).key("subscription");
            if (located.subscription.isValid())
                out.value(located.subscription.value());
            else
                out.null();
            out.endObject();
        }
        out.endArray();
        return out.take();
    });
}

}  // namespace latchkey
