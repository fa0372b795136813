// The signs by which scanners, previews and prefetches give themselves away.
#include "services/access/visit_kind.h"

#include <algorithm>
#include <array>
#include <string>

namespace latchkey {

namespace {

// Substrings of user agents in lower case. "bot", "preview" and "scan" catch most; the rest are tools that name themselves otherwise.
constexpr std::array scannerNames{
    std::string_view("bot"),          std::string_view("preview"),     std::string_view("scan"),          std::string_view("crawl"),
    std::string_view("spider"),       std::string_view("safelinks"),   std::string_view("proofpoint"),    std::string_view("mimecast"),
    std::string_view("barracuda"),    std::string_view("microsoft office"), std::string_view("ms-office"), std::string_view("outlook"),
    std::string_view("bingpreview"),  std::string_view("facebookexternalhit"), std::string_view("whatsapp"), std::string_view("slack-img"),
    std::string_view("skypeuripreview"), std::string_view("googleimageproxy"), std::string_view("headlesschrome"), std::string_view("curl/"),
    std::string_view("wget/"),        std::string_view("python-"),     std::string_view("go-http-client"), std::string_view("java/"),
    std::string_view("okhttp"),       std::string_view("libwww"),      std::string_view("apache-httpclient"), std::string_view("node-fetch"),
    std::string_view("axios/"),       std::string_view("symantec"),    std::string_view("trend micro"),   std::string_view("fortinet"),
    std::string_view("sophos"),       std::string_view("cloudmark"),   std::string_view("virustotal"),    std::string_view("embedly"),
};

std::string lowered(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return out;
}

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

}  // namespace

VisitKind visitKindOf(const VisitSigns &signs) {
    if (signs.head) return VisitKind::Head;
    if (has(lowered(signs.secPurpose), "prefetch") || has(lowered(signs.secPurpose), "preview")) return VisitKind::Scanner;
    if (signs.userAgent.empty()) return VisitKind::Scanner;
    const std::string agent = lowered(signs.userAgent);
    if (std::any_of(scannerNames.begin(), scannerNames.end(), [&](std::string_view name) { return has(agent, name); })) return VisitKind::Scanner;
    // Every browser that a person uses says which languages they read; fetching libraries do not.
    if (signs.acceptLanguage.empty()) return VisitKind::Scanner;
    if (!signs.secFetchMode.empty() && signs.secFetchMode != "navigate") return VisitKind::Scanner;
    return VisitKind::Person;
}

}  // namespace latchkey
