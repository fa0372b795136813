// Looks for the few words that tell browsers and systems apart; the order matters, since most call themselves all of them.
#include "services/access/device.h"

#include <array>

namespace latchkey {

namespace {

struct Sign {
    std::string_view word;
    QLatin1String name;
};

constexpr std::array browsers{
    Sign{"FBAN", QLatin1String("Facebook")},     Sign{"Instagram", QLatin1String("Instagram")},  Sign{"SamsungBrowser", QLatin1String("Samsung Internet")},
    Sign{"EdgA", QLatin1String("Edge")},         Sign{"EdgiOS", QLatin1String("Edge")},          Sign{"Edg/", QLatin1String("Edge")},
    Sign{"OPR/", QLatin1String("Opera")},        Sign{"OPT/", QLatin1String("Opera")},           Sign{"DuckDuckGo", QLatin1String("DuckDuckGo")},
    Sign{"FxiOS", QLatin1String("Firefox")},     Sign{"Firefox/", QLatin1String("Firefox")},     Sign{"CriOS", QLatin1String("Chrome")},
    Sign{"Chrome/", QLatin1String("Chrome")},    Sign{"Safari/", QLatin1String("Safari")},
};
constexpr std::array systems{
    Sign{"iPhone", QLatin1String("iPhone")}, Sign{"iPad", QLatin1String("iPad")},         Sign{"Android", QLatin1String("Android")},
    Sign{"Windows", QLatin1String("Windows")}, Sign{"CrOS", QLatin1String("Chromebook")}, Sign{"Mac OS X", QLatin1String("Mac")},
    Sign{"Linux", QLatin1String("Linux")},
};

template <class Signs>
QString nameIn(std::string_view text, const Signs &signs) {
    for (const Sign &sign : signs)
        if (text.find(sign.word) != std::string_view::npos) return sign.name;
    return {};
}

}  // namespace

QString deviceOf(std::string_view userAgent) {
    constexpr std::size_t longest = 500;
    const std::string_view text = userAgent.substr(0, longest);
    const QString browser = nameIn(text, browsers);
    const QString system = nameIn(text, systems);
    if (browser.isEmpty() || system.isEmpty()) return browser + system;
    return browser + QStringLiteral(" on ") + system;
}

}  // namespace latchkey
