// Lays the picture out, fills it, and saves it.
#include "ui/panels/link_stats_view.h"

#include "ui/actions/save_file.h"
#include "ui/desk.h"
#include "ui/pages/numbers.h"
#include "ui/panels/labels.h"
#include "ui/texts.h"
#include "ui/texts_context.h"
#include "ui/texts_link_stats.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/count_bars.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/link_chart.h"
#include "ui/widgets/row_delegate.h"
#include "ui/widgets/rows_view.h"

#include <QDateTime>
#include <QHeaderView>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace latchkey {

LinkStatsView::LinkStatsView(Desk &desk, QWidget *head, QWidget *parent) : QWidget(parent), m_desk(desk), m_content(new QWidget) {
    setObjectName(QStringLiteral("linkStats"));
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    auto *top = new QVBoxLayout;
    top->setContentsMargins(16, 12, 16, 10);
    top->setSpacing(8);
    top->addWidget(head);
    buildNotes(top);
    all->addLayout(top);
    all->addWidget(scroll, 1);
    m_content->setBackgroundRole(QPalette::Base);
    auto *column = new QVBoxLayout(m_content);
    column->setContentsMargins(16, 0, 16, 16);
    column->setSpacing(12);
    buildPicture(column);
    buildSaving(column);
    buildTable(column);
    column->addStretch(1);
    scroll->setWidget(m_content);
    m_content->hide();
}

void LinkStatsView::buildNotes(QVBoxLayout *column) {
    m_banner = new Card(Tone::Warning, this);
    m_banner->setObjectName(QStringLiteral("statsBanner"));
    m_banner->setTitle(Desktop::tr("The numbers could not be read"));
    connect(m_banner->addButton(Desktop::tr("Try again"), QStringLiteral("statsTryAgain")), &QPushButton::clicked, this, &LinkStatsView::refresh);
    m_banner->hide();
    m_empty = new Card(Tone::Plain, this);
    m_empty->setObjectName(QStringLiteral("statsEmpty"));
    m_empty->setTitle(Desktop::tr("No links were issued in the last 30 days"));
    m_empty->setText(Desktop::tr("When agents issue Magic links, what becomes of them is drawn here by day."));
    m_empty->hide();
    column->addWidget(m_banner);
    column->addWidget(m_empty);
}

QLabel *LinkStatsView::addNumber(QWidget *row, const QString &words, const QString &name) {
    auto *tile = new QWidget(row);
    auto *column = new QVBoxLayout(tile);
    column->setContentsMargins(0, 0, 18, 0);
    column->setSpacing(0);
    auto *number = new QLabel(tile);
    number->setObjectName(name);
    number->setTextFormat(Qt::PlainText);
    QFont big = headingFont();
    big.setPixelSize(20);
    number->setFont(big);
    auto *label = new PlainLabel(words, LabelRole::Muted, tile);
    label->setWordWrap(false);
    column->addWidget(number);
    column->addWidget(label);
    row->layout()->addWidget(tile);
    return number;
}

void LinkStatsView::buildPicture(QVBoxLayout *column) {
    m_picture = new QWidget(m_content);
    m_picture->setObjectName(QStringLiteral("statsPicture"));
    m_picture->setMaximumWidth(1100);
    auto *inside = new QVBoxLayout(m_picture);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->setSpacing(12);
    m_span = new PlainLabel({}, LabelRole::Muted, m_picture);
    m_span->setObjectName(QStringLiteral("statsSpan"));
    inside->addWidget(m_span);
    m_elsewhere = new PlainLabel(Desktop::tr("What became of the links is seen in Skio only."), LabelRole::Muted, m_picture);
    m_elsewhere->setObjectName(QStringLiteral("statsUnseen"));
    inside->addWidget(m_elsewhere);
    auto *numbers = new QWidget(m_picture);
    new FlowLayout(10, numbers);
    m_issued = addNumber(numbers, Desktop::tr("issued"), QStringLiteral("numberIssued"));
    m_used = addNumber(numbers, Desktop::tr("used"), QStringLiteral("numberUsed"));
    m_unseen = addNumber(numbers, Desktop::tr("expired unseen"), QStringLiteral("numberUnseen"));
    m_median = addNumber(numbers, Desktop::tr("median time to open"), QStringLiteral("numberMedian"));
    m_refused = addNumber(numbers, Desktop::tr("refused"), QStringLiteral("numberRefused"));
    inside->addWidget(numbers);
    m_chart = new LinkChart(m_picture);
    inside->addWidget(m_chart);
    m_dead = new CountBars(Desktop::tr("Dead links that were opened, and why they were dead"), Desktop::tr("Nobody opened a dead link."), m_picture);
    m_dead->setObjectName(QStringLiteral("deadLinks"));
    m_notIssued = new CountBars(Desktop::tr("Magic links that were not issued, and why"), Desktop::tr("None was refused to an agent."), m_picture);
    m_notIssued->setObjectName(QStringLiteral("refusedIssues"));
    auto *why = new QHBoxLayout;
    why->setSpacing(24);
    why->addWidget(m_dead, 1, Qt::AlignTop);
    why->addWidget(m_notIssued, 1, Qt::AlignTop);
    inside->addLayout(why);
    column->addWidget(m_picture);
}

void LinkStatsView::buildSaving(QVBoxLayout *column) {
    m_saving = new QWidget(m_content);
    QWidget *row = m_saving;
    auto *flow = new FlowLayout(8, row);
    QPushButton *png = plainButton(Desktop::tr("Save as PNG…"), QStringLiteral("savePng"), row);
    QPushButton *csv = plainButton(Desktop::tr("Save as CSV…"), QStringLiteral("saveCsv"), row);
    flow->addWidget(png);
    flow->addWidget(csv);
    column->addWidget(row);
    connect(png, &QPushButton::clicked, this, [this] {
        saveFile(m_desk, {Desktop::tr("Save the picture"), fileName(QStringLiteral("png")), QStringLiteral("png"), Desktop::tr("Picture (*.png)")}, this, [this] { return pngOf(*m_picture); });
    });
    connect(csv, &QPushButton::clicked, this, [this] {
        saveFile(m_desk, {Desktop::tr("Save the table"), fileName(QStringLiteral("csv")), QStringLiteral("csv"), Desktop::tr("Table (*.csv)")}, this, [this] { return csvOf(m_stats); });
    });
}

void LinkStatsView::buildTable(QVBoxLayout *column) {
    m_table = new RowsView(m_content);
    m_table->setObjectName(QStringLiteral("statsTable"));
    m_table->setAccessibleName(Desktop::tr("The same numbers, day by day"));
    m_days.setHorizontalHeaderLabels(dayHeaders());
    m_table->setModel(&m_days);
    m_table->setItemDelegate(new RowDelegate(
        [](const QModelIndex &at) {
            Cell cell;
            cell.text = at.data().toString();
            cell.right = at.column() > 0;
            cell.muted = cell.text == QLatin1String("0");
            return cell;
        },
        m_table));
    m_table->setColumns({{12, 0, false}, {10, 0, true}, {10, 0, true}, {14, 560, true}, {18, 0, true}, {16, 660, true}, {9, 460, true}, {10, 0, true}});
    m_table->horizontalHeader()->setSectionsClickable(false);
    m_table->setFixedHeight(30 + 7 * RowDelegate::rowHeight);
    m_table->setMaximumWidth(1100);
    column->addWidget(m_table);
}

void LinkStatsView::refresh() {
    m_pending.cancel();
    m_pending = m_desk.client.linkStats(days, this, [this](const Result<LinkStats> &answer) { onAnswer(answer); });
}

void LinkStatsView::onAnswer(const Result<LinkStats> &answer) {
    m_banner->setVisible(!answer);
    if (!answer) {
        m_empty->hide();
        m_banner->setText(m_stats.days.isEmpty() ? textOf(answer.error()) : Desktop::tr("%1 The numbers below are as they were last read.").arg(textOf(answer.error())));
        return;
    }
    m_stats = *answer;
    fill();
}

void LinkStatsView::fill() {
    const LinkTotals totals = totalsOf(m_stats);
    const bool nothing = totals.issued == 0 && totals.refused == 0;
    m_empty->setVisible(nothing);
    m_content->setVisible(!nothing);
    if (nothing) return;
    m_span->setPlain(Desktop::tr("Magic links issued %1").arg(spanText(m_stats)));
    const auto say = [](QLabel *label, const QString &number, const QString &words) {
        label->setText(number);
        label->setAccessibleName(words);
    };
    say(m_issued, countText(totals.issued), Desktop::tr("%1 issued").arg(totals.issued));
    say(m_used, Desktop::tr("%1 %").arg(totals.usedPercent()), Desktop::tr("%1 percent used").arg(totals.usedPercent()));
    say(m_unseen, countText(totals.expiredUnseen), Desktop::tr("%1 expired unseen").arg(totals.expiredUnseen));
    say(m_median, medianText(m_stats), Desktop::tr("Median time to open: %1").arg(medianText(m_stats)));
    say(m_refused, countText(totals.refused), Desktop::tr("%1 refused").arg(totals.refused));
    showWhatIsKnown();
    m_chart->set(m_stats.days, inWords(m_stats));
    QList<CountBar> dead, notIssued;
    for (const LinkStats::DeadLink &each : std::as_const(m_stats.deadLinks)) dead.append({whyDead(each.why), each.count});
    for (const LinkStats::RefusedIssue &each : std::as_const(m_stats.refusedIssues)) notIssued.append({whyNotIssued(each.why), each.count});
    m_dead->set(dead);
    m_notIssued->set(notIssued);
    fillTable();
}

// Of links that a shop outside the house made, only what happened here: that they were made, or refused.
void LinkStatsView::showWhatIsKnown() {
    const bool house = m_desk.me.shopKind == ShopKind::House;
    m_elsewhere->setVisible(!house);
    for (QWidget *tile : {m_used->parentWidget(), m_unseen->parentWidget(), m_median->parentWidget()}) tile->setVisible(house);
    for (QWidget *part : {static_cast<QWidget *>(m_chart), static_cast<QWidget *>(m_dead), static_cast<QWidget *>(m_table), m_saving}) part->setVisible(house);
}

// The newest day first, as in every list; the choice stays where it was.
void LinkStatsView::fillTable() {
    m_days.setRowCount(static_cast<int>(m_stats.days.size()));
    for (int row = 0; row < m_days.rowCount(); ++row) {
        const QStringList cells = dayCells(m_stats.days.at(m_stats.days.size() - 1 - row));
        for (int column = 0; column < cells.size(); ++column) {
            const QModelIndex at = m_days.index(row, column);
            if (at.data().toString() != cells.at(column)) m_days.setData(at, cells.at(column));
        }
    }
}

QString LinkStatsView::fileName(const QString &suffix) const {
    const Instant last = m_stats.days.isEmpty() ? Instant() : m_stats.days.constLast().day;
    return QStringLiteral("latchkey-links-%1.%2").arg(QDateTime::fromMSecsSinceEpoch(last.milliseconds(), Qt::UTC).date().toString(Qt::ISODate), suffix);
}

void LinkStatsView::focusTable() { m_table->setFocus(Qt::ShortcutFocusReason); }

}  // namespace latchkey
