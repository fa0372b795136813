// Shows how the desk is connected; the program does what is asked for here.
#include "ui/pages/settings_connection.h"

#include "ui/desk.h"
#include "ui/desk_settings.h"
#include "ui/dialogs/confirm.h"
#include "ui/panels/labels.h"
#include "ui/texts_context.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/flow_layout.h"

#include <QVBoxLayout>

namespace latchkey {

namespace {

QString nameOf(Role role) {
    switch (role) {
        case Role::Observer:
            return Desktop::tr("Observer");
        case Role::Agent:
            return Desktop::tr("Agent");
        case Role::Senior:
            return Desktop::tr("Senior");
        case Role::Lead:
            return Desktop::tr("Lead");
        case Role::Admin:
            return Desktop::tr("Admin");
    }
    return {};
}

}  // namespace

SettingsConnection::SettingsConnection(Desk &desk, QWidget *parent)
    : QWidget(parent),
      m_desk(desk),
      m_where(new PlainLabel({}, LabelRole::Text, this)),
      m_token(new PlainLabel({}, LabelRole::Muted, this)),
      m_authority(new PlainLabel({}, LabelRole::Muted, this)),
      m_change(plainButton(tr("Change…"), QStringLiteral("changeConnection"), this)),
      m_forget(plainButton(tr("Forget the token"), QStringLiteral("forgetToken"), this)) {
    setObjectName(QStringLiteral("settingsConnection"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 12, 0, 0);
    column->setSpacing(8);
    column->addWidget(new PlainLabel(tr("Connection"), LabelRole::Section, this));
    m_where->setObjectName(QStringLiteral("connectionWhere"));
    m_token->setObjectName(QStringLiteral("connectionToken"));
    m_authority->setObjectName(QStringLiteral("connectionAuthority"));
    for (PlainLabel *label : {m_where, m_token, m_authority}) column->addWidget(label);
    auto *buttons = new QWidget(this);
    auto *flow = new FlowLayout(8, buttons);
    flow->addWidget(m_change);
    flow->addWidget(m_forget);
    column->addWidget(buttons);
    m_change->setAccessibleName(tr("Change the connection"));
    connect(m_change, &QPushButton::clicked, &desk, &Desk::connectionChangeRequested);
    connect(m_forget, &QPushButton::clicked, this, &SettingsConnection::askToForget);
    connect(&desk, &Desk::meChanged, this, &SettingsConnection::showAll);
    connect(&desk.client, &ServiceClient::reachableChanged, this, &SettingsConnection::showAll);
    showAll();
}

QString SettingsConnection::tokenSentence() const {
    const TokenKeeping &kept = m_desk.settings.token;
    switch (kept.place) {
        case TokenPlace::None:
            return tr("The token could not be kept; it will be asked for at the next start.");
        case TokenPlace::Keychain:
            return tr("The token is kept in this computer's keychain.");
        case TokenPlace::File:
            return tr("No keychain answers here: the token is kept in %1, which only you may read.").arg(kept.file);
        case TokenPlace::Given:
            return tr("The token was given at the start, by the environment or a file; this desk does not keep it.");
    }
    return {};
}

void SettingsConnection::showAll() {
    const DeskSettings &settings = m_desk.settings;
    const bool local = !settings.store.isEmpty();
    const QString name = m_desk.me.agent.name;
    const QString service = m_desk.client.url().toString();
    if (local) m_where->setPlain(tr("This desk works on this computer. Everything is in %1.").arg(settings.store));
    else if (!m_desk.client.isReachable()) m_where->setPlain(tr("Not connected to %1.").arg(service));
    else if (name.isEmpty()) m_where->setPlain(tr("Connecting to %1…").arg(service));
    else m_where->setPlain(tr("Connected to %1 as %2 (%3).").arg(service, name, nameOf(m_desk.me.agent.role)));
    m_token->setPlain(local ? QString() : tokenSentence());
    m_token->setVisible(!local);
    m_authority->setPlain(tr("Certificates are checked with %1 as well.").arg(settings.authorityFile));
    m_authority->setVisible(!local && !settings.fixed && !settings.authorityFile.isEmpty());
    m_change->setEnabled(!settings.fixed);
    m_change->setToolTip(settings.fixed ? tr("The command line says where this desk works; start Latchkey without options to change it") : QString());
    m_change->setAccessibleDescription(m_change->toolTip());
    m_forget->setVisible(settings.token.place == TokenPlace::Keychain || settings.token.place == TokenPlace::File);
}

void SettingsConnection::askToForget() {
    const Question question{tr("Forget the token on this computer?"),
                            tr("This desk is then no longer connected; to connect again you paste the token, or ask for a new one. For the service the token stays "
                               "good: if somebody else may have it, ask an administrator for a new one."),
                            tr("Forget the token")};
    confirm(question, this, [this] { emit m_desk.tokenForgetRequested(); });
}

}  // namespace latchkey
