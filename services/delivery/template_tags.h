// Finds the tags of a mustache template, and says by line what of its grammar is broken or not ours.
#pragma once

#include <QString>

#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

namespace latchkey {

struct TemplateTag {
    enum class Kind { Value, Section, Inverted, End, Comment };
    Kind kind = Kind::Value;
    std::string name;
    int line = 1;
    std::size_t begin = 0;  // bytes in the text, braces included
    std::size_t end = 0;
    int depth = 0;  // how many sections stand around it
};

struct TemplateError {
    int line = 0;    // 0: the text as a whole
    QString reason;  // a sentence's end
};

// In the order of the text. Refused are tags and sections without an end, and what would escape nothing or read from elsewhere:
// {{{x}}}, {{&x}}, partials, other delimiters.
tl::expected<std::vector<TemplateTag>, TemplateError> tagsOf(std::string_view text);

}  // namespace latchkey
