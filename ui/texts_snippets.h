// The words of replies: their languages, uses and variables, and what is wrong with one.
#pragma once

#include "models/domain/snippet.h"

namespace latchkey {

QString languageName(Language language);         // in itself: "Deutsch"
QString textOf(SnippetUse use);                  // "Magic link"
QString textOf(SnippetVariable variable);        // "First name of the customer"
QString bracesAround(SnippetVariable variable);  // "{{link}}"

// Sentences: what is wrong and what to do about it; empty without a fault.
QString whyNotSaved(const SnippetFault &fault);
QString whyNotCopied(const SnippetFault &fault);

}  // namespace latchkey
