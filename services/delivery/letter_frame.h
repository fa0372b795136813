// The HTML page around every letter: frame.html, with {{body}} where the letter's paragraphs go.
#pragma once

#include "services/delivery/letters.h"
#include "services/delivery/template.h"

namespace latchkey {

// It may name body, lang, shop and subject; body once, outside of sections. Scripts are refused, and all that a mail program would fetch.
tl::expected<Template, TemplateFault> letterFrame(const QString &file, const std::string &text);

}  // namespace latchkey
