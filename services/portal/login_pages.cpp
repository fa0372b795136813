// Standard login: an e-mail or phone is typed, then the code.
#include "services/access/destination.h"
#include "services/portal/portal.h"

namespace latchkey {

namespace {

// Digits however they were typed or pasted: "48 27", "4827\n", in any script's numerals.
CodeSecret codeFromTyped(std::string_view typed) {
    QByteArray digits;
    for (const QChar c : QString::fromUtf8(typed.data(), static_cast<qsizetype>(typed.size())))
        if (c.digitValue() >= 0 && digits.size() < 16) digits.append(static_cast<char>('0' + c.digitValue()));
    return CodeSecret(digits);
}

}  // namespace

void Portal::showLogin(const http::ExchangePtr &exchange) {
    const QString to = destinationAsked(exchange->request());
    if (signedIn(exchange->request())) return exchange->answer(seeOther(to));
    answerLogin(exchange, 200, {}, to, {});
}

void Portal::answerLogin(const http::ExchangePtr &exchange, int status, const QString &who, const QString &to, const QString &problem) {
    http::Response response = bare(status);
    PageFields fields;
    fields.set("nonce", nonceFor(exchange->request(), response).reveal().toStdString()).set("to", to).set("who", who).set("problem", problem);
    fill(response, PageName::Login, portal_texts::loginTitle(), fields);
    exchange->answer(std::move(response));
}

void Portal::ask(const http::ExchangePtr &exchange) {
    const std::optional<Form> form = takeForm(exchange, "/login");
    if (!form) return;
    const QString who = QString::fromStdString(std::string(fieldOf(*form, "who")));
    const QString to = portalDestination(QString::fromStdString(std::string(fieldOf(*form, "to"))));
    const ChallengeSecret earlier = m_browser.challenge(exchange->request()).challenge;
    m_setup.writes.give<CodeAsked>(
        [&access = m_setup.access, who, to, earlier, caller = callerOf(exchange->request())](Transaction &t) {
            return access.askForCode(t, who, caller, to, earlier);
        },
        [this, exchange, who, to, earlier](const Result<CodeAsked> &asked) {
            if (asked) return answerAsked(exchange, *asked);
            const portal_texts::Notice notice = portal_texts::notice(asked.error(), m_setup.clock.now());
            if (notice.status == 503) return answerError(exchange, asked.error());
            // Pressed twice: the first press has sent the code that this browser waits for.
            if (asked.error().code == ErrorCode::ResendTooSoon && !earlier.isEmpty()) return exchange->answer(seeOther(u"/code"_qs));
            answerLogin(exchange, notice.status, who.left(320), to, notice.words);
        });
}

void Portal::answerAsked(const http::ExchangePtr &exchange, const CodeAsked &asked) {
    http::Response response = seeOther(u"/code"_qs);
    m_browser.keepChallenge(response, {asked.challenge, asked.digits});
    exchange->answer(std::move(response));
}

void Portal::showCode(const http::ExchangePtr &exchange) { answerCode(exchange, 200, {}); }

void Portal::answerCode(const http::ExchangePtr &exchange, int status, const QString &problem) {
    const HeldChallenge held = m_browser.challenge(exchange->request());
    const Result<CodeView> view = m_setup.access.lookAtCode(m_setup.db, held.challenge, m_setup.clock.now());
    if (!view && view.error().code != ErrorCode::CodeExpired) return answerError(exchange, view.error());
    if (!view) {
        const QString to = destinationAsked(exchange->request());
        if (signedIn(exchange->request())) return exchange->answer(seeOther(to));
        if (problem.isEmpty()) return exchange->answer(seeOther(u"/login"_qs));
        return answerLogin(exchange, status, {}, to, problem);
    }
    http::Response response = bare(status);
    PageFields fields;
    fields.set("nonce", nonceFor(exchange->request(), response).reveal().toStdString()).set("words", portal_texts::codeWords(held.digits));
    fields.set("problem", problem).set("to", view->destination).setFlag("long", held.digits > 4);
    const Duration wait = view->resendAt - m_setup.clock.now();
    fields.set("wait", wait > Duration(0) ? portal_texts::resendWait(wait) : QString());
    fill(response, PageName::Code, portal_texts::codeTitle(), fields);
    exchange->answer(std::move(response));
}

void Portal::askAgain(const http::ExchangePtr &exchange) {
    if (!takeForm(exchange, "/code")) return;
    const ChallengeSecret challenge = m_browser.challenge(exchange->request()).challenge;
    m_setup.writes.give<CodeAsked>(
        [&access = m_setup.access, challenge, caller = callerOf(exchange->request())](Transaction &t) {
            return access.askForCodeAgain(t, challenge, caller);
        },
        [this, exchange](const Result<CodeAsked> &asked) {
            if (asked) return answerAsked(exchange, *asked);
            const portal_texts::Notice notice = portal_texts::notice(asked.error(), m_setup.clock.now());
            if (notice.status == 503) return answerError(exchange, asked.error());
            answerCode(exchange, notice.status, notice.words);
        });
}

void Portal::enterCode(const http::ExchangePtr &exchange) {
    const std::optional<Form> form = takeForm(exchange, "/code");
    if (!form) return;
    const ChallengeSecret challenge = m_browser.challenge(exchange->request()).challenge;
    const CodeSecret code = codeFromTyped(fieldOf(*form, "code"));
    const SessionSecret leaving = m_browser.session(exchange->request());
    m_setup.writes.give<Redeemed>(
        [&access = m_setup.access, challenge, code, leaving, caller = callerOf(exchange->request())](Transaction &t) -> Result<Redeemed> {
            Result<Redeemed> entered = access.enterCode(t, challenge, code, caller);
            if (!entered || leaving.isEmpty()) return entered;
            if (const Result<void> left = access.signOut(t, leaving); !left) return tl::unexpected<Error>(left.error());
            return entered;
        },
        [this, exchange](const Result<Redeemed> &entered) {
            if (!entered) {
                const portal_texts::Notice notice = portal_texts::notice(entered.error(), m_setup.clock.now());
                if (notice.status == 503) return answerError(exchange, entered.error());
                return answerCode(exchange, notice.status, notice.words);
            }
            http::Response response = seeOther(portalDestination(entered->destination));
            m_browser.keepSession(response, entered->session, entered->lives);
            m_browser.forgetChallenge(response);
            exchange->answer(std::move(response));
        });
}

}  // namespace latchkey
