// Each action says in its tooltip what it does, or why it cannot.
#include "ui/panels/access_actions.h"

#include "ui/texts_context.h"
#include "ui/theme/desk_style.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/flow_layout.h"

#include <QMenu>

namespace latchkey {

namespace {

void setKind(QPushButton *button, ButtonKind kind) {
    button->setProperty("kind", static_cast<int>(kind));
    button->update();
}

void explain(QPushButton *button, const QString &sentence) {
    button->setToolTip(sentence);
    button->setAccessibleDescription(sentence);
}

}  // namespace

AccessActions::AccessActions(LinkDoor door, QWidget *parent) : QWidget(parent) {
    const bool profile = door == LinkDoor::Customer;
    auto *flow = new FlowLayout(8, this);
    m_magic = primaryButton(profile ? Desktop::tr("Magic login") : Desktop::tr("Magic link"), QStringLiteral("magicButton"), this);
    m_portal = plainButton(Desktop::tr("Portal link"), QStringLiteral("portalButton"), this);
    flow->addWidget(m_magic);
    flow->addWidget(m_portal);
    if (profile) {
        m_letter = plainButton(Desktop::tr("E-mail a login link"), QStringLiteral("emailLinkButton"), this);
        connect(m_letter, &QPushButton::clicked, this, &AccessActions::letterRequested);
        flow->addWidget(m_letter);
    } else {
        QPushButton *open = plainButton(Desktop::tr("Open customer"), QStringLiteral("openCustomerButton"), this);
        connect(open, &QPushButton::clicked, this, &AccessActions::openCustomerRequested);
        flow->addWidget(open);
    }
    m_more = plainButton(QStringLiteral("⋯"), QStringLiteral("moreButton"), this);
    m_more->setAccessibleName(Desktop::tr("More actions"));
    m_more->setFixedWidth(36);  // so that the profile's actions stand in one row beside a scroll bar
    m_menu = new QMenu(m_more);
    m_menu->setObjectName(QStringLiteral("moreMenu"));
    flow->addWidget(m_more);
    connect(m_magic, &QPushButton::clicked, this, &AccessActions::issueRequested);
    connect(m_portal, &QPushButton::clicked, this, &AccessActions::portalRequested);
    // Not setMenu(): its arrow has no room on so small a button.
    connect(m_more, &QPushButton::clicked, this, [this] { m_menu->popup(m_more->mapToGlobal(QPoint(0, m_more->height() + 2))); });
}

void AccessActions::set(const State &state) {
    const bool nothing = !state.whyNothing.isEmpty();
    const QString whyNoMagicLink = nothing ? state.whyNothing : state.whyNoMagicLink;
    const QString whyNoLetter = nothing ? state.whyNothing : state.whyNoLetter;
    const QString whyNoPortalLink = nothing ? state.whyNothing : state.whyNoPortalLink;
    m_magic->setEnabled(whyNoMagicLink.isEmpty() && !state.issuing);
    const QString what = state.atShop ? Desktop::tr("Have Skio make a Magic link and copy it (M)") : Desktop::tr("Issue a one-time link and copy it (M)");
    explain(m_magic, whyNoMagicLink.isEmpty() ? what : whyNoMagicLink);
    m_portal->setEnabled(whyNoPortalLink.isEmpty());
    explain(m_portal, whyNoPortalLink.isEmpty() ? Desktop::tr("Copy the login page's address, which never expires (P)") : whyNoPortalLink);
    m_more->setEnabled(!nothing);
    explain(m_more, nothing ? state.whyNothing : Desktop::tr("More actions"));
    if (m_letter != nullptr) {
        m_letter->setEnabled(whyNoLetter.isEmpty() && !state.mailing);
        explain(m_letter, whyNoLetter.isEmpty() ? Desktop::tr("Send a one-time link to the address on file (L)") : whyNoLetter);
    }
    const bool magicFirst = state.primary == WayIn::MagicLink;
    setKind(m_magic, magicFirst ? ButtonKind::Primary : ButtonKind::Plain);
    setKind(m_portal, magicFirst ? ButtonKind::Plain : ButtonKind::Primary);
}

void AccessActions::focusPrimary() {
    const bool magic = m_magic->isEnabled() && m_magic->property("kind").toInt() == static_cast<int>(ButtonKind::Primary);
    (magic ? m_magic : m_portal)->setFocus(Qt::OtherFocusReason);
}

}  // namespace latchkey
