// A coloured dot, a time and a sentence for every entry.
#include "ui/panels/timeline_block.h"

#include "ui/panels/labels.h"
#include "ui/texts.h"
#include "ui/texts_context.h"

#include <QDateTime>
#include <QGridLayout>
#include <QPushButton>

namespace latchkey {

namespace {

constexpr qsizetype firstFew = 8;

DotKind dotOf(TimelineKind kind) {
    switch (kind) {
        case TimelineKind::LinkIssued:
        case TimelineKind::CodeSent:
        case TimelineKind::PortalLinkCopied:
        case TimelineKind::LinkCopied:
        case TimelineKind::LetterDelivered:
        case TimelineKind::MessageSentAgain:
            return DotKind::Accent;
        case TimelineKind::LinkUsed:
        case TimelineKind::SignedInByCode:
            return DotKind::Good;
        case TimelineKind::LinkRefused:
        case TimelineKind::CodeWrong:
        case TimelineKind::LetterFailed:
        case TimelineKind::TextFailed:
            return DotKind::Bad;
        case TimelineKind::LinkRevoked:
        case TimelineKind::LinkVoidByEmailChange:
        case TimelineKind::LinkExpired:
        case TimelineKind::ContactChanged:
        case TimelineKind::SessionsEnded:
            return DotKind::Warning;
        case TimelineKind::LinkOpened:
        case TimelineKind::LinkOpenedByScanner:
        case TimelineKind::SignedOut:
            return DotKind::Quiet;
    }
    return DotKind::Quiet;
}

QString whenOf(Instant at, Instant now) {
    const auto day = [](Instant moment) { return QDateTime::fromMSecsSinceEpoch(moment.milliseconds()).date(); };
    return day(at) == day(now) ? timeOfDay(at) : longAgo(at, now);
}

}  // namespace

TimelineBlock::TimelineBlock(QWidget *parent) : RowsBlock(Desktop::tr("Link timeline"), Desktop::tr("All"), QStringLiteral("timelineAll"), parent) {
    setObjectName(QStringLiteral("timelineBlock"));
    headerButton()->setAccessibleName(Desktop::tr("Show the whole link timeline"));
    connect(headerButton(), &QPushButton::clicked, this, [this] {
        m_all = true;
        showRows();
    });
}

void TimelineBlock::foldUp() { m_all = false; }

void TimelineBlock::set(const QList<TimelineEntry> &timeline, Instant now) {
    m_timeline = timeline;
    m_now = now;
    showRows();
}

void TimelineBlock::showRows() {
    const QList<TimelineEntry> shown = m_all ? m_timeline : m_timeline.mid(0, firstFew);
    headerButton()->setVisible(shown.size() < m_timeline.size());
    QString reading;
    for (const TimelineEntry &entry : shown) reading += whenOf(entry.at, m_now) + textOf(entry) + QLatin1Char('\n');
    QWidget *rows = renewRows(reading);
    if (rows == nullptr) return;
    auto *grid = new QGridLayout(rows);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(6);
    grid->setVerticalSpacing(6);
    grid->setColumnMinimumWidth(1, 56);
    grid->setColumnStretch(2, 1);
    for (const TimelineEntry &entry : shown) {
        const int row = grid->rowCount();
        auto *when = new PlainLabel(whenOf(entry.at, m_now), LabelRole::Muted, rows);
        when->setWordWrap(false);
        when->setToolTip(dayOf(entry.at) + QStringLiteral(", ") + timeOfDay(entry.at));
        grid->addWidget(new Dot(dotOf(entry.kind), rows), row, 0, Qt::AlignTop);
        grid->addWidget(when, row, 1, Qt::AlignTop);
        grid->addWidget(new PlainLabel(textOf(entry), LabelRole::Text, rows), row, 2, Qt::AlignTop);
    }
    if (shown.isEmpty()) grid->addWidget(new PlainLabel(Desktop::tr("No links yet for this customer."), LabelRole::Muted, rows), 0, 0, 1, 3);
    finishRows(rows);
}

}  // namespace latchkey
