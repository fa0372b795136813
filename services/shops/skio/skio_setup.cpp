// Says what is wrong with an operator's words about a shop at Skio.
#include "services/shops/skio/skio_setup.h"

#include "services/web/endpoint.h"

#include <QFileInfo>
#include <QRegularExpression>

namespace latchkey {

namespace {

bool matches(const QString &text, const char *pattern) { return QRegularExpression(QLatin1String(pattern)).match(text).hasMatch(); }

}  // namespace

bool isPlainHost(const QString &text) {
    static const QRegularExpression shape(QStringLiteral("^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+\\z"),
                                          QRegularExpression::CaseInsensitiveOption);
    return shape.match(text).hasMatch();
}

QString faultIn(const SkioSetup &setup) {
    if (!isSafeEndpoint(setup.endpoint)) return QStringLiteral("skio-endpoint");
    if (setup.token.isEmpty()) return QStringLiteral("skio-token");
    if (!isPlainHost(setup.storeDomain)) return QStringLiteral("store-domain");
    if (!matches(setup.loginPath, "^/[A-Za-z0-9/_.~-]*\\z") || setup.loginPath.startsWith(QLatin1String("//"))) return QStringLiteral("login-path");
    if (!setup.documents.isEmpty() && !QFileInfo(setup.documents).isDir()) return QStringLiteral("skio-documents");
    const ShopifySetup &shopify = setup.shopify;
    if (shopify.shop.isEmpty()) return shopify.token.isEmpty() ? QString() : QStringLiteral("shopify-shop");
    if (!matches(shopify.shop, "^[a-z0-9][a-z0-9-]{0,62}\\z")) return QStringLiteral("shopify-shop");
    if (!matches(shopify.version, "^(20[0-9]{2}-(01|04|07|10)|unstable)\\z")) return QStringLiteral("shopify-version");
    if (!shopify.endpoint.isEmpty() && !isSafeEndpoint(shopify.endpoint)) return QStringLiteral("shopify-shop");
    return {};
}

}  // namespace latchkey
