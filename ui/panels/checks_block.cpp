// A dot, a name and a sentence for every check.
#include "ui/panels/checks_block.h"

#include "ui/panels/labels.h"
#include "ui/texts_context.h"

#include <QGridLayout>

namespace latchkey {

ChecksBlock::ChecksBlock(QWidget *parent) : RowsBlock(Desktop::tr("Checks"), QString(), QString(), parent) {
    setObjectName(QStringLiteral("checksBlock"));
}

void ChecksBlock::set(const QList<CheckLine> &checks) {
    QString reading;
    for (const CheckLine &check : checks) reading += check.name + check.sentence + (check.good ? QLatin1Char('+') : QLatin1Char('-'));
    QWidget *rows = renewRows(reading);
    if (rows == nullptr) return;
    auto *grid = new QGridLayout(rows);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(6);
    grid->setVerticalSpacing(6);
    grid->setColumnMinimumWidth(1, 56);
    grid->setColumnStretch(2, 1);
    for (const CheckLine &check : checks) {
        const int row = grid->rowCount();
        auto *name = new PlainLabel(check.name, LabelRole::Muted, rows);
        name->setWordWrap(false);
        auto *sentence = new PlainLabel(check.sentence, LabelRole::Text, rows);
        // The colour of the dot is not the only sign of it.
        sentence->setAccessibleName(check.good ? Desktop::tr("%1: %2, good").arg(check.name, check.sentence)
                                               : Desktop::tr("%1: %2, a problem").arg(check.name, check.sentence));
        grid->addWidget(new Dot(check.good ? DotKind::Good : DotKind::Bad, rows), row, 0, Qt::AlignTop);
        grid->addWidget(name, row, 1, Qt::AlignTop);
        grid->addWidget(sentence, row, 2, Qt::AlignTop);
    }
    finishRows(rows);
}

}  // namespace latchkey
