// Reads a customer and fills the profile; an answer for another customer than the one shown is dropped.
#include "ui/panels/customer_panel.h"

#include "ui/actions/end_sessions.h"
#include "ui/desk.h"
#include "ui/panels/access_section.h"
#include "ui/panels/age_label.h"
#include "ui/panels/checks_block.h"
#include "ui/panels/contact_block.h"
#include "ui/panels/header_block.h"
#include "ui/panels/panel_frame.h"
#include "ui/panels/panel_refresh.h"
#include "ui/panels/sessions_block.h"
#include "ui/panels/subscriptions_block.h"
#include "ui/panels/timeline_block.h"
#include "ui/service_time.h"
#include "ui/texts.h"
#include "ui/texts_context.h"
#include "ui/texts_roles.h"
#include "ui/widgets/stale.h"

#include <QVBoxLayout>

namespace latchkey {

struct CustomerPanel::Inner : QObject {
    Inner(Desk &ofDesk, QWidget *panel);
    void read();
    void onAnswer(const Result<CustomerDetails> &answer);
    void fill();
    void fillForMe();
    [[nodiscard]] bool isShown() const { return details.customer.id.isValid() && details.customer.id == current; }

    Desk &desk;
    CustomerId current;
    CustomerDetails details;  // of the customer on screen; may still be the former one
    quint64 asked = 0;
    Pending pending;
    PanelFrame *frame;
    PanelRefresh *refresh;
    HeaderBlock *header;
    AgeLabel *age;
    AccessSection *access;
    ContactBlock *contact;
    SubscriptionsBlock *subscriptions;
    ChecksBlock *checks;
    TimelineBlock *timeline;
    SessionsBlock *sessions;
};

CustomerPanel::Inner::Inner(Desk &ofDesk, QWidget *panel)
    : QObject(panel),
      desk(ofDesk),
      frame(new PanelFrame(ofDesk.client, Desktop::tr("Choose a customer to see how they can log in."), panel)),
      refresh(new PanelRefresh(ofDesk, this)),
      header(new HeaderBlock(frame->contentWidget())),
      age(new AgeLabel(ofDesk, frame->contentWidget())),
      access(new AccessSection(ofDesk, LinkDoor::Customer, frame->contentWidget())),
      contact(new ContactBlock(frame->contentWidget())),
      subscriptions(new SubscriptionsBlock(frame->contentWidget())),
      checks(new ChecksBlock(frame->contentWidget())),
      timeline(new TimelineBlock(frame->contentWidget())),
      sessions(new SessionsBlock(frame->contentWidget())) {
    for (QWidget *block :
         {static_cast<QWidget *>(header), static_cast<QWidget *>(age), static_cast<QWidget *>(access), static_cast<QWidget *>(contact), static_cast<QWidget *>(subscriptions),
          static_cast<QWidget *>(checks), static_cast<QWidget *>(timeline), static_cast<QWidget *>(sessions)})
        frame->content()->addWidget(block);
    frame->content()->addStretch();
    for (QWidget *block : {static_cast<QWidget *>(contact), static_cast<QWidget *>(sessions)}) enableWhileConnected(desk.client, block);
    connect(frame, &PanelFrame::tryAgainRequested, this, &Inner::read);
    connect(refresh, &PanelRefresh::due, this, &Inner::read);
    connect(refresh, &PanelRefresh::aged, this, [this] {
        if (isShown()) fill();
    });
    connect(access, &AccessSection::refreshRequested, this, &Inner::read);
    connect(contact, &ContactBlock::editRequested, access, &AccessSection::edit);
    connect(subscriptions, &SubscriptionsBlock::opened, &desk, &Desk::subscriptionRequested);
    connect(sessions, &SessionsBlock::endRequested, this,
            [this](const SessionInfo &session) { endSession(desk, details.customer.id, session, this, [this] { read(); }); });
    connect(sessions, &SessionsBlock::endAllRequested, this, [this] { endAllSessions(desk, details.customer, this, [this] { read(); }); });
    connect(&desk, &Desk::meChanged, this, [this] {
        if (isShown()) fillForMe();
    });
}

void CustomerPanel::Inner::read() {
    if (!current.isValid()) return;
    pending.cancel();
    const quint64 number = ++asked;
    pending = desk.client.customer(current, this, [this, number](const Result<CustomerDetails> &answer) {
        if (number == asked) onAnswer(answer);
    });
}

void CustomerPanel::Inner::onAnswer(const Result<CustomerDetails> &answer) {
    if (!answer) {
        frame->showError(answer.error(), isShown());
        return;
    }
    if (answer->customer.id != current) return;
    const bool another = !isShown();
    details = *answer;
    if (another) timeline->foldUp();
    access->set(details, SubscriptionId());
    fill();
    frame->showContent(another);
}

void CustomerPanel::Inner::fill() {
    const Instant now = serviceNow(desk.client);
    const Customer &customer = details.customer;
    const std::optional<SubscriptionStatus> status = speakingStatus(details.subscriptions);
    QString word = status ? textOf(*status, QString()) : QString();
    Tone tone = status ? toneOf(*status) : Tone::Plain;
    if (customer.removedAt.isSet()) {
        word = Desktop::tr("Removed");
        tone = Tone::Danger;
    }
    const QString name = customer.name();
    header->set(name.isEmpty() ? Desktop::tr("Customer without a name") : name, word, tone, customerSummary(details, now));
    age->set(details.shop);
    access->age();
    subscriptions->set(details.subscriptions, details.subscriptionCount);
    timeline->set(details, desk.me.policy.linkLife, now);
    fillForMe();
}

// What follows the agent's role and the shop's settings, which may change while a customer is shown.
void CustomerPanel::Inner::fillForMe() {
    const Instant now = serviceNow(desk.client);
    contact->set(details, desk.me.sms, whyNot(desk.me, Permission::EditContact));
    sessions->set(details, whyNot(desk.me, Permission::EndSessions), now);
    sessions->setVisible(details.shop.kind == ShopKind::House);  // whoever is signed in elsewhere is not seen here
    const QList<CheckLine> lines = checksOf(details, desk.me, now);
    bool good = true;
    for (const CheckLine &line : lines) good = good && line.good;
    checks->set(lines);
    checks->setVisible(!good);  // where all is well, the profile does not say so five times
}

CustomerPanel::CustomerPanel(Desk &desk, QWidget *parent) : QWidget(parent), m_inner(new Inner(desk, this)) {
    setObjectName(QStringLiteral("customerPanel"));
    setMinimumWidth(300);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_inner->frame);
}

void CustomerPanel::show(CustomerId customer) {
    if (customer == m_inner->current && m_inner->isShown()) return refresh();
    m_inner->access->hold();
    m_inner->current = customer;
    m_inner->refresh->watch(customer);
    if (!customer.isValid()) {
        m_inner->pending.cancel();
        ++m_inner->asked;
        m_inner->details = {};
        m_inner->frame->showNothing();
        return;
    }
    m_inner->frame->showLoading();
    m_inner->read();
}

CustomerId CustomerPanel::current() const { return m_inner->current; }
void CustomerPanel::refresh() { m_inner->read(); }
void CustomerPanel::magicLogin() { m_inner->access->issue(); }
void CustomerPanel::copyPortalLink() { m_inner->access->copyPortal(); }
void CustomerPanel::emailLoginLink() { m_inner->access->emailLink(); }
void CustomerPanel::editContact() { m_inner->access->edit(); }

}  // namespace latchkey
