// A desk over a scripted service, and the two customers that the panels' tests look at.
#pragma once

#include "models/json/json.h"
#include "services/client/service_client.h"
#include "tests/client/scripted_service.h"
#include "ui/clipboard_guard.h"
#include "ui/desk.h"
#include "ui/desk_settings.h"

#include <QApplication>
#include <QClipboard>
#include <QTest>

namespace latchkey {

// What the scripted service says the time is: 2026-01-01, midnight UTC.
inline constexpr Instant testNow{1'767'225'600'000};

template <class T>
std::string jsonOf(const T &value) {
    JsonWriter out;
    writeJson(out, value);
    return out.take();
}

inline std::string problemOf(const Error &error, int status, const QList<Finding> &findings = {}) {
    JsonWriter out;
    writeProblem(out, error, status, findings);
    return out.take();
}

inline Subscription someSubscription(qint64 id, const QString &product, SubscriptionStatus status, qint64 cents, int months) {
    Subscription subscription;
    subscription.id = SubscriptionId(id);
    subscription.ref = QStringLiteral("SUB-%1").arg(id);
    subscription.customer = CustomerId(7);
    subscription.status = status;
    subscription.interval = {IntervalUnit::Month, months};
    subscription.nextOrder = Instant(1'763'856'000'000);  // 23 November 2025
    subscription.lines = {{product, QString(), 1, {cents, QStringLiteral("EUR")}}};
    return subscription;
}

// E-mail and phone on file: every way in is open.
inline CustomerDetails amelie() {
    CustomerDetails details;
    details.customer.id = CustomerId(7);
    details.customer.ref = QStringLiteral("C-7");
    details.customer.firstName = QStringLiteral("Amélie");
    details.customer.lastName = QStringLiteral("Durand");
    details.customer.email = QStringLiteral("amelie.durand@example.com");
    details.customer.emailState = EmailState::Valid;
    details.customer.phone = QStringLiteral("+33 6 12 34 56 78");
    details.customer.version = 3;
    details.customer.createdAt = Instant(1'678'600'000'000);  // March 2023
    details.customer.lastSignInAt = testNow - std::chrono::hours(75);
    details.phoneState = PhoneState::Valid;
    details.subscriptions = {someSubscription(1, QStringLiteral("Coffee, whole bean 1 kg"), SubscriptionStatus::Active, 2400, 1),
                             someSubscription(2, QStringLiteral("Filter papers"), SubscriptionStatus::Paused, 650, 3)};
    details.subscriptionCount = 2;
    details.magicLinkPossible = true;
    details.adviceNow.life = std::chrono::minutes(10);
    details.adviceLater = {WayIn::PortalLink, AdviceReason::ReadLater, 0, {}, std::chrono::minutes(10), {}};
    details.portalLink = QStringLiteral("https://portal.example.com/login");
    return details;
}

// No e-mail, but a phone: no Magic link, standard login by SMS.
inline CustomerDetails dmitri() {
    CustomerDetails details = amelie();
    details.customer.id = CustomerId(8);
    details.customer.firstName = QStringLiteral("Dmitri");
    details.customer.lastName = QStringLiteral("Ivanov");
    details.customer.email.clear();
    details.customer.emailState = EmailState::Missing;
    details.customer.phone = QStringLiteral("+1 415 555 0134");
    details.magicLinkPossible = false;
    Finding missing;
    missing.code = FindingCode::EmailMissing;
    missing.severity = Severity::Blocks;
    missing.remedies = {Remedy::EditContact};
    Finding standard;
    standard.code = FindingCode::UseStandardLogin;
    standard.facts.phone = details.customer.phone;
    standard.remedies = {Remedy::CopyLoginSteps, Remedy::CopyPortalLink};
    details.findings = {missing, standard};
    details.adviceNow = {WayIn::StandardLogin, AdviceReason::NoEmail, 0, {}, std::chrono::minutes(10), {}};
    details.adviceLater = details.adviceNow;
    return details;
}

inline IssuedLink someLink(Duration life = std::chrono::minutes(10)) {
    return {LinkId(42), QStringLiteral("K7QM2X"), QStringLiteral("https://portal.example.com/l/k7qm2x9tb4n0v6w3hc5j8ry2zd4f"), testNow,
            testNow + life};
}

inline Snippet someSnippet(qint64 id, SnippetUse use, Language language, const QString &title, const QString &body) {
    return {SnippetId(id), use, language, title, body, 1};
}

inline QList<Snippet> someSnippets() {
    const QString rest = QStringLiteral("\n\n{{link}}\n\n{{link.lives}}\n\n{{portal_link}}");
    return {someSnippet(1, SnippetUse::MagicLink, Language::English, QStringLiteral("Friendly"), QStringLiteral("Hello {{customer.first_name|there}},") + rest),
            someSnippet(2, SnippetUse::MagicLink, Language::English, QStringLiteral("By name"), QStringLiteral("Dear {{customer.first_name}},") + rest),
            someSnippet(3, SnippetUse::MagicLink, Language::French, QStringLiteral("Aimable"), QStringLiteral("Bonjour {{customer.first_name|}},") + rest),
            someSnippet(4, SnippetUse::PortalLink, Language::English, QStringLiteral("Portal"), QStringLiteral("Hello, log in here:\n\n{{portal_link}}")),
            someSnippet(5, SnippetUse::PortalLink, Language::French, QStringLiteral("Portail"), QStringLiteral("Connectez-vous ici :\n\n{{portal_link}}")),
            someSnippet(6, SnippetUse::LoginSteps, Language::English, QStringLiteral("Steps"), QStringLiteral("This is how you log in:\n\n{{code_steps}}"))};
}

inline std::string snippetsJson(const QList<Snippet> &snippets) {
    JsonWriter out;
    out.beginObject().key("items").beginArray();
    for (const Snippet &each : snippets) writeJson(out, each);
    out.endArray().endObject();
    return out.take();
}

struct PanelFixture {
    ScriptedService service;
    ServiceClient client{service.url(), AgentToken("token")};
    ClipboardGuard clipboard{*QApplication::clipboard()};
    DeskSettings settings;
    Desk desk{client, clipboard, settings};
    QStringList notices;

    PanelFixture() {
        serve(someSnippets());
        QObject::connect(&desk, &Desk::noticeRequested, &desk, [this](const QString &notice) { notices.append(notice); });
    }

    void serve(const CustomerDetails &details) {
        service.on("GET /api/v1/customers/" + std::to_string(details.customer.id.value()), 200, jsonOf(details));
    }
    void serve(const QList<Snippet> &snippets) { service.on("GET /api/v1/snippets", 200, snippetsJson(snippets)); }
    void serve(const SubscriptionDetails &details) {
        service.on("GET /api/v1/subscriptions/" + std::to_string(details.subscription.id.value()), 200, jsonOf(details));
    }
    // From now on the service says that this much time has gone by.
    void serveLater(const CustomerDetails &details, Duration later) {
        const std::string body = jsonOf(details);
        const std::string time = std::to_string((testNow + later).milliseconds());
        service.on("GET /api/v1/customers/" + std::to_string(details.customer.id.value()), [body, time](const http::ExchangePtr &exchange) {
            exchange->answer({200, "application/json", body, {{"X-Service-Time", time}}});
        });
    }
    int count(std::string_view path) {
        int found = 0;
        for (const http::Request &request : service.asked()) found += request.path == path ? 1 : 0;
        return found;
    }
};

template <class T = QWidget>
T *shown(QWidget *root, const QString &name) {
    for (T *each : root->findChildren<T *>(name))
        if (each->isVisibleTo(root)) return each;
    return nullptr;
}

}  // namespace latchkey
