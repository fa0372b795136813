// Puts head, page and foot together, and fills them.
#include "services/portal/page.h"

#include "services/runtime/digest.h"

#include <QFile>

static void initPortalResources() { Q_INIT_RESOURCE(portal); }

namespace latchkey {

namespace {

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

Pages::Pages() {
    initPortalResources();
    const std::string head = resource("head.mustache");
    const std::string foot = resource("foot.mustache");
    for (int page = 0; page < pageCount; ++page) {
        auto parsed = Template::parse(head + resource(fileOf(static_cast<PageName>(page))) + foot, Escaping::Html);
        if (!parsed) qFatal("a page of the portal does not parse");
        m_templates.emplace_back(std::move(*parsed));
    }
    m_css = resource("portal.css");
    m_cssVersion = sha256(QByteArray::fromStdString(m_css)).toHex().left(8).toStdString();
}

std::string Pages::render(PageName page, const QString &shopName, const QString &title, const PageFields &fields) const {
    TemplateFields frame;
    frame.set("shop", shopName).set("title", title).set("css", "/portal.css?" + m_cssVersion);
    frame.setFlag("seen", page == PageName::Link || page == PageName::Dead);
    frame.set("kind", std::string(page == PageName::Account || page == PageName::Subscription ? "wide" : "narrow"));
    return m_templates.at(static_cast<std::size_t>(page)).render(frame, fields);
}

const std::string &Pages::css() const { return m_css; }
const std::string &Pages::cssVersion() const { return m_cssVersion; }

}  // namespace latchkey
