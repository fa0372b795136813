// Changes a customer's e-mail at Shopify, since Skio has no verb for it, and looks whether Skio shows it.
#include "services/shops/skio/graphql_errors.h"
#include "services/shops/skio/skio_inner.h"

#include "models/domain/email_address.h"

#include <QJsonArray>

namespace latchkey {

namespace {

tl::unexpected<ShopTrouble> ofShopify(ShopFault fault, const QString &words = {}) {
    tl::unexpected<ShopTrouble> made = trouble(fault);
    made.value().speaker = ShopSpeaker::Shopify;
    made.value().words = words;
    return made;
}

// Shopify allows one profile for an address.
bool isTaken(const QJsonObject &error) {
    const QString message = error.value(QLatin1String("message")).toString();
    return error.value(QLatin1String("field")).toArray().contains(QLatin1String("email")) &&
           (message.contains(QLatin1String("taken"), Qt::CaseInsensitive) || message.contains(QLatin1String("already"), Qt::CaseInsensitive));
}

}  // namespace

ShopResult<void> SkioShop::Inner::updateAtShopify(const QString &platformId, const QString &email, const std::stop_token &stop) {
    GraphqlAsk question;
    question.document = shopifyDocument;
    question.variables = {{QStringLiteral("input"), QJsonObject{{QStringLiteral("id"), platformId}, {QStringLiteral("email"), email}}}};
    question.expected = {true, false, {}, {}, QStringLiteral("customerUpdate")};
    const tl::expected<GraphqlAnswer, GraphqlFault> answer = shopify->ask(question, stop);
    if (!answer) {
        const ShopTrouble &said = answer.error().trouble;
        if (said.fault == ShopFault::TokenRefused || said.fault == ShopFault::NoAccess) learned.note(ShopAbility::ChangeEmail, AbilityState::No, said);
        return tl::unexpected<ShopTrouble>(said);
    }
    const QJsonObject payload = answer->data.value(QLatin1String("customerUpdate")).toObject();
    const QJsonArray errors = payload.value(QLatin1String("userErrors")).toArray();
    learned.note(ShopAbility::ChangeEmail, AbilityState::Yes);
    if (errors.isEmpty() && !payload.value(QLatin1String("customer")).isObject()) return ofShopify(ShopFault::Uncertain);
    if (errors.isEmpty()) return {};
    QStringList words;
    bool taken = false;
    for (const QJsonValue &error : errors) {
        words.append(error.toObject().value(QLatin1String("message")).toString());
        taken = taken || isTaken(error.toObject());
    }
    return ofShopify(taken ? ShopFault::EmailTaken : ShopFault::Declined, fitWords(words.join(QLatin1String("; ")), {}));
}

ShopResult<EmailChange> SkioShop::changeEmail(const ShopEmailWish &wish, const std::stop_token &stop) {
    const QString email = wish.email.trimmed();
    const EmailState state = checkEmail(email).state;
    if (state == EmailState::Missing || state == EmailState::Malformed) return trouble(ShopFault::NoEmail, QStringLiteral("email"));
    ShopResult<ShopCustomer> row = m_inner->readForAction(wish.customer, wish.emailShown, stop);
    if (!row) return tl::unexpected<ShopTrouble>(row.error());
    EmailChange change;
    // While Shopify holds another address than Skio shows, only Shopify can tell whether it is so already; the same once more changes nothing there.
    const bool canAskShopify = m_inner->shopify && !row->platformId.isEmpty();
    if (!canAskShopify && row->email == email) {
        change.state = EmailChangeState::Done;
        return change;
    }
    if (!canAskShopify) {
        change.reason = trouble(ShopFault::NotOffered, m_inner->shopify ? QStringLiteral("platformId") : QStringLiteral("shopify-token")).value();
        return change;
    }
    if (isPast(wish.until)) return tooLate();
    if (const ShopResult<void> changed = m_inner->updateAtShopify(row->platformId, email, stop); !changed) return tl::unexpected<ShopTrouble>(changed.error());
    // From here on it is changed: that Skio cannot be asked whether it shows it is no failure of the change.
    change.state = EmailChangeState::Waiting;
    const ShopResult<ShopCustomer> shown = m_inner->readCustomer(wish.customer, stop);
    if (shown && emailKey(shown->email) == emailKey(email)) change.state = EmailChangeState::Done;
    return change;
}

}  // namespace latchkey
