// Writes and reads the portal's three cookies.
#include "services/portal/browser_state.h"

#include "services/access/secrets.h"

#include <algorithm>

namespace latchkey {

namespace {

constexpr auto sessionCookie = "latchkey";
constexpr auto nonceCookie = "latchkey-form";
constexpr auto challengeCookie = "latchkey-code";
constexpr qint64 challengeSeconds = 3600;

QByteArray bytesOf(std::string_view text) { return QByteArray(text.data(), static_cast<qsizetype>(text.size())); }

}  // namespace

// Without https no browser takes a __Host- cookie, so that on plain loopback the names have no prefix.
BrowserState::BrowserState(const QString &baseUrl) : m_secure(baseUrl.startsWith(QLatin1String("https:"))) {}

std::string_view BrowserState::value(const http::Request &request, const char *name) const {
    return request.cookie(m_secure ? std::string("__Host-") + name : std::string(name));
}

SessionSecret BrowserState::session(const http::Request &request) const {
    const QByteArray text = bytesOf(value(request, sessionCookie));
    return isHexSecret(text) ? SessionSecret(text) : SessionSecret();
}

FormNonce BrowserState::nonce(const http::Request &request) const {
    const QByteArray text = bytesOf(value(request, nonceCookie));
    return isHexSecret(text) ? FormNonce(text) : FormNonce();
}

HeldChallenge BrowserState::challenge(const http::Request &request) const {
    // "<challenge>.<digits>": the page must say how many digits to type, also to those who get no letter.
    const QByteArray text = bytesOf(value(request, challengeCookie));
    const qsizetype dot = text.indexOf('.');
    if (dot < 0 || !isHexSecret(QByteArrayView(text).first(dot))) return {};
    return {ChallengeSecret(text.left(dot)), std::clamp(text.mid(dot + 1).toInt(), 4, 8)};
}

void BrowserState::keepSession(http::Response &response, const SessionSecret &session, Duration lives) const {
    keep(response, sessionCookie, session.reveal().toStdString(), std::max<qint64>(1, lives.count() / 1000));
}

void BrowserState::keepNonce(http::Response &response, const FormNonce &nonce) const { keep(response, nonceCookie, nonce.reveal().toStdString(), -1); }

void BrowserState::keepChallenge(http::Response &response, const HeldChallenge &held) const {
    keep(response, challengeCookie, held.challenge.reveal().toStdString() + '.' + std::to_string(held.digits), challengeSeconds);
}

void BrowserState::forgetSession(http::Response &response) const { keep(response, sessionCookie, {}, 0); }
void BrowserState::forgetChallenge(http::Response &response) const { keep(response, challengeCookie, {}, 0); }

// Negative seconds: until the browser closes. Lax and not Strict, so that a customer who comes from a letter is recognised.
void BrowserState::keep(http::Response &response, const char *name, const std::string &value, qint64 seconds) const {
    std::string cookie = (m_secure ? "__Host-" : "") + std::string(name) + '=' + value + "; Path=/; HttpOnly; SameSite=Lax";
    if (m_secure) cookie += "; Secure";
    if (seconds >= 0) cookie += "; Max-Age=" + std::to_string(seconds);
    response.headers.emplace_back("Set-Cookie", std::move(cookie));
}

}  // namespace latchkey
