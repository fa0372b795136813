// Fills templates by kainjow's mustache.
#include "services/delivery/template.h"

#include <kainjow/mustache.hpp>

namespace latchkey {

namespace mustache = kainjow::mustache;

// Drawing writes nothing into `parsed`, since tagsOf() lets no partials in and no value is a lambda; so many threads may draw at once.
struct Template::Inner {
    mustache::mustache parsed;

    static void fill(mustache::data &data, const TemplateFields &fields) {
        using Type = mustache::data::type;
        for (const auto &[name, value] : fields.m_texts) data[name] = value.empty() ? mustache::data(Type::bool_false) : mustache::data(value);
        for (const auto &[name, value] : fields.m_flags) data[name] = mustache::data(value ? Type::bool_true : Type::bool_false);
        for (const auto &[name, items] : fields.m_lists) {
            mustache::data list(Type::list);
            for (const TemplateFields &item : items) {
                mustache::data one(Type::object);
                fill(one, item);
                list << one;
            }
            data[name] = std::move(list);
        }
    }
};

Template::Template(std::unique_ptr<Inner> inner) : m_inner(std::move(inner)) {}
Template::Template(Template &&) noexcept = default;
Template &Template::operator=(Template &&) noexcept = default;
Template::~Template() = default;

tl::expected<Template, TemplateError> Template::parse(std::string text, Escaping escaping, std::string_view markup) {
    const auto tags = tagsOf(text);
    if (!tags) return tl::unexpected(tags.error());
    for (auto tag = tags->rbegin(); tag != tags->rend(); ++tag)
        if (tag->kind == TemplateTag::Kind::Value && !markup.empty() && tag->name == markup) text.insert(tag->begin + 2, "&");
    mustache::mustache parsed(text);
    if (!parsed.is_valid()) return tl::unexpected(TemplateError{0, QString::fromStdString(parsed.error_message())});
    switch (escaping) {
    case Escaping::Html: parsed.set_custom_escape(htmlEscaped); break;
    case Escaping::None: parsed.set_custom_escape([](const std::string &value) { return value; }); break;
    }
    return Template(std::make_unique<Inner>(Inner{std::move(parsed)}));
}

std::string Template::render(const TemplateFields &fields, const TemplateFields &common) const {
    mustache::data data(mustache::data::type::object);
    Inner::fill(data, common);
    Inner::fill(data, fields);
    return m_inner->parsed.render(data);
}

TemplateFields &TemplateFields::set(std::string name, const QString &value) { return set(std::move(name), value.toStdString()); }

TemplateFields &TemplateFields::set(std::string name, std::string utf8) {
    m_texts.emplace_back(std::move(name), std::move(utf8));
    return *this;
}

TemplateFields &TemplateFields::setFlag(std::string name, bool value) {
    m_flags.emplace_back(std::move(name), value);
    return *this;
}

TemplateFields &TemplateFields::add(const std::string &list, TemplateFields item) {
    if (m_lists.empty() || m_lists.back().first != list) m_lists.emplace_back(list, std::vector<TemplateFields>());
    m_lists.back().second.push_back(std::move(item));
    return *this;
}

std::string htmlEscaped(const std::string &text) {
    std::string html;
    html.reserve(text.size() + text.size() / 8);
    for (const char c : text) switch (c) {
        case '&': html += "&amp;"; break;
        case '<': html += "&lt;"; break;
        case '>': html += "&gt;"; break;
        case '"': html += "&quot;"; break;
        case '\'': html += "&#39;"; break;  // older mail programs do not know &apos;
        default: html += c;
        }
    return html;
}

}  // namespace latchkey
