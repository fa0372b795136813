// Weighs the signs by which scanners, previews and prefetches give themselves away.
#include "services/access/visit_kind.h"

#include "services/access/scanner_lists.h"

#include <algorithm>
#include <string>

namespace latchkey {

namespace {

bool saysNobodyAsked(std::string_view purpose) {
    std::string text(purpose);
    std::transform(text.begin(), text.end(), text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text.find("prefetch") != std::string::npos || text.find("prerender") != std::string::npos || text.find("preview") != std::string::npos;
}

}  // namespace

VisitKind visitKindOf(const VisitSigns &signs) {
    if (!signs.userAgent.empty() && isScannerAgent(signs.userAgent)) return VisitKind::Scanner;
    if (isScannerNetwork(signs.address)) return VisitKind::KnownNetwork;
    if (signs.head) return VisitKind::Head;
    if (saysNobodyAsked(signs.secPurpose)) return VisitKind::Prefetch;
    // Every browser that a person uses has a name and says which languages they read; fetching libraries do not.
    if (signs.userAgent.empty() || signs.acceptLanguage.empty()) return VisitKind::Scanner;
    if (!signs.secFetchMode.empty() && signs.secFetchMode != "navigate") return VisitKind::Scanner;
    return signs.cookieCameBack ? VisitKind::Person : VisitKind::NoCookie;
}

bool isMailScanner(VisitKind kind) {
    switch (kind) {
        case VisitKind::Scanner:
        case VisitKind::Head:
        case VisitKind::KnownNetwork:
        case VisitKind::TooFast:
            return true;
        case VisitKind::Person:
        case VisitKind::Prefetch:
        case VisitKind::NoCookie:
            break;
    }
    return false;
}

}  // namespace latchkey
