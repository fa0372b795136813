// The pages of a Magic link: shown without spending, pressed, or dead with a way on.
#include "services/access/destination.h"
#include "services/access/device.h"
#include "services/access/visit_kind.h"
#include "services/portal/portal.h"
#include "services/portal/token_path.h"
#include "services/runtime/digest.h"

namespace latchkey {

namespace {

std::string pathOf(const LinkToken &token) { return "/l/" + token.reveal().toStdString(); }

// Enough to know a browser again for a while, and no way back to its nonce.
QByteArray digestOf(const FormNonce &nonce) { return sha256(nonce.reveal()).first(8); }

// What a browser says when it fetches before anybody asked; empty when somebody did.
std::string_view purposeOf(const http::Request &request) {
    for (const char *name : {"sec-purpose", "purpose", "x-purpose", "x-moz"})
        if (const std::string_view purpose = request.header(name); !purpose.empty()) return purpose;
    return {};
}

bool isOfLink(ErrorCode code) {
    return code == ErrorCode::LinkUsed || code == ErrorCode::LinkExpired || code == ErrorCode::LinkRevoked || code == ErrorCode::LinkVoidByEmailChange;
}

}  // namespace

// `nonce` is the one that this answer's form carries: the browser's own, or one that its cookie has yet to bring back.
void Portal::noteVisit(const http::Request &request, LinkId link, VisitOutcome outcome, const FormNonce &nonce) {
    const std::string address = request.peer;
    VisitSigns signs;
    signs.head = request.method == http::Method::Head;
    signs.userAgent = request.header("user-agent");
    signs.acceptLanguage = request.header("accept-language");
    signs.secPurpose = purposeOf(request);
    signs.secFetchMode = request.header("sec-fetch-mode");
    signs.address = address;
    signs.cookieCameBack = !m_browser.nonce(request).isEmpty();
    Visit visit{link, m_setup.clock.now(), visitKindOf(signs), outcome};
    const bool awaitsCookie = visit.kind == VisitKind::NoCookie || visit.kind == VisitKind::Prefetch;
    if (awaitsCookie || visit.kind == VisitKind::Person) visit.browser = digestOf(nonce);
    m_setup.writes.giveLazily([&access = m_setup.access, visit](Transaction &t) { return access.recordVisit(t, visit); });
}

// Behind the visit that it tells about, because the room takes its jobs in order.
void Portal::noteReturn(const http::Request &request, bool pressed) {
    const FormNonce nonce = m_browser.nonce(request);
    if (nonce.isEmpty()) return;
    m_setup.writes.giveLazily(
        [&access = m_setup.access, browser = digestOf(nonce), pressed](Transaction &t) { return access.noteReturn(t, browser, pressed); });
}

// A style sheet with nothing in it, which a browser fetches together with the cookie that the page has just given it: a round trip without
// a script. Whoever asks is answered alike.
void Portal::answerSeen(const http::ExchangePtr &exchange) {
    const bool asked = exchange->request().method == http::Method::Get && purposeOf(exchange->request()).empty();
    if (asked) noteReturn(exchange->request(), false);
    http::Response response = bare(200);
    response.contentType = "text/css; charset=utf-8";
    response.body = "/* */\n";
    exchange->answer(std::move(response));
}

void Portal::showLink(const http::ExchangePtr &exchange, const std::string &segment) {
    const LinkToken token = tokenFromPath(segment);
    const Result<LinkView> view = m_setup.access.look(m_setup.db, token, m_setup.clock.now());
    if (!view) return answerError(exchange, view.error());
    if (view->state == LinkState::Live) answerLive(exchange, token, *view);
    else answerDead(exchange, token, Error{ErrorCode::LinkUsed, {}, {}}, {}, 410);
}

void Portal::answerLive(const http::ExchangePtr &exchange, const LinkToken &token, const LinkView &view) {
    http::Response response = bare(200);
    const std::optional<SessionView> session = signedIn(exchange->request());
    const FormNonce nonce = nonceFor(exchange->request(), response);
    if (exchange->request().method != http::Method::Post) noteVisit(exchange->request(), view.link.id, VisitOutcome::Shown, nonce);
    PageFields fields;
    fields.set("token", token.reveal().toStdString()).set("nonce", nonce.reveal().toStdString());
    QString title = portal_texts::continueAs(view.maskedName);
    if (session && session->customer != view.link.customer) {
        const QString present = maskedNameOf(session->customer);
        title = portal_texts::switchTo(view.maskedName);
        fields.setFlag("switches", true).set("words", portal_texts::switchWords(present, view.maskedName));
        fields.set("button", portal_texts::continueAs(view.maskedName)).set("stay", portal_texts::staySignedIn(present));
    } else {
        fields.setFlag("switches", false).set("words", portal_texts::liveWords(view.link.expiresAt - m_setup.clock.now()));
        fields.set("button", portal_texts::openSubscriptions());
    }
    fill(response, PageName::Link, title, fields);
    exchange->answer(std::move(response));
}

void Portal::pressLink(const http::ExchangePtr &exchange, const std::string &segment) {
    const LinkToken token = tokenFromPath(segment);
    const std::optional<Form> form = takeForm(exchange, pathOf(token));
    if (!form) return;
    noteReturn(exchange->request(), true);
    const std::optional<SessionView> session = signedIn(exchange->request());
    SessionSecret leaving;
    if (session) {
        const Result<LinkView> view = m_setup.access.look(m_setup.db, token, m_setup.clock.now());
        const bool another = view && view->link.customer != session->customer;
        // Signed in as somebody else since the page was shown: ask first, spend nothing.
        if (another && view->state == LinkState::Live && fieldOf(*form, "switch") != "1") return answerLive(exchange, token, *view);
        if (another) leaving = m_browser.session(exchange->request());
    }
    const FormNonce browser = m_browser.nonce(exchange->request());
    m_setup.writes.give<Redeemed>(
        [&access = m_setup.access, token, browser, leaving, device = deviceOf(exchange->request().header("user-agent"))](Transaction &t) -> Result<Redeemed> {
            Result<Redeemed> redeemed = access.redeem(t, token, browser, device);
            if (!redeemed || leaving.isEmpty()) return redeemed;
            if (const Result<void> left = access.signOut(t, leaving); !left) return tl::unexpected<Error>(left.error());
            return redeemed;
        },
        [this, exchange, token](const Result<Redeemed> &redeemed) {
            if (!redeemed && isOfLink(redeemed.error().code)) return answerDead(exchange, token, redeemed.error(), {}, 410);
            if (!redeemed) return answerError(exchange, redeemed.error());
            http::Response response = seeOther(portalDestination(redeemed->destination));
            m_browser.keepSession(response, redeemed->session, redeemed->lives);
            exchange->answer(std::move(response));
        });
}

void Portal::answerDead(const http::ExchangePtr &exchange, const LinkToken &token, const Error &error, const QString &problem, int status) {
    const Result<LinkView> view = m_setup.access.look(m_setup.db, token, m_setup.clock.now());
    if (!view) return answerError(exchange, view.error());
    if (view->state == LinkState::Live) return answerError(exchange, error);
    const bool hidesAddress = view->state == LinkState::VoidByEmailChange;
    const bool canAsk = hidesAddress || !view->maskedEmail.isEmpty() || !view->phoneEnding.isEmpty();
    const portal_texts::Notice notice =
        portal_texts::deadLink(view->state, view->link.expiresAt - view->link.issuedAt, {view->maskedEmail, view->phoneEnding});
    const std::optional<SessionView> session = signedIn(exchange->request());
    http::Response response = bare(status);
    const FormNonce nonce = nonceFor(exchange->request(), response);
    // With a problem it is the page's other button that was pressed, which opens no link.
    const VisitOutcome outcome = exchange->request().method == http::Method::Post ? VisitOutcome::PressedDead : VisitOutcome::Dead;
    if (problem.isEmpty()) noteVisit(exchange->request(), view->link.id, outcome, nonce);
    PageFields fields;
    fields.set("words", notice.words).set("problem", problem).setFlag("ask", canAsk);
    const bool ownSession = session && session->customer == view->link.customer;
    fields.setFlag("signedin", ownSession).setFlag("another", canAsk || ownSession);
    fields.set("to", portalDestination(view->link.destination)).set("token", token.reveal().toStdString());
    fields.set("nonce", nonce.reveal().toStdString());
    fill(response, PageName::Dead, notice.title, fields);
    exchange->answer(std::move(response));
}

void Portal::askByLink(const http::ExchangePtr &exchange, const std::string &segment) {
    const LinkToken token = tokenFromPath(segment);
    if (!takeForm(exchange, pathOf(token))) return;
    noteReturn(exchange->request(), true);
    m_setup.writes.give<CodeAsked>(
        [&access = m_setup.access, token, caller = callerOf(exchange->request())](Transaction &t) {
            return access.askForCodeByLink(t, token, caller);
        },
        [this, exchange, token](const Result<CodeAsked> &asked) {
            if (asked) return answerAsked(exchange, *asked);
            const Error &error = asked.error();
            // Pressed twice: the first press has sent the code that this browser waits for.
            if (error.code == ErrorCode::ResendTooSoon && !m_browser.challenge(exchange->request()).challenge.isEmpty())
                return exchange->answer(seeOther(u"/code"_qs));
            if (error.code == ErrorCode::ResendTooSoon || error.code == ErrorCode::TooManyTries)
                return answerDead(exchange, token, error, portal_texts::sentence(error, m_setup.clock.now()), 429);
            answerError(exchange, error);
        });
}

}  // namespace latchkey
