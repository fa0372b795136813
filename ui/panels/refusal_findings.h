// Turns what an attempt was refused with into findings, so that every refusal is shown in the same way.
#pragma once

#include "services/client/service_client.h"

namespace latchkey {

// Empty when the error is none of those that a finding speaks of (a full disk, for instance).
QList<Finding> findingsOf(const Refusal &refusal);
bool hasFinding(const QList<Finding> &findings, FindingCode code);

}  // namespace latchkey
