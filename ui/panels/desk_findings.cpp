// Makes findings of refusals and of where the reply goes.
#include "ui/panels/desk_findings.h"

#include <algorithm>

namespace latchkey {

namespace {

Finding blocking(FindingCode code, const QList<Remedy> &remedies) {
    Finding finding;
    finding.code = code;
    finding.severity = Severity::Blocks;
    finding.remedies = remedies;
    return finding;
}

}  // namespace

QList<Finding> findingsOf(const Refusal &refusal) {
    if (!refusal.findings.isEmpty()) return refusal.findings;
    const Error &error = refusal.error;
    if (error.code == ErrorCode::NotAllowed || error.code == ErrorCode::Unauthorized) {
        Finding finding = blocking(FindingCode::NotAllowed, {Remedy::CopyPortalLink});
        finding.facts.denial = denialIn(error.detail);
        return {finding};
    }
    if (error.code == ErrorCode::EmailInvalid) return {blocking(FindingCode::EmailMalformed, {Remedy::EditContact, Remedy::CopyPortalLink})};
    if (error.code == ErrorCode::NotFound) return {blocking(FindingCode::CustomerRemoved, {Remedy::GoToCustomers})};
    if (error.code == ErrorCode::TooManyLinks) {
        Finding finding = blocking(FindingCode::TooManyLinks, {Remedy::TryAgain, Remedy::CopyPortalLink});
        finding.facts.until = error.retryAt.value_or(Instant());
        return {finding};
    }
    if (error.code == ErrorCode::ServiceUnreachable)  // of an answer that was lost nobody can say that it is blocked
        return {blocking(FindingCode::ServiceUnreachable, {Remedy::TryAgain})};
    return {};
}

std::optional<Finding> replyFinding(const Customer &customer, const Me &me, const QString &typed) {
    const ReplyGuard guard = me.settings.replyGuard;
    const ReplyMatch match = matchReply(customer.email, typed);
    if (replyPasses(guard, match) || customer.email.trimmed().isEmpty()) return {};
    Finding finding = blocking(FindingCode::ReplyGoesElsewhere, {Remedy::CopyPortalLink});
    finding.facts.reply = match;
    finding.facts.replyTo = replyAddressIn(typed);
    const bool isAddress = match == ReplyMatch::PlusAddress || match == ReplyMatch::Elsewhere;
    if (isAddress && may(me.agent.role, Permission::EditContact)) finding.remedies.append(Remedy::EditContact);
    if (mayOverrideReply(guard, match, me.agent.role)) finding.remedies.append(Remedy::OverrideReply);
    return finding;
}

bool hasFinding(const QList<Finding> &findings, FindingCode code) {
    return std::any_of(findings.cbegin(), findings.cend(), [code](const Finding &finding) { return finding.code == code; });
}

}  // namespace latchkey
