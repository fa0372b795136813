// Splits a command line into options and words, and says what does not fit.
#pragma once

#include "app/service/texts.h"

#include <QHash>
#include <QStringList>

namespace latchkey {

// What a command takes. Every option but a flag has a value.
struct Grammar {
    QStringList options;
    QStringList flags;
    int wordsAtLeast = 0;
    int wordsAtMost = 0;
};

struct Arguments {
    QHash<QString, QString> options;
    QStringList flags;
    QStringList words;

    [[nodiscard]] bool has(const QString &flag) const { return flags.contains(flag); }
    [[nodiscard]] std::optional<QString> option(const QString &name) const;
};

// `--store FILE` and `--store=FILE` alike; behind `--` everything is a word. --help is a flag of every command.
tl::expected<Arguments, UsageError> readArguments(const QStringList &given, const Grammar &grammar);

}  // namespace latchkey
