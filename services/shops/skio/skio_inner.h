// What the parts of SkioShop share: the client, what was learned, and the reading of one customer before something is done for them.
#pragma once

#include "services/shops/skio/skio_client.h"
#include "services/shops/skio/skio_shop.h"

namespace latchkey {

// The names of a collection at Skio.
struct SkioNames {
    const char *documents;  // "SkioSync…", "SkioIds…"
    const char *root;
    ShopAbility ability;
};
SkioNames namesOf(ShopCollection of);

struct SkioShop::Inner {
    Inner(const SkioSetup &wanted, const Ports &ports, SkioDocuments documents);

    // Asks and notes what that says of the ability.
    ShopResult<GraphqlAnswer> ask(const SkioAsk &question, ShopAbility ability, const std::stop_token &stop);
    // A refused table may be a refused token: that one sees neither subscriptions nor customers.
    ShopTrouble refined(ShopTrouble trouble, const std::stop_token &stop);

    // NotAnId, Gone, or the row.
    ShopResult<ShopCustomer> readCustomer(const QString &id, const std::stop_token &stop);
    // Also Removed, Redacted, and EmailDiffers when it is not the address that was shown.
    ShopResult<ShopCustomer> readForAction(const QString &id, const QString &emailShown, const std::stop_token &stop);
    // At most `limit` customers with this address, compared by emailKey().
    ShopResult<QList<ShopCustomer>> withEmail(const QString &email, int limit, const std::stop_token &stop);
    // EmailShared, or EmailUnknown, where the address of a customer that was just read does not lead to them alone.
    ShopResult<void> ownsEmail(const ShopCustomer &customer, const std::stop_token &stop);
    ShopResult<QList<ShopCustomer>> find(const QJsonObject &filter, int limit, const std::stop_token &stop);
    // {"emailLower": …} or, where that is not known, a pattern on the address.
    [[nodiscard]] QJsonObject emailFilter(const QString &email);
    // Whoever an address may lead to, by the folded column or by the address itself.
    [[nodiscard]] QJsonObject anyEmailFilter(const QString &email, bool anywhere);

    ShopResult<void> updateAtShopify(const QString &platformId, const QString &email, const std::stop_token &stop);
    void introspect(const std::stop_token &stop);
    // The first row's; empty where there is no row, or where the token may not ask.
    ShopResult<ShopSite> siteBy(const SkioAsk &question, const std::stop_token &stop);

    SkioSetup setup;
    const Clock &clock;
    GraphqlLine line;
    std::unique_ptr<GraphqlLine> shopify;  // null: no credential
    QByteArray shopifyDocument;
    SkioLearned learned;
    SkioClient client;
    std::mutex siteMutex = {};
    ShopSite site = {};  // once it is known: the token is for one store
};

// Backslash, % and _ stand for themselves in a pattern.
QString escapedPattern(const QString &text);

}  // namespace latchkey
