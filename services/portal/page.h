// The portal's pages: templates read and parsed once, filled with escaped text.
#pragma once

#include "services/delivery/drawn_template.h"

namespace latchkey {

enum class PageName { Login, Code, Link, Dead, Account, Subscription, Message };

using PageFields = TemplateFields;

// Thread: the server's; one per portal.
class Pages {
public:
    Pages();

    // `title` is heading and window title at once.
    [[nodiscard]] std::string render(PageName page, const QString &shopName, const QString &title, const PageFields &fields) const;
    [[nodiscard]] const std::string &css() const;
    // Changes when the style sheet changes, so that browsers may keep it.
    [[nodiscard]] const std::string &cssVersion() const;

private:
    std::vector<DrawnTemplate> m_templates;
    std::string m_css;
    std::string m_cssVersion;
};

}  // namespace latchkey
