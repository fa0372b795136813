// Reads a subscription with its customer and fills the panel; an answer for another one than the one shown is dropped.
#include "ui/panels/subscription_panel.h"

#include "ui/desk.h"
#include "ui/panels/access_section.h"
#include "ui/panels/age_label.h"
#include "ui/panels/checks_block.h"
#include "ui/panels/contact_block.h"
#include "ui/panels/header_block.h"
#include "ui/panels/labels.h"
#include "ui/panels/lines_block.h"
#include "ui/panels/panel_frame.h"
#include "ui/panels/panel_refresh.h"
#include "ui/panels/timeline_block.h"
#include "ui/service_time.h"
#include "ui/texts.h"
#include "ui/texts_context.h"
#include "ui/texts_roles.h"
#include "ui/widgets/stale.h"

#include <QVBoxLayout>

namespace latchkey {

struct SubscriptionPanel::Inner : QObject {
    Inner(Desk &ofDesk, QWidget *panel);
    void read();
    void onAnswer(const Result<SubscriptionDetails> &answer);
    void fill();
    [[nodiscard]] bool isShown() const { return details.subscription.id.isValid() && details.subscription.id == current; }

    Desk &desk;
    SubscriptionId current;
    SubscriptionDetails details;  // of the one on screen; may still be the former one
    quint64 asked = 0;
    Pending pending;
    PanelFrame *frame;
    PanelRefresh *refresh;
    HeaderBlock *header;
    AgeLabel *age;
    AccessSection *access;
    ChecksBlock *checks;
    LinesBlock *lines;
    ContactBlock *contact;
    TimelineBlock *timeline;
};

SubscriptionPanel::Inner::Inner(Desk &ofDesk, QWidget *panel)
    : QObject(panel),
      desk(ofDesk),
      frame(new PanelFrame(ofDesk.client, Desktop::tr("Choose a subscription to see how its customer can log in."), panel)),
      refresh(new PanelRefresh(ofDesk, this)),
      header(new HeaderBlock(frame->contentWidget())),
      age(new AgeLabel(ofDesk, frame->contentWidget())),
      access(new AccessSection(ofDesk, LinkDoor::Subscription, frame->contentWidget())),
      checks(new ChecksBlock(frame->contentWidget())),
      lines(new LinesBlock(frame->contentWidget())),
      contact(new ContactBlock(frame->contentWidget())),
      timeline(new TimelineBlock(frame->contentWidget())) {
    auto *actions = new PlainLabel(Desktop::tr("Actions"), LabelRole::Section, frame->contentWidget());
    for (QWidget *block :
         {static_cast<QWidget *>(header), static_cast<QWidget *>(age), static_cast<QWidget *>(actions), static_cast<QWidget *>(access), static_cast<QWidget *>(checks),
          static_cast<QWidget *>(lines), static_cast<QWidget *>(contact), static_cast<QWidget *>(timeline)})
        frame->content()->addWidget(block);
    frame->content()->addStretch();
    enableWhileConnected(desk.client, contact);
    connect(frame, &PanelFrame::tryAgainRequested, this, &Inner::read);
    connect(refresh, &PanelRefresh::due, this, &Inner::read);
    connect(refresh, &PanelRefresh::aged, this, [this] {
        if (isShown()) fill();
    });
    connect(access, &AccessSection::refreshRequested, this, &Inner::read);
    connect(contact, &ContactBlock::editRequested, access, &AccessSection::edit);
    connect(&desk, &Desk::meChanged, this, [this] {
        if (isShown()) fill();
    });
}

void SubscriptionPanel::Inner::read() {
    if (!current.isValid()) return;
    pending.cancel();
    const quint64 number = ++asked;
    pending = desk.client.subscription(current, this, [this, number](const Result<SubscriptionDetails> &answer) {
        if (number == asked) onAnswer(answer);
    });
}

void SubscriptionPanel::Inner::onAnswer(const Result<SubscriptionDetails> &answer) {
    if (!answer) {
        frame->showError(answer.error(), isShown());
        return;
    }
    if (answer->subscription.id != current) return;
    const bool another = !isShown();
    details = *answer;
    refresh->watch(details.customer.customer.id);
    if (another) timeline->foldUp();
    access->set(details.customer, current);
    fill();
    frame->showContent(another);
}

void SubscriptionPanel::Inner::fill() {
    const Instant now = serviceNow(desk.client);
    const Subscription &subscription = details.subscription;
    const QString title = subscription.title();
    header->set(title.isEmpty() ? subscription.ref : title, textOf(subscription.status, subscription.statusText), toneOf(subscription.status),
                subscriptionSummary(details));
    ShopFacts own = details.customer.shop;
    own.readAt = subscription.seenAt;  // which may be older than its customer's
    age->set(own);
    access->age();
    checks->set(checksOf(details.customer, desk.me, now));
    lines->set(subscription.lines);
    contact->set(details.customer, desk.me.sms, whyNot(desk.me, Permission::EditContact));
    timeline->set(details.customer, desk.me.policy.linkLife, now);
}

SubscriptionPanel::SubscriptionPanel(Desk &desk, QWidget *parent) : QWidget(parent), m_inner(new Inner(desk, this)) {
    setObjectName(QStringLiteral("subscriptionPanel"));
    setMinimumWidth(300);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_inner->frame);
}

void SubscriptionPanel::show(SubscriptionId subscription) {
    if (subscription == m_inner->current && m_inner->isShown()) return refresh();
    m_inner->access->hold();
    m_inner->current = subscription;
    m_inner->refresh->watch(CustomerId());  // known when the answer is here
    if (!subscription.isValid()) {
        m_inner->pending.cancel();
        ++m_inner->asked;
        m_inner->details = {};
        m_inner->frame->showNothing();
        return;
    }
    m_inner->frame->showLoading();
    m_inner->read();
}

SubscriptionId SubscriptionPanel::current() const { return m_inner->current; }
void SubscriptionPanel::refresh() { m_inner->read(); }
void SubscriptionPanel::magicLink() { m_inner->access->issue(); }
void SubscriptionPanel::copyPortalLink() { m_inner->access->copyPortal(); }
void SubscriptionPanel::emailLoginLink() { m_inner->access->emailLink(); }
void SubscriptionPanel::editContact() { m_inner->access->edit(); }
void SubscriptionPanel::openCustomer() { m_inner->access->openCustomer(); }

}  // namespace latchkey
