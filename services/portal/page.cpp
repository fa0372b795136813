// Fills the templates by kainjow's mustache, which escapes every value.
#include "services/portal/page.h"

#include "services/runtime/digest.h"

#include <QFile>

#include <kainjow/mustache.hpp>

static void initPortalResources() { Q_INIT_RESOURCE(portal); }

namespace latchkey {

namespace {

namespace mustache = kainjow::mustache;

std::string resource(const char *name) {
    QFile file(QStringLiteral(":/portal/") + QString::fromLatin1(name));
    if (!file.open(QIODevice::ReadOnly)) qFatal("the portal's resources are not linked in");
    return file.readAll().toStdString();
}

const char *fileOf(PageName page) {
    switch (page) {
    case PageName::Login: return "login.mustache";
    case PageName::Code: return "code.mustache";
    case PageName::Link: return "link.mustache";
    case PageName::Dead: return "dead.mustache";
    case PageName::Account: return "account.mustache";
    case PageName::Subscription: return "subscription.mustache";
    case PageName::Message: return "message.mustache";
    }
    return "";
}

constexpr int pageCount = static_cast<int>(PageName::Message) + 1;

}  // namespace

struct Pages::Inner {
    std::vector<mustache::mustache> templates;
    std::string css;
    std::string cssVersion;

    static mustache::data dataOf(const PageFields &fields) {
        mustache::data data(mustache::data::type::object);
        for (const auto &[name, value] : fields.m_texts)
            if (value.empty()) data.set(name, mustache::data(mustache::data::type::bool_false));
            else data.set(name, value);
        for (const auto &[name, value] : fields.m_flags)
            data.set(name, mustache::data(value ? mustache::data::type::bool_true : mustache::data::type::bool_false));
        for (const auto &[name, items] : fields.m_lists) {
            mustache::data list(mustache::data::type::list);
            for (const PageFields &item : items) list << dataOf(item);
            data.set(name, list);
        }
        return data;
    }
};

Pages::Pages() : m_inner(std::make_unique<Inner>()) {
    initPortalResources();
    const std::string head = resource("head.mustache");
    const std::string foot = resource("foot.mustache");
    for (int page = 0; page < pageCount; ++page) {
        mustache::mustache parsed(head + resource(fileOf(static_cast<PageName>(page))) + foot);
        if (!parsed.is_valid()) qFatal("a page of the portal does not parse");
        m_inner->templates.push_back(std::move(parsed));
    }
    m_inner->css = resource("portal.css");
    m_inner->cssVersion = sha256(QByteArray::fromStdString(m_inner->css)).toHex().left(8).toStdString();
}

Pages::~Pages() = default;

std::string Pages::render(PageName page, const QString &shopName, const QString &title, const PageFields &fields) const {
    mustache::data data = Inner::dataOf(fields);
    data.set("shop", shopName.toStdString());
    data.set("title", title.toStdString());
    data.set("css", "/portal.css?" + m_inner->cssVersion);
    data.set("kind", std::string(page == PageName::Account || page == PageName::Subscription ? "wide" : "narrow"));
    return m_inner->templates.at(static_cast<std::size_t>(page)).render(data);
}

const std::string &Pages::css() const { return m_inner->css; }
const std::string &Pages::cssVersion() const { return m_inner->cssVersion; }

PageFields &PageFields::set(std::string name, const QString &value) { return set(std::move(name), value.toStdString()); }

PageFields &PageFields::set(std::string name, std::string utf8) {
    m_texts.emplace_back(std::move(name), std::move(utf8));
    return *this;
}

PageFields &PageFields::setFlag(std::string name, bool value) {
    m_flags.emplace_back(std::move(name), value);
    return *this;
}

PageFields &PageFields::add(const std::string &list, PageFields item) {
    if (m_lists.empty() || m_lists.back().first != list) m_lists.emplace_back(list, std::vector<PageFields>());
    m_lists.back().second.push_back(std::move(item));
    return *this;
}

}  // namespace latchkey
