// Draws a template with marks in the place of values, and cuts the text at the marks.
#include "services/delivery/drawn_template.h"

namespace latchkey {

namespace {

constexpr char markBegins = '\x01';
constexpr char firstMark = 'A';  // a letter, which no escaping touches
constexpr std::size_t mostValues = 'z' - 'A';
constexpr std::size_t mostShapes = 64;

}  // namespace

std::string DrawnTemplate::render(const TemplateFields &fields, const TemplateFields &common) const {
    const std::size_t values = common.m_texts.size() + fields.m_texts.size();
    // A list's items have fields of their own, and a page with one is long anyway.
    if (!fields.m_lists.empty() || !common.m_lists.empty() || values > mostValues) return m_whole.render(fields, common);
    std::string shape;
    std::size_t length = 0;
    for (const TemplateFields *given : {&common, &fields}) {
        for (const auto &[name, value] : given->m_texts) {
            shape.append(name).push_back(value.empty() ? '-' : '+');
            length += value.size();
        }
        for (const auto &[name, value] : given->m_flags) shape.append(name).push_back(value ? '1' : '0');
        shape.push_back('/');
    }
    auto found = m_shapes.find(shape);
    if (found == m_shapes.end()) {
        if (m_shapes.size() >= mostShapes) return m_whole.render(fields, common);
        found = m_shapes.emplace(std::move(shape), draw(fields, common)).first;
    }
    for (const Piece &piece : found->second) length += piece.before.size();
    std::string page;
    page.reserve(length + length / 8);
    for (const Piece &piece : found->second) {
        page += piece.before;
        if (piece.value < 0) continue;
        const auto at = static_cast<std::size_t>(piece.value);
        page += htmlEscaped(at < common.m_texts.size() ? common.m_texts[at].second : fields.m_texts[at - common.m_texts.size()].second);
    }
    return page;
}

DrawnTemplate::Pieces DrawnTemplate::draw(const TemplateFields &fields, const TemplateFields &common) const {
    TemplateFields marked[2] = {common, fields};
    char mark = firstMark;
    for (TemplateFields &given : marked)
        for (auto &[name, value] : given.m_texts) {
            if (!value.empty()) value = {markBegins, mark};
            ++mark;
        }
    const std::string text = m_whole.render(marked[1], marked[0]);
    Pieces pieces;
    std::size_t from = 0;
    for (std::size_t at = text.find(markBegins); at != std::string::npos; at = text.find(markBegins, from)) {
        pieces.push_back({text.substr(from, at - from), text[at + 1] - firstMark});
        from = at + 2;
    }
    pieces.push_back({text.substr(from), -1});
    return pieces;
}

}  // namespace latchkey
