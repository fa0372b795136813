// One letter's or text's template file, checked against its form: header lines, an empty line, paragraphs.
#pragma once

#include "services/delivery/letter_forms.h"
#include "services/delivery/letters.h"
#include "services/delivery/template.h"

#include <optional>

namespace latchkey {

// Filled as plain text; the HTML is made of what comes out.
struct LetterSheet {
    std::optional<Template> subject;  // letters only
    std::optional<Template> button;
    Template body;
};

tl::expected<LetterSheet, TemplateFault> letterSheet(const LetterForm &form, const QString &file, const std::string &text);

}  // namespace latchkey
