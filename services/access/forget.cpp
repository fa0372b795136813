// Forgets what is past its keeping, one small step of one table a call.
#include "services/access/access_service.h"
#include "services/store/purge_store.h"
#include "services/store/retention_store.h"
#include "services/store/shop_waits.h"

namespace latchkey {

Result<qint64> AccessService::forgetOld(Transaction &t) {
    const Instant verdicts = t.now - m_setup.policy.verdictsKept;
    using Step = Result<qint64> (*)(Connection &, Instant, PurgeCursors &);
    if (const Result<qint64> gone = deleteOldVisits(t.db, t.now - visitsKeptBy(m_setup.policy), m_purged); !gone || *gone > 0) return gone;
    if (const Result<qint64> gone = deleteOldRefusals(t.db, verdicts); !gone || *gone > 0) return gone;
    for (const Step step : {&deleteOldCodes, &deleteOldGuesses, &deleteOldSessions, &deleteOldMessages, &deleteOldLinks})
        if (const Result<qint64> gone = step(t.db, verdicts, m_purged); !gone || *gone > 0) return gone;
    if (const Result<qint64> gone = deleteOldEmailWaits(t.db, t.now - longestEmailWait); !gone || *gone > 0) return gone;
    if (m_setup.policy.activityKept.count() <= 0) return 0;
    return purgeActivity(t.db, t.now - std::max(m_setup.policy.activityKept, m_setup.policy.verdictsKept), t.now);
}

}  // namespace latchkey
