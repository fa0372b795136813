// Counts down by the service's clock and turns to "used", "expired" or "revoked" by itself.
#include "ui/panels/live_card.h"

#include "ui/actions/announce.h"
#include "ui/actions/revoke_link.h"
#include "ui/desk.h"
#include "ui/panels/labels.h"
#include "ui/panels/reply_menu.h"
#include "ui/panels/url_box.h"
#include "ui/service_time.h"
#include "ui/snippets.h"
#include "ui/texts.h"
#include "ui/texts_context.h"
#include "ui/theme/theme.h"
#include "ui/widgets/stale.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

namespace latchkey {

LiveCard::LiveCard(Desk &desk, const HeldLink &held, QWidget *parent)
    : Card(Tone::Accent, parent),
      m_desk(desk),
      m_held(held),
      m_title(new PlainLabel(QString(), LabelRole::Text, this)),
      m_countdown(new QLabel(this)),
      m_sentence(new PlainLabel(QString(), LabelRole::Muted, this)),
      m_bar(new ThinBar(this)),
      m_url(new UrlBox(this)) {
    setObjectName(QStringLiteral("liveCard"));
    QFont bold = sectionFont();
    bold.setPixelSize(13);
    m_title->setFont(bold);
    m_title->setObjectName(QStringLiteral("liveTitle"));
    m_countdown->setFont(bold);
    m_countdown->setObjectName(QStringLiteral("countdown"));
    m_countdown->setForegroundRole(QPalette::Link);
    auto *top = new QHBoxLayout;
    top->addWidget(m_title, 1);
    top->addWidget(m_countdown, 0, Qt::AlignTop);
    m_sentence->setObjectName(QStringLiteral("liveSentence"));
    m_countdown->setTextFormat(Qt::PlainText);
    body()->addLayout(top);
    body()->addWidget(m_sentence);
    body()->addWidget(m_bar);
    body()->addWidget(m_url);
    buildButtons();
    connect(&IssuedLinks::of(desk), &IssuedLinks::ticked, this, &LiveCard::tick);
    Snippets::of(desk);  // read before the menu is opened
    set(held);
}

void LiveCard::buildButtons() {
    m_copy = addButton(Desktop::tr("Copy again"), QStringLiteral("copyAgain"));
    m_reply = addButton(Desktop::tr("Copy as reply ▾"), QStringLiteral("copyAsReply"));
    m_revoke = addButton(Desktop::tr("Revoke"), QStringLiteral("revoke"));
    m_another = addButton(Desktop::tr("Issue another"), QStringLiteral("issueAnother"));
    m_reply->setAccessibleName(Desktop::tr("Copy as reply, choose which"));
    auto *menu = new QMenu(m_reply);
    menu->setObjectName(QStringLiteral("replyMenu"));
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillReplyMenu(*menu, m_desk, {m_customer, link(), this}); });
    connect(m_reply, &QPushButton::clicked, this, [this, menu] { menu->popup(m_reply->mapToGlobal(QPoint(0, m_reply->height() + 2))); });
    connect(m_copy, &QPushButton::clicked, this, &LiveCard::copy);
    connect(m_revoke, &QPushButton::clicked, this, [this] {
        m_revoke->setEnabled(false);
        revokeLink(m_desk, link(), this, [this] {
            m_revoke->setEnabled(true);
            emit ended();
        });
    });
    connect(m_another, &QPushButton::clicked, this, &LiveCard::anotherRequested);
    for (QPushButton *button : {m_another, m_reply}) enableWhileConnected(m_desk.client, button);
}

// An address that was typed since the link was issued counts as much as one that was typed before.
void LiveCard::copy() {
    const CopiedLink how = howCopied(m_desk, m_held.customer);
    const bool passes = how.replyTo.isEmpty() || !how.overrideReason.isEmpty() ||
                        replyPasses(m_desk.me.settings.replyGuard, matchReply(m_customer.customer.email, how.replyTo));
    if (!passes) return emit m_desk.noticeRequested(Desktop::tr("The link was not copied: where the reply goes is not the address on file."));
    IssuedLinks::of(m_desk).copy(link());
    emit m_desk.noticeRequested(Desktop::tr("Magic link %1 copied.").arg(m_held.link.publicId));
}

void LiveCard::setCustomer(const CustomerDetails &details) { m_customer = details; }

// The same thing has two names, one for each door.
QString LiveCard::name() const {
    return m_held.door == LinkDoor::Customer ? Desktop::tr("Magic login link %1").arg(m_held.link.publicId)
                                             : Desktop::tr("Magic link %1").arg(m_held.link.publicId);
}

void LiveCard::set(const HeldLink &held) {
    const bool endedNow = m_held.state == LinkState::Live && held.state != LinkState::Live;
    m_held = held;
    const bool live = held.state == LinkState::Live;
    for (QWidget *widget : {static_cast<QWidget *>(m_countdown), static_cast<QWidget *>(m_bar), static_cast<QWidget *>(m_url),
                            static_cast<QWidget *>(m_copy), static_cast<QWidget *>(m_reply), static_cast<QWidget *>(m_revoke)})
        widget->setVisible(live);
    m_sentence->setVisible(!live || held.link.atShop);
    m_revoke->setVisible(live && !held.link.atShop);  // nobody here can end it
    m_another->setVisible(!live && held.state != LinkState::Used);
    if (live)
        showLive();
    else
        showEnded();
    setAccessibleName(m_title->text());
    if (endedNow) announce(this, m_title->text());
}

void LiveCard::showLive() {
    setTone(Tone::Accent);
    m_title->setText(m_held.copied ? Desktop::tr("%1 copied").arg(name()) : Desktop::tr("%1 is ready").arg(name()));
    m_copy->setText(m_held.copied ? Desktop::tr("Copy again") : Desktop::tr("Copy"));
    m_url->setText(m_held.link.url);
    if (m_held.link.atShop)
        m_sentence->setText(m_held.link.lifeAssumed ? Desktop::tr("Made by Skio, which did not say how long it lives: three minutes are assumed. Whoever opens it is logged in as the customer. Whether Skio also mails it to them is not known.")
                                                    : Desktop::tr("Made by Skio. Whoever opens it is logged in as the customer. Whether Skio also mails it to them is not known."));
    tick();
}

void LiveCard::showEnded() {
    m_url->setText(QString());
    m_another->setText(m_held.link.atShop ? Desktop::tr("Make another") : Desktop::tr("Issue another"));
    const QString at = timeOfDay(m_held.endedAt);
    switch (m_held.state) {
        case LinkState::Live:
            return;
        case LinkState::Used:
            setTone(Tone::Success);
            m_title->setText(Desktop::tr("%1: used at %2").arg(name(), at));
            m_sentence->setText(Desktop::tr("The customer is signed in. The link works only once."));
            return;
        case LinkState::Expired:
            setTone(Tone::Plain);
            m_title->setText(Desktop::tr("%1: expired at %2").arg(name(), at));
            if (m_held.link.atShop) return m_sentence->setText(Desktop::tr("Whether it was used is seen in Skio only. Make another if the customer still needs it."));
            m_sentence->setText(Desktop::tr("It was not used in time. Issue another, or send the Portal link."));
            return;
        case LinkState::Revoked:
            setTone(Tone::Plain);
            m_title->setText(Desktop::tr("%1: revoked at %2").arg(name(), at));
            m_sentence->setText(Desktop::tr("Nobody can use it any more."));
            return;
        case LinkState::VoidByEmailChange:
            setTone(Tone::Plain);
            m_title->setText(Desktop::tr("%1: ended at %2").arg(name(), at));
            m_sentence->setText(Desktop::tr("The e-mail address was changed, which ends every live link."));
            return;
    }
}

void LiveCard::tick() {
    if (m_held.state != LinkState::Live) return;
    const Duration left = m_held.link.expiresAt - serviceNow(m_desk.client);
    const Duration life = m_held.link.expiresAt - m_held.link.issuedAt;
    m_countdown->setText(countdownText(left));
    m_countdown->setAccessibleName(Desktop::tr("Works for another %1").arg(durationText(left)));
    m_bar->setShare(life.count() > 0 ? static_cast<double>(left.count()) / static_cast<double>(life.count()) : 0);
}

}  // namespace latchkey
