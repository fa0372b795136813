// The names of the languages, and which of them a browser would rather have.
#include "models/domain/language.h"

#include "models/domain/enum_text.h"

#include <QList>

namespace latchkey {

namespace {

constexpr EnumNames<Language, languageCount> languageNames = {{
    {Language::English, QLatin1String("en")},
    {Language::German, QLatin1String("de")},
    {Language::French, QLatin1String("fr")},
    {Language::Spanish, QLatin1String("es")},
}};
static_assert(namesAll(languageNames, Language::Spanish));

// The weight behind ";q="; 1 without one, 0 when it is none.
double weightOf(QStringView parameters) {
    const qsizetype q = parameters.indexOf(u"q=", 0, Qt::CaseInsensitive);
    return q < 0 ? 1.0 : parameters.sliced(q + 2).trimmed().toDouble();
}

}  // namespace

QString toText(Language language) { return nameOf(languageNames, language); }
std::optional<Language> languageFromText(QStringView text) { return valueNamed(languageNames, text); }

std::optional<Language> languageFromAccept(QStringView header) {
    constexpr qsizetype longest = 200;
    std::optional<Language> best;
    double bestWeight = 0;
    for (const QStringView range : header.left(longest).split(u',')) {
        const qsizetype semicolon = range.indexOf(u';');
        const QString tag = range.left(semicolon < 0 ? range.size() : semicolon).trimmed().toString().toLower();
        const double weight = semicolon < 0 ? 1.0 : weightOf(range.sliced(semicolon + 1));
        const std::optional<Language> language = languageFromText(QStringView(tag).left(tag.indexOf(u'-') < 0 ? tag.size() : tag.indexOf(u'-')));
        // Of equal weights the first counts, as browsers order them.
        if (!language || weight <= bestWeight) continue;
        best = language;
        bestWeight = weight;
    }
    return best;
}

}  // namespace latchkey
