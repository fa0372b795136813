// Writes elements with their style beside them, since many mail programs drop style sheets; the classes are for the frame's dark colours.
#include "services/delivery/letter_html.h"

#include "services/delivery/template.h"

#include <algorithm>

namespace latchkey {

namespace {

std::string anchor(const std::string &url) {
    const std::string shown = htmlEscaped(url);
    return R"(<a class="url" href=")" + shown + R"(" style="color:#4a5568;word-break:break-all">)" + shown + "</a>";
}

std::string block(const std::string &inside) { return R"(<p class="text" style="margin:0 0 16px">)" + inside + "</p>\n"; }

std::string codeBlock(const std::string &code) {
    return R"(<p class="code" style="margin:0 0 16px;padding:14px 18px;border-radius:10px;background:#eeeff3;color:#1b1f27;)"
           R"(font-size:30px;line-height:1.2;letter-spacing:6px;text-align:center"><strong>)" +
           htmlEscaped(code) + "</strong></p>\n";
}

// A table, because Word's engine in Outlook gives no room inside a link.
std::string button(const std::string &words, const std::string &url) {
    return R"(<table role="presentation" border="0" cellpadding="0" cellspacing="0" style="margin:0 0 10px"><tr>)"
           R"(<td class="button" bgcolor="#1b1f27" style="border-radius:8px;background:#1b1f27"><a class="press" href=")" +
           htmlEscaped(url) + R"(" style="display:inline-block;padding:12px 22px;color:#ffffff;font-weight:600;text-decoration:none">)" +
           htmlEscaped(words) + "</a></td></tr></table>\n" + R"(<p class="text" style="margin:0 0 16px;font-size:14px">)" + anchor(url) + "</p>\n";
}

// One line of prose, in which the page's address can be pressed.
std::string prose(const std::string &line, const std::string &page) {
    std::string html;
    std::size_t from = 0;
    if (!page.empty())
        for (std::size_t at = line.find(page); at != std::string::npos; at = line.find(page, from)) {
            html += htmlEscaped(line.substr(from, at - from)) + anchor(page);
            from = at + page.size();
        }
    return html + htmlEscaped(line.substr(from));
}

}  // namespace

std::string letterMarkup(std::string_view text, const LetterMarks &marks) {
    std::string html;
    std::string paragraph;
    const auto finish = [&] {
        if (!paragraph.empty()) html += block(paragraph);
        paragraph.clear();
    };
    for (std::size_t from = 0; from < text.size();) {
        const std::size_t end = std::min(text.find('\n', from), text.size());
        const std::string line(text.substr(from, end - from));
        from = end + 1;
        const bool isPress = !marks.button.empty() && line == (marks.buttonOpensPage ? marks.page : marks.link);
        if (line.empty() || isPress || line == marks.code) finish();
        if (line.empty()) continue;
        if (isPress)
            html += button(marks.button, line);
        else if (line == marks.code)
            html += codeBlock(line);
        else
            paragraph += (paragraph.empty() ? "" : "<br>\n") + prose(line, marks.page);
    }
    finish();
    return html;
}

}  // namespace latchkey
