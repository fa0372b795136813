// Findings that the desk makes itself: out of a refusal, and out of the address that the agent says the reply goes to.
#pragma once

#include "models/domain/me.h"
#include "services/client/service_client.h"

namespace latchkey {

// Empty when the error is none of those that a finding speaks of (a full disk, for instance).
QList<Finding> findingsOf(const Refusal &refusal);
// What the reply guard has against a Magic link; nothing when it lets it pass, or when there is no address on file to compare with.
std::optional<Finding> replyFinding(const Customer &customer, const Me &me, const QString &typed);
bool hasFinding(const QList<Finding> &findings, FindingCode code);

}  // namespace latchkey
