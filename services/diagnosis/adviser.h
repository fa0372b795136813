// The right-link adviser: Magic link, Portal link or standard login, from what is known of one customer. Pure; it never blocks.
#pragma once

#include "models/domain/advice.h"
#include "services/diagnosis/diagnosis.h"

namespace latchkey {

// `later`: the agent says that the reply may be read later than a link lives.
Advice advise(const DiagnosisFacts &facts, bool later);

// Whether links in letters to this domain (as mailDomainOf() folds it) are known to be opened by a mail service's scanners.
bool isScannedDomain(const QString &domain);
// So many openings by scanners within the time that they are kept tell the same of any domain.
inline constexpr int scansThatTell = 3;

}  // namespace latchkey
