// Checks a moment after the last change of the text; a newer text drops the older answer.
#include "ui/pages/check_page.h"

#include "ui/actions/copy_portal_link.h"
#include "ui/actions/issue_magic_link.h"
#include "ui/desk.h"
#include "ui/panels/labels.h"
#include "ui/service_time.h"
#include "ui/texts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/chip.h"

#include <QDateTime>
#include <QGridLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QVBoxLayout>

namespace latchkey {

namespace {

constexpr int columnWidth = 760;

Tone toneOf(VerdictCode code) {
    switch (code) {
        case VerdictCode::Live:
        case VerdictCode::Used: return Tone::Success;
        case VerdictCode::PortalLink: return Tone::Accent;
        case VerdictCode::Expired:
        case VerdictCode::Revoked:
        case VerdictCode::VoidByEmailChange:
        case VerdictCode::Damaged:
        case VerdictCode::Unknown:
        case VerdictCode::OtherShop: return Tone::Danger;
        case VerdictCode::Wrapped:
        case VerdictCode::NoLink: return Tone::Warning;
    }
    return Tone::Plain;
}

DotKind dotOf(TimelineKind kind) {
    switch (kind) {
        case TimelineKind::LinkIssued:
        case TimelineKind::CodeSent:
        case TimelineKind::ContactChanged:
        case TimelineKind::MessageSentAgain:
        case TimelineKind::PortalLinkCopied:
        case TimelineKind::LinkCopied:
        case TimelineKind::LetterDelivered: return DotKind::Accent;
        case TimelineKind::LinkOpened:
        case TimelineKind::LinkOpenedByScanner:
        case TimelineKind::SignedOut: return DotKind::Quiet;
        case TimelineKind::LinkUsed:
        case TimelineKind::SignedInByCode: return DotKind::Good;
        case TimelineKind::LinkExpired:
        case TimelineKind::LinkRevoked:
        case TimelineKind::LinkVoidByEmailChange:
        case TimelineKind::SessionsEnded:
            return DotKind::Warning;
        case TimelineKind::LinkRefused:
        case TimelineKind::CodeWrong:
        case TimelineKind::LetterFailed:
        case TimelineKind::TextFailed:
            return DotKind::Bad;
    }
    return DotKind::Quiet;
}

QString secondsOfDay(Instant at) { return QDateTime::fromMSecsSinceEpoch(at.milliseconds()).toString(u"HH:mm:ss"); }

}  // namespace

CheckPage::CheckPage(Desk &desk, QWidget *parent) : QWidget(parent), m_desk(desk), m_box(new QPlainTextEdit), m_answer(new QWidget) {
    setObjectName(QStringLiteral("checkPage"));
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(scroll);
    auto *ground = new QWidget;
    ground->setAutoFillBackground(true);
    ground->setBackgroundRole(QPalette::Base);
    auto *margins = new QHBoxLayout(ground);
    margins->setContentsMargins(24, 18, 24, 18);
    auto *middle = new QWidget;
    middle->setMaximumWidth(columnWidth);
    margins->addWidget(middle, 1);
    margins->addStretch(0);
    auto *column = new QVBoxLayout(middle);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(new PlainLabel(tr("Check a link"), LabelRole::Heading, middle));
    column->addWidget(new PlainLabel(tr("Paste what the customer sent. The link may stand between brackets or other words."), LabelRole::Muted, middle));
    column->addSpacing(6);
    m_box->setParent(middle);
    m_box->setObjectName(QStringLiteral("pasted"));
    m_box->setAccessibleName(tr("The pasted link"));
    m_box->setPlaceholderText(tr("https://…/l/…"));
    m_box->setFont(monospaceFont());
    m_box->setTabChangesFocus(true);
    m_box->setFixedHeight(74);
    m_box->document()->setDocumentMargin(9);
    column->addWidget(m_box);
    column->addWidget(m_answer);
    column->addStretch(1);
    auto *rows = new QVBoxLayout(m_answer);
    rows->setContentsMargins(0, 2, 0, 0);
    rows->setSpacing(10);
    scroll->setWidget(ground);
    m_rest.setSingleShot(true);
    m_rest.setInterval(200);
    connect(&m_rest, &QTimer::timeout, this, &CheckPage::send);
    connect(m_box, &QPlainTextEdit::textChanged, this, [this] {
        m_pending.cancel();
        if (m_box->toPlainText().trimmed().isEmpty()) {
            m_rest.stop();
            return clearAnswer();
        }
        m_rest.start();
    });
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

void CheckPage::send() {
    m_pending.cancel();
    m_pending = m_desk.client.checkLink(m_box->toPlainText(), this, [this](const Result<LinkCheck> &verdict) {
        clearAnswer();
        if (verdict) return showVerdict(verdict->verdicts.constFirst());
        m_card = new Card(Tone::Warning, m_answer);
        m_card->setObjectName(QStringLiteral("verdict"));
        m_card->setTitle(tr("It could not be checked"));
        m_card->setText(textOf(verdict.error()));
        connect(m_card->addButton(tr("Try again"), QStringLiteral("tryAgain")), &QPushButton::clicked, this, &CheckPage::send);
        m_answer->layout()->addWidget(m_card);
    });
}

void CheckPage::clearAnswer() {
    m_card = nullptr;
    while (QLayoutItem *item = m_answer->layout()->takeAt(0)) {
        if (item->widget() != nullptr) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
}

void CheckPage::showVerdict(const LinkVerdict &verdict) {
    const Instant now = serviceNow(m_desk.client);
    m_card = new Card(toneOf(verdict.code), m_answer);
    m_card->setObjectName(QStringLiteral("verdict"));
    m_card->setTitle(titleOf(verdict, now));
    m_card->setText(textOf(verdict, now));
    if (verdict.link) {
        auto *chip = new Chip(tr("Magic link %1").arg(verdict.link->publicId), Tone::Plain, m_card);
        chip->setObjectName(QStringLiteral("verdictLink"));
        auto *row = new QHBoxLayout;
        row->setContentsMargins(0, 8, 0, 0);
        row->addWidget(chip);
        row->addStretch();
        m_card->body()->addLayout(row);
    }
    addRemedies(verdict);
    m_answer->layout()->addWidget(m_card);
    if (!verdict.timeline.isEmpty()) showTimeline(verdict.timeline);
}

void CheckPage::addRemedies(const LinkVerdict &verdict) {
    if (!verdict.link) return;
    const CustomerId customer = verdict.link->customer;
    if (may(m_desk.me.agent.role, Permission::IssueMagicLink)) {
        QPushButton *issue = m_card->addButton(tr("Issue a new Magic link"), QStringLiteral("issueNew"));
        connect(issue, &QPushButton::clicked, this, [this, verdict, issue] {
            issue->setEnabled(false);
            issueFor(verdict);
        });
    }
    connect(m_card->addButton(tr("Copy Portal link"), QStringLiteral("copyPortalLink")), &QPushButton::clicked, this, [this, verdict, customer] {
        Customer shown;
        shown.id = customer;
        shown.firstName = verdict.customerName;
        latchkey::copyPortalLink(m_desk, shown);
    });
    connect(m_card->addButton(tr("Open customer"), QStringLiteral("openCustomer")), &QPushButton::clicked, this,
            [this, customer] { emit m_desk.customerRequested(customer); });
}

// The profile shows the new link's live card, and the findings when it was refused.
void CheckPage::issueFor(const LinkVerdict &verdict) {
    const CustomerId customer = verdict.link->customer;
    issueMagicLink(m_desk, IssueAction{customer, verdict.customerName, {}, LinkDoor::Customer}, this, [this] { return isVisible(); },
                   [this, customer](const std::optional<Refusal> &refusal) {
                       if (refusal) emit m_desk.noticeRequested(textOf(refusal->error));
                       emit m_desk.customerRequested(customer);
                   });
}

void CheckPage::showTimeline(const QList<TimelineEntry> &timeline) {
    auto *box = new QWidget(m_answer);
    box->setObjectName(QStringLiteral("timeline"));
    auto *grid = new QGridLayout(box);
    grid->setContentsMargins(0, 8, 0, 0);
    grid->setHorizontalSpacing(7);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(2, 1);
    grid->addWidget(new PlainLabel(tr("What happened"), LabelRole::Section, box), 0, 0, 1, 3);
    int row = 1;
    // Read from the top as a story: the oldest first.
    for (auto entry = timeline.crbegin(); entry != timeline.crend(); ++entry, ++row) {
        grid->addWidget(new Dot(dotOf(entry->kind), box), row, 0, Qt::AlignVCenter);
        auto *time = new PlainLabel(secondsOfDay(entry->at), LabelRole::Muted, box);
        time->setWordWrap(false);
        time->setToolTip(dayOf(entry->at));
        grid->addWidget(time, row, 1);
        grid->addWidget(new PlainLabel(textOf(*entry), LabelRole::Text, box), row, 2);
    }
    m_answer->layout()->addWidget(box);
}

}  // namespace latchkey
