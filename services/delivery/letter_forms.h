// The forms of letters and texts: which files there are, what each may name and what has to stand in it.
#pragma once

#include "models/domain/language.h"
#include "models/domain/message.h"

#include <QStringList>

#include <array>
#include <string_view>

namespace latchkey {

struct LetterForm {
    const char *stem;  // the file's name without language: "login" is login.en.txt, login.de.txt, …
    MessageKind kind;
    Channel channel;
    const char *names;  // what its tags may name, one space between
    const char *needs;  // which of them have to be in every letter, likewise
};

constexpr int letterFormCount = 9;
const std::array<LetterForm, letterFormCount> &letterForms();
// Null when the kind has none: some kinds are letters only.
const LetterForm *letterForm(MessageKind kind, Channel channel);

QStringList namesOf(const LetterForm &form);
QStringList needsOf(const LetterForm &form);
bool mayName(const LetterForm &form, std::string_view name);
// What a letter's button opens: "link", "portal_link", or nothing.
std::string_view buttonOpens(const LetterForm &form);
QString fileName(const LetterForm &form, Language language);

}  // namespace latchkey
