// Which store a token is for.
#include "services/shops/skio/skio_inner.h"
#include "services/shops/skio/skio_rows.h"

#include <QJsonArray>

namespace latchkey {

ShopResult<ShopSite> SkioShop::Inner::siteBy(const SkioAsk &question, const std::stop_token &stop) {
    const ShopResult<GraphqlAnswer> answer = client.ask(question, stop);
    if (!answer) {
        const ShopFault fault = answer.error().fault;
        const bool mayNotAsk = fault == ShopFault::NoAccess || fault == ShopFault::DocumentRefused || fault == ShopFault::TooMuchAsked;
        return mayNotAsk ? ShopResult<ShopSite>(ShopSite()) : ShopResult<ShopSite>(tl::unexpected<ShopTrouble>(answer.error()));
    }
    const QJsonObject row = answer->data.value(question.lists.first()).toArray().first().toObject();
    const QJsonObject its = row.value(QLatin1String("Site")).toObject();
    ShopSite shown{textOf(its.value(QLatin1String("id"))), textOf(its.value(QLatin1String("ianaTimezone")))};
    if (shown.id.isEmpty()) shown.id = textOf(row.value(QLatin1String("siteId")));
    return shown;
}

ShopResult<ShopSite> SkioShop::site(ShopAsker asker, const std::stop_token &stop) {
    {
        const std::scoped_lock lock(m_inner->siteMutex);
        if (!m_inner->site.id.isEmpty()) return m_inner->site;
    }
    const Patience patience = asker == ShopAsker::Sync ? Patience::ofSync() : Patience::ofAgent();
    SkioAsk bySite{QStringLiteral("SkioSite"), {}, {}, {QStringLiteral("StorefrontUsers")}};
    bySite.patience = patience;
    ShopResult<ShopSite> site = m_inner->siteBy(bySite, stop);
    // Where the relation is refused, the rows themselves tell it.
    for (const ShopCollection of : {ShopCollection::Customers, ShopCollection::Subscriptions}) {
        if (!site || !site->id.isEmpty()) break;
        const SkioNames names = namesOf(of);
        SkioAsk byRow{QLatin1String("SkioSync") + QLatin1String(names.documents), {}, {}, {QLatin1String(names.root)}};
        byRow.pageSize = 1;
        byRow.patience = patience;
        byRow.variables = {{QStringLiteral("orderBy"), QJsonArray{QJsonObject{{QStringLiteral("id"), QStringLiteral("asc")}}}}};
        site = m_inner->siteBy(byRow, stop);
    }
    if (!site) return site;
    const std::scoped_lock lock(m_inner->siteMutex);
    m_inner->site = *site;
    return site;
}

}  // namespace latchkey
