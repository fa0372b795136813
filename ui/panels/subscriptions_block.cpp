// Lists a customer's subscriptions.
#include "ui/panels/subscriptions_block.h"

#include "ui/panels/labels.h"
#include "ui/panels/subscription_row_button.h"
#include "ui/texts.h"
#include "ui/texts_context.h"

#include <QVBoxLayout>

namespace latchkey {

SubscriptionsBlock::SubscriptionsBlock(QWidget *parent) : RowsBlock(Desktop::tr("Subscriptions"), QString(), QString(), parent) {
    setObjectName(QStringLiteral("subscriptionsBlock"));
}

void SubscriptionsBlock::set(const QList<Subscription> &subscriptions, int count) {
    QString reading = QString::number(count);
    for (const Subscription &each : subscriptions)
        reading += QStringList{QString::number(each.id.value()), each.title(), textOf(each.interval), textOf(each.status, each.statusText),
                               toText(each.total())}
                       .join(QLatin1Char('\n'));
    QWidget *rows = renewRows(reading);
    if (rows == nullptr) return;
    auto *column = new QVBoxLayout(rows);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    SubscriptionColumns columns;
    QList<SubscriptionRowButton *> buttons;
    for (const Subscription &each : subscriptions) {
        auto *row = new SubscriptionRowButton(each, rows);
        connect(row, &QAbstractButton::clicked, this, [this, id = each.id] { emit opened(id); });
        column->addWidget(row);
        buttons.append(row);
        const SubscriptionColumns wanted = row->wanted();
        columns = {qMax(columns.interval, wanted.interval), qMax(columns.status, wanted.status), qMax(columns.price, wanted.price)};
    }
    for (SubscriptionRowButton *row : std::as_const(buttons)) row->setColumns(columns);
    const qsizetype more = count - subscriptions.size();
    if (subscriptions.isEmpty())
        column->addWidget(new PlainLabel(Desktop::tr("No subscriptions."), LabelRole::Muted, rows));
    else if (more > 0)
        column->addWidget(new PlainLabel(Desktop::tr("and %1 more").arg(more), LabelRole::Muted, rows));
    finishRows(rows);
}

}  // namespace latchkey
