// Builds the card, and beneath it the rows; findings that stand in the way of a new link have their own cards.
#include "ui/panels/verdict_view.h"

#include "models/domain/me.h"
#include "ui/panels/dotted_rows.h"
#include "ui/panels/findings_list.h"
#include "ui/panels/timeline_rows.h"
#include "ui/texts.h"
#include "ui/texts_context.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/link_life.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace latchkey {

namespace {

constexpr int undoneLead = 56;

Tone toneOf(VerdictCode code) {
    switch (code) {
        case VerdictCode::Live:
        case VerdictCode::Used:
            return Tone::Success;
        case VerdictCode::PortalLink:
            return Tone::Accent;
        case VerdictCode::Expired:
        case VerdictCode::Revoked:
        case VerdictCode::VoidByEmailChange:
        case VerdictCode::Damaged:
        case VerdictCode::Unknown:
        case VerdictCode::OtherShop:
            return Tone::Danger;
        case VerdictCode::Wrapped:
        case VerdictCode::NoLink:
            return Tone::Warning;
        case VerdictCode::AtShop:
            return Tone::Plain;
    }
    return Tone::Plain;
}

// The verdict itself says what these say.
bool speaksOfALink(FindingCode code) {
    switch (code) {
        case FindingCode::LinkLive:
        case FindingCode::LinkExpired:
        case FindingCode::LinkUsed:
        case FindingCode::LinkRevoked:
        case FindingCode::LinkVoidByEmailChange:
        case FindingCode::LinkOpenedNotPressed:
            return true;
        case FindingCode::EmailMissing:
        case FindingCode::EmailMalformed:
        case FindingCode::EmailDomainTypo:
        case FindingCode::EmailDomainHasNoMail:
        case FindingCode::EmailBounced:
        case FindingCode::EmailShared:
        case FindingCode::CustomerRemoved:
        case FindingCode::LetterFailed:
        case FindingCode::LetterWaiting:
        case FindingCode::SmsFailed:
        case FindingCode::PortalLinkFitsBetter:
        case FindingCode::ReplyGoesElsewhere:
        case FindingCode::WrongPlace:
        case FindingCode::UseStandardLogin:
        case FindingCode::TooManyLinks:
        case FindingCode::NotAllowed:
        case FindingCode::ShopUnreachable:
        case FindingCode::ShopRefusedUs:
        case FindingCode::ShopNoAccess:
        case FindingCode::ShopApiChanged:
        case FindingCode::ShopLimits:
        case FindingCode::ShopIdUnusable:
        case FindingCode::ShopCustomerGone:
        case FindingCode::ShopCustomerRedacted:
        case FindingCode::ShopEmailUnknown:
        case FindingCode::ShopEmailDiffers:
        case FindingCode::ShopEmailShared:
        case FindingCode::ShopEmailTaken:
        case FindingCode::ShopLinkElsewhere:
        case FindingCode::ShopDeclined:
        case FindingCode::ShopUncertain:
        case FindingCode::ShopOffersNot:
        case FindingCode::ShopWaiting:
        case FindingCode::ShopLinkOut:
        case FindingCode::ServiceUnreachable:
            break;
    }
    return false;
}

QString buttonText(const LinkVerdict &verdict, Remedy remedy, const FindingFacts &facts) {
    if (remedy != Remedy::IssueMagicLink) return textOf(remedy, facts);
    return verdict.code == VerdictCode::Live ? Desktop::tr("Issue another Magic login") : Desktop::tr("Issue a new Magic login");
}

PlainLabel *section(const QString &title, QWidget *parent) {
    auto *label = new PlainLabel(title, LabelRole::Section, parent);
    label->setContentsMargins(0, 8, 0, 2);
    return label;
}

}  // namespace

QList<Remedy> remediesFor(const LinkVerdict &verdict, const Me &me) {
    if (!verdict.link) return {};
    QList<Remedy> wanted;
    bool blocked = !may(me.agent.role, Permission::IssueMagicLink);
    for (const Finding &finding : verdict.findings) {
        blocked = blocked || finding.severity == Severity::Blocks;
        if (speaksOfALink(finding.code) && finding.facts.link == verdict.link->id) wanted += finding.remedies;
    }
    // A live link wants no second one before the first was tried.
    if (verdict.code == VerdictCode::Live) wanted += {Remedy::OpenCustomer, Remedy::RevokeLink, Remedy::CopyPortalLink, Remedy::IssueMagicLink, Remedy::OpenLink};
    else wanted += {Remedy::IssueMagicLink, Remedy::CopyPortalLink, Remedy::OpenCustomer, Remedy::OpenLink};
    QList<Remedy> offered;
    for (const Remedy remedy : std::as_const(wanted)) {
        const bool barred = (remedy == Remedy::IssueMagicLink && blocked) || (remedy == Remedy::RevokeLink && !may(me.agent.role, Permission::RevokeLink)) ||
                            (remedy == Remedy::CopyPortalLink && !may(me.agent.role, Permission::CopyPortalLink));
        if (!barred && !offered.contains(remedy)) offered.append(remedy);
    }
    return offered;
}

VerdictView::VerdictView(const LinkVerdict &verdict, const Me &me, Folding folding, Instant now, QWidget *parent) : QWidget(parent), m_verdict(verdict) {
    setObjectName(QStringLiteral("verdictView"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    buildCard(me, folding, now);
    column->addWidget(m_card);
    m_more = new QWidget(this);
    column->addWidget(m_more);
    buildMore(now);
    setOpen(folding != Folding::Closed);
}

void VerdictView::buildCard(const Me &me, Folding folding, Instant now) {
    m_card = new Card(toneOf(m_verdict.code), this);
    m_card->setObjectName(QStringLiteral("verdict"));
    tick(now);
    if (m_verdict.link) {
        auto *chip = new Chip(nameOf(*m_verdict.link), Tone::Plain, m_card);
        chip->setObjectName(QStringLiteral("verdictLink"));
        m_card->setCorner(chip);
    }
    FindingFacts facts;
    if (m_verdict.link) facts.link = m_verdict.link->id;
    bool first = m_verdict.code != VerdictCode::Live;
    for (const Remedy remedy : remediesFor(m_verdict, me)) {
        const QString words = buttonText(m_verdict, remedy, facts);
        const QString name = QStringLiteral("remedy-") + toText(remedy);
        QPushButton *button = first ? m_card->addPrimaryButton(words, name) : m_card->addButton(words, name);
        first = false;
        button->setAccessibleDescription(m_card->accessibleName());
        connect(button, &QPushButton::clicked, this, [this, remedy, facts] { emit pressed(remedy, facts); });
    }
    addFold(folding);
}

void VerdictView::addFold(Folding folding) {
    if (folding == Folding::None) return;
    m_fold = m_card->addButton({}, QStringLiteral("fold"));
    connect(m_fold, &QPushButton::clicked, this, [this] { setOpen(!isOpen()); });
}

bool VerdictView::isOpen() const { return !m_more->isHidden(); }

void VerdictView::setOpen(bool open) {
    m_more->setVisible(open);
    if (m_fold == nullptr) return;
    m_fold->setText(open ? Desktop::tr("Hide what happened") : Desktop::tr("Show what happened"));
    m_fold->setAccessibleDescription(m_card->accessibleName());
}

void VerdictView::tick(Instant now) {
    const QString title = titleOf(m_verdict, now);
    if (title != m_card->accessibleName()) m_card->setTitle(title);
    const QString text = textOf(m_verdict, now);
    if (text != m_card->accessibleDescription()) m_card->setText(text);
    if (m_life != nullptr) m_life->tick(now);
}

void VerdictView::buildMore(Instant now) {
    auto *column = new QVBoxLayout(m_more);
    column->setContentsMargins(0, 0, 0, 8);
    column->setSpacing(6);
    QList<Finding> inTheWay;
    for (const Finding &finding : std::as_const(m_verdict.findings))
        if (!speaksOfALink(finding.code) && finding.severity != Severity::Informs) inTheWay.append(finding);
    if (m_verdict.link && !inTheWay.isEmpty()) {
        auto *list = new FindingsList(m_more);
        list->setObjectName(QStringLiteral("verdictFindings"));
        list->set(inTheWay, now);
        connect(list, &FindingsList::pressed, this, &VerdictView::pressed);
        column->addWidget(list);
    }
    addUndone(column);
    addStory(column, now);
}

void VerdictView::addUndone(QVBoxLayout *column) {
    if (m_verdict.undone.isEmpty()) return;
    column->addWidget(section(Desktop::tr("What was undone"), m_more));
    auto *rows = new DottedRows(undoneLead, DottedRows::Join::None, m_more);
    rows->setObjectName(QStringLiteral("undone"));
    for (const Undone &undone : std::as_const(m_verdict.undone))
        rows->add(undone.kind == UndoneKind::CheckAgrees ? DotKind::Good : DotKind::Accent, QString::number(rows->count() + 1), textOf(undone));
    column->addWidget(rows);
}

void VerdictView::addStory(QVBoxLayout *column, Instant now) {
    if (!m_verdict.link || m_verdict.timeline.isEmpty()) return;
    column->addWidget(section(Desktop::tr("What happened"), m_more));
    m_life = new LinkLife(m_more);
    m_life->set(*m_verdict.link, m_verdict.timeline, now);
    column->addWidget(m_life);
    column->addWidget(storyRows(m_verdict.timeline, now, m_more));
}

}  // namespace latchkey
