// Records who opened a link, and learns afterwards that it was a person when their cookie comes back.
#include "services/access/access_service.h"
#include "services/access/visit_kind.h"
#include "services/store/link_store.h"
#include "services/store/scan_store.h"

namespace latchkey {

namespace {

// Nobody reads a letter or a chat and follows its link sooner.
constexpr Duration personNeeds = std::chrono::seconds(3);

}  // namespace

Result<void> AccessService::recordVisit(Transaction &t, Visit visit) {
    if (visit.kind == VisitKind::Person && !visit.browser.isEmpty()) {
        if (const Result<void> noted = noteReturn(t, visit.browser, false); !noted) return noted;
        visit.browser.clear();
    }
    const Result<std::optional<VisitedLink>> link = visitedLink(t.db, visit.link);
    if (!link) return tl::unexpected<Error>(link.error());
    if (!*link) return {};
    // Who brought a cookie has been here before and is not in a hurry.
    if (visit.kind == VisitKind::NoCookie && visit.at < (*link)->deliveredAt + personNeeds) visit.kind = VisitKind::TooFast;
    if (const Result<void> written = insertVisit(t.db, visit); !written) return written;
    // A copy that is opened at once has been through nobody's mail yet: it is an agent who tries it.
    const bool throughMail = visit.kind != VisitKind::TooFast || (*link)->mailed;
    // Once a link, so that a filter which looks at everything five times counts like one that looks once.
    if (isMailScanner(visit.kind) && throughMail && !(*link)->scanned)
        if (const Result<void> noted = noteScan(t.db, mailDomainOf((*link)->email), visit.at); !noted) return noted;
    t.announce({EventKind::LinkOpened, (*link)->customer, visit.link, visit.at});
    return {};
}

Result<void> AccessService::noteReturn(Transaction &t, const QByteArray &browser, bool pressed) {
    const Result<QList<TurnedVisit>> turned = turnVisitsOf(t.db, browser, pressed);
    if (!turned) return tl::unexpected<Error>(turned.error());
    for (const TurnedVisit &visit : *turned) t.announce({EventKind::LinkOpened, visit.customer, visit.link, t.now});
    return {};
}

}  // namespace latchkey
