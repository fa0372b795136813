// The portal's pages as templates: read and parsed once, filled with escaped text.
#pragma once

#include <QString>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace latchkey {

enum class PageName { Login, Code, Link, Dead, Account, Subscription, Message };

// What a page shows. An empty text counts as absent: its section is left out.
class PageFields {
public:
    PageFields &set(std::string name, const QString &value);
    PageFields &set(std::string name, std::string utf8);
    PageFields &setFlag(std::string name, bool value);
    PageFields &add(const std::string &list, PageFields item);

private:
    friend class Pages;
    std::vector<std::pair<std::string, std::string>> m_texts;
    std::vector<std::pair<std::string, bool>> m_flags;
    std::vector<std::pair<std::string, std::vector<PageFields>>> m_lists;
};

// Thread: the server's; one per portal.
class Pages {
public:
    Pages();
    ~Pages();

    // `title` is heading and window title at once.
    [[nodiscard]] std::string render(PageName page, const QString &shopName, const QString &title, const PageFields &fields) const;
    [[nodiscard]] const std::string &css() const;
    // Changes when the style sheet changes, so that browsers may keep it.
    [[nodiscard]] const std::string &cssVersion() const;

private:
    struct Inner;
    std::unique_ptr<Inner> m_inner;
};

}  // namespace latchkey
