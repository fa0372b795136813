// A template that is drawn once for each shape of its fields; afterwards only the values are put between what stays the same.
#pragma once

#include "services/delivery/template.h"

#include <unordered_map>

namespace latchkey {

// Of HTML alone: values are escaped. Thread: one.
class DrawnTemplate {
public:
    explicit DrawnTemplate(Template whole) : m_whole(std::move(whole)) {}

    // The same text as Template::render().
    [[nodiscard]] std::string render(const TemplateFields &fields, const TemplateFields &common = {}) const;

private:
    // What stands before a value, and which it is; the last piece has none.
    struct Piece {
        std::string before;
        int value = -1;
    };
    using Pieces = std::vector<Piece>;
    [[nodiscard]] Pieces draw(const TemplateFields &fields, const TemplateFields &common) const;

    Template m_whole;
    // By which fields there are, which of them are empty, and the flags: a handful for each page.
    mutable std::unordered_map<std::string, Pieces> m_shapes;
};

}  // namespace latchkey
