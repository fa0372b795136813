// The portal's routes, and what all its pages share: headers, forms, who is signed in.
#include "services/portal/portal.h"

#include "services/access/destination.h"
#include "services/access/device.h"
#include "services/access/secrets.h"

#include <QUrl>

namespace latchkey {

namespace {

std::string originOf(const QString &baseUrl) {
    const QUrl url(baseUrl);
    return url.adjusted(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::RemoveUserInfo).toString(QUrl::StripTrailingSlash).toStdString();
}

// How exactly it is kept when a session was last seen: a write at every page would tell no more.
constexpr Duration seenToWithin = std::chrono::minutes(10);

// Where what failed can be tried again: the page whose button was pressed, or the page itself.
std::string pageOf(std::string_view path) {
    if (path.substr(0, 3) == "/l/") return std::string(path.substr(0, path.find('/', 3)));
    const bool isButton = path == "/code/again" || path == "/account/sessions/end" || path == "/logout";
    return isButton ? std::string(path == "/code/again" ? "/code" : "/account") : std::string(path);
}

}  // namespace

Portal::Portal(Setup setup) : m_setup(std::move(setup)), m_browser(m_setup.baseUrl), m_origin(originOf(m_setup.baseUrl)) {}

void Portal::addRoutes(http::Router &router) {
    using http::ExchangePtr;
    using http::Method;
    using http::Parameters;
    const auto plain = [&](Method method, const char *path, void (Portal::*handler)(const ExchangePtr &)) {
        router.add(method, path, [this, handler](const ExchangePtr &exchange, const Parameters &) { (this->*handler)(exchange); });
    };
    const auto withOne = [&](Method method, const char *path, void (Portal::*handler)(const ExchangePtr &, const std::string &)) {
        router.add(method, path, [this, handler](const ExchangePtr &exchange, const Parameters &given) { (this->*handler)(exchange, given.at(0)); });
    };
    if (!m_setup.elsewhere.isEmpty()) {
        for (const char *path : {"/", "/login"})
            router.add(Method::Get, path, [this](const ExchangePtr &exchange, const Parameters &) { answerElsewhere(exchange, 200); });
        return addSmallRoutes(router);
    }
    plain(Method::Get, "/", &Portal::showLogin);
    plain(Method::Get, "/login", &Portal::showLogin);
    plain(Method::Post, "/login", &Portal::ask);
    plain(Method::Get, "/code", &Portal::showCode);
    plain(Method::Post, "/code", &Portal::enterCode);
    plain(Method::Post, "/code/again", &Portal::askAgain);
    withOne(Method::Get, "/l/{token}", &Portal::showLink);
    withOne(Method::Post, "/l/{token}", &Portal::pressLink);
    withOne(Method::Post, "/l/{token}/code", &Portal::askByLink);
    plain(Method::Get, "/seen.css", &Portal::answerSeen);
    plain(Method::Get, "/account", &Portal::showAccount);
    withOne(Method::Get, "/account/subscriptions/{id}", &Portal::showSubscription);
    plain(Method::Post, "/account/sessions/end", &Portal::endSessions);
    plain(Method::Post, "/logout", &Portal::signOut);
    addSmallRoutes(router);
}

void Portal::addSmallRoutes(http::Router &router) {
    const auto still = [&](const char *path, std::function<http::Response()> make) {
        router.add(http::Method::Get, path, [make = std::move(make)](const http::ExchangePtr &exchange, const http::Parameters &) { exchange->answer(make()); });
    };
    const std::pair<std::string, std::string> sniff{"X-Content-Type-Options", "nosniff"};
    const std::pair<std::string, std::string> keep{"Cache-Control", "public, max-age=86400"};
    still("/portal.css", [=, this] { return http::Response{200, "text/css; charset=utf-8", m_pages.css(), {keep, sniff}}; });
    still("/robots.txt", [=] { return http::Response{200, "text/plain; charset=utf-8", "User-agent: *\nDisallow: /\n", {keep, sniff}}; });
    // Browsers ask for it by themselves; the pages' policy would not let them show one.
    still("/favicon.ico", [=] { return http::Response{204, "image/x-icon", {}, {keep, sniff}}; });
    if (!m_setup.elsewhere.isEmpty()) return;
    router.add(http::Method::Get, "/signed-out", [this](const http::ExchangePtr &exchange, const http::Parameters &) {
        answerNotice(exchange, portal_texts::signedOut(), u"Sign in again"_qs, "/login");
    });
}

void Portal::answerElsewhere(const http::ExchangePtr &exchange, int status) const {
    portal_texts::Notice notice = portal_texts::elsewhere();
    notice.status = status;
    answerNotice(exchange, notice, u"Go to the login page"_qs, m_setup.elsewhere.toStdString());
}

void Portal::answerNotFound(const http::ExchangePtr &exchange) const {
    if (!m_setup.elsewhere.isEmpty()) return answerElsewhere(exchange, 404);
    answerNotice(exchange, portal_texts::noSuchPage(), u"Go to the first page"_qs, "/");
}

std::optional<Form> Portal::takeForm(const http::ExchangePtr &exchange, const std::string &back) const {
    const http::Request &request = exchange->request();
    Form form = http::parseForm(request.body);
    switch (checkForm(request, form, m_browser.nonce(request), m_origin)) {
    case FormVerdict::Ours: return form;
    case FormVerdict::NotAForm: answerNotice(exchange, portal_texts::notAForm(), u"Back"_qs, back); break;
    case FormVerdict::Foreign: answerNotice(exchange, portal_texts::notOurForm(), u"Open the page again"_qs, back); break;
    }
    return std::nullopt;
}

std::optional<SessionView> Portal::signedIn(const http::Request &request) const {
    const SessionSecret secret = m_browser.session(request);
    if (secret.isEmpty()) return std::nullopt;
    const Result<SessionView> session = m_setup.access.session(m_setup.db, secret, m_setup.clock.now());
    if (!session) return std::nullopt;
    if (m_setup.clock.now() - session->seenAt > seenToWithin)
        m_setup.writes.giveLazily([&access = m_setup.access, id = session->id](Transaction &t) { return access.noteSeen(t, id); });
    return *session;
}

QString Portal::maskedNameOf(CustomerId customer) const {
    const Result<Customer> found = m_setup.directory.customer(m_setup.db, customer);
    return found ? maskName(found->name()) : QString();
}

Caller Portal::callerOf(const http::Request &request) const {
    const std::string_view accepts = request.header("accept-language");
    return {QString::fromStdString(request.peer), languageFromAccept(QString::fromLatin1(accepts.data(), static_cast<qsizetype>(accepts.size()))),
            deviceOf(request.header("user-agent"))};
}

QString Portal::destinationAsked(const http::Request &request) const {
    for (const auto &[name, value] : http::parseForm(request.query))
        if (name == "to") return portalDestination(QString::fromStdString(value));
    return accountPath;
}

FormNonce Portal::nonceFor(const http::Request &request, http::Response &response) {
    // One nonce for all tabs of a browser: a second open page must not make the first one's button fail.
    FormNonce nonce = m_browser.nonce(request);
    if (!nonce.isEmpty()) return nonce;
    nonce = FormNonce(randomHex(m_setup.chance));
    m_browser.keepNonce(response, nonce);
    return nonce;
}

http::Response Portal::bare(int status) const {
    http::Response response;
    response.status = status;
    response.contentType = "text/html; charset=utf-8";
    response.headers = {{"Cache-Control", "no-store"},
                        {"Referrer-Policy", "no-referrer"},
                        {"Content-Security-Policy", "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'"},
                        {"X-Content-Type-Options", "nosniff"},
                        {"X-Frame-Options", "DENY"},
                        {"X-Robots-Tag", "noindex, nofollow"}};
    return response;
}

void Portal::fill(http::Response &response, PageName name, const QString &title, const PageFields &fields) const {
    response.body = m_pages.render(name, m_setup.shopName, title, fields);
}

http::Response Portal::page(int status, PageName name, const QString &title, const PageFields &fields) const {
    http::Response response = bare(status);
    fill(response, name, title, fields);
    return response;
}

http::Response Portal::seeOther(const QString &path) const {
    http::Response response = bare(303);
    response.headers.emplace_back("Location", path.toStdString());
    return response;
}

void Portal::answerNotice(const http::ExchangePtr &exchange, const portal_texts::Notice &notice, const QString &button, const std::string &href,
                          std::optional<Instant> retryAt) const {
    http::Response response = page(notice.status, PageName::Message, notice.title, PageFields().set("words", notice.words).set("button", button).set("href", href));
    if (retryAt) response.headers.emplace_back("Retry-After", std::to_string(std::max<qint64>(1, (*retryAt - m_setup.clock.now()).count() / 1000 + 1)));
    exchange->answer(std::move(response));
}

void Portal::answerError(const http::ExchangePtr &exchange, const Error &error) const {
    if (m_setup.failed) m_setup.failed(error);
    const portal_texts::Notice notice = portal_texts::notice(error, m_setup.clock.now());
    if (notice.status == 503) return answerNotice(exchange, notice, u"Try again"_qs, pageOf(exchange->request().path), error.retryAt);
    answerNotice(exchange, notice, u"Sign in another way"_qs, "/login", error.retryAt);
}

}  // namespace latchkey
