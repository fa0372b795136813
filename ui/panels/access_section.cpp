// Offers the ways in, and says why one is closed.
#include "ui/panels/access_section.h"

#include "ui/actions/announce.h"
#include "ui/actions/apply_remedy.h"
#include "ui/actions/copy_as_reply.h"
#include "ui/actions/copy_portal_link.h"
#include "ui/actions/edit_contact.h"
#include "ui/actions/email_login_link.h"
#include "ui/actions/issue_magic_link.h"
#include "ui/desk.h"
#include "ui/desk_settings.h"
#include "ui/dialogs/override_dialog.h"
#include "ui/panels/access_actions.h"
#include "ui/panels/access_menu.h"
#include "ui/panels/desk_findings.h"
#include "ui/panels/findings_list.h"
#include "ui/panels/live_card.h"
#include "ui/panels/panel_texts.h"
#include "ui/panels/reply_guard_row.h"
#include "ui/service_time.h"
#include "ui/texts.h"
#include "ui/texts_connection.h"
#include "ui/texts_context.h"
#include "ui/texts_roles.h"
#include "ui/widgets/focus_order.h"
#include "ui/widgets/stale.h"

#include <QCheckBox>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

namespace latchkey {

namespace {

QString titleOfRefusal(const Error &error, bool letter) {
    if (error.code != ErrorCode::ServiceTimedOut && error.code != ErrorCode::ShopUncertain) return letter ? Desktop::tr("No letter was sent") : Desktop::tr("No Magic link was issued");
    return letter ? Desktop::tr("It is not known whether the letter was sent") : Desktop::tr("It is not known whether the link was made");
}

QString textOfRefusal(const Error &error, bool letter) {
    if (error.code == ErrorCode::ShopUncertain) return textOf(error);
    if (error.code != ErrorCode::ServiceTimedOut) return textOf(error);
    return letter ? Desktop::tr("The service's answer was lost. Look at the timeline before you send another.")
                  : Desktop::tr("The service's answer was lost. Look at the timeline before you make another.");
}

}  // namespace

AccessSection::AccessSection(Desk &desk, LinkDoor door, QWidget *parent)
    : QWidget(parent),
      m_desk(desk),
      m_door(door),
      m_actions(new AccessActions(door, this)),
      m_later(new QCheckBox(Desktop::tr("The customer reads my reply later"), this)),
      m_reply(new ReplyGuardRow(this)),
      m_links(new QVBoxLayout),
      m_error(new Card(Tone::Danger, this)),
      m_blocking(new FindingsList(this)),
      m_advice(new AdviceCard(this)),
      m_findings(new FindingsList(this)) {
    layOut();
    follow();
}

void AccessSection::layOut() {
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    m_later->setObjectName(QStringLiteral("replyLater"));
    m_later->setChecked(m_desk.settings.replyLater);
    m_later->setToolTip(Desktop::tr("Switch it on when you answer by e-mail: the Portal link is then offered first"));
    m_error->setObjectName(QStringLiteral("issueError"));
    connect(m_error->addButton(Desktop::tr("Try again"), QStringLiteral("issueTryAgain")), &QPushButton::clicked, this,
            [this] { m_letterRefused ? emailLink() : issue(); });
    m_error->hide();
    m_advice->hide();
    m_links->setSpacing(10);
    column->addWidget(m_actions);
    column->addWidget(m_later, 0, Qt::AlignLeft);
    column->addWidget(m_reply);
    column->addLayout(m_links);
    for (QWidget *each : {static_cast<QWidget *>(m_error), static_cast<QWidget *>(m_blocking), static_cast<QWidget *>(m_advice),
                          static_cast<QWidget *>(m_findings)})
        column->addWidget(each);
    m_typing.setSingleShot(true);
    m_typing.setInterval(300);
}

void AccessSection::follow() {
    connect(m_actions, &AccessActions::issueRequested, this, &AccessSection::issue);
    connect(m_actions, &AccessActions::portalRequested, this, &AccessSection::copyPortal);
    connect(m_actions, &AccessActions::letterRequested, this, &AccessSection::emailLink);
    connect(m_actions, &AccessActions::openCustomerRequested, this, &AccessSection::openCustomer);
    connect(m_actions->menu(), &QMenu::aboutToShow, this, &AccessSection::fillMenu);
    connect(m_later, &QCheckBox::toggled, this, &AccessSection::onLater);
    connect(m_reply, &ReplyGuardRow::edited, this, &AccessSection::onTyped);
    connect(m_reply, &ReplyGuardRow::entered, m_actions, &AccessActions::focusPrimary);
    connect(&m_typing, &QTimer::timeout, this, &AccessSection::onTypingRested);
    connect(m_advice, &AdviceCard::pressed, this, &AccessSection::takeAdvice);
    for (FindingsList *list : {m_blocking, m_findings}) connect(list, &FindingsList::pressed, this, &AccessSection::onRemedy);
    connect(&IssuedLinks::of(m_desk), &IssuedLinks::changed, this, [this](CustomerId customer) {
        if (customer != m_details.customer.id) return;
        showLinks();
        showFindings();
    });
    connect(&m_desk, &Desk::meChanged, this, &AccessSection::showAll);
    connect(&m_desk, &Desk::replyToChanged, this, &AccessSection::showAll);
    connect(&m_desk.client, &ServiceClient::reachableChanged, this, [this](bool reachable) {
        const auto outdated = [](const Finding &finding) { return finding.code == FindingCode::ServiceUnreachable; };
        if (reachable && m_refused.removeIf(outdated) > 0) showFindings();
        showActions();
    });
    for (QWidget *each : {static_cast<QWidget *>(m_blocking), static_cast<QWidget *>(m_advice), static_cast<QWidget *>(m_findings), static_cast<QWidget *>(m_error)})
        enableWhileConnected(m_desk.client, each);
}

void AccessSection::fillMenu() {
    if (!isReady()) return;
    const AccessMenuPlace place{this, [this] { edit(); }, [this] { emit refreshRequested(); },
                                m_door == LinkDoor::Customer ? std::function<void()>() : std::function<void()>([this] { emailLink(); })};
    fillAccessMenu(*m_actions->menu(), m_desk, m_details, place);
}

void AccessSection::set(const CustomerDetails &details, SubscriptionId subscription) {
    const bool another = details.customer.id != m_details.customer.id;
    if (another) {
        forgetRefusal();
        m_locatedFor.clear();
    }
    m_details = details;
    m_subscription = subscription;
    m_held = false;
    m_later->setChecked(m_desk.settings.replyLater);
    IssuedLinks::of(m_desk).learn(details);
    // Only when another one was chosen: a panel behind this one, read anew, must not take what was typed here.
    if (another && m_desk.replyTo.customer != details.customer.id) {
        m_desk.replyTo = {details.customer.id, {}};
        emit m_desk.replyToChanged();
    }
    showLinks();
    showAll();
}

void AccessSection::hold() {
    IssuedLinks::of(m_desk).forgetEnded(m_details.customer.id);
    forgetRefusal();
    m_typing.stop();
    m_locating.cancel();
    m_held = true;
}

void AccessSection::age() {
    if (!m_held) showFindings();
}

bool AccessSection::isReady() {
    const QString why = m_held ? Desktop::tr("Choose a customer or a subscription first.") : whyNotNow(m_desk.client.isReachable());
    if (!why.isEmpty()) emit m_desk.noticeRequested(m_held ? why : why + QLatin1Char('.'));
    return why.isEmpty();
}

void AccessSection::showAll() {
    if (m_held) return;
    const ReplyGuard guard = m_desk.me.settings.replyGuard;
    m_reply->set(guard, m_details.customer.email, facts().replyTo);
    m_reply->setVisible(guard != ReplyGuard::Off && may(m_desk.me.agent.role, Permission::IssueMagicLink));
    showActions();
    if (!m_typing.isActive()) showFindings();
}

AccessFacts AccessSection::facts() const {
    const QString typed = m_desk.replyTo.customer == m_details.customer.id ? m_desk.replyTo.typed : QString();
    AccessFacts facts{m_details, m_desk.me, m_door, m_desk.settings.replyLater, typed, {}, m_refused, {}, false};
    if (!m_locatedFor.isEmpty() && replyAddressIn(typed) == m_locatedFor) facts.other = m_other;
    for (const HeldLink &held : IssuedLinks::of(m_desk).heldFor(m_details.customer.id)) {
        facts.onCards.append(held.link.id);
        facts.liveInHand = facts.liveInHand || held.state == LinkState::Live;
    }
    return facts;
}

AccessView AccessSection::view() const { return accessView(facts(), serviceNow(m_desk.client)); }

void AccessSection::showActions() {
    if (m_held) return;
    const AccessView shown = view();
    m_actions->set({shown.whyNoMagicLink, m_issuing, whyNoLoginLetter(m_details, m_desk.me, serviceNow(m_desk.client)), m_mailing,
                    whyNotNow(m_desk.client.isReachable()), shown.primary, whyNot(m_desk.me, Permission::CopyPortalLink), m_details.shop.kind != ShopKind::House});
}

void AccessSection::showLinks() {
    const QList<HeldLink> held = IssuedLinks::of(m_desk).heldFor(m_details.customer.id);
    bool same = held.size() == m_cards.size();
    for (qsizetype i = 0; same && i < held.size(); ++i) same = held.at(i).link.id == m_cards.at(i)->link();
    if (!same) {
        for (LiveCard *card : std::as_const(m_cards)) {
            card->hide();
            card->deleteLater();
        }
        m_cards.clear();
        for (const HeldLink &each : held) {
            auto *card = new LiveCard(m_desk, each, this);
            connect(card, &LiveCard::anotherRequested, this, &AccessSection::issue);
            connect(card, &LiveCard::ended, this, &AccessSection::refreshRequested);
            m_links->addWidget(card);
            m_cards.append(card);
        }
    }
    for (qsizetype i = 0; i < held.size(); ++i) {
        m_cards.at(i)->setCustomer(m_details);
        m_cards.at(i)->set(held.at(i));
    }
}

void AccessSection::showFindings() {
    const Instant now = serviceNow(m_desk.client);
    const AccessView shown = view();
    m_blocking->set(shown.blocking, now);
    if (shown.advice) m_advice->set(*shown.advice);
    m_advice->setVisible(shown.advice.has_value());
    m_findings->set(shown.others, now);
}

void AccessSection::onLater(bool later) {
    m_desk.settings.replyLater = later;
    saveSettings(m_desk.settings);
    if (m_held) return;
    showActions();
    showFindings();
    if (m_later->hasFocus() && m_advice->isVisible()) announce(m_advice, view().advice->title);
}

void AccessSection::onTyped(const QString &typed) {
    if (m_held) return;
    m_refused.removeIf([](const Finding &finding) { return finding.code == FindingCode::ReplyGoesElsewhere; });
    m_typing.start();
    m_desk.replyTo = {m_details.customer.id, typed};
    emit m_desk.replyToChanged();
}

// Whose address it is, is asked only when it is whole and not the one on file.
void AccessSection::onTypingRested() {
    if (m_held) return;
    showFindings();
    const std::optional<Finding> word = replyWord(facts());
    m_locating.cancel();
    if (!word || word->facts.reply == ReplyMatch::NotGiven || word->facts.reply == ReplyMatch::NotAnAddress) return;
    m_locating = m_desk.client.locate(word->facts.replyTo, this, [this, address = word->facts.replyTo](const Result<QList<ServiceClient::Located>> &found) {
        m_locatedFor = address;
        m_other = {};
        for (const ServiceClient::Located &one : found.value_or(QList<ServiceClient::Located>()))
            if (one.customer.isValid() && one.customer != m_details.customer.id && !m_other.isValid()) m_other = one.customer;
        if (!m_held) showFindings();
    });
}

void AccessSection::takeAdvice(WayIn way) {
    switch (way) {
        case WayIn::MagicLink:
            return issue();
        case WayIn::PortalLink:
            return copyPortal();
        case WayIn::StandardLogin:
            if (isReady()) copyAsReply(m_desk, SnippetUse::LoginSteps, {m_details, LinkId(), this});
            return;
    }
}

void AccessSection::issue() {
    if (!isReady() || m_issuing) return;
    const QString why = view().whyNoMagicLink;
    if (why.isEmpty()) return issueNow({});
    showFindings();
    refuse(why);
    const std::optional<Finding> word = replyWord(facts());
    if (word && word->facts.reply == ReplyMatch::NotGiven) m_reply->takeFocus();  // so that the answer can be typed at once
}

void AccessSection::askForReason(const FindingFacts &facts) {
    auto *dialog = new OverrideDialog(facts, m_details.customer.name(), window());
    // What is issued must be what was asked about, so nothing happens when another customer or address is there by then.
    connect(dialog, &OverrideDialog::confirmed, this, [this, customer = m_details.customer.id, to = facts.replyTo](const QString &reason) {
        if (m_held || m_details.customer.id != customer || matchReply(to, this->facts().replyTo) != ReplyMatch::Same) return;
        m_desk.replyTo.overrideReason = reason;
        issueNow(reason);
    });
    dialog->open();
}

void AccessSection::issueNow(const QString &overrideReason) {
    if (m_issuing) return;
    m_issuing = true;
    forgetRefusal();
    showActions();
    IssueAction action{m_details.customer.id, m_details.customer.name(), m_subscription, m_door, facts().replyTo, overrideReason};
    if (m_details.shop.kind != ShopKind::House) action.emailShown = m_details.customer.email;
    const auto isShown = [this, customer = m_details.customer.id] { return !m_held && m_details.customer.id == customer; };
    issueMagicLink(m_desk, action, this, isShown, [this, customer = m_details.customer.id](const std::optional<Refusal> &refusal) {
        m_issuing = false;
        showActions();
        if (m_details.customer.id == customer && !m_held) onAnswered(refusal, false);
    });
}

void AccessSection::emailLink() {
    if (!isReady() || m_mailing) return;
    const QString why = whyNoLoginLetter(m_details, m_desk.me, serviceNow(m_desk.client));
    if (!why.isEmpty()) return refuse(why);
    m_mailing = true;
    forgetRefusal();
    showActions();
    emailLoginLink(m_desk, m_details.customer, m_subscription, this, [this, customer = m_details.customer.id](const std::optional<Refusal> &refusal) {
        m_mailing = false;
        showActions();
        if (m_details.customer.id == customer && !m_held) onAnswered(refusal, true);
    });
}

void AccessSection::refuse(const QString &why) {
    emit m_desk.noticeRequested(why.endsWith(QLatin1Char('.')) ? why : why + QLatin1Char('.'));
    scrollToFindings();
}

void AccessSection::onAnswered(const std::optional<Refusal> &refusal, bool letter) {
    m_letterRefused = letter;
    if (refusal) showRefusal(*refusal, titleOfRefusal(refusal->error, letter));
    showFindings();
    emit refreshRequested();
}

void AccessSection::showRefusal(const Refusal &refusal, const QString &title) {
    m_error->setTitle(title);
    m_refused = findingsOf(refusal);
    QString said = textOfRefusal(refusal.error, m_letterRefused);
    if (m_refused.isEmpty()) {
        m_error->setText(said);
        const bool unknown = refusal.error.code == ErrorCode::ServiceTimedOut;
        m_error->findChild<QPushButton *>(QStringLiteral("issueTryAgain"))
            ->setText(!unknown ? Desktop::tr("Try again") : m_letterRefused ? Desktop::tr("Send another") : Desktop::tr("Make another"));
        m_error->show();
    } else {
        said = textOf(m_refused.constFirst(), serviceNow(m_desk.client)).title + QLatin1Char('.');
    }
    announce(m_blocking, said);
    QTimer::singleShot(0, this, &AccessSection::scrollToFindings);  // when they have their place
    emit m_desk.noticeRequested(said);
}

// Several live cards may stand above the reason for the refusal.
void AccessSection::scrollToFindings() {
    bringIntoSight(m_error->isVisible() ? static_cast<QWidget *>(m_error) : m_blocking->isVisible() ? m_blocking : m_findings);
}

void AccessSection::forgetRefusal() {
    m_refused.clear();
    m_error->hide();
}

void AccessSection::onRemedy(Remedy remedy, const FindingFacts &facts) {
    if (!isReady()) return;
    const RemedyPlace place{this, m_details, [this] { issue(); }, [this] { emailLink(); },
                            [this] {
                                forgetRefusal();
                                emit refreshRequested();
                            },
                            [this](const FindingFacts &of) { askForReason(of); }};
    applyRemedy(m_desk, remedy, facts, place);
}

void AccessSection::copyPortal() {
    if (!isReady()) return;
    if (const QString why = whyNot(m_desk.me, Permission::CopyPortalLink); !why.isEmpty()) return refuse(why);
    copyPortalLink(m_desk, m_details.customer);
}

void AccessSection::edit() {
    if (!isReady()) return;
    if (const QString why = whyNot(m_desk.me, Permission::EditContact); !why.isEmpty()) return refuse(why);
    onRemedy(Remedy::EditContact, {});
}

void AccessSection::openCustomer() {
    if (isReady()) emit m_desk.customerRequested(m_details.customer.id);
}

}  // namespace latchkey
