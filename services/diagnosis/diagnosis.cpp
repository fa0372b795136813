// Asks every rule of the catalogue, sorts what they found, and takes away what would be refused.
#include "services/diagnosis/diagnosis.h"

#include "services/diagnosis/rules.h"

#include <algorithm>
#include <functional>

namespace latchkey {

namespace {

bool isBlocked(const QList<Finding> &findings, const std::function<bool(FindingCode)> &counts) {
    return std::any_of(findings.cbegin(), findings.cend(), [&](const Finding &made) { return made.severity == Severity::Blocks && counts(made.code); });
}

// A letter to the address on file asks neither for the right to hand out a link nor for where a reply goes.
bool standsBeforeLetters(FindingCode code) { return code != FindingCode::NotAllowed && code != FindingCode::ReplyGoesElsewhere; }

// What only the house does: the letters and the ends of a shop outside it are that shop's.
bool isOfTheHouse(Remedy remedy) { return remedy == Remedy::EmailLoginLink || remedy == Remedy::SendAgain || remedy == Remedy::RevokeLink; }

// A remedy that would be refused is no remedy.
void dropRefused(QList<Finding> &findings, Role role, ShopKind shop) {
    const bool noLink = blocksMagicLink(findings);
    const bool noLetter = isBlocked(findings, standsBeforeLetters);
    for (Finding &made : findings)
        made.remedies.removeIf([&](Remedy remedy) {
            return !may(role, permissionFor(remedy)) || (shop != ShopKind::House && isOfTheHouse(remedy)) || (remedy == Remedy::IssueMagicLink && noLink) || (remedy == Remedy::EmailLoginLink && noLetter);
        });
}

}  // namespace

QList<Finding> diagnose(const DiagnosisFacts &facts) {
    const bool removed = facts.customer.removedAt.isSet();
    QList<Finding> findings;
    for (const FindingCode code : allFindingCodes()) {
        const Rule rule = ruleOf(code);
        if (!rule.find || (removed && !rule.ofTheRemoved)) continue;
        if (std::optional<Found> found = rule.find(facts))
            findings.append({code, found->milder.value_or(rule.severity), std::move(found->facts), std::move(found->remedies)});
    }
    std::stable_sort(findings.begin(), findings.end(), [](const Finding &a, const Finding &b) {
        if (a.severity != b.severity) return a.severity < b.severity;
        return ruleOf(a.code).rank < ruleOf(b.code).rank;
    });
    dropRefused(findings, facts.role, facts.shopKind);
    return findings;
}

bool blocksMagicLink(const QList<Finding> &findings) {
    return isBlocked(findings, [](FindingCode) { return true; });
}

}  // namespace latchkey
