// Makes a letter's paragraphs into HTML.
#pragma once

#include <string>
#include <string_view>

namespace latchkey {

// Lines that are no prose. Empty ones are not looked for.
struct LetterMarks {
    std::string code;    // is shown large
    std::string link;    // becomes the button, with the URL below it
    std::string page;    // a URL without secrets: becomes something to press wherever it stands
    std::string button;  // the words on the button
    bool buttonOpensPage = false;
};

// `text` is the finished plain text; every byte of it is escaped.
std::string letterMarkup(std::string_view text, const LetterMarks &marks);

}  // namespace latchkey
