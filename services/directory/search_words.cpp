// Turns what was typed into words to look for.
#include "services/directory/search.h"

#include "models/domain/text_folding.h"

#include <algorithm>

namespace latchkey {

namespace {

constexpr int wordsAtMost = 8;

// "+33 (0)6 12-34": digits of one number, when nothing but a number was typed.
std::string phoneDigits(const QString &folded) {
    QString digits;
    bool spaced = false;
    for (const QChar c : folded) {
        if (c >= QLatin1Char('0') && c <= QLatin1Char('9')) digits.append(c);
        else if (QStringLiteral(" +-().\u00a0/").contains(c)) spaced = true;
        else return {};
    }
    if (digits.size() < 3 || !spaced) return {};
    // A trunk zero is not part of the number that the country code is put before.
    while (digits.size() > 6 && digits.startsWith(QLatin1Char('0'))) digits.remove(0, 1);
    return digits.toStdString();
}

}  // namespace

std::vector<std::string> searchWords(const QString &text) {
    const QString folded = foldForSearch(text.left(200));
    if (const std::string digits = phoneDigits(folded); !digits.empty()) return {digits};
    std::vector<std::string> words;
    for (const QString &part : folded.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        QString word = part;
        const QString edge = QStringLiteral(",;:\"'()<>");
        while (word.size() > 1 && edge.contains(word.back())) word.chop(1);
        while (word.size() > 1 && edge.contains(word.front())) word.remove(0, 1);
        const std::string utf8 = word.toStdString();
        if (std::find(words.begin(), words.end(), utf8) == words.end()) words.push_back(utf8);
        if (words.size() == wordsAtMost) break;
    }
    return words;
}

}  // namespace latchkey
