// Pages of what has changed at Skio, and of all ids that are there.
#include "services/shops/skio/skio_cursor.h"
#include "services/shops/skio/skio_inner.h"
#include "services/shops/skio/skio_rows.h"

#include <QJsonArray>

namespace latchkey {

namespace {

constexpr int pageRows = 100;  // the most that "100 nodes" allows when it means rows

ShopRows rowsOf(ShopCollection of, const QJsonArray &list) {
    ShopRows rows;
    const auto each = [&list](auto &into, auto read) {
        for (const QJsonValue &value : list)
            if (auto row = read(value.toObject()); !row.id.isEmpty()) into.append(row);
    };
    switch (of) {
        case ShopCollection::Customers:
            each(rows.customers, customerFrom);
            break;
        case ShopCollection::Subscriptions:
            each(rows.subscriptions, subscriptionFrom);
            break;
        case ShopCollection::Lines:
            each(rows.lines, lineFrom);
            break;
        case ShopCollection::Variants:
            each(rows.variants, variantFrom);
            break;
        case ShopCollection::Products:
            each(rows.products, productFrom);
            break;
        case ShopCollection::Policies:
            each(rows.policies, policyFrom);
            break;
    }
    return rows;
}

// Moves the cursor behind the last row that says where it stands. False when the page brings it no further.
bool goBehind(const QJsonArray &list, SkioCursor &cursor) {
    for (qsizetype i = list.size() - 1; i >= 0; --i) {
        const QJsonObject row = list.at(i).toObject();
        const QString id = textOf(row.value(QLatin1String("id")));
        const QString at = textOf(row.value(QLatin1String("updatedAt")));
        if (id.isEmpty() || (cursor.phase == SkioCursor::Phase::Run && at.isEmpty())) continue;
        if (id == cursor.lastId && (cursor.phase == SkioCursor::Phase::Load || at == cursor.lastAt)) return false;
        cursor.lastId = id;
        if (cursor.phase == SkioCursor::Phase::Run) cursor.lastAt = at;
        return true;
    }
    return false;
}

}  // namespace

ShopResult<ShopChanges> SkioShop::changes(ShopCollection of, const QString &cursorText, const std::stop_token &stop) {
    const SkioNames names = namesOf(of);
    SkioCursor cursor = SkioCursor::fromText(cursorText).nextRun();
    SkioAsk question{QLatin1String("SkioSync") + QLatin1String(names.documents), {{QStringLiteral("orderBy"), cursor.orderBy()}}, {}, {QLatin1String(names.root)}};
    question.patience = Patience::ofSync();
    question.pageSize = pageRows;
    // Null would not mean "everything" to every server.
    if (const QJsonObject where = cursor.where(); !where.isEmpty()) question.variables.insert(QStringLiteral("where"), where);
    ShopResult<GraphqlAnswer> answer = m_inner->ask(question, names.ability, stop);
    if (!answer) return tl::unexpected<ShopTrouble>(answer.error());
    const QJsonArray list = answer->data.value(QLatin1String(names.root)).toArray();
    ShopChanges changes;
    changes.rows = rowsOf(of, list);
    // By the shop's clock: ours may be minutes ahead, and rows would be missed.
    if (cursor.phase == SkioCursor::Phase::Load && cursor.start.isEmpty()) cursor.start = skioTime(answer->theirs.value_or(answer->ours));
    const bool moved = goBehind(list, cursor);
    // A shop may cap pages below what is asked for: what looks like the end is believed when nothing more comes.
    changes.end = list.isEmpty();
    if (!changes.end && !moved) return trouble(ShopFault::Nonsense, QLatin1String(names.root));
    changes.cursor = (changes.end ? cursor.rested() : cursor).toText();
    return changes;
}

QString SkioShop::resumed(const QString &cursor) const { return SkioCursor::fromText(cursor).resumed().toText(); }

ShopResult<ShopIds> SkioShop::ids(ShopCollection of, const QString &after, const std::stop_token &stop) {
    const SkioNames names = namesOf(of);
    SkioAsk question{QLatin1String("SkioIds") + QLatin1String(names.documents), {}, {}, {QLatin1String(names.root)}};
    question.patience = Patience::ofSync();
    question.pageSize = pageRows;
    if (!after.isEmpty())
        question.variables.insert(QStringLiteral("where"), QJsonObject{{QStringLiteral("id"), QJsonObject{{QStringLiteral("_gt"), after}}}});
    ShopResult<GraphqlAnswer> answer = m_inner->ask(question, names.ability, stop);
    if (!answer) return tl::unexpected<ShopTrouble>(answer.error());
    const QJsonArray list = answer->data.value(QLatin1String(names.root)).toArray();
    ShopIds ids;
    for (const QJsonValue &row : list)
        if (const QString id = textOf(row.toObject().value(QLatin1String("id"))); !id.isEmpty()) ids.ids.append(id);
    if (list.isEmpty()) return ids;
    // A sweep that went in circles would find everything gone that it never came to.
    if (ids.ids.isEmpty() || ids.ids.last() == after) return trouble(ShopFault::Nonsense, QLatin1String(names.root));
    ids.after = ids.ids.last();
    return ids;
}

}  // namespace latchkey
