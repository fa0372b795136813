// Lists the agents, and sends what is chosen for one of them.
#include "ui/pages/settings_agents.h"

#include "ui/actions/announce.h"
#include "ui/clipboard_guard.h"
#include "ui/desk.h"
#include "ui/dialogs/confirm.h"
#include "ui/panels/labels.h"
#include "ui/service_time.h"
#include "ui/texts.h"
#include "ui/texts_roles.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/row_delegate.h"
#include "ui/widgets/rows_view.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QVBoxLayout>

namespace latchkey {

namespace {

constexpr int longestList = 8;  // rows, before it scrolls
constexpr int longestName = 100;
constexpr Duration tokenStays = std::chrono::minutes(10);  // on the clipboard
const QList<Role> allRoles{Role::Observer, Role::Agent, Role::Senior, Role::Lead, Role::Admin};

QString stateOf(const Agent &agent, Instant now) {
    if (agent.disabledAt.isSet()) return SettingsAgents::tr("Disabled %1").arg(momentText(agent.disabledAt, now));
    if (!agent.usedAt.isSet()) return SettingsAgents::tr("Never used");
    return SettingsAgents::tr("Used %1").arg(momentText(agent.usedAt, now));
}

// What the service has against it, where that is about the team.
QString refusalOf(const Error &error) {
    if (error.code == ErrorCode::InvalidRequest && error.detail == QLatin1String("name")) return SettingsAgents::tr("There is an agent of that name already.");
    if (error.code == ErrorCode::InvalidRequest && error.detail == QLatin1String("role"))
        return SettingsAgents::tr("This is the last Admin; give somebody else that role first.");
    if (error.code == ErrorCode::InvalidRequest && error.detail == QLatin1String("disabled"))
        return SettingsAgents::tr("You cannot disable yourself; another Admin can.");
    return textOf(error);
}

}  // namespace

SettingsAgents::SettingsAgents(Desk &desk, QWidget *parent) : QWidget(parent), m_desk(desk) {
    setObjectName(QStringLiteral("settingsAgents"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 12, 0, 0);
    column->setSpacing(8);
    column->addWidget(new PlainLabel(tr("Agents"), LabelRole::Section, this));
    column->addWidget(new PlainLabel(tr("Who uses the desk of this shop. Every change takes effect at once, at every desk."), LabelRole::Muted, this));
    buildList(column);
    buildActions(column);
    buildToken(column);
    buildAdding(column);
    m_note = new PlainLabel({}, LabelRole::Muted, this);
    m_note->setObjectName(QStringLiteral("agentsNote"));
    m_note->hide();
    column->addWidget(m_note);
    connect(&desk, &Desk::meChanged, this, &SettingsAgents::showRole);
    connect(&desk.client, &ServiceClient::happened, this, [this](const Event &event) {
        if (event.kind == EventKind::AgentsChanged) refresh();
    });
    setVisible(false);
    showRole();
}

void SettingsAgents::buildList(QVBoxLayout *column) {
    m_rows.setHorizontalHeaderLabels({tr("Name"), tr("Role"), tr("Token")});
    m_view = new RowsView(this);
    m_view->setObjectName(QStringLiteral("agentList"));
    m_view->setAccessibleName(tr("Agents"));
    m_view->setModel(&m_rows);
    m_view->setItemDelegate(new RowDelegate([](const QModelIndex &at) {
        Cell cell;
        cell.text = at.data().toString();
        cell.muted = at.column() > 0;
        return cell;
    }, m_view));
    m_view->setColumns({{40, 0, false}, {20, 0, false}, {40, 0, false}});
    m_view->horizontalHeader()->setSectionsClickable(false);
    column->addWidget(m_view);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        if (!m_filling) showChosen();
    });
}

void SettingsAgents::buildActions(QVBoxLayout *column) {
    m_about = new PlainLabel({}, LabelRole::Text, this);
    m_about->setObjectName(QStringLiteral("aboutAgent"));
    column->addWidget(m_about);
    auto *holder = new QWidget(this);
    auto *flow = new FlowLayout(8, holder);
    m_roles = new QButtonGroup(this);
    for (const Role role : allRoles) {
        QPushButton *button = filterButton(textOf(role), QStringLiteral("role-") + toText(role), holder);
        button->setAccessibleName(tr("Role: %1").arg(textOf(role)));
        m_roles->addButton(button, static_cast<int>(role));
        flow->addWidget(button);
    }
    m_renew = plainButton(tr("New token…"), QStringLiteral("renewToken"), holder);
    m_disable = plainButton(tr("Disable…"), QStringLiteral("disableAgent"), holder);
    flow->addWidget(m_renew);
    flow->addWidget(m_disable);
    column->addWidget(holder);
    connect(m_roles, &QButtonGroup::idClicked, this, [this](int role) { changeRole(static_cast<Role>(role)); });
    connect(m_renew, &QPushButton::clicked, this, &SettingsAgents::askForNewToken);
    connect(m_disable, &QPushButton::clicked, this, &SettingsAgents::askToDisable);
}

void SettingsAgents::buildToken(QVBoxLayout *column) {
    m_tokenCard = new Card(Tone::Success, this);
    m_tokenCard->setObjectName(QStringLiteral("tokenCard"));
    m_token = new ValueLine(QStringLiteral("newToken"), tr("The new token"), m_tokenCard);
    m_tokenCard->body()->addWidget(m_token);
    connect(m_tokenCard->addPrimaryButton(tr("Copy"), QStringLiteral("copyToken")), &QPushButton::clicked, this, [this] {
        m_desk.clipboard.copySecret(m_token->text(), m_token->text().toHtmlEscaped(), tokenStays);
        emit m_desk.noticeRequested(tr("Token copied; it leaves the clipboard in %1.").arg(durationText(tokenStays)));
    });
    connect(m_tokenCard->addButton(tr("Done"), QStringLiteral("tokenDone")), &QPushButton::clicked, this, [this] {
        m_token->clear();
        m_tokenCard->hide();
        m_view->setFocus(Qt::OtherFocusReason);
    });
    m_tokenCard->hide();
    column->addWidget(m_tokenCard);
}

void SettingsAgents::buildAdding(QVBoxLayout *column) {
    m_name = new QLineEdit(this);
    m_name->setObjectName(QStringLiteral("agentName"));
    m_name->setAccessibleName(tr("Name of a new agent"));
    m_name->setPlaceholderText(tr("Name of a new agent"));
    m_name->setMaxLength(longestName);
    m_add = plainButton(tr("Add"), QStringLiteral("addAgent"), this);
    m_add->setAccessibleName(tr("Add the agent"));
    m_add->setToolTip(tr("New agents begin with the role %1; choose another one above").arg(textOf(Role::Agent)));
    m_add->setEnabled(false);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_name, 1);
    row->addWidget(m_add);
    column->addLayout(row);
    connect(m_name, &QLineEdit::textChanged, this, [this] { m_add->setEnabled(!m_name->text().simplified().isEmpty()); });
    connect(m_name, &QLineEdit::returnPressed, m_add, &QPushButton::click);
    connect(m_add, &QPushButton::clicked, this, &SettingsAgents::add);
}

void SettingsAgents::showRole() {
    const bool manages = may(m_desk.me.agent.role, Permission::ManageAgents);
    const bool before = isVisibleTo(parentWidget());
    setVisible(manages);
    if (manages && !before) refresh();
}

void SettingsAgents::refresh() {
    if (!may(m_desk.me.agent.role, Permission::ManageAgents)) return;
    m_reading.cancel();
    m_reading = m_desk.client.agents(this, [this](const Result<QList<Agent>> &agents) {
        if (!agents) return say(textOf(agents.error()));
        showAgents(*agents);
    });
}

void SettingsAgents::showAgents(const QList<Agent> &agents) {
    const Agent *before = chosen();
    const AgentId kept = before == nullptr ? m_desk.me.agent.id : before->id;
    m_agents = agents;
    m_filling = true;
    m_rows.removeRows(0, m_rows.rowCount());
    const Instant now = serviceNow(m_desk.client);
    int row = 0;
    for (const Agent &agent : agents) {
        m_rows.appendRow({new QStandardItem(agent.name), new QStandardItem(textOf(agent.role)), new QStandardItem(stateOf(agent, now))});
        if (agent.id == kept) row = m_rows.rowCount() - 1;
    }
    m_view->setFixedHeight(m_view->horizontalHeader()->sizeHint().height() + qBound(1, m_rows.rowCount(), longestList) * RowDelegate::rowHeight + 2);
    m_view->setCurrentIndex(m_rows.index(row, 0));
    m_filling = false;
    showChosen();
}

const Agent *SettingsAgents::chosen() const {
    const int row = m_view->currentIndex().row();
    return row >= 0 && row < m_agents.size() ? &m_agents.at(row) : nullptr;
}

void SettingsAgents::showChosen() {
    const Agent *agent = chosen();
    const bool active = agent != nullptr && !agent->disabledAt.isSet();
    const bool self = agent != nullptr && agent->id == m_desk.me.agent.id;
    for (QAbstractButton *button : m_roles->buttons()) button->setEnabled(active);
    m_renew->setEnabled(agent != nullptr && !self);
    m_renew->setToolTip(self ? tr("Your own desk would be shut out; ask another Admin, or who runs the service") : QString());
    m_disable->setEnabled(active && !self);
    m_disable->setToolTip(self ? tr("You cannot disable yourself; another Admin can") : QString());
    if (agent == nullptr) return m_about->setPlain({});
    m_roles->button(static_cast<int>(agent->role))->setChecked(true);
    m_about->setPlain(active ? tr("%1 has the role %2.").arg(agent->name, textOf(agent->role))
                             : tr("%1 is disabled; a new token lets them in again.").arg(agent->name));
}

void SettingsAgents::changeRole(Role role) {
    const Agent *agent = chosen();
    if (agent == nullptr || agent->role == role) return;
    m_desk.client.setAgentRole(agent->id, role, this, [this](const Result<void> &changed) { onChanged(changed); });
}

void SettingsAgents::askForNewToken() {
    const Agent *agent = chosen();
    if (agent == nullptr) return;
    const Question question{tr("Give %1 a new token?").arg(agent->name), tr("The old one opens nothing from then on, and a desk that uses it is shut out."), tr("New token")};
    confirm(question, this, [this, id = agent->id, name = agent->name] {
        m_desk.client.renewAgentToken(id, this, [this, name](const Result<AgentToken> &token) { showToken(name, token); });
    });
}

void SettingsAgents::askToDisable() {
    const Agent *agent = chosen();
    if (agent == nullptr) return;
    const QString links = m_desk.me.shopKind == ShopKind::House
                              ? tr("Their token opens nothing from then on, and the Magic links that they issued and that are still live are revoked.")
                              : tr("Their token opens nothing from then on. Magic links that Skio has made for them cannot be revoked; they end by themselves after a few minutes.");
    const Question question{tr("Disable %1?").arg(agent->name), links, tr("Disable")};
    confirm(question, this, [this, id = agent->id] {
        m_desk.client.disableAgent(id, this, [this](const Result<void> &changed) { onChanged(changed); });
    });
}

void SettingsAgents::add() {
    const QString name = m_name->text().simplified();
    if (name.isEmpty()) return;
    m_add->setEnabled(false);
    m_desk.client.addAgent(name, Role::Agent, this, [this, name](const Result<AgentToken> &token) {
        m_add->setEnabled(true);
        if (token) m_name->clear();
        showToken(name, token);
    });
}

void SettingsAgents::showToken(const QString &name, const Result<AgentToken> &token) {
    if (!token) return say(refusalOf(token.error()));
    say({});
    m_tokenCard->setTitle(tr("The token of %1").arg(name));
    m_tokenCard->setText(tr("It is shown once and kept nowhere. Hand it over in a way that only they can read; their desk asks for it."));
    m_token->setValue(QString::fromLatin1(token->reveal()));
    m_tokenCard->show();
    announce(m_tokenCard, tr("The token of %1").arg(name));
    refresh();
}

void SettingsAgents::onChanged(const Result<void> &changed) {
    say(changed ? QString() : refusalOf(changed.error()));
    refresh();
}

void SettingsAgents::say(const QString &sentence) {
    m_note->setPlain(sentence);
    m_note->setVisible(!sentence.isEmpty());
    if (!sentence.isEmpty()) announce(m_note, sentence);
}

}  // namespace latchkey
