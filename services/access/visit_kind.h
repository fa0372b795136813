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
    std::string_view address = {};  // where it comes from
    bool cookieCameBack = false;    // it brings the nonce that an earlier answer gave it
};

// A guess for the timeline, never for deciding anything. What a program says of itself, and where it comes from, weigh more than a cookie,
// which mail filters with a whole browser keep as well. Never TooFast, since the request does not tell when the link was delivered.
VisitKind visitKindOf(const VisitSigns &signs);

// Whether it was a mail filter, as far as one can tell: previews by browsers and visitors without cookies may be people.
bool isMailScanner(VisitKind kind);

}  // namespace latchkey
