// Findings that the desk makes itself: out of a refusal, and when the agent says that the reply is read later.
#pragma once

#include "services/client/service_client.h"

namespace latchkey {

// Empty when the error is none of those that a finding speaks of (a full disk, for instance).
QList<Finding> findingsOf(const Refusal &refusal);
// The advice to send the Portal link goes to the top; the service's own words of it are kept, where it gave it.
void putPortalLinkFirst(QList<Finding> &findings, Duration linkLife);
bool hasFinding(const QList<Finding> &findings, FindingCode code);

}  // namespace latchkey
