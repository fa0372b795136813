// Reads a command line by a command's grammar.
#include "app/service/arguments.h"

#include <algorithm>

namespace latchkey {

namespace {

// A pasted text may begin with a dash; it is not repeated, since a link may stand in it.
bool isOptionLike(const QString &name) {
    constexpr qsizetype longest = 30;
    const auto fits = [](QChar c) { return c == u'-' || (c >= u'a' && c <= u'z'); };
    return name.size() <= longest && std::all_of(name.begin(), name.end(), fits);
}

}  // namespace

std::optional<QString> Arguments::option(const QString &name) const {
    const auto found = options.constFind(name);
    return found == options.cend() ? std::nullopt : std::optional<QString>(*found);
}

tl::expected<Arguments, UsageError> readArguments(const QStringList &given, const Grammar &grammar) {
    const auto wrong = [](UsageFault fault, const QString &what) { return tl::unexpected<UsageError>(UsageError{fault, what, {}}); };
    Arguments read;
    bool onlyWords = false;
    for (qsizetype i = 0; i < given.size(); ++i) {
        const QString &word = given[i];
        if (onlyWords || !word.startsWith(QLatin1String("-")) || word == QLatin1String("-")) {
            read.words.append(word);
            continue;
        }
        if (word == QLatin1String("--")) {
            onlyWords = true;
            continue;
        }
        const QString name = word == QLatin1String("-h") ? QStringLiteral("--help") : word.section(QLatin1Char('='), 0, 0);
        const bool joined = word.contains(QLatin1Char('='));
        if (!joined && (name == QLatin1String("--help") || grammar.flags.contains(name))) {
            read.flags.append(name);
            continue;
        }
        if (!grammar.options.contains(name)) return wrong(UsageFault::UnknownOption, isOptionLike(name) ? name : QString());
        if (read.options.contains(name)) return wrong(UsageFault::OptionTwice, name);
        if (!joined && i + 1 == given.size()) return wrong(UsageFault::MissingValue, name);
        read.options.insert(name, joined ? word.section(QLatin1Char('='), 1) : given[++i]);
        if (read.options.value(name).isEmpty()) return wrong(UsageFault::MissingValue, name);
    }
    if (read.has(QStringLiteral("--help"))) return read;
    if (read.words.size() < grammar.wordsAtLeast) return wrong(UsageFault::TooFewWords, {});
    if (read.words.size() > grammar.wordsAtMost) return wrong(UsageFault::TooManyWords, read.words[grammar.wordsAtMost]);
    return read;
}

}  // namespace latchkey
