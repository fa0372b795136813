// Lists a subscription's lines.
#include "ui/panels/lines_block.h"

#include "ui/panels/labels.h"
#include "ui/texts_context.h"

#include <QGridLayout>

namespace latchkey {

namespace {

QString productOf(const SubscriptionLine &line) {
    return line.variant.isEmpty() ? line.product : Desktop::tr("%1, %2").arg(line.product, line.variant);
}

}  // namespace

LinesBlock::LinesBlock(QWidget *parent) : RowsBlock(Desktop::tr("Lines"), QString(), QString(), parent) {
    setObjectName(QStringLiteral("linesBlock"));
}

void LinesBlock::set(const QList<SubscriptionLine> &lines) {
    QString reading;
    for (const SubscriptionLine &line : lines)
        reading += QStringList{productOf(line), QString::number(line.quantity), toText(line.price)}.join(QLatin1Char('\n')) + QLatin1Char('\f');
    QWidget *rows = renewRows(reading);
    if (rows == nullptr) return;
    auto *grid = new QGridLayout(rows);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(0, 1);
    for (const SubscriptionLine &line : lines) {
        const int row = grid->rowCount();
        auto *quantity = new PlainLabel(QStringLiteral("× %1").arg(line.quantity), LabelRole::Muted, rows);
        auto *price = new PlainLabel(toText(Money{line.price.minor * line.quantity, line.price.currency}), LabelRole::Text, rows);
        quantity->setWordWrap(false);
        price->setWordWrap(false);
        price->setAlignment(Qt::AlignRight | Qt::AlignTop);
        grid->addWidget(new PlainLabel(productOf(line), LabelRole::Text, rows), row, 0);
        grid->addWidget(quantity, row, 1, Qt::AlignTop);
        grid->addWidget(price, row, 2, Qt::AlignTop);
    }
    if (lines.isEmpty()) grid->addWidget(new PlainLabel(Desktop::tr("No lines."), LabelRole::Muted, rows), 0, 0);
    finishRows(rows);
}

}  // namespace latchkey
