// Checks a moment after the last change of the text; a newer text drops the older answer.
#include "ui/pages/check_page.h"

#include "ui/actions/announce.h"
#include "ui/actions/apply_remedy.h"
#include "ui/actions/copy_portal_link.h"
#include "ui/actions/issue_another.h"
#include "ui/actions/revoke_link.h"
#include "ui/desk.h"
#include "ui/panels/labels.h"
#include "ui/panels/verdict_view.h"
#include "ui/service_time.h"
#include "ui/texts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"

#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <utility>

namespace latchkey {

namespace {

constexpr int columnWidth = 760;

}  // namespace

CheckPage::CheckPage(Desk &desk, QWidget *parent) : QWidget(parent), m_desk(desk), m_box(new QPlainTextEdit), m_answer(new QWidget) {
    setObjectName(QStringLiteral("checkPage"));
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(scroll);
    auto *ground = new QWidget;
    ground->setAutoFillBackground(true);
    ground->setBackgroundRole(QPalette::Base);
    auto *margins = new QHBoxLayout(ground);
    margins->setContentsMargins(24, 18, 24, 18);
    auto *middle = buildHead();
    margins->addWidget(middle, 1);
    margins->addStretch(0);
    scroll->setWidget(ground);
    m_rest.setSingleShot(true);
    m_rest.setInterval(200);
    connect(&m_rest, &QTimer::timeout, this, &CheckPage::send);
    m_ageing.setInterval(1000);
    connect(&m_ageing, &QTimer::timeout, this, &CheckPage::age);
    connect(&desk.client, &ServiceClient::happened, this, [this](const Event &event) {
        for (const VerdictView *view : std::as_const(m_views))
            if (event.link.isValid() && view->verdict().link && view->verdict().link->id == event.link) return m_rest.start();
    });
}

QWidget *CheckPage::buildHead() {
    auto *middle = new QWidget;
    middle->setMaximumWidth(columnWidth);
    auto *column = new QVBoxLayout(middle);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(new PlainLabel(tr("Check a link"), LabelRole::Heading, middle));
    column->addWidget(new PlainLabel(tr("Paste what the customer sent, as it is. Wrapping, tracking and broken lines are undone here."), LabelRole::Muted, middle));
    column->addSpacing(6);
    buildBox(column);
    column->addWidget(m_answer);
    column->addStretch(1);
    auto *rows = new QVBoxLayout(m_answer);
    rows->setContentsMargins(0, 2, 0, 0);
    rows->setSpacing(10);
    return middle;
}

void CheckPage::buildBox(QVBoxLayout *column) {
    QWidget *middle = column->parentWidget();
    m_box->setParent(middle);
    m_box->setObjectName(QStringLiteral("pasted"));
    m_box->setAccessibleName(tr("The pasted link"));
    m_box->setPlaceholderText(tr("https://…/l/…"));
    m_box->setFont(monospaceFont());
    m_box->setTabChangesFocus(true);
    m_box->setFixedHeight(74);
    m_box->document()->setDocumentMargin(9);
    column->addWidget(m_box);
    m_clear = linkButton(tr("Clear"), QStringLiteral("clearPasted"), middle);
    m_clear->setAccessibleName(tr("Clear the pasted text"));
    m_clear->setToolTip(tr("Nothing of it is kept (Escape)"));
    m_clear->hide();
    column->addWidget(m_clear, 0, Qt::AlignRight);
    connect(m_clear, &QPushButton::clicked, this, [this] {
        clear();
        focusBox();
    });
    connect(m_box, &QPlainTextEdit::textChanged, this, &CheckPage::textChanged);
}

void CheckPage::textChanged() {
    m_pending.cancel();
    m_clear->setVisible(!m_box->document()->isEmpty());
    if (!m_box->toPlainText().trimmed().isEmpty()) return m_rest.start();
    m_rest.stop();
    clearAnswer();
}

void CheckPage::focusBox() { m_box->setFocus(Qt::OtherFocusReason); }

void CheckPage::check(const QString &pasted) {
    m_box->setPlainText(pasted);
    m_rest.stop();
    send();
}

void CheckPage::refresh() {
    if (!m_box->toPlainText().trimmed().isEmpty()) send();
}

void CheckPage::clear() {
    m_box->clear();
    m_box->document()->clearUndoRedoStacks();
    m_said.clear();
    clearAnswer();
}

// A live link that runs out is another verdict.
void CheckPage::age() {
    const Instant now = serviceNow(m_desk.client);
    for (VerdictView *view : std::as_const(m_views)) {
        view->tick(now);
        if (view->verdict().code != VerdictCode::Live || !view->verdict().link || view->verdict().link->expiresAt > now) continue;
        m_ageing.stop();
        return refresh();
    }
}

void CheckPage::send() {
    m_pending.cancel();
    m_pending = m_desk.client.checkLink(m_box->toPlainText(), this, [this](const Result<LinkCheck> &check) {
        const Kept kept = keep();
        clearAnswer();
        if (!check) return showError(check.error());
        showCheck(*check);
        restore(kept);
    });
}

// What the agent had opened and where the focus was: the same text checked anew must not take it from them.
CheckPage::Kept CheckPage::keep() const {
    Kept kept;
    for (qsizetype i = 0; i < m_views.size(); ++i) {
        kept.open.append(m_views.at(i)->isOpen());
        const QWidget *focused = m_views.at(i)->window()->focusWidget();
        if (focused == nullptr || !m_views.at(i)->isAncestorOf(focused)) continue;
        kept.view = i;
        kept.name = focused->objectName();
    }
    return kept;
}

void CheckPage::restore(const Kept &kept) {
    for (qsizetype i = 0; i < m_views.size() && kept.open.size() == m_views.size(); ++i) m_views.at(i)->setOpen(kept.open.at(i));
    QWidget *focused = kept.view < 0 || kept.view >= m_views.size() ? nullptr : m_views.at(kept.view)->findChild<QWidget *>(kept.name);
    if (focused != nullptr && !kept.name.isEmpty()) focused->setFocus(Qt::OtherFocusReason);
}

void CheckPage::clearAnswer() {
    m_views.clear();
    m_ageing.stop();
    while (QLayoutItem *item = m_answer->layout()->takeAt(0)) {
        if (item->widget() != nullptr) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
}

void CheckPage::showCheck(const LinkCheck &check) {
    const Instant now = serviceNow(m_desk.client);
    for (const LinkVerdict &verdict : check.verdicts) {
        const auto folding = check.verdicts.size() == 1 ? VerdictView::Folding::None : m_views.isEmpty() ? VerdictView::Folding::Open : VerdictView::Folding::Closed;
        auto *view = new VerdictView(verdict, m_desk.me, folding, now, m_answer);
        connect(view, &VerdictView::pressed, this, [this, view](Remedy remedy, const FindingFacts &facts) { act(view, remedy, facts); });
        m_answer->layout()->addWidget(view);
        m_views.append(view);
    }
    if (check.further > 0) {
        auto *more = new PlainLabel(check.further == 1 ? tr("The text holds 1 more link; only the first %1 are looked at.").arg(check.verdicts.size())
                                                       : tr("The text holds %1 more links; only the first %2 are looked at.").arg(check.further).arg(check.verdicts.size()),
                                    LabelRole::Muted, m_answer);
        more->setObjectName(QStringLiteral("furtherLinks"));
        m_answer->layout()->addWidget(more);
    }
    m_ageing.start();
    const LinkVerdict &first = check.verdicts.constFirst();
    const QString said = titleOf(first, now) + QStringLiteral(". ") + textOf(first, now);
    if (std::exchange(m_said, said) != said) announce(m_views.constFirst(), said);  // the focus stays in the box
}

void CheckPage::showError(const Error &error) {
    auto *card = new Card(Tone::Warning, m_answer);
    card->setObjectName(QStringLiteral("verdict"));
    card->setTitle(tr("It could not be checked"));
    card->setText(textOf(error));
    connect(card->addButton(tr("Try again"), QStringLiteral("tryAgain")), &QPushButton::clicked, this, &CheckPage::send);
    m_answer->layout()->addWidget(card);
    announce(card, textOf(error));
}

void CheckPage::act(VerdictView *view, Remedy remedy, const FindingFacts &facts) {
    if (!view->verdict().link) return;
    const CustomerId customer = view->verdict().link->customer;
    if (remedy == Remedy::IssueMagicLink) return issue(view);
    if (remedy == Remedy::RevokeLink) return revokeLink(m_desk, facts.link, this, [this] { refresh(); });
    if (remedy == Remedy::OpenCustomer) return emit m_desk.customerRequested(customer);
    if (remedy == Remedy::OpenLink) return emit m_desk.linkRequested(facts.link);
    if (remedy != Remedy::CopyPortalLink) return withDetails(customer, remedy, facts);
    Customer shown;
    shown.id = customer;
    shown.firstName = view->verdict().customerName;
    copyPortalLink(m_desk, shown);
}

void CheckPage::issue(VerdictView *view) {
    for (QPushButton *button : view->findChildren<QPushButton *>(QStringLiteral("remedy-") + toText(Remedy::IssueMagicLink))) button->setEnabled(false);
    issueAnother(m_desk, view->verdict().link->customer, view->verdict().customerName, this, [this] { refresh(); });
}

// What only the whole profile can do: it is read first.
void CheckPage::withDetails(CustomerId customer, Remedy remedy, const FindingFacts &facts) {
    m_desk.client.customer(customer, this, [this, remedy, facts](const Result<CustomerDetails> &details) {
        if (!details) return emit m_desk.noticeRequested(textOf(details.error()));
        RemedyPlace place;
        place.parent = this;
        place.details = *details;
        place.issue = [this, id = details->customer.id] { emit m_desk.customerRequested(id); };
        place.emailLink = place.issue;
        place.refresh = [this] { refresh(); };
        applyRemedy(m_desk, remedy, facts, place);
    });
}

}  // namespace latchkey
