// Lays the filters of the record out and turns them into a question to the service.
#include "ui/pages/activity_filters.h"

#include "services/client/local_time.h"
#include "ui/panels/labels.h"
#include "ui/texts_activity.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/flow_layout.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QDateEdit>
#include <QDateTime>
#include <QHBoxLayout>
#include <QLocale>
#include <QSignalBlocker>
#include <QStandardItemModel>
#include <QVBoxLayout>

namespace latchkey {

namespace {

Instant midnight(const QDate &day) { return Instant(day.startOfDay().toMSecsSinceEpoch()); }
QDate dayOn(Instant at) { return QDateTime::fromMSecsSinceEpoch(at.milliseconds()).date(); }

}  // namespace

ActivityFilters::ActivityFilters(QWidget *parent)
    : QWidget(parent), m_agent(new QComboBox(this)), m_kind(new QComboBox(this)), m_range(new QButtonGroup(this)) {
    setObjectName(QStringLiteral("activityFilters"));
    m_agent->setObjectName(QStringLiteral("activityAgent"));
    m_agent->setAccessibleName(tr("Entries of which agent"));
    m_kind->setObjectName(QStringLiteral("activityKind"));
    m_kind->setAccessibleName(tr("Entries of which kind"));
    for (QComboBox *combo : {m_agent, m_kind}) {
        combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        combo->setMinimumContentsLength(14);
        combo->setMaxVisibleItems(18);
        connect(combo, &QComboBox::activated, this, &ActivityFilters::changed);
    }
    auto *flow = new FlowLayout(8, this);
    flow->addWidget(m_agent);
    flow->addWidget(m_kind);
    flow->addWidget(buildRanges());
    flow->addWidget(buildDates());
    buildKinds();
    setAgents({}, false);
}

void ActivityFilters::buildKinds() {
    m_kind->addItem(tr("Everything"), 0);
    auto *model = qobject_cast<QStandardItemModel *>(m_kind->model());
    for (const ActivityGroup &group : activityGroups()) {
        m_kind->addItem(group.title, -1);
        // A heading, which the arrow keys pass over.
        if (model != nullptr) model->item(m_kind->count() - 1)->setFlags(Qt::NoItemFlags);
        for (const ActivityKind kind : group.kinds) m_kind->addItem(QStringLiteral("    ") + textOf(kind), static_cast<int>(kind));
    }
}

QWidget *ActivityFilters::buildRanges() {
    auto *ranges = new QWidget(this);
    auto *row = new QHBoxLayout(ranges);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    const auto add = [&](Range range, const QString &text, const QString &name) {
        QPushButton *button = filterButton(text, name, ranges);
        button->setAccessibleName(tr("Time: %1").arg(text));
        m_range->addButton(button, range);
        row->addWidget(button);
    };
    add(All, tr("All time"), QStringLiteral("rangeAll"));
    add(Today, tr("Today"), QStringLiteral("rangeToday"));
    add(Week, tr("7 days"), QStringLiteral("rangeWeek"));
    add(Month, tr("30 days"), QStringLiteral("rangeMonth"));
    add(Dates, tr("Dates…"), QStringLiteral("rangeDates"));
    m_range->button(All)->setChecked(true);
    connect(m_range, &QButtonGroup::idClicked, this, &ActivityFilters::onRange);
    return ranges;
}

QWidget *ActivityFilters::buildDates() {
    m_dates = new QWidget(this);
    auto *row = new QHBoxLayout(m_dates);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    const auto add = [&](const QString &word, const QString &name, const QString &accessible) {
        row->addWidget(new PlainLabel(word, LabelRole::Muted, m_dates));
        auto *edit = new QDateEdit(m_dates);
        edit->setObjectName(name);
        edit->setAccessibleName(accessible);
        edit->setLocale(QLocale(QLocale::English, QLocale::UnitedKingdom));
        edit->setDisplayFormat(QStringLiteral("d MMM yyyy"));
        edit->setCalendarPopup(true);
        edit->setKeyboardTracking(false);  // a year half typed is not asked for
        connect(edit, &QDateEdit::dateChanged, this, &ActivityFilters::changed);
        row->addWidget(edit);
        return edit;
    };
    m_from = add(tr("from"), QStringLiteral("activityFrom"), tr("From this day on"));
    m_until = add(tr("until"), QStringLiteral("activityUntil"), tr("Until this day, which counts"));
    m_dates->hide();
    return m_dates;
}

void ActivityFilters::onRange() {
    const bool dates = m_range->checkedId() == Dates;
    if (dates && !m_datesSet) {
        m_datesSet = true;
        setDay(m_from, 6);
        setDay(m_until, 0);
    }
    m_dates->setVisible(dates);
    emit changed();
    if (dates) m_from->setFocus(Qt::OtherFocusReason);
}

void ActivityFilters::setDay(QDateEdit *edit, int daysAgo) const {
    const QSignalBlocker quiet(edit);
    edit->setDate(dayOn(localTime()).addDays(-daysAgo));
}

void ActivityFilters::setAgents(const QList<Agent> &agents, bool mayChoose) {
    const qint64 chosen = m_agent->currentData().toLongLong();
    m_agent->clear();
    m_agent->addItem(tr("Everybody"), 0);
    for (const Agent &agent : agents) m_agent->addItem(agent.disabledAt.isSet() ? tr("%1 (disabled)").arg(agent.name) : agent.name, agent.id.value());
    m_agent->setCurrentIndex(qMax(0, m_agent->findData(chosen)));
    m_agent->setVisible(mayChoose);
}

void ActivityFilters::writeTo(ServiceClient::ActivityWanted &wanted, Instant now) const {
    if (!m_agent->isHidden()) wanted.agent = AgentId(m_agent->currentData().toLongLong());
    if (const int kind = m_kind->currentData().toInt(); kind > 0) wanted.kind = static_cast<ActivityKind>(kind);
    const QDate today = dayOn(now);
    switch (static_cast<Range>(m_range->checkedId())) {
        case All:
            break;
        case Today:
            wanted.from = midnight(today);
            break;
        case Week:
            wanted.from = midnight(today.addDays(-6));
            break;
        case Month:
            wanted.from = midnight(today.addDays(-29));
            break;
        case Dates:
            wanted.from = midnight(qMin(m_from->date(), m_until->date()));
            wanted.until = midnight(qMax(m_from->date(), m_until->date()).addDays(1));
            break;
    }
}

bool ActivityFilters::isNarrow() const {
    return (!m_agent->isHidden() && m_agent->currentIndex() > 0) || m_kind->currentIndex() > 0 || m_range->checkedId() != All;
}

void ActivityFilters::clear() {
    m_agent->setCurrentIndex(0);
    m_kind->setCurrentIndex(0);
    m_range->button(All)->setChecked(true);
    m_dates->hide();
    emit changed();
}

}  // namespace latchkey
