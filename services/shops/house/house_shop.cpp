// Reads our own tables in the port's terms, and hands changes to the house's verbs.
#include "services/shops/house/house_shop.h"

#include "models/domain/email_address.h"
#include "services/store/customer_store.h"
#include "services/store/subscription_store.h"

#include <algorithm>

namespace latchkey {

namespace {

constexpr int subscriptionsRead = 10;

ShopTrouble troubleOf(const Error &error) {
    ShopTrouble made;
    made.speaker = ShopSpeaker::House;
    made.fault = ShopFault::Failing;
    made.retryAt = error.retryAt;
    if (error.code == ErrorCode::NotFound) made.fault = ShopFault::Gone;
    if (error.code == ErrorCode::MagicLinkRefused || error.code == ErrorCode::EmailInvalid) made.fault = ShopFault::NoEmail;
    if (error.code == ErrorCode::TooManyLinks || error.code == ErrorCode::VersionConflict || error.code == ErrorCode::InvalidRequest)
        made.fault = ShopFault::Declined;
    made.what = toText(error.code);
    return made;
}

tl::unexpected<ShopTrouble> houseSays(ShopFault fault) {
    tl::unexpected<ShopTrouble> made = trouble(fault);
    made.value().speaker = ShopSpeaker::House;
    return made;
}

QString timeOf(Instant at) { return at.isSet() ? toRfc3339(at) : QString(); }

ShopCustomer rowOf(const Customer &customer) {
    ShopCustomer row;
    row.id = QString::number(customer.id.value());
    row.email = customer.email;
    row.firstName = customer.firstName;
    row.lastName = customer.lastName;
    row.phone = customer.phone;
    row.removedAt = timeOf(customer.removedAt);
    row.redactedAt = timeOf(customer.erasedAt);
    row.createdAt = timeOf(customer.createdAt);
    return row;
}

QString amountOf(const Money &money) {
    const int decimals = decimalsOf(money.currency);
    const QString digits = QString::number(money.minor).rightJustified(decimals + 1, u'0');
    return decimals == 0 ? digits : digits.chopped(decimals) + u'.' + digits.right(decimals);
}

ShopSubscriptionRead readOf(const Subscription &subscription) {
    ShopSubscriptionRead read;
    read.row.id = QString::number(subscription.id.value());
    read.row.customerId = QString::number(subscription.customer.value());
    read.row.status = subscription.statusText.isEmpty() ? toText(subscription.status) : subscription.statusText;
    read.row.nextBillingAt = timeOf(subscription.nextOrder);
    read.row.createdAt = timeOf(subscription.createdAt);
    read.billing.emplace();
    read.billing->interval = toText(subscription.interval.unit).toUpper();
    read.billing->intervalCount = subscription.interval.count;
    for (const SubscriptionLine &line : subscription.lines) {
        ShopLineRead made;
        made.line.subscriptionId = read.row.id;
        made.line.quantity = line.quantity;
        made.line.price = amountOf(line.price);
        made.variant.title = line.variant;
        made.productTitle = line.product;
        read.row.currency = line.price.currency;
        read.lines.append(made);
    }
    return read;
}

qint64 numberFrom(const QString &id) {
    bool isNumber = false;
    const qint64 number = id.toLongLong(&isNumber);
    return isNumber && number > 0 ? number : 0;
}

}  // namespace

ShopResult<void> HouseShop::probe(const std::stop_token &) { return {}; }

ShopResult<QList<ShopCustomer>> HouseShop::search(const ShopSearch &wanted, const std::stop_token &) {
    QList<ShopCustomer> found;
    const QString text = wanted.text.simplified();
    if (text.size() < 3) return found;
    const std::scoped_lock lock(m_mutex);
    const int limit = std::clamp(wanted.limit, 1, 50);
    Result<std::vector<qint64>> ids = customersWithEmail(*m_setup.db, emailKey(text), limit);
    if (ids && ids->empty()) ids = customersWithPhone(*m_setup.db, phoneKey(text), limit);
    if (!ids) return tl::unexpected<ShopTrouble>(troubleOf(ids.error()));
    for (const qint64 id : *ids)
        if (const Result<Customer> customer = readCustomer(*m_setup.db, CustomerId(id))) found.append(rowOf(*customer));
    return found;
}

ShopResult<ShopCustomerRead> HouseShop::customer(const QString &id, const std::stop_token &) {
    const CustomerId customer(numberFrom(id));
    if (!customer.isValid()) return houseSays(ShopFault::NotAnId);
    const std::scoped_lock lock(m_mutex);
    const Result<Customer> row = readCustomer(*m_setup.db, customer);
    if (!row) return tl::unexpected<ShopTrouble>(troubleOf(row.error()));
    ShopCustomerRead read{rowOf(*row), {}};
    const Result<QList<Subscription>> subscriptions = readSubscriptionsOf(*m_setup.db, customer, subscriptionsRead);
    if (!subscriptions) return tl::unexpected<ShopTrouble>(troubleOf(subscriptions.error()));
    for (const Subscription &subscription : *subscriptions) read.subscriptions.append(readOf(subscription));
    return read;
}

ShopResult<ShopSubscriptionRead> HouseShop::subscription(const QString &id, const std::stop_token &) {
    const SubscriptionId subscription(numberFrom(id));
    if (!subscription.isValid()) return houseSays(ShopFault::NotAnId);
    const std::scoped_lock lock(m_mutex);
    const Result<Subscription> row = readSubscription(*m_setup.db, subscription);
    if (!row) return tl::unexpected<ShopTrouble>(troubleOf(row.error()));
    return readOf(*row);
}

ShopResult<ShopChanges> HouseShop::changes(ShopCollection, const QString &, const std::stop_token &) { return houseSays(ShopFault::NotOffered); }
ShopResult<ShopIds> HouseShop::ids(ShopCollection, const QString &, const std::stop_token &) { return houseSays(ShopFault::NotOffered); }

ShopResult<ShopCustomer> HouseShop::readForAction(const QString &id, const QString &emailShown) {
    const CustomerId customer(numberFrom(id));
    if (!customer.isValid()) return houseSays(ShopFault::NotAnId);
    const std::scoped_lock lock(m_mutex);
    const Result<Customer> row = readCustomer(*m_setup.db, customer);
    if (!row) return tl::unexpected<ShopTrouble>(troubleOf(row.error()));
    if (row->erasedAt.isSet()) return houseSays(ShopFault::Redacted);
    if (row->removedAt.isSet()) return houseSays(ShopFault::Removed);
    if (emailKey(row->email) != emailKey(emailShown)) return houseSays(ShopFault::EmailDiffers);
    return rowOf(*row);
}

ShopResult<ShopLink> HouseShop::makeLink(const ShopLinkWish &wish, const std::stop_token &) {
    const ShopResult<ShopCustomer> row = readForAction(wish.customer, wish.emailShown);
    if (!row) return tl::unexpected<ShopTrouble>(row.error());
    const EmailState state = checkEmail(row->email).state;
    if (state == EmailState::Missing || state == EmailState::Malformed) return houseSays(ShopFault::NoEmail);
    Result<ShopLink> link = m_setup.verbs.issue(wish);
    if (!link) return tl::unexpected<ShopTrouble>(troubleOf(link.error()));
    link->customer = *row;
    return std::move(*link);
}

ShopResult<EmailChange> HouseShop::changeEmail(const ShopEmailWish &wish, const std::stop_token &) {
    const EmailState state = checkEmail(wish.email).state;
    if (state == EmailState::Missing || state == EmailState::Malformed) return houseSays(ShopFault::NoEmail);
    if (const ShopResult<ShopCustomer> row = readForAction(wish.customer, wish.emailShown); !row) return tl::unexpected<ShopTrouble>(row.error());
    if (const Result<void> changed = m_setup.verbs.changeEmail(wish); !changed) return tl::unexpected<ShopTrouble>(troubleOf(changed.error()));
    return EmailChange{EmailChangeState::Done};
}

QList<AbilityView> HouseShop::abilities() const {
    QList<AbilityView> views;
    for (int i = static_cast<int>(ShopAbility::ReadCustomers); i <= static_cast<int>(ShopAbility::HousePortal); ++i)
        views.append({static_cast<ShopAbility>(i), AbilityState::Yes});
    return views;
}

StandardLogin HouseShop::standardLogin() const {
    StandardLogin login;
    login.page = m_setup.portalLink;
    login.codeByText = m_setup.textsLeave;
    return login;
}

ShopPlaces HouseShop::placesOf(const ShopCustomer &) const { return {}; }

}  // namespace latchkey
