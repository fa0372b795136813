// A snippet's body taken apart: words, and the variables between them. For the rules of snippets and for their editor.
#pragma once

#include "models/domain/snippet.h"

namespace latchkey {

// Words as they stand, or one variable.
struct SnippetPart {
    QString text;                              // the words; of a variable: what stands between its braces
    bool isVariable = false;
    QString name = {};                         // of the variable, trimmed
    std::optional<SnippetVariable> variable = {};  // none when no variable has that name
    std::optional<QString> fallback = {};      // words for when it is empty, trimmed; empty words are words
};

struct SnippetParts {
    QList<SnippetPart> parts;
    bool bracesOpen = false;  // a "{{" that nothing closes, or another within it; the parts before it are there
};

// Line ends become "\n" and white space at a line's end goes; nothing else is changed.
SnippetParts partsOf(const QString &body);
// The ways in have no words that could stand for them.
bool takesFallback(SnippetVariable variable);

}  // namespace latchkey
