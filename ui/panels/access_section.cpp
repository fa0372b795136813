// Offers the ways in, and says why one is closed.
#include "ui/panels/access_section.h"

#include "ui/actions/announce.h"
#include "ui/actions/apply_remedy.h"
#include "ui/actions/copy_portal_link.h"
#include "ui/actions/edit_contact.h"
#include "ui/actions/email_login_link.h"
#include "ui/actions/issue_magic_link.h"
#include "ui/desk.h"
#include "ui/desk_settings.h"
#include "ui/panels/access_menu.h"
#include "ui/panels/desk_findings.h"
#include "ui/panels/findings_list.h"
#include "ui/panels/live_card.h"
#include "ui/panels/panel_texts.h"
#include "ui/service_time.h"
#include "ui/texts.h"
#include "ui/texts_context.h"
#include "ui/theme/desk_style.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/focus_order.h"
#include "ui/widgets/flow_layout.h"

#include <QCheckBox>
#include <QMenu>
#include <QTimer>
#include <QVBoxLayout>

namespace latchkey {

namespace {

void setKind(QPushButton *button, ButtonKind kind) {
    button->setProperty("kind", static_cast<int>(kind));
    button->update();
}

}  // namespace

AccessSection::AccessSection(Desk &desk, LinkDoor door, QWidget *parent)
    : QWidget(parent),
      m_desk(desk),
      m_door(door),
      m_later(new QCheckBox(Desktop::tr("The customer reads my reply later"), this)),
      m_links(new QVBoxLayout),
      m_error(new Card(Tone::Danger, this)),
      m_findings(new FindingsList(this)) {
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    buildActions();
    m_later->setObjectName(QStringLiteral("replyLater"));
    m_later->setChecked(desk.settings.replyLater);
    m_later->setToolTip(Desktop::tr("Switch it on when you answer by e-mail: the Portal link is then offered first"));
    column->addWidget(m_later, 0, Qt::AlignLeft);
    m_links->setSpacing(10);
    column->addLayout(m_links);
    column->addWidget(m_error);
    column->addWidget(m_findings);
    m_error->setObjectName(QStringLiteral("issueError"));
    connect(m_error->addButton(Desktop::tr("Try again"), QStringLiteral("issueTryAgain")), &QPushButton::clicked, this,
            [this] { m_letterRefused ? emailLink() : issue(); });
    m_error->hide();
    connect(m_later, &QCheckBox::toggled, this, [this](bool later) {
        m_desk.settings.replyLater = later;
        saveSettings(m_desk.settings);
        showFindings();
    });
    connect(m_findings, &FindingsList::pressed, this, &AccessSection::onRemedy);
    connect(&IssuedLinks::of(desk), &IssuedLinks::changed, this, [this](CustomerId customer) {
        if (customer != m_details.customer.id) return;
        showLinks();
        showFindings();
    });
    connect(&desk, &Desk::meChanged, this, &AccessSection::showActions);
    connect(&desk.client, &ServiceClient::reachableChanged, this, [this](bool reachable) {
        const auto outdated = [](const Finding &finding) { return finding.code == FindingCode::ServiceUnreachable; };
        if (reachable && m_refused.removeIf(outdated) > 0) showFindings();
    });
}

void AccessSection::buildActions() {
    const bool profile = m_door == LinkDoor::Customer;
    auto *row = new QWidget(this);
    auto *flow = new FlowLayout(8, row);
    m_magic = primaryButton(profile ? Desktop::tr("Magic login") : Desktop::tr("Magic link"), QStringLiteral("magicButton"), row);
    m_portal = plainButton(Desktop::tr("Portal link"), QStringLiteral("portalButton"), row);
    flow->addWidget(m_magic);
    flow->addWidget(m_portal);
    if (profile) {
        m_letter = plainButton(Desktop::tr("E-mail a login link"), QStringLiteral("emailLinkButton"), row);
        connect(m_letter, &QPushButton::clicked, this, &AccessSection::emailLink);
        flow->addWidget(m_letter);
    } else {
        QPushButton *open = plainButton(Desktop::tr("Open customer"), QStringLiteral("openCustomerButton"), row);
        connect(open, &QPushButton::clicked, this, &AccessSection::openCustomer);
        flow->addWidget(open);
    }
    QPushButton *more = plainButton(QStringLiteral("⋯"), QStringLiteral("moreButton"), row);
    more->setAccessibleName(Desktop::tr("More actions"));
    more->setToolTip(Desktop::tr("More actions"));
    more->setFixedWidth(36);  // so that the profile's actions stand in one row beside a scroll bar
    m_menu = new QMenu(more);
    m_menu->setObjectName(QStringLiteral("moreMenu"));
    flow->addWidget(more);
    layout()->addWidget(row);
    connect(m_magic, &QPushButton::clicked, this, &AccessSection::issue);
    connect(m_portal, &QPushButton::clicked, this, &AccessSection::copyPortal);
    // Not setMenu(): its arrow has no room on so small a button.
    connect(more, &QPushButton::clicked, this, [this, more] { m_menu->popup(more->mapToGlobal(QPoint(0, more->height() + 2))); });
    connect(m_menu, &QMenu::aboutToShow, this, &AccessSection::fillMenu);
}

void AccessSection::fillMenu() {
    if (!isReady()) return;
    const AccessMenuPlace place{this, [this] { edit(); }, [this] { emit refreshRequested(); },
                                m_letter == nullptr ? std::function<void()>([this] { emailLink(); }) : std::function<void()>()};
    fillAccessMenu(*m_menu, m_desk, m_details, place);
}

void AccessSection::set(const CustomerDetails &details, SubscriptionId subscription) {
    if (details.customer.id != m_details.customer.id) forgetRefusal();
    m_details = details;
    m_subscription = subscription;
    m_held = false;
    m_later->setChecked(m_desk.settings.replyLater);
    IssuedLinks::of(m_desk).learn(details);
    showActions();
    showLinks();
    showFindings();
}

void AccessSection::hold() {
    IssuedLinks::of(m_desk).forgetEnded(m_details.customer.id);
    forgetRefusal();
    m_held = true;
}

void AccessSection::age() {
    if (!m_held) showFindings();
}

bool AccessSection::isReady() {
    if (m_held) emit m_desk.noticeRequested(Desktop::tr("Choose a customer or a subscription first."));
    return !m_held;
}

void AccessSection::showActions() {
    if (m_held) return;
    const QString why = whyNoMagicLink(m_details, m_desk.me, serviceNow(m_desk.client));
    const bool possible = why.isEmpty();
    m_magic->setEnabled(possible && !m_issuing);
    m_magic->setToolTip(possible ? Desktop::tr("Issue a one-time link and copy it (M)") : why);
    m_magic->setAccessibleDescription(m_magic->toolTip());
    m_portal->setToolTip(Desktop::tr("Copy the login page's address, which never expires (P)"));
    m_portal->setAccessibleDescription(m_portal->toolTip());
    if (m_letter != nullptr) {
        const QString whyNot = whyNoLoginLetter(m_details, m_desk.me, serviceNow(m_desk.client));
        m_letter->setEnabled(whyNot.isEmpty() && !m_mailing);
        m_letter->setToolTip(whyNot.isEmpty() ? Desktop::tr("Send a one-time link to the address on file (L)") : whyNot);
        m_letter->setAccessibleDescription(m_letter->toolTip());
    }
    setKind(m_magic, possible ? ButtonKind::Primary : ButtonKind::Plain);
    setKind(m_portal, possible ? ButtonKind::Plain : ButtonKind::Primary);
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

QList<Finding> AccessSection::findingsToShow() const {
    QList<Finding> findings = m_refused;
    for (const Finding &finding : m_details.findings)
        if (!hasFinding(m_refused, finding.code)) findings.append(finding);
    // What a live card already says is not said twice.
    findings.removeIf([this](const Finding &finding) {
        for (const LiveCard *card : m_cards)
            if (finding.facts.link.isValid() && finding.facts.link == card->link() && finding.code != FindingCode::LinkOpenedNotPressed) return true;
        return false;
    });
    if (m_desk.settings.replyLater) putPortalLinkFirst(findings, m_desk.me.policy.linkLife);
    return findings;
}

void AccessSection::showFindings() { m_findings->set(findingsToShow(), serviceNow(m_desk.client)); }

void AccessSection::issue() {
    if (!isReady() || m_issuing) return;
    const QString why = whyNoMagicLink(m_details, m_desk.me, serviceNow(m_desk.client));
    if (!why.isEmpty()) return refuse(why);
    m_issuing = true;
    forgetRefusal();
    showActions();
    const IssueAction action{m_details.customer.id, m_details.customer.name(), m_subscription, m_door};
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
    emit m_desk.noticeRequested(why + QLatin1Char('.'));
    scrollToFindings();
}

void AccessSection::onAnswered(const std::optional<Refusal> &refusal, bool letter) {
    m_letterRefused = letter;
    if (refusal) showRefusal(*refusal, letter ? Desktop::tr("No letter was sent") : Desktop::tr("No Magic link was issued"));
    showFindings();
    emit refreshRequested();
}

void AccessSection::showRefusal(const Refusal &refusal, const QString &title) {
    m_error->setTitle(title);
    m_refused = findingsOf(refusal);
    QString said = textOf(refusal.error);
    if (m_refused.isEmpty()) {
        m_error->setText(said);
        m_error->show();
    } else {
        said = textOf(m_refused.constFirst(), serviceNow(m_desk.client)).title + QLatin1Char('.');
    }
    announce(m_findings, said);
    QTimer::singleShot(0, this, &AccessSection::scrollToFindings);  // when they have their place
    emit m_desk.noticeRequested(said);
}

// Several live cards may stand above the reason for the refusal.
void AccessSection::scrollToFindings() {
    bringIntoSight(m_error->isVisible() ? static_cast<QWidget *>(m_error) : m_findings);
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
                            }};
    applyRemedy(m_desk, remedy, facts, place);
}

void AccessSection::copyPortal() {
    if (isReady()) copyPortalLink(m_desk, m_details.customer);
}

void AccessSection::edit() {
    if (isReady()) onRemedy(Remedy::EditContact, {});
}

void AccessSection::openCustomer() {
    if (isReady()) emit m_desk.customerRequested(m_details.customer.id);
}

}  // namespace latchkey
