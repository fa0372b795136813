// Fills the panel; an answer for another link than the one shown is dropped.
#include "ui/panels/link_panel.h"

#include "ui/actions/issue_another.h"
#include "ui/actions/revoke_link.h"
#include "ui/actions/revoke_links_of.h"
#include "ui/desk.h"
#include "ui/panels/dotted_rows.h"
#include "ui/panels/header_block.h"
#include "ui/panels/panel_frame.h"
#include "ui/panels/timeline_rows.h"
#include "ui/service_time.h"
#include "ui/texts.h"
#include "ui/texts_connection.h"
#include "ui/texts_context.h"
#include "ui/texts_roles.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/link_life.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace latchkey {

LinkPanel::LinkPanel(Desk &desk, QWidget *parent)
    : QWidget(parent),
      m_desk(desk),
      m_frame(new PanelFrame(desk.client, Desktop::tr("Choose a link to see what happened to it."), this)),
      m_header(new HeaderBlock(m_frame->contentWidget())),
      m_life(new LinkLife(m_frame->contentWidget())),
      m_unseen(new PlainLabel(Desktop::tr("Skio made it. Whether it was opened or used is seen in Skio only, and it cannot be revoked here: it ends by itself."), LabelRole::Muted,
                              m_frame->contentWidget())),
      m_story(new QWidget(m_frame->contentWidget())) {
    setObjectName(QStringLiteral("linkPanel"));
    setMinimumWidth(294);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_frame);
    QVBoxLayout *column = m_frame->content();
    column->addWidget(m_header);
    buildButtons(column);
    column->addWidget(m_life);
    m_unseen->setObjectName(QStringLiteral("linkUnseen"));
    column->addWidget(m_unseen);
    auto *story = new QVBoxLayout(m_story);
    story->setContentsMargins(0, 4, 0, 0);
    story->setSpacing(8);
    story->addWidget(new PlainLabel(Desktop::tr("What happened"), LabelRole::Section, m_story));
    column->addWidget(m_story);
    column->addStretch();
    connect(m_frame, &PanelFrame::tryAgainRequested, this, &LinkPanel::read);
    connect(&desk, &Desk::meChanged, this, [this] { showActions(serviceNow(m_desk.client)); });
    connect(&desk.client, &ServiceClient::reachableChanged, this, [this] { showActions(serviceNow(m_desk.client)); });
    showNothing();
}

void LinkPanel::buildButtons(QVBoxLayout *column) {
    auto *row = new QWidget(m_frame->contentWidget());
    auto *flow = new FlowLayout(8, row);
    m_customer = primaryButton(Desktop::tr("Open customer"), QStringLiteral("openCustomer"), row);
    m_another = plainButton(Desktop::tr("Issue another"), QStringLiteral("issueAnother"), row);
    m_revoke = plainButton(Desktop::tr("Revoke"), QStringLiteral("revoke"), row);
    m_revokeAll = plainButton(Desktop::tr("Revoke all of this customer…"), QStringLiteral("revokeAll"), row);
    for (QPushButton *button : {m_customer, m_another, m_revoke, m_revokeAll}) flow->addWidget(button);
    m_why = new PlainLabel({}, LabelRole::Muted, m_frame->contentWidget());
    m_why->setObjectName(QStringLiteral("linkActionsWhy"));
    column->addWidget(row);
    column->addWidget(m_why);
    connect(m_customer, &QPushButton::clicked, this, [this] { emit m_desk.customerRequested(m_details.link.customer); });
    connect(m_another, &QPushButton::clicked, this, &LinkPanel::another);
    connect(m_revoke, &QPushButton::clicked, this, &LinkPanel::revokeOne);
    connect(m_revokeAll, &QPushButton::clicked, this, &LinkPanel::revokeAll);
}

void LinkPanel::show(const LoginLink &link) {
    const bool another = link.id != m_current || m_details.link.id != link.id;
    m_current = link.id;
    if (another) {
        m_details = {link, {}};
        m_isRead = false;
    } else {
        m_details.link = link;
    }
    fill();
    m_frame->showContent(another);
    read();
}

void LinkPanel::open(LinkId id) {
    if (id == m_current) return refresh();
    m_current = id;
    m_isRead = false;
    m_frame->showLoading();
    read();
}

void LinkPanel::refresh() {
    if (m_current.isValid()) read();
}

void LinkPanel::showNothing() {
    m_pending.cancel();
    m_current = {};
    m_details = {};
    m_isRead = false;
    m_frame->showNothing();
}

void LinkPanel::read() {
    m_pending.cancel();
    m_pending = m_desk.client.link(m_current, this, [this, id = m_current](const Result<LinkDetails> &answer) {
        if (id == m_current) onAnswer(answer);
    });
}

void LinkPanel::onAnswer(const Result<LinkDetails> &answer) {
    if (!answer) return m_frame->showError(answer.error(), m_details.link.id == m_current);
    const bool another = m_details.link.id != m_current;
    m_details = *answer;
    m_isRead = true;
    fill();
    m_frame->showContent(another);
}

void LinkPanel::fill() {
    const Instant now = serviceNow(m_desk.client);
    fillHead(now);
    showActions(now);
    m_life->set(m_details.link, m_details.timeline, now);
    m_life->setVisible(!m_details.link.atShop);  // a life without its visits and its use would say that there were none
    m_unseen->setVisible(m_details.link.atShop);
    m_story->setVisible(m_isRead);
    if (m_isRead) fillStory(now);
}

void LinkPanel::fillHead(Instant now) {
    const LoginLink &link = m_details.link;
    m_header->set(nameOf(link), stateText(link, now), toneOf(link.stateAt(now)), issuedText(link, link.customerName, now));
}

// Built anew only when it would read differently: a refresh must not move what one reads.
void LinkPanel::fillStory(Instant now) {
    QString reading = QString::number(m_details.link.id.value());
    reading += readingOf(linesOf(m_details.timeline), now);
    if (m_rows != nullptr && reading == m_reading) return;
    m_reading = reading;
    if (m_rows != nullptr) {
        m_rows->hide();
        m_rows->deleteLater();
    }
    m_rows = storyRows(m_details.timeline, now, m_story);
    m_story->layout()->addWidget(m_rows);
}

void LinkPanel::showActions(Instant now) {
    const bool ours = !m_details.link.atShop;  // nobody here can end another's
    const bool live = ours && m_details.link.stateAt(now) == LinkState::Live;
    m_revoke->setVisible(live);
    m_revokeAll->setVisible(ours);
    const QString notNow = whyNotNow(m_desk.client.isReachable());
    QString first;
    const auto allow = [&](QPushButton *button, Permission permission, bool shown) {
        const QString why = whyNot(m_desk.me, permission);
        button->setEnabled(why.isEmpty() && notNow.isEmpty());
        button->setToolTip(why.isEmpty() ? notNow : why);
        if (first.isEmpty() && shown) first = why;
    };
    // One sentence is read, three are not: the others stand in the tooltips.
    allow(m_another, Permission::IssueMagicLink, true);
    allow(m_revoke, Permission::RevokeLink, live);
    allow(m_revokeAll, Permission::RevokeAllLinks, ours);
    m_why->setPlain(first);
    m_why->setVisible(!first.isEmpty());
}

void LinkPanel::tick(Instant now) {
    if (!m_details.link.id.isValid() || m_details.link.id != m_current) return;
    const bool wasLive = m_life->picture().state == LinkState::Live;
    m_life->tick(now);
    if (!wasLive) return;
    fillHead(now);
    if (m_life->picture().state != LinkState::Live) refresh();
}

void LinkPanel::revokeOne() {
    m_revoke->setEnabled(false);
    revokeLink(m_desk, m_current, this, [this] {
        showActions(serviceNow(m_desk.client));
        refresh();
        emit revoked();
    });
}

void LinkPanel::revokeAll() {
    revokeLinksOf(m_desk, m_details.link.customer, m_details.link.customerName, this, [this] {
        refresh();
        emit revoked();
    });
}

void LinkPanel::another() {
    m_another->setEnabled(false);
    issueAnother(m_desk, m_details.link.customer, m_details.link.customerName, this, [this] { showActions(serviceNow(m_desk.client)); });
}

}  // namespace latchkey
