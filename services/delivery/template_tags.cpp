// Walks over a template from tag to tag.
#include "services/delivery/template_tags.h"

#include <algorithm>

namespace latchkey {

namespace {

QString shown(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }
QString braced(const char *sign, std::string_view name) { return u"{{"_qs + QLatin1String(sign) + shown(name) + u"}}"_qs; }

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool isName(std::string_view name) {
    return !name.empty() &&
           std::all_of(name.begin(), name.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

// What stands between the braces; a reason when it is not ours.
tl::expected<TemplateTag, QString> read(std::string_view inside) {
    TemplateTag tag;
    const std::string_view words = trimmed(inside);
    switch (words.empty() ? '\0' : words.front()) {
    case '!': tag.kind = TemplateTag::Kind::Comment; return tag;
    case '{':
    case '&': return tl::unexpected(u"values are always escaped: write {{name}} with two braces"_qs);
    case '>': return tl::unexpected(u"other files cannot be drawn in by {{>…}}"_qs);
    case '=': return tl::unexpected(u"the braces cannot be changed by {{=…=}}"_qs);
    case '#': tag.kind = TemplateTag::Kind::Section; break;
    case '^': tag.kind = TemplateTag::Kind::Inverted; break;
    case '/': tag.kind = TemplateTag::Kind::End; break;
    default: break;
    }
    tag.name = trimmed(tag.kind == TemplateTag::Kind::Value ? words : words.substr(1));
    if (!isName(tag.name)) return tl::unexpected(u"%1 is no name; names are small letters and _"_qs.arg(braced("", inside.substr(0, 40))));
    return tag;
}

class Sections {
public:
    // The reason when the tag closes what is not open.
    QString pass(TemplateTag &tag) {
        if (tag.kind == TemplateTag::Kind::End) {
            if (m_open.empty()) return braced("/", tag.name) + u" closes nothing"_qs;
            if (m_open.back().name != tag.name)
                return braced("/", tag.name) + u" comes before "_qs + braced("/", m_open.back().name) +
                       u", which was opened in line %1"_qs.arg(m_open.back().line);
            m_open.pop_back();
        }
        tag.depth = static_cast<int>(m_open.size());
        if (tag.kind == TemplateTag::Kind::Section || tag.kind == TemplateTag::Kind::Inverted) m_open.push_back(tag);
        return {};
    }
    [[nodiscard]] const std::vector<TemplateTag> &open() const { return m_open; }

private:
    std::vector<TemplateTag> m_open;
};

}  // namespace

tl::expected<std::vector<TemplateTag>, TemplateError> tagsOf(std::string_view text) {
    std::vector<TemplateTag> tags;
    Sections sections;
    int line = 1;
    std::size_t from = 0;
    for (std::size_t at = text.find("{{"); at != std::string_view::npos; at = text.find("{{", from)) {
        line += static_cast<int>(std::count(text.begin() + static_cast<std::ptrdiff_t>(from), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
        const std::size_t close = text.find("}}", at + 2);
        if (close == std::string_view::npos) return tl::unexpected(TemplateError{line, u"a {{ has no }}"_qs});
        const std::string_view inside = text.substr(at + 2, close - at - 2);
        tl::expected<TemplateTag, QString> tag = read(inside);
        if (!tag) return tl::unexpected(TemplateError{line, tag.error()});
        tag->line = line;
        tag->begin = at;
        tag->end = close + 2;
        if (const QString broken = sections.pass(*tag); !broken.isEmpty()) return tl::unexpected(TemplateError{line, broken});
        tags.push_back(std::move(*tag));
        line += static_cast<int>(std::count(inside.begin(), inside.end(), '\n'));
        from = close + 2;
    }
    if (!sections.open().empty()) {
        const TemplateTag &last = sections.open().back();
        return tl::unexpected(TemplateError{last.line, braced("#", last.name) + u" is never closed by "_qs + braced("/", last.name)});
    }
    return tags;
}

}  // namespace latchkey
