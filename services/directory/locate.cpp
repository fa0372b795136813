// Finds whom an exact e-mail, phone, customer id or subscription id means.
#include "services/directory/directory.h"

#include "models/domain/text_folding.h"
#include "services/directory/search.h"
#include "services/store/customer_store.h"
#include "services/store/read_transaction.h"
#include "services/store/subscription_store.h"

namespace latchkey {

namespace {

// Shops write "SUB-50214", people "50214" or "#50214".
QStringList spellingsOfRef(const QString &text) {
    QString plain = text.startsWith(QLatin1Char('#')) ? text.mid(1) : text;
    QStringList spellings{plain, plain.toUpper()};
    if (plain.startsWith(QLatin1String("sub-"), Qt::CaseInsensitive)) spellings << plain.mid(4);
    else spellings << QStringLiteral("SUB-") + plain;
    spellings.removeDuplicates();
    return spellings;
}

bool looksLikePhone(const QString &text) {
    int digits = 0;
    for (const QChar c : text) {
        if (c.isDigit()) ++digits;
        else if (!QStringLiteral(" +-().\u00a0/").contains(c)) return false;
    }
    return digits >= 6 && digits <= 15;
}

void append(QList<Directory::Located> &all, const std::vector<qint64> &customers) {
    for (const qint64 id : customers) all.append({CustomerId(id), SubscriptionId()});
}

}  // namespace

Result<QList<Directory::Located>> Directory::locate(Connection &db, const QString &text, int limit) const {
    const ReadTransaction snapshot(db);
    const QString typed = trimInvisible(text);
    QList<Located> all;
    if (typed.isEmpty()) return all;
    if (typed.contains(QLatin1Char('@'))) {
        auto ids = customersWithEmail(db, emailKey(typed), limit);
        if (!ids) return tl::unexpected(ids.error());
        append(all, *ids);
        return all;
    }
    for (const QString &ref : spellingsOfRef(typed)) {
        auto found = subscriptionsWithRef(db, ref);
        if (!found) return tl::unexpected(found.error());
        for (const auto &one : *found) all.append({CustomerId(one.customer), SubscriptionId(one.id)});
        auto ids = customersWithRef(db, ref);
        if (!ids) return tl::unexpected(ids.error());
        append(all, *ids);
    }
    if (all.isEmpty() && looksLikePhone(typed)) {
        auto ids = customersWithPhone(db, phoneKey(typed), limit);
        if (!ids) return tl::unexpected(ids.error());
        append(all, *ids);
        // A national spelling has no country code, so the digits are looked for inside the numbers on file.
        if (all.isEmpty()) {
            auto found = searchCustomers(db, searchWords(typed), std::nullopt, Depth::FirstOnly);
            if (!found) return tl::unexpected(found.error());
            append(all, found->ids);
        }
    }
    if (all.size() > limit) all.resize(limit);
    return all;
}

}  // namespace latchkey
