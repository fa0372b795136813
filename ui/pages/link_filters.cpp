// A search field, and beneath it chips and two choices that wrap where the list is narrow.
#include "ui/pages/link_filters.h"

#include "ui/desk.h"
#include "ui/service_time.h"
#include "ui/texts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/flow_layout.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QDateTime>
#include <QLineEdit>
#include <QVBoxLayout>

#include <array>

namespace latchkey {

namespace {

constexpr std::array filteredBy = {LinkState::Live, LinkState::Used, LinkState::Expired, LinkState::Revoked, LinkState::VoidByEmailChange};

enum class Since { Today, SevenDays, ThirtyDays, All };

}  // namespace

LinkFilters::LinkFilters(Desk &desk, QWidget *parent)
    : QWidget(parent), m_desk(desk), m_search(new QLineEdit(this)), m_row(new QWidget(this)), m_states(new QButtonGroup(this)), m_agent(new QComboBox(m_row)), m_since(new QComboBox(m_row)) {
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    m_search->setObjectName(QStringLiteral("linkSearch"));
    m_search->setPlaceholderText(tr("Customer or link id"));
    m_search->setAccessibleName(tr("Search by customer or link id"));
    m_search->setClearButtonEnabled(true);
    m_search->setMaxLength(200);
    m_search->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    column->addWidget(m_search);
    new FlowLayout(8, m_row);
    addStates();
    addCombos();
    column->addWidget(m_row);
    connect(m_search, &QLineEdit::textChanged, this, &LinkFilters::changed);
    connect(m_search, &QLineEdit::returnPressed, this, &LinkFilters::listWanted);
    connect(m_states, &QButtonGroup::idClicked, this, &LinkFilters::changed);
    connect(m_agent, &QComboBox::currentIndexChanged, this, &LinkFilters::changed);
    connect(m_since, &QComboBox::currentIndexChanged, this, &LinkFilters::changed);
    connect(&desk, &Desk::meChanged, this, &LinkFilters::offerStates);
    offerStates();
    readAgents();
}

// What becomes of a link that a shop outside the house made is not known here, but for its time.
void LinkFilters::offerStates() {
    const bool house = m_desk.me.shopKind == ShopKind::House;
    for (std::size_t i = 0; i < filteredBy.size(); ++i) {
        QAbstractButton *button = m_states->button(static_cast<int>(i) + 1);
        button->setVisible(house || filteredBy[i] == LinkState::Live || filteredBy[i] == LinkState::Expired);
        if (filteredBy[i] == LinkState::Expired) button->setText(house ? textOf(LinkState::Expired) : tr("Ran out"));
    }
}

void LinkFilters::addStates() {
    const auto add = [this](const QString &text, const QString &name, int id) {
        QPushButton *button = filterButton(text, name, m_row);
        m_states->addButton(button, id);
        m_row->layout()->addWidget(button);
    };
    add(tr("All"), QStringLiteral("filterAll"), 0);
    for (std::size_t i = 0; i < filteredBy.size(); ++i) add(textOf(filteredBy[i]), QStringLiteral("filter-") + toText(filteredBy[i]), static_cast<int>(i) + 1);
    m_states->button(0)->setChecked(true);
}

void LinkFilters::addCombos() {
    m_agent->setObjectName(QStringLiteral("linkAgent"));
    m_agent->setAccessibleName(tr("Issued by"));
    m_agent->addItem(tr("Everybody"), QVariant::fromValue<qint64>(0));
    m_agent->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_agent->setMaximumWidth(220);
    m_since->setObjectName(QStringLiteral("linkSince"));
    m_since->setAccessibleName(tr("Issued since"));
    m_since->addItem(tr("Today"), static_cast<int>(Since::Today));
    m_since->addItem(tr("7 days"), static_cast<int>(Since::SevenDays));
    m_since->addItem(tr("30 days"), static_cast<int>(Since::ThirtyDays));
    m_since->addItem(tr("All time"), static_cast<int>(Since::All));
    m_since->setCurrentIndex(3);
    m_row->layout()->addWidget(m_agent);
    m_row->layout()->addWidget(m_since);
}

// Who the agents are changes seldom: read with the page and when it is reloaded. The choice stays.
void LinkFilters::readAgents() {
    m_pending.cancel();
    m_pending = m_desk.client.agents(this, [this](const Result<QList<Agent>> &agents) {
        if (!agents) return;
        const QSignalBlocker quiet(m_agent);
        const QVariant chosen = m_agent->currentData();
        while (m_agent->count() > 1) m_agent->removeItem(1);
        for (const Agent &agent : *agents)
            m_agent->addItem(agent.disabledAt.isSet() ? tr("%1 (disabled)").arg(agent.name) : agent.name, QVariant::fromValue<qint64>(agent.id.value()));
        m_agent->setCurrentIndex(qMax(0, m_agent->findData(chosen)));
    });
}

std::optional<LinkState> LinkFilters::state() const {
    const int chosen = m_states->checkedId();
    return chosen > 0 ? std::optional(filteredBy[static_cast<std::size_t>(chosen) - 1]) : std::nullopt;
}

Instant LinkFilters::from() const {
    const QDate today = QDateTime::fromMSecsSinceEpoch(serviceNow(m_desk.client).milliseconds()).date();
    const auto midnight = [&today](int daysAgo) { return Instant(today.addDays(-daysAgo).startOfDay().toMSecsSinceEpoch()); };
    switch (static_cast<Since>(m_since->currentData().toInt())) {
        case Since::Today:
            return midnight(0);
        case Since::SevenDays:
            return midnight(6);
        case Since::ThirtyDays:
            return midnight(29);
        case Since::All:
            break;
    }
    return {};
}

ServiceClient::LinksWanted LinkFilters::wanted() const {
    return {m_search->text().trimmed(), {}, AgentId(m_agent->currentData().toLongLong()), state(), from(), {}, {}};
}

bool LinkFilters::isAny() const { return !m_search->text().trimmed().isEmpty() || state() || m_agent->currentIndex() > 0 || from().isSet(); }

QString LinkFilters::inWords() const {
    QStringList parts;
    if (!m_search->text().trimmed().isEmpty()) parts << tr("“%1”").arg(m_search->text().trimmed());
    if (state()) parts << tr("state %1").arg(m_states->checkedButton()->text());
    if (m_agent->currentIndex() > 0) parts << tr("issued by %1").arg(m_agent->currentText());
    if (from().isSet()) parts << tr("since: %1").arg(m_since->currentText());
    return parts.join(QStringLiteral(", "));
}

void LinkFilters::clear() {
    {
        const QSignalBlocker search(m_search), agent(m_agent), since(m_since);
        m_search->clear();
        m_agent->setCurrentIndex(0);
        m_since->setCurrentIndex(m_since->count() - 1);
        m_states->button(0)->setChecked(true);
    }
    emit changed();
}

void LinkFilters::focusSearch() {
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

bool LinkFilters::clearSearch() {
    if (m_search->text().isEmpty()) return false;
    m_search->clear();
    return true;
}

void LinkFilters::filterBy(int state) {
    m_states->button(state)->setChecked(true);
    emit changed();
}

QStringList LinkFilters::states() const {
    QStringList all;
    for (int i = 0; m_states->button(i) != nullptr; ++i) all.append(m_states->button(i)->isHidden() ? QString() : m_states->button(i)->text());
    return all;
}

}  // namespace latchkey
