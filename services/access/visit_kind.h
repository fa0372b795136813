// Tells a person who opened a link from a mail scanner or a chat preview, by what the request says of itself.
#pragma once

#include "models/domain/login_link.h"

#include <string_view>

namespace latchkey {

// What of a request speaks for or against a person; empty where the header is absent.
struct VisitSigns {
    bool head = false;
    std::string_view userAgent;
    std::string_view acceptLanguage;
    std::string_view secPurpose;    // "prefetch" and its elder names Purpose and X-Moz
    std::string_view secFetchMode;  // "navigate" when a person follows a link
};

// A guess for the timeline, never for deciding anything: a scanner that poses as a browser counts as a person.
VisitKind visitKindOf(const VisitSigns &signs);

}  // namespace latchkey
