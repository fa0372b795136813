// The languages that letters and texts are written in.
#pragma once

#include <QString>

#include <optional>

namespace latchkey {

enum class Language { English = 0, German = 1, French = 2, Spanish = 3 };
constexpr int languageCount = 4;

// ISO 639-1: "en", "de", "fr", "es".
QString toText(Language language);
std::optional<Language> languageFromText(QStringView text);
// The first of ours that a browser's Accept-Language prefers (RFC 9110, 12.5.4); nothing when it names none of ours.
std::optional<Language> languageFromAccept(QStringView header);

}  // namespace latchkey
