// A dot, a time and two lines for every attempt.
#include "ui/panels/attempts_block.h"

#include "ui/panels/labels.h"
#include "ui/texts.h"
#include "ui/texts_context.h"

#include <QDateTime>
#include <QGridLayout>

namespace latchkey {

namespace {

QString secondsText(Duration took) { return Desktop::tr("took %1 s").arg(QString::number(static_cast<double>(took.count()) / 1000, 'f', 1)); }

// "Recipient · “550 5.1.1 no such user” · took 0.4 s"
QString detailOf(const DeliveryAttempt &attempt) {
    QStringList parts;
    if (attempt.problem != DeliveryProblem::None) parts << textOf(attempt.step);
    if (!attempt.words.isEmpty()) parts << QStringLiteral("“%1”").arg(attempt.words);
    const QString code = QString::number(attempt.code);
    if (attempt.code > 0 && !attempt.words.startsWith(code)) parts << Desktop::tr("code %1").arg(code);
    parts << secondsText(attempt.took);
    return parts.join(QStringLiteral(" · "));
}

}  // namespace

AttemptsBlock::AttemptsBlock(QWidget *parent) : RowsBlock(Desktop::tr("Attempts"), QString(), QString(), parent) {
    setObjectName(QStringLiteral("attemptsBlock"));
}

void AttemptsBlock::set(const QList<DeliveryAttempt> &attempts, Instant now) {
    setVisible(!attempts.isEmpty());
    QString reading;
    for (const DeliveryAttempt &attempt : attempts)
        reading += QString::number(attempt.at.milliseconds()) + momentText(attempt.at, now) + textOf(attempt.problem) + detailOf(attempt) +
                   QLatin1Char('\n');
    QWidget *rows = renewRows(reading);
    if (rows == nullptr) return;
    auto *grid = new QGridLayout(rows);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(6);
    grid->setVerticalSpacing(0);
    grid->setColumnMinimumWidth(1, 56);
    grid->setColumnStretch(2, 1);
    for (const DeliveryAttempt &attempt : attempts) {
        const int row = grid->rowCount();
        const bool taken = attempt.problem == DeliveryProblem::None;
        auto *when = new PlainLabel(QDateTime::fromMSecsSinceEpoch(attempt.at.milliseconds()).toString(u"HH:mm:ss"), LabelRole::Muted, rows);
        when->setWordWrap(false);
        when->setToolTip(momentText(attempt.at, now));
        auto *what = new PlainLabel(textOf(attempt.problem), LabelRole::Text, rows);
        what->setObjectName(QStringLiteral("attemptProblem"));
        auto *detail = new PlainLabel(detailOf(attempt), LabelRole::Muted, rows);
        detail->setObjectName(QStringLiteral("attemptDetail"));
        detail->setContentsMargins(0, 0, 0, 8);
        detail->setTextInteractionFlags(Qt::TextSelectableByMouse);
        grid->addWidget(new Dot(taken ? DotKind::Good : DotKind::Bad, rows), row, 0, Qt::AlignTop);
        grid->addWidget(when, row, 1, Qt::AlignTop);
        grid->addWidget(what, row, 2, Qt::AlignTop);
        grid->addWidget(detail, row + 1, 2, Qt::AlignTop);
    }
    finishRows(rows);
}

}  // namespace latchkey
