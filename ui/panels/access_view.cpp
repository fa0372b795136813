// Puts findings and advice in order, and lets neither repeat the other.
#include "ui/panels/access_view.h"

#include "ui/panels/desk_findings.h"
#include "ui/panels/panel_texts.h"
#include "ui/texts_advice.h"
#include "ui/texts_context.h"

#include <algorithm>

namespace latchkey {

namespace {

const Finding *findingOf(const QList<Finding> &findings, FindingCode code) {
    for (const Finding &finding : findings)
        if (finding.code == code) return &finding;
    return nullptr;
}

QString magicWord(LinkDoor door) { return door == LinkDoor::Customer ? Desktop::tr("Magic login") : Desktop::tr("Magic link"); }

QString buttonOf(WayIn way, const AccessFacts &facts) {
    switch (way) {
        case WayIn::MagicLink:
            if (facts.liveInHand) return {};  // it is there, on its own card
            return facts.door == LinkDoor::Customer ? Desktop::tr("Issue Magic login") : Desktop::tr("Issue Magic link");
        case WayIn::PortalLink:
            return facts.liveInHand ? Desktop::tr("Copy Portal link instead") : Desktop::tr("Copy Portal link");
        case WayIn::StandardLogin:
            return Desktop::tr("Copy login steps");
    }
    return {};
}

// The service's advice, with what only a finding or the desk knows.
Advice adviceOf(const AccessFacts &facts) {
    Advice advice = facts.later ? facts.details.adviceLater : facts.details.adviceNow;
    if (advice.way == WayIn::MagicLink && !may(facts.me.agent.role, Permission::IssueMagicLink)) {
        advice.way = WayIn::PortalLink;
        advice.reason = AdviceReason::NotAllowed;
    }
    if (advice.life.count() <= 0) advice.life = facts.me.policy.linkLife;
    const Finding *slow = findingOf(facts.details.findings, FindingCode::PortalLinkFitsBetter);
    if (slow != nullptr && advice.usualDelay.count() <= 0) advice.usualDelay = slow->facts.usualDelay;
    const Finding *trouble = findingOf(facts.details.findings, FindingCode::UseStandardLogin);
    if (trouble != nullptr && advice.count <= 0) advice.count = trouble->facts.count;
    return advice;
}

// The number that a code would go to, where it goes there rather than to the mailbox.
QString phoneFor(const Advice &advice, const AccessFacts &facts) {
    const CustomerDetails &details = facts.details;
    const bool takesTexts = details.phoneState == PhoneState::Valid || details.phoneState == PhoneState::Doubtful;
    const bool takesMail = (details.customer.emailState == EmailState::Valid || details.customer.emailState == EmailState::DomainTypo) &&
                           advice.reason != AdviceReason::AddressRefusesMail;
    return takesTexts && !takesMail && facts.me.sms != SmsRoute::Off ? details.customer.phone : QString();
}

std::optional<ShownAdvice> shownAdvice(const AccessFacts &facts, const std::optional<Finding> &reply, bool possible) {
    // Where nobody is left, no way in is the best one.
    if (findingOf(facts.details.findings, FindingCode::ShopCustomerRedacted) != nullptr) return {};
    const Advice advice = adviceOf(facts);
    if (advice.way == WayIn::MagicLink && !possible && reply) {
        const FindingText text = adviceForReply(reply->facts.reply);
        return ShownAdvice{WayIn::PortalLink, text.title, text.sentence, buttonOf(WayIn::PortalLink, facts)};
    }
    if (advice.way == WayIn::MagicLink && !possible) return {};
    if (advice.way == WayIn::MagicLink && advice.reason == AdviceReason::ReadNow && facts.liveInHand) return {};
    const AdviceAbout about{facts.later, magicWord(facts.door), phoneFor(advice, facts), facts.me.policy.codeDigits};
    const FindingText words = textOf(advice, about);
    return ShownAdvice{advice.way, words.title, words.sentence, buttonOf(advice.way, facts)};
}

// The same thing as the advice, under a finding's name.
bool saysTheSame(FindingCode code, WayIn way) {
    return (code == FindingCode::PortalLinkFitsBetter && way == WayIn::PortalLink) || (code == FindingCode::UseStandardLogin && way == WayIn::StandardLogin);
}

// Where standard login has its own card, its buttons stand there and not in the others as well.
void dropDoubles(QList<Finding> &findings, bool standardAdvised) {
    if (!standardAdvised && !hasFinding(findings, FindingCode::UseStandardLogin)) return;
    for (Finding &finding : findings)
        if (finding.code != FindingCode::UseStandardLogin && finding.code != FindingCode::ReplyGoesElsewhere)
            finding.remedies.removeIf([](Remedy remedy) { return remedy == Remedy::CopyLoginSteps || remedy == Remedy::CopyPortalLink; });
}

QList<Finding> allFindings(const AccessFacts &facts, const std::optional<Finding> &reply) {
    QList<Finding> all;
    if (reply) all.append(*reply);
    for (const Finding &finding : facts.refused)
        if (!hasFinding(all, finding.code)) all.append(finding);
    for (const Finding &finding : facts.details.findings)
        if (!hasFinding(all, finding.code)) all.append(finding);
    // What a live card already says is not said twice.
    all.removeIf([&](const Finding &finding) {
        return finding.facts.link.isValid() && facts.onCards.contains(finding.facts.link) && finding.code != FindingCode::LinkOpenedNotPressed;
    });
    // A remedy that would be refused is no remedy.
    if (reply)
        for (Finding &finding : all) finding.remedies.removeIf([](Remedy remedy) { return remedy == Remedy::IssueMagicLink; });
    return all;
}

}  // namespace

std::optional<Finding> replyWord(const AccessFacts &facts) {
    std::optional<Finding> word = replyFinding(facts.details.customer, facts.me, facts.replyTo);
    // Who may issue none is not asked, and where something else stands in the way the question comes too early.
    if (!may(facts.me.agent.role, Permission::IssueMagicLink)) return {};
    if (word && word->facts.reply == ReplyMatch::NotGiven && !facts.details.magicLinkPossible) return {};
    if (!word) return {};
    if (!facts.details.magicLinkPossible) word->remedies.removeAll(Remedy::OverrideReply);
    const Finding *refused = findingOf(facts.refused, FindingCode::ReplyGoesElsewhere);
    word->facts.other = facts.other;
    if (refused != nullptr && refused->facts.other.isValid()) {
        word->facts.other = refused->facts.other;
        word->facts.otherName = refused->facts.otherName;
    }
    // Another customer's address does not belong on this one's file.
    if (word->facts.other.isValid()) std::replace(word->remedies.begin(), word->remedies.end(), Remedy::EditContact, Remedy::OpenOtherCustomer);
    return word;
}

AccessView accessView(const AccessFacts &facts, Instant now) {
    AccessView view;
    const std::optional<Finding> reply = replyWord(facts);
    view.whyNoMagicLink = whyNoMagicLink(facts.details, facts.me, now);
    if (view.whyNoMagicLink.isEmpty() && reply) view.whyNoMagicLink = textOf(*reply, now).title;
    const bool possible = view.whyNoMagicLink.isEmpty();
    view.advice = shownAdvice(facts, reply, possible);
    view.primary = possible && (!view.advice || view.advice->way == WayIn::MagicLink) ? WayIn::MagicLink : WayIn::PortalLink;
    QList<Finding> all = allFindings(facts, reply);
    if (view.advice) all.removeIf([&](const Finding &finding) { return saysTheSame(finding.code, view.advice->way); });
    dropDoubles(all, view.advice && view.advice->way == WayIn::StandardLogin);
    for (const Finding &finding : std::as_const(all)) (finding.severity == Severity::Blocks ? view.blocking : view.others).append(finding);
    return view;
}

}  // namespace latchkey
