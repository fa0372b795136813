// Makes login links at Skio.
#include "services/shops/skio/skio_cursor.h"
#include "services/shops/skio/skio_inner.h"

#include "models/domain/email_address.h"

#include <QRegularExpression>
#include <QUrl>

namespace latchkey {

namespace {

constexpr Duration assumedLife = std::chrono::minutes(3);  // the shorter of the two that Skio's own articles name

// Of a link that is refused, as much as tells an operator which domain the shop has: nothing else of it.
QString foreignHost(const LinkUrl &link, const QString &domain) {
    const QString host = QUrl::fromEncoded(link.reveal(), QUrl::StrictMode).host(QUrl::FullyEncoded).toLower();
    return isPlainHost(host) && host.compare(QString::fromLatin1(QUrl::toAce(domain)), Qt::CaseInsensitive) != 0 ? host : QString();
}

// Any other host would learn a login of the customer's.
bool leadsToStore(const LinkUrl &link, const QString &domain) {
    const QUrl url = QUrl::fromEncoded(link.reveal(), QUrl::StrictMode);
    if (!url.isValid() || url.scheme() != QLatin1String("https") || !url.userInfo().isEmpty() || url.port(443) != 443) return false;
    return QUrl::toAce(url.host()).compare(QUrl::toAce(domain), Qt::CaseInsensitive) == 0;
}

bool isDestination(const QString &path) {
    static const QRegularExpression shape(QStringLiteral("^/(?!/)[A-Za-z0-9/_.~-]{0,200}\\z"));
    return path.isEmpty() || shape.match(path).hasMatch();
}

// When it ends by our own clock: theirs may be minutes off.
std::optional<Instant> endOf(const QString &expiresAt, const GraphqlAnswer &answer) {
    const std::optional<Instant> theirs = skioInstant(expiresAt);
    if (!theirs) return std::nullopt;
    // One that is over by their own clock is over. Without their clock, ours may be what is wrong.
    if (answer.theirs) return *theirs - (*answer.theirs - answer.ours);
    return *theirs > answer.ours ? theirs : std::nullopt;
}

}  // namespace

ShopResult<ShopLink> SkioShop::makeLink(const ShopLinkWish &wish, const std::stop_token &stop) {
    if (!isDestination(wish.destination)) return trouble(ShopFault::Declined, QStringLiteral("destination"));
    const ShopResult<ShopCustomer> row = m_inner->readForAction(wish.customer, wish.emailShown, stop);
    if (!row) return tl::unexpected<ShopTrouble>(row.error());
    const EmailState state = checkEmail(row->email).state;
    if (state == EmailState::Missing || state == EmailState::Malformed) return trouble(ShopFault::NoEmail);
    // The address is Skio's only key: with several customers behind it, the link may open another one's portal.
    if (const ShopResult<void> alone = m_inner->ownsEmail(*row, stop); !alone) return tl::unexpected<ShopTrouble>(alone.error());
    QJsonObject input{{QStringLiteral("email"), row->email.trimmed()}};
    if (!wish.destination.isEmpty()) input.insert(QStringLiteral("returnToPath"), wish.destination);
    SkioAsk question{QStringLiteral("SkioGenerateMagicLink"), {{QStringLiteral("input"), input}}};
    question.payload = QStringLiteral("generateMagicLink");
    question.secretKey = QStringLiteral("magicLinkUrl");
    if (isPast(wish.until)) return tooLate();
    ShopResult<GraphqlAnswer> answer = m_inner->ask(question, ShopAbility::MakeLink, stop);
    if (!answer) return tl::unexpected<ShopTrouble>(answer.error());
    ShopLink link;
    link.url = std::move(answer->link);
    if (link.url.isEmpty()) return trouble(ShopFault::Uncertain, QStringLiteral("magicLinkUrl"));
    if (!leadsToStore(link.url, m_inner->setup.storeDomain)) return trouble(ShopFault::LinkElsewhere, foreignHost(link.url, m_inner->setup.storeDomain));
    link.customer = *row;
    link.issuedAt = answer->ours;
    const QJsonObject payload = answer->data.value(question.payload).toObject();
    const std::optional<Instant> end = endOf(payload.value(QLatin1String("expiresAt")).toString(), *answer);
    link.lifeAssumed = !end.has_value();
    link.expiresAt = end.value_or(link.issuedAt + assumedLife);
    return link;
}

}  // namespace latchkey
