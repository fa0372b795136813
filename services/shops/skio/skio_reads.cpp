// Reads customers and subscriptions at Skio, and finds out what the token may do.
#include "services/shops/skio/skio_inner.h"
#include "services/shops/skio/skio_rows.h"

#include "models/domain/email_address.h"

#include <QJsonArray>

#include <array>
#include <utility>

namespace latchkey {

namespace {

constexpr int subscriptionsRead = 8;

// What a failed question says of the ability; most failures say nothing of it.
bool rulesOut(ShopFault fault) { return fault == ShopFault::TokenRefused || fault == ShopFault::NoAccess || fault == ShopFault::DocumentRefused || fault == ShopFault::TooMuchAsked; }

}  // namespace

ShopTrouble SkioShop::Inner::refined(ShopTrouble trouble, const std::stop_token &stop) {
    if (trouble.fault != ShopFault::NoAccess) return trouble;
    // What worked before says nothing of a token that has lost it since.
    const std::array probes{std::pair{"Subscriptions", "SkioProbe"}, std::pair{"StorefrontUsers", "SkioProbeCustomers"}};
    for (const auto &[table, document] : probes) {
        if (trouble.what == QLatin1String(table)) continue;
        const ShopResult<GraphqlAnswer> answer = client.ask({QLatin1String(document)}, stop);
        const bool isRefused = !answer && (answer.error().fault == ShopFault::NoAccess || answer.error().fault == ShopFault::TokenRefused);
        if (!isRefused) return trouble;
    }
    trouble.fault = ShopFault::TokenRefused;
    return trouble;
}

ShopResult<GraphqlAnswer> SkioShop::Inner::ask(const SkioAsk &question, ShopAbility ability, const std::stop_token &stop) {
    ShopResult<GraphqlAnswer> answer = client.ask(question, stop);
    if (answer) {
        learned.note(ability, AbilityState::Yes);
        return answer;
    }
    answer.error() = refined(std::move(answer.error()), stop);
    if (rulesOut(answer.error().fault)) learned.note(ability, AbilityState::No, answer.error());
    return answer;
}

ShopResult<void> SkioShop::probe(const std::stop_token &stop) {
    std::optional<ShopTrouble> first;
    bool anythingWorks = false;
    for (const ShopCollection of : {ShopCollection::Subscriptions, ShopCollection::Customers, ShopCollection::Lines, ShopCollection::Variants,
                                    ShopCollection::Products, ShopCollection::Policies}) {
        const SkioNames names = namesOf(of);
        SkioAsk question{QLatin1String("SkioSync") + QLatin1String(names.documents), {}, {}, {QLatin1String(names.root)}};
        question.pageSize = 1;
        question.variables = {{QStringLiteral("orderBy"), QJsonArray{QJsonObject{{QStringLiteral("id"), QStringLiteral("asc")}}}}};
        const ShopResult<GraphqlAnswer> answer = m_inner->ask(question, names.ability, stop);
        anythingWorks = anythingWorks || answer.has_value();
        if (answer) continue;
        if (!first) first = answer.error();
        // Nobody answers, or nobody would: the rest would say the same.
        const ShopFault fault = answer.error().fault;
        if (!rulesOut(fault) || fault == ShopFault::TokenRefused) break;
    }
    if (!anythingWorks) return tl::unexpected<ShopTrouble>(first.value_or(ShopTrouble{}));
    if (!m_inner->learned.mutations()) m_inner->introspect(stop);
    if (first && (first->fault == ShopFault::TokenRefused || mayAskAgain(first->fault))) return tl::unexpected<ShopTrouble>(*first);
    return {};
}

// Whether a token may ask for the schema is not known: any error means that nothing is known, not that something is missing.
void SkioShop::Inner::introspect(const std::stop_token &stop) {
    const ShopResult<GraphqlAnswer> answer = client.ask({QStringLiteral("SkioIntrospection")}, stop);
    if (!answer) {
        if (!mayAskAgain(answer.error().fault) && answer.error().fault != ShopFault::Stopped) learned.keepMutations({});
        return;
    }
    const QJsonObject mutation = answer->data.value(QLatin1String("__schema")).toObject().value(QLatin1String("mutationType")).toObject();
    QStringList names;
    for (const QJsonValue &field : mutation.value(QLatin1String("fields")).toArray()) names.append(field.toObject().value(QLatin1String("name")).toString());
    learned.keepMutations(names);
    if (!names.isEmpty() && !names.contains(QLatin1String("generateMagicLink")))
        learned.note(ShopAbility::MakeLink, AbilityState::No, trouble(ShopFault::NoAccess, QStringLiteral("generateMagicLink")).value());
}

ShopResult<ShopCustomer> SkioShop::Inner::readCustomer(const QString &id, const std::stop_token &stop) {
    if (!isUuid(id)) return trouble(ShopFault::NotAnId);
    SkioAsk question{QStringLiteral("SkioCustomerRow"), {{QStringLiteral("id"), id}}, {}, {QStringLiteral("StorefrontUsers")}};
    ShopResult<GraphqlAnswer> answer = ask(question, ShopAbility::ReadCustomers, stop);
    if (!answer) return tl::unexpected<ShopTrouble>(answer.error());
    const QJsonArray rows = answer->data.value(QLatin1String("StorefrontUsers")).toArray();
    if (rows.isEmpty()) return trouble(ShopFault::Gone);
    return customerFrom(rows.first().toObject());
}

ShopResult<ShopCustomer> SkioShop::Inner::readForAction(const QString &id, const QString &emailShown, const std::stop_token &stop) {
    ShopResult<ShopCustomer> row = readCustomer(id, stop);
    if (!row) return row;
    if (!row->redactedAt.isEmpty()) return trouble(ShopFault::Redacted);
    if (!row->removedAt.isEmpty()) return trouble(ShopFault::Removed);
    if (emailKey(row->email) != emailKey(emailShown)) return trouble(ShopFault::EmailDiffers);
    return row;
}

ShopResult<ShopCustomerRead> SkioShop::customer(const QString &id, const std::stop_token &stop) {
    if (!isUuid(id)) return trouble(ShopFault::NotAnId);
    SkioAsk question{QStringLiteral("SkioCustomer"), {{QStringLiteral("id"), id}}, {}, {QStringLiteral("StorefrontUsers"), QStringLiteral("Subscriptions")}};
    question.pageSize = subscriptionsRead;
    ShopResult<GraphqlAnswer> answer = m_inner->ask(question, ShopAbility::ReadCustomers, stop);
    if (!answer && answer.error().fault == ShopFault::NoAccess && answer.error().what != QLatin1String("StorefrontUsers")) {
        // The customer may be seen, only not the subscriptions.
        ShopResult<ShopCustomer> row = m_inner->readCustomer(id, stop);
        if (!row) return tl::unexpected<ShopTrouble>(row.error());
        return ShopCustomerRead{*row, {}};
    }
    if (!answer) return tl::unexpected<ShopTrouble>(answer.error());
    const QJsonObject &data = answer->data;
    const QJsonArray rows = data.value(QLatin1String("StorefrontUsers")).toArray();
    if (rows.isEmpty()) return trouble(ShopFault::Gone);
    ShopCustomerRead read;
    read.row = customerFrom(rows.first().toObject());
    for (const QJsonValue &subscription : data.value(QLatin1String("Subscriptions")).toArray()) read.subscriptions.append(subscriptionReadFrom(subscription.toObject()));
    return read;
}

ShopResult<ShopSubscriptionRead> SkioShop::subscription(const QString &id, const std::stop_token &stop) {
    if (!isUuid(id)) return trouble(ShopFault::NotAnId);
    SkioAsk question{QStringLiteral("SkioSubscription"), {{QStringLiteral("id"), id}}, {QStringLiteral("SubscriptionByPk")}};
    ShopResult<GraphqlAnswer> answer = m_inner->ask(question, ShopAbility::ReadSubscriptions, stop);
    if (!answer) return tl::unexpected<ShopTrouble>(answer.error());
    const QJsonValue row = answer->data.value(QLatin1String("SubscriptionByPk"));
    if (!row.isObject()) return trouble(ShopFault::Gone);
    return subscriptionReadFrom(row.toObject());
}

}  // namespace latchkey
