// Turns the facts about one customer into findings, each by one small rule.
#include "services/diagnosis/diagnosis.h"

#include <algorithm>
#include <limits>

namespace latchkey {

namespace {

// The place of a finding among those of its severity; a lower one is what the agent should do first.
int rank(FindingCode code) {
    switch (code) {
        case FindingCode::ServiceUnreachable:
            return 0;
        case FindingCode::WrongPlace:
            return 1;
        case FindingCode::ShopUnreachable:
            return 2;
        case FindingCode::ShopRefusedUs:
            return 3;
        case FindingCode::CustomerRemoved:
            return 4;
        case FindingCode::NotAllowed:
            return 5;
        case FindingCode::EmailMissing:
            return 6;
        case FindingCode::EmailMalformed:
            return 7;
        case FindingCode::ReplyGoesElsewhere:
            return 8;
        case FindingCode::TooManyLinks:
            return 9;
        case FindingCode::EmailDomainHasNoMail:
            return 10;
        case FindingCode::EmailBounced:
            return 11;
        case FindingCode::EmailDomainTypo:
            return 12;
        case FindingCode::LetterFailed:
            return 13;
        case FindingCode::LinkOpenedNotPressed:
            return 14;
        case FindingCode::SmsFailed:
            return 15;
        case FindingCode::UseStandardLogin:
            return 16;
        case FindingCode::PortalLinkFitsBetter:
            return 17;
        case FindingCode::LinkVoidByEmailChange:
            return 18;
        case FindingCode::LinkExpired:
            return 19;
        case FindingCode::LinkRevoked:
            return 20;
        case FindingCode::EmailShared:
            return 21;
        case FindingCode::LetterWaiting:
            return 22;
        case FindingCode::LinkLive:
            return 23;
        case FindingCode::LinkUsed:
            return 24;
    }
    return std::numeric_limits<int>::max();
}

bool phoneUsable(const DiagnosisFacts &facts) {
    return facts.textsLeave && (facts.phone == PhoneState::Valid || facts.phone == PhoneState::Doubtful);
}

bool emailUsable(const DiagnosisFacts &facts) { return facts.email.state == EmailState::Valid || facts.email.state == EmailState::DomainTypo; }

Finding finding(FindingCode code, Severity severity, QList<Remedy> remedies) {
    Finding made;
    made.code = code;
    made.severity = severity;
    made.remedies = std::move(remedies);
    return made;
}

Finding aboutLink(FindingCode code, Severity severity, const LoginLink &link, const DiagnosisFacts &facts, QList<Remedy> remedies) {
    Finding made = finding(code, severity, std::move(remedies));
    made.facts.link = link.id;
    made.facts.publicId = link.publicId;
    made.facts.agentName = link.agentName;
    made.facts.visits = link.visits;
    made.facts.scannerVisits = link.scannerVisits;
    made.facts.life = link.expiresAt - link.issuedAt;
    made.facts.until = link.expiresAt;
    made.facts.email = facts.customer.email;
    return made;
}

// A sign-in since the link was issued, by whatever way, ends the trouble with it.
bool signedInSince(const DiagnosisFacts &facts, const LoginLink &link) { return facts.customer.lastSignInAt >= link.issuedAt; }

// Opened by a person while it still lived; scanners press nothing and prove nothing.
bool seenInTime(const LoginLink &link) { return link.visits > 0 && (!link.firstVisitAt.isSet() || link.firstVisitAt < link.expiresAt); }

void findAgent(const DiagnosisFacts &facts, QList<Finding> &out) {
    if (!facts.mayIssue) out.append(finding(FindingCode::NotAllowed, Severity::Blocks, {Remedy::CopyPortalLink}));
}

void findRemoved(const DiagnosisFacts &facts, QList<Finding> &out) {
    if (!facts.customer.removedAt.isSet()) return;
    Finding made = finding(FindingCode::CustomerRemoved, Severity::Blocks, {});
    made.facts.at = facts.customer.removedAt;
    if (!facts.sharing.isEmpty()) {
        made.facts.other = facts.sharing.first().id;
        made.facts.otherName = facts.sharing.first().name;
        made.remedies.append(Remedy::OpenOtherCustomer);
    }
    made.remedies.append(Remedy::Search);
    out.append(made);
}

void findEmail(const DiagnosisFacts &facts, QList<Finding> &out) {
    QList<Remedy> remedies;
    if (!facts.email.suggestion.isEmpty()) remedies.append(Remedy::UseSuggestion);
    remedies.append(Remedy::EditContact);
    std::optional<Finding> made;
    switch (facts.email.state) {
        case EmailState::Valid:
            return;
        case EmailState::Missing:
            made = finding(FindingCode::EmailMissing, Severity::Blocks, {Remedy::EditContact});
            break;
        case EmailState::Malformed:
            made = finding(FindingCode::EmailMalformed, Severity::Blocks, remedies);
            break;
        case EmailState::DomainTypo:
            made = finding(FindingCode::EmailDomainTypo, Severity::Warns, remedies);
            break;
    }
    made->facts.email = facts.customer.email;
    made->facts.suggestion = facts.email.suggestion;
    made->facts.flaw = facts.email.flaw;
    made->facts.flawAt = facts.email.at;
    made->facts.phone = facts.customer.phone;
    if (made->severity == Severity::Blocks && phoneUsable(facts)) {
        made->remedies.append(Remedy::CopyLoginSteps);
        made->remedies.append(Remedy::CopyPortalLink);
    }
    out.append(*made);
}

Finding aboutMessage(FindingCode code, Severity severity, const Message &message, QList<Remedy> remedies) {
    Finding made = finding(code, severity, std::move(remedies));
    made.facts.message = message.id;
    made.facts.problem = message.problem;
    made.facts.at = message.settledAt.isSet() ? message.settledAt : message.at;
    made.facts.until = message.nextAt;
    made.facts.count = static_cast<int>(message.attempts.size());
    if (!message.attempts.isEmpty()) made.facts.serverWords = message.attempts.first().words;
    (message.channel == Channel::Sms ? made.facts.phone : made.facts.email) = message.to;
    return made;
}

bool didNotGetThrough(const Message &message) {
    return message.state == MessageState::Failed || message.state == MessageState::Lost || message.state == MessageState::Withheld;
}

// Only the newest letter speaks, and none once the customer has got in.
void findLetter(const DiagnosisFacts &facts, QList<Finding> &out) {
    if (!facts.letter) return;
    const Message &letter = *facts.letter;
    const bool sameAddress = emailKey(letter.to) == emailKey(facts.customer.email);
    if (letter.state == MessageState::Failed && letter.problem == DeliveryProblem::RecipientRefused && sameAddress) {
        QList<Remedy> remedies{Remedy::EditContact, Remedy::CopyPortalLink};
        if (phoneUsable(facts)) remedies.append(Remedy::CopyLoginSteps);
        out.append(aboutMessage(FindingCode::EmailBounced, Severity::Warns, letter, remedies));
        return;
    }
    if (!sameAddress || facts.customer.lastSignInAt >= letter.at) return;
    if (didNotGetThrough(letter))
        out.append(aboutMessage(FindingCode::LetterFailed, Severity::Warns, letter, {Remedy::SendAgain, Remedy::EditContact, Remedy::CopyPortalLink}));
    // A letter that has only just been written is no news.
    const bool tried = !letter.attempts.isEmpty() || facts.now - letter.at > std::chrono::seconds(10);
    if (letter.state == MessageState::Waiting && tried)
        out.append(aboutMessage(FindingCode::LetterWaiting, Severity::Warns, letter, {Remedy::OpenMessage, Remedy::EditContact}));
}

void findText(const DiagnosisFacts &facts, QList<Finding> &out) {
    if (!facts.text || !didNotGetThrough(*facts.text) || facts.customer.lastSignInAt >= facts.text->at) return;
    QList<Remedy> remedies;
    // Limits would keep another one back as well.
    if (facts.text->state != MessageState::Withheld) remedies.append(Remedy::SendAgain);
    remedies.append(Remedy::EditContact);
    if (emailUsable(facts)) remedies.append(Remedy::EmailLoginLink);
    out.append(aboutMessage(FindingCode::SmsFailed, Severity::Warns, *facts.text, remedies));
}

void findShared(const DiagnosisFacts &facts, QList<Finding> &out) {
    if (facts.sharing.isEmpty() || facts.email.state == EmailState::Missing) return;
    Finding made = finding(FindingCode::EmailShared, Severity::Warns, {Remedy::OpenOtherCustomer});
    made.facts.email = facts.customer.email;
    made.facts.other = facts.sharing.first().id;
    made.facts.otherName = facts.sharing.first().name;
    made.facts.count = static_cast<int>(facts.sharing.size());
    out.append(made);
}

void findLimit(const DiagnosisFacts &facts, QList<Finding> &out) {
    if (facts.linksThisHour < facts.policy.linksPerCustomerPerHour) return;
    Finding made = finding(FindingCode::TooManyLinks, Severity::Blocks, {Remedy::TryAgain, Remedy::CopyPortalLink});
    made.facts.count = facts.linksThisHour;
    made.facts.until = facts.nextLinkAt;
    out.append(made);
}

void findLiveLink(const DiagnosisFacts &facts, QList<Finding> &out) {
    const auto live =
        std::find_if(facts.links.cbegin(), facts.links.cend(), [&](const LoginLink &link) { return link.stateAt(facts.now) == LinkState::Live; });
    if (live == facts.links.cend()) return;
    Finding made = aboutLink(FindingCode::LinkLive, Severity::Informs, *live, facts, {Remedy::IssueMagicLink, Remedy::RevokeLink});
    made.facts.at = live->issuedAt;
    out.append(made);
}

// Opened in time and not pressed, be it live still or run out since.
void findOpened(const DiagnosisFacts &facts, QList<Finding> &out) {
    if (facts.links.isEmpty()) return;
    const LoginLink *unspent = &facts.links.first();
    if (unspent->end != LinkEnd::None || !seenInTime(*unspent) || signedInSince(facts, *unspent)) return;
    const bool live = unspent->stateAt(facts.now) == LinkState::Live;
    Finding made = aboutLink(FindingCode::LinkOpenedNotPressed, Severity::Warns, *unspent, facts,
                             live ? QList<Remedy>{Remedy::IssueMagicLink, Remedy::RevokeLink} : QList<Remedy>{Remedy::IssueMagicLink});
    made.facts.at = unspent->lastVisitAt.isSet() ? unspent->lastVisitAt : unspent->firstVisitAt;
    out.append(made);
}

// Only of the newest link: what became of the one before it helps nobody once another is out.
void findEnded(const DiagnosisFacts &facts, QList<Finding> &out) {
    if (facts.links.isEmpty()) return;
    const LoginLink &link = facts.links.first();
    const Severity trouble = signedInSince(facts, link) ? Severity::Informs : Severity::Warns;
    std::optional<Finding> made;
    switch (link.stateAt(facts.now)) {
        case LinkState::Live:
            return;
        case LinkState::Used:
            made = aboutLink(FindingCode::LinkUsed, Severity::Informs, link, facts, {Remedy::IssueMagicLink});
            break;
        case LinkState::Expired:
            made = aboutLink(FindingCode::LinkExpired, trouble, link, facts, {Remedy::IssueMagicLink, Remedy::CopyPortalLink});
            break;
        case LinkState::Revoked:
            made = aboutLink(FindingCode::LinkRevoked, trouble, link, facts, {Remedy::IssueMagicLink});
            break;
        case LinkState::VoidByEmailChange:
            made = aboutLink(FindingCode::LinkVoidByEmailChange, trouble, link, facts, {Remedy::IssueMagicLink});
            break;
    }
    made->facts.at = link.endedAt.isSet() ? link.endedAt : link.expiresAt;
    out.append(*made);
}

void findBetterWay(const DiagnosisFacts &facts, QList<Finding> &out) {
    if (!emailUsable(facts) && !phoneUsable(facts)) return;
    const LoginLink *newest = facts.links.isEmpty() ? nullptr : &facts.links.first();
    const bool expiredUnseen = newest && newest->stateAt(facts.now) == LinkState::Expired && !seenInTime(*newest) && !signedInSince(facts, *newest);
    const bool slow = facts.usualDelay > facts.policy.linkLife;
    if (!facts.replyLater && !expiredUnseen && !slow) return;
    Finding made = finding(FindingCode::PortalLinkFitsBetter, Severity::Warns, {Remedy::CopyPortalLink});
    made.facts.life = facts.policy.linkLife;
    made.facts.usualDelay = slow ? facts.usualDelay : Duration{};
    if (expiredUnseen) {
        made.facts.link = newest->id;
        made.facts.publicId = newest->publicId;
        made.facts.at = newest->expiresAt;
    }
    out.append(made);
}

// Links of one customer that ran out one after the other, up to the last sign-in; those that an agent ended are nobody's failure.
int failuresInARow(const DiagnosisFacts &facts) {
    int failures = 0;
    for (const LoginLink &link : facts.links) {
        const LinkState state = link.stateAt(facts.now);
        if (state == LinkState::Used || signedInSince(facts, link)) break;
        if (state == LinkState::Expired) ++failures;
    }
    return failures;
}

void findStandardLogin(const DiagnosisFacts &facts, QList<Finding> &out) {
    const int failures = failuresInARow(facts);
    const bool troubled = failures >= 2 && (emailUsable(facts) || phoneUsable(facts));
    const bool onlyPhone = !emailUsable(facts) && phoneUsable(facts);
    if (!troubled && !onlyPhone) return;
    Finding made = finding(FindingCode::UseStandardLogin, Severity::Warns, {Remedy::CopyLoginSteps, Remedy::CopyPortalLink});
    made.facts.count = failures;
    made.facts.phone = phoneUsable(facts) ? facts.customer.phone : QString();
    made.facts.email = emailUsable(facts) ? facts.customer.email : QString();
    out.append(made);
}

}  // namespace

QList<Finding> diagnose(const DiagnosisFacts &facts) {
    QList<Finding> findings;
    findAgent(facts, findings);
    findRemoved(facts, findings);
    if (!facts.customer.removedAt.isSet()) {
        findEmail(facts, findings);
        findLetter(facts, findings);
        findText(facts, findings);
        findLimit(facts, findings);
        findOpened(facts, findings);
        findStandardLogin(facts, findings);
        findBetterWay(facts, findings);
        findShared(facts, findings);
    }
    findEnded(facts, findings);
    findLiveLink(facts, findings);

    std::stable_sort(findings.begin(), findings.end(), [](const Finding &a, const Finding &b) {
        if (a.severity != b.severity) return a.severity < b.severity;
        return rank(a.code) < rank(b.code);
    });
    // A remedy that would be refused is no remedy.
    if (blocksMagicLink(findings))
        for (Finding &made : findings) made.remedies.removeIf([](Remedy r) { return r == Remedy::IssueMagicLink || r == Remedy::EmailLoginLink; });
    return findings;
}

bool blocksMagicLink(const QList<Finding> &findings) {
    return std::any_of(findings.cbegin(), findings.cend(), [](const Finding &made) { return made.severity == Severity::Blocks; });
}

}  // namespace latchkey
