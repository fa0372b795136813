// What the letters of the tests are about.
#pragma once

#include "services/delivery/letters.h"
#include "tests/support/minted.h"

#include <array>

namespace latchkey {

constexpr std::array<Language, languageCount> everyLanguage = {Language::English, Language::German, Language::French, Language::Spanish};
constexpr std::array<MessageKind, 6> everyKind = {MessageKind::LoginCode,       MessageKind::MagicLogin,      MessageKind::EmailChangedOld,
                                                  MessageKind::EmailChangedNew, MessageKind::SeveralAccounts, MessageKind::Test};

inline LetterFacts acmeFacts() {
    using namespace std::chrono_literals;
    LetterFacts facts;
    facts.shopName = QStringLiteral("Acme Coffee");
    facts.firstName = QStringLiteral("Anna");
    facts.code = CodeSecret("4827");
    facts.link = LinkUrl("https://portal.acme.example/l/7M2KQX9D4TRW8ZB3NHVC5JYFPEA6");
    noteMinted(tokenIn(facts.link.reveal()));
    facts.portalLink = QStringLiteral("https://portal.acme.example/login");
    facts.host = QStringLiteral("portal.acme.example");
    facts.newAddress = QStringLiteral("a••••@n••••.example");
    facts.codeLife = 10min;
    facts.linkLife = 10min;
    return facts;
}

inline QString fileNameOf(MessageKind kind, Language language) { return toText(kind) + QLatin1Char('-') + toText(language); }

}  // namespace latchkey
