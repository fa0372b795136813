// Mustache templates, parsed once and filled many times: the one place where pages and letters are rendered.
#pragma once

#include "services/delivery/template_tags.h"

#include <memory>
#include <utility>

namespace latchkey {

// What a template shows. An empty text counts as absent: its section is left out.
class TemplateFields {
public:
    TemplateFields &set(std::string name, const QString &value);
    TemplateFields &set(std::string name, std::string utf8);
    TemplateFields &setFlag(std::string name, bool value);
    TemplateFields &add(const std::string &list, TemplateFields item);

private:
    friend class Template;
    friend class DrawnTemplate;
    std::vector<std::pair<std::string, std::string>> m_texts;
    std::vector<std::pair<std::string, bool>> m_flags;
    std::vector<std::pair<std::string, std::vector<TemplateFields>>> m_lists;
};

enum class Escaping { Html, None };

// Immutable; any thread. A value is never looked through for tags of its own.
class Template {
public:
    // `markup` names the one value that is HTML of our own making already; it may be empty.
    static tl::expected<Template, TemplateError> parse(std::string text, Escaping escaping, std::string_view markup = {});
    Template(Template &&) noexcept;
    Template &operator=(Template &&) noexcept;
    ~Template();

    // What stands in both is taken from `fields`.
    [[nodiscard]] std::string render(const TemplateFields &fields, const TemplateFields &common = {}) const;

private:
    struct Inner;
    explicit Template(std::unique_ptr<Inner> inner);
    std::unique_ptr<Inner> m_inner;
};

// As it may stand in an element and in a quoted attribute.
std::string htmlEscaped(const std::string &text);

}  // namespace latchkey
