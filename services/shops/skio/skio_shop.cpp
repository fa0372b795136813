// Builds a shop at Skio and answers what needs no request.
#include "services/shops/skio/skio_shop.h"

#include "services/shops/skio/skio_inner.h"

#include <QRegularExpression>
#include <QUrl>

namespace latchkey {

namespace {

QList<AbilityView> startOf(const SkioSetup &setup) {
    QList<AbilityView> views;
    for (int i = static_cast<int>(ShopAbility::ReadCustomers); i <= static_cast<int>(ShopAbility::HousePortal); ++i) {
        AbilityView view{static_cast<ShopAbility>(i)};
        const bool isRuledOut = view.ability == ShopAbility::HousePortal || (view.ability == ShopAbility::ChangeEmail && setup.shopify.token.isEmpty());
        if (isRuledOut) {
            view.state = AbilityState::No;
            view.reason = trouble(ShopFault::NotOffered, toText(view.ability)).value();
        }
        views.append(view);
    }
    return views;
}

QString shopifyEndpoint(const ShopifySetup &shopify) {
    if (!shopify.endpoint.isEmpty()) return shopify.endpoint;
    return QStringLiteral("https://%1.myshopify.com/admin/api/%2/graphql.json").arg(shopify.shop, shopify.version);
}

GraphqlLine::Setup lineOf(const SkioShop::Ports &ports, const QString &endpoint, const QByteArray &header, const ShopSecret &token, ShopSpeaker speaker) {
    return {endpoint, header, token, speaker, ports.clock, ports.chance, ports.sleep, ports.timeout, ports.perSecond, ports.inFlight};
}

}  // namespace

SkioNames namesOf(ShopCollection of) {
    switch (of) {
        case ShopCollection::Customers:
            return {"Customers", "StorefrontUsers", ShopAbility::ReadCustomers};
        case ShopCollection::Subscriptions:
            return {"Subscriptions", "Subscriptions", ShopAbility::ReadSubscriptions};
        case ShopCollection::Lines:
            return {"Lines", "SubscriptionLines", ShopAbility::ReadLines};
        case ShopCollection::Variants:
            return {"Variants", "ProductVariants", ShopAbility::ReadProducts};
        case ShopCollection::Products:
            return {"Products", "Products", ShopAbility::ReadProducts};
        case ShopCollection::Policies:
            return {"Policies", "Policies", ShopAbility::ReadPolicies};
    }
    return {"Customers", "StorefrontUsers", ShopAbility::ReadCustomers};
}

SkioShop::Inner::Inner(const SkioSetup &wanted, const Ports &ports, SkioDocuments documents)
    : setup(wanted),
      clock(ports.clock),
      line(lineOf(ports, wanted.endpoint, "authorization: API ", wanted.token, ShopSpeaker::Skio)),
      shopifyDocument(documents.text(QStringLiteral("ShopifyEmailUpdate"))),
      learned(ports.memory, ports.clock, startOf(wanted)),
      client(line, std::move(documents), learned) {
    if (!wanted.shopify.token.isEmpty())
        shopify = std::make_unique<GraphqlLine>(
            lineOf(ports, shopifyEndpoint(wanted.shopify), "X-Shopify-Access-Token: ", wanted.shopify.token, ShopSpeaker::Shopify));
}

SkioShop::SkioShop(std::unique_ptr<Inner> inner) : m_inner(std::move(inner)) {}
SkioShop::~SkioShop() = default;

Result<std::unique_ptr<SkioShop>> SkioShop::make(const SkioSetup &setup, const Ports &ports) {
    if (const QString fault = faultIn(setup); !fault.isEmpty()) return fail(ErrorCode::ConfigurationInvalid, fault);
    Result<SkioDocuments> documents = SkioDocuments::load(setup.documents);
    if (!documents) return tl::unexpected<Error>(documents.error());
    return std::unique_ptr<SkioShop>(new SkioShop(std::make_unique<Inner>(setup, ports, std::move(*documents))));
}

QList<AbilityView> SkioShop::abilities() const { return m_inner->learned.abilities(); }

StandardLogin SkioShop::standardLogin() const {
    StandardLogin login;
    login.page = QStringLiteral("https://%1%2").arg(m_inner->setup.storeDomain, m_inner->setup.loginPath);
    return login;
}

// The shape of a deep link into Skio's customers is not known; Shopify's takes the number at the end of the platform's id.
ShopPlaces SkioShop::placesOf(const ShopCustomer &customer) const {
    ShopPlaces places;
    places.skio = QStringLiteral("https://dashboard.skio.com");
    static const QRegularExpression shape(QStringLiteral("^gid://shopify/Customer/([0-9]+)\\z"));
    const QRegularExpressionMatch number = shape.match(customer.platformId);
    if (number.hasMatch() && !m_inner->setup.shopify.shop.isEmpty())
        places.shopify = QStringLiteral("https://admin.shopify.com/store/%1/customers/%2").arg(m_inner->setup.shopify.shop, number.captured(1));
    return places;
}

QStringList SkioShop::emailMutations() {
    static const QRegularExpression shape(QStringLiteral("(update|edit).*(StorefrontUser|Customer)"), QRegularExpression::CaseInsensitiveOption);
    return m_inner->learned.mutations().value_or(QStringList()).filter(shape);
}

}  // namespace latchkey
