// The customer's pages: which address shows what, and which button does what.
#pragma once

#include "services/access/access_service.h"
#include "services/directory/directory.h"
#include "services/http/router.h"
#include "services/portal/browser_state.h"
#include "services/portal/form_check.h"
#include "services/portal/page.h"
#include "services/portal/texts.h"
#include "services/store/write_room.h"

namespace latchkey {

// Owned by the host, must outlive the write room's answers. Every method runs on the server's thread, where `db` lives too.
class Portal {
public:
    struct Setup {
        AccessService &access;
        Directory &directory;
        WriteRoom &writes;
        Connection &db;
        Chance &chance;
        const Clock &clock;
        QString baseUrl;
        QString shopName;
        std::function<void(const Error &)> failed = {};  // told of every error that a page was answered with
        QString elsewhere = {};  // where customers log in instead: there are no other pages then
    };
    explicit Portal(Setup setup);

    void addRoutes(http::Router &router);
    void setShopName(const QString &name) { m_setup.shopName = name; }
    // For an address that no route knows.
    void answerNotFound(const http::ExchangePtr &exchange) const;

private:
    // link_pages.cpp
    void showLink(const http::ExchangePtr &exchange, const std::string &segment);
    void pressLink(const http::ExchangePtr &exchange, const std::string &segment);
    void askByLink(const http::ExchangePtr &exchange, const std::string &segment);
    void answerLive(const http::ExchangePtr &exchange, const LinkToken &token, const LinkView &view);
    void answerDead(const http::ExchangePtr &exchange, const LinkToken &token, const Error &error, const QString &problem, int status);
    void noteVisit(const http::Request &request, LinkId link, VisitOutcome outcome, const FormNonce &nonce);
    void noteReturn(const http::Request &request, bool pressed);
    void answerSeen(const http::ExchangePtr &exchange);
    // login_pages.cpp
    void showLogin(const http::ExchangePtr &exchange);
    void ask(const http::ExchangePtr &exchange);
    void askAgain(const http::ExchangePtr &exchange);
    void showCode(const http::ExchangePtr &exchange);
    void enterCode(const http::ExchangePtr &exchange);
    void answerLogin(const http::ExchangePtr &exchange, int status, const QString &who, const QString &to, const QString &problem);
    void answerCode(const http::ExchangePtr &exchange, int status, const QString &problem);
    void answerAsked(const http::ExchangePtr &exchange, const CodeAsked &asked);
    // account_pages.cpp
    void showAccount(const http::ExchangePtr &exchange);
    void showSubscription(const http::ExchangePtr &exchange, const std::string &id);
    void signOut(const http::ExchangePtr &exchange);
    void endSessions(const http::ExchangePtr &exchange);
    void addSmallRoutes(http::Router &router);
    void answerElsewhere(const http::ExchangePtr &exchange, int status) const;

    // The form's fields when this browser pressed our own button; else the exchange has been answered.
    std::optional<Form> takeForm(const http::ExchangePtr &exchange, const std::string &back) const;
    // The customer who is signed in, if anybody is.
    [[nodiscard]] std::optional<SessionView> signedIn(const http::Request &request) const;
    [[nodiscard]] QString maskedNameOf(CustomerId customer) const;
    [[nodiscard]] Caller callerOf(const http::Request &request) const;
    [[nodiscard]] QString destinationAsked(const http::Request &request) const;

    // The nonce that goes into a form; its cookie is set when the browser has none yet.
    FormNonce nonceFor(const http::Request &request, http::Response &response);
    [[nodiscard]] http::Response page(int status, PageName name, const QString &title, const PageFields &fields) const;
    void fill(http::Response &response, PageName name, const QString &title, const PageFields &fields) const;
    [[nodiscard]] http::Response bare(int status) const;
    [[nodiscard]] http::Response seeOther(const QString &path) const;
    void answerNotice(const http::ExchangePtr &exchange, const portal_texts::Notice &notice, const QString &button, const std::string &href,
                      std::optional<Instant> retryAt = {}) const;
    void answerError(const http::ExchangePtr &exchange, const Error &error) const;

    Setup m_setup;
    BrowserState m_browser;
    std::string m_origin;
    Pages m_pages;
};

}  // namespace latchkey
