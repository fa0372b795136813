// Makes findings of refusals and of the agent's own word.
#include "ui/panels/desk_findings.h"

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
    if (error.code == ErrorCode::NotAllowed || error.code == ErrorCode::Unauthorized)
        return {blocking(FindingCode::NotAllowed, {Remedy::CopyPortalLink})};
    if (error.code == ErrorCode::EmailInvalid) return {blocking(FindingCode::EmailMalformed, {Remedy::EditContact})};
    if (error.code == ErrorCode::NotFound) return {blocking(FindingCode::CustomerRemoved, {Remedy::GoToCustomers})};
    if (error.code == ErrorCode::TooManyLinks) {
        Finding finding = blocking(FindingCode::TooManyLinks, {Remedy::CopyPortalLink});
        finding.facts.until = error.retryAt.value_or(Instant());
        return {finding};
    }
    if (error.code == ErrorCode::ServiceUnreachable || error.code == ErrorCode::ServiceTimedOut)
        return {blocking(FindingCode::ServiceUnreachable, {Remedy::TryAgain})};
    return {};
}

void putPortalLinkFirst(QList<Finding> &findings, Duration linkLife) {
    Finding advice;
    advice.code = FindingCode::PortalLinkFitsBetter;
    advice.severity = Severity::Informs;
    advice.facts.life = linkLife;
    advice.remedies = {Remedy::CopyPortalLink};
    for (const Finding &finding : std::as_const(findings))
        if (finding.code == FindingCode::PortalLinkFitsBetter) advice = finding;
    findings.removeIf([](const Finding &finding) { return finding.code == FindingCode::PortalLinkFitsBetter; });
    findings.prepend(advice);
}

bool hasFinding(const QList<Finding> &findings, FindingCode code) {
    for (const Finding &finding : findings)
        if (finding.code == code) return true;
    return false;
}

}  // namespace latchkey
