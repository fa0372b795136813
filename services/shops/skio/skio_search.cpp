// Finds customers at Skio by what somebody typed.
#include "services/shops/skio/skio_inner.h"
#include "services/shops/skio/skio_rows.h"

#include "models/domain/email_address.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace latchkey {

namespace {

constexpr int mostShared = 25;  // so that a few addresses that only contain the wanted one hide nobody

QJsonObject one(const char *key, const QJsonValue &value) { return {{QLatin1String(key), value}}; }
QJsonObject like(const char *column, const QString &pattern) { return one(column, one("_ilike", pattern)); }
QJsonObject anyOf(const QJsonArray &filters) { return one("_or", filters); }

QString digitsOf(const QString &text) {
    QString digits;
    for (const QChar c : text)
        if (c >= u'0' && c <= u'9') digits += c;
    return digits;
}

// A leading % cannot use an ordinary index; `prefix` is for the second try.
QJsonObject textFilter(const QString &text, bool prefix) {
    const auto pattern = [prefix](const QString &part) { return (prefix ? QString() : QStringLiteral("%")) + escapedPattern(part) + u'%'; };
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    if (words.size() == 2)
        return anyOf({one("_and", QJsonArray{like("firstName", pattern(words[0])), like("lastName", pattern(words[1]))}),
                      one("_and", QJsonArray{like("firstName", pattern(words[1])), like("lastName", pattern(words[0]))})});
    return anyOf({like("email", pattern(text)), like("firstName", pattern(text)), like("lastName", pattern(text))});
}

// Nothing when the text is no phone number and no number of the platform's.
std::optional<QJsonObject> numberFilter(const QString &text) {
    static const QRegularExpression platformId(QStringLiteral("^gid://shopify/Customer/[0-9]+\\z"));
    if (platformId.match(text).hasMatch()) return one("platformId", one("_eq", text));
    static const QRegularExpression number(QStringLiteral("^[+(]?[0-9][0-9 ()./-]{5,}\\z"));
    if (!number.match(text).hasMatch()) return std::nullopt;
    const QString digits = digitsOf(text);
    QJsonArray filters{like("phoneNumber", u'%' + digits.right(9))};
    if (digits.size() >= 10) filters.append(one("platformId", one("_eq", QLatin1String("gid://shopify/Customer/") + digits)));
    return anyOf(filters);
}

}  // namespace

QString escapedPattern(const QString &text) {
    QString escaped;
    for (const QChar c : text) {
        if (c == u'\\' || c == u'%' || c == u'_') escaped += u'\\';
        escaped += c;
    }
    return escaped;
}

QJsonObject SkioShop::Inner::emailFilter(const QString &email) {
    if (learned.lacksFilter(QStringLiteral("emailLower"))) return like("email", escapedPattern(email.trimmed()));
    return one("emailLower", one("_eq", email.trimmed().toLower()));
}

ShopResult<QList<ShopCustomer>> SkioShop::Inner::find(const QJsonObject &filter, int limit, const std::stop_token &stop) {
    SkioAsk question{QStringLiteral("SkioCustomerSearch"), {}, {}, {QStringLiteral("StorefrontUsers")}};
    question.pageSize = limit;
    question.variables = one("where", one("_and", QJsonArray{one("removedAt", one("_is_null", true)), filter}));
    ShopResult<GraphqlAnswer> answer = ask(question, ShopAbility::Search, stop);
    if (!answer) return tl::unexpected<ShopTrouble>(answer.error());
    QList<ShopCustomer> customers;
    for (const QJsonValue &row : answer->data.value(QLatin1String("StorefrontUsers")).toArray()) customers.append(customerFrom(row.toObject()));
    return customers;
}

QJsonObject SkioShop::Inner::anyEmailFilter(const QString &email, bool anywhere) {
    const QString around = anywhere ? QStringLiteral("%") : QString();
    const QJsonObject byAddress = like("email", around + escapedPattern(email.trimmed()) + around);
    if (learned.lacksFilter(QStringLiteral("emailLower"))) return byAddress;
    return anyOf({emailFilter(email), byAddress});
}

// A folded column that is empty or out of date hides whoever shares the address, so that the address itself is asked for as well. The address
// is Skio's only key: a customer whom it does not find there is not known to be alone with it, and a link for it would be somebody else's.
ShopResult<void> SkioShop::Inner::ownsEmail(const ShopCustomer &customer, const std::stop_token &stop) {
    const QString key = emailKey(customer.email);
    QSet<QString> others;
    for (const bool anywhere : {false, true}) {
        ShopResult<QList<ShopCustomer>> found = find(anyEmailFilter(customer.email, anywhere), mostShared, stop);
        if (!found && found.error().fault == ShopFault::DocumentRefused && !learned.lacksFilter(QStringLiteral("emailLower"))) {
            learned.noteLackingFilter(QStringLiteral("emailLower"));
            found = find(anyEmailFilter(customer.email, anywhere), mostShared, stop);
        }
        if (!found) return tl::unexpected<ShopTrouble>(found.error());
        bool isThere = false;
        for (const ShopCustomer &one : *found) {
            if (one.id == customer.id) isThere = true;
            else if (emailKey(one.email) == key) others.insert(one.id);
        }
        if (!others.isEmpty()) {
            auto shared = trouble(ShopFault::EmailShared);
            shared.value().count = static_cast<int>(others.size()) + 1;
            return shared;
        }
        if (isThere) return {};
    }
    return trouble(ShopFault::EmailUnknown);
}

// Plain equality on the address is case-sensitive and silently finds nothing, and the folded column is not known to every role.
ShopResult<QList<ShopCustomer>> SkioShop::Inner::withEmail(const QString &email, int limit, const std::stop_token &stop) {
    ShopResult<QList<ShopCustomer>> found = find(emailFilter(email), limit, stop);
    if (!found && found.error().fault == ShopFault::DocumentRefused && !learned.lacksFilter(QStringLiteral("emailLower"))) {
        learned.noteLackingFilter(QStringLiteral("emailLower"));
        found = find(emailFilter(email), limit, stop);
    }
    if (!found) return found;
    const QString key = emailKey(email);
    found->removeIf([&key](const ShopCustomer &customer) { return emailKey(customer.email) != key; });
    return found;
}

ShopResult<QList<ShopCustomer>> SkioShop::search(const ShopSearch &wanted, const std::stop_token &stop) {
    const QString text = wanted.text.simplified();
    const int limit = std::clamp(wanted.limit, 1, 50);
    if (text.size() < 3) return QList<ShopCustomer>();
    if (isUuid(text)) return m_inner->find(one("id", one("_eq", text)), limit, stop);
    if (const EmailCheck check = checkEmail(text); check.state == EmailState::Valid || check.state == EmailState::DomainTypo)
        return m_inner->withEmail(text, limit, stop);
    if (const std::optional<QJsonObject> byNumber = numberFilter(text)) return m_inner->find(*byNumber, limit, stop);
    ShopResult<QList<ShopCustomer>> found = m_inner->find(textFilter(text, false), limit, stop);
    if (!found && found.error().fault == ShopFault::TimedOut) found = m_inner->find(textFilter(text, true), limit, stop);
    return found;
}

}  // namespace latchkey
