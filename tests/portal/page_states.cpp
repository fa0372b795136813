// How each page of the portal comes about.
#include "tests/portal/page_states.h"

namespace latchkey {

using namespace std::chrono_literals;

namespace {

const QString longWord = QString(180, QChar(u'x'));
const QString longName = QStringLiteral("Wilhelmina-Alexandrina Freifrau von Hohenzollern-Sigmaringen-Überlingen zu ") + longWord;

void codePage(Stage &s) {
    s.amelie();
    s.ask("amelie@example.com");
}

void wrongCode(Stage &s) {
    codePage(s);
    s.browser.type(QStringLiteral("#code"), QString::fromLatin1(AccessFixture::otherThan(s.p.newestCode())));
    s.press();
}

void codeOfSixDigits(Stage &s) {
    // More wrong guesses in the whole shop than four digits are safe against.
    s.sql(R"(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60)
             INSERT INTO code_tries (at, typed, address_hash) SELECT 1767225600000, i, x'00' FROM n)");
    codePage(s);
    s.browser.type(QStringLiteral("#code"), QStringLiteral("482913"));
}

void typedCode(Stage &s) {
    codePage(s);
    s.browser.type(QStringLiteral("#code"), QStringLiteral("482"));
}

void tooManyCodes(Stage &s) {
    s.amelie();
    for (int i = 0; i < 6; ++i) {
        s.browser.forgetCookies();
        s.ask("amelie@example.com");
        s.p.f.clock.advance(61s);
    }
}

void linkOfANamelessCustomer(Stage &s) { s.open(s.linkOf(s.p.f.addCustomer({}, QStringLiteral("a@example.com"), {}))); }
void linkOfALongName(Stage &s) { s.open(s.linkOf(s.p.f.addCustomer(longName, QStringLiteral("a@example.com"), {}))); }

void linkOfSomebodyElse(Stage &s) {
    s.signIn(s.amelie());
    s.open(s.linkOf(s.p.f.addCustomer(QStringLiteral("Bruno Keller"), QStringLiteral("bruno@example.com"), {})));
}

void usedLink(Stage &s) {
    const QByteArray link = s.linkOf(s.amelie());
    s.open(link);
    s.press();
    s.browser.forgetCookies();
    s.open(link);
}

void ownUsedLink(Stage &s) {
    const QByteArray link = s.linkOf(s.amelie());
    s.open(link);
    s.press();
    s.open(link);
}

QByteArray expired(Stage &s) {
    const QByteArray link = s.linkOf(s.amelie());
    s.p.f.clock.advance(11min);
    return link;
}

void expiredLink(Stage &s) { s.open(expired(s)); }

void revokedLink(Stage &s) {
    const auto link = s.p.f.issue(s.amelie());
    (void)s.p.f.run([&](Transaction &t) { return s.p.f.access->revoke(t, link->id, AgentId(1)); });
    s.open("/l/" + AccessFixture::tokenOf(*link).reveal());
}

void voidLink(Stage &s) {
    const CustomerId customer = s.amelie();
    const QByteArray link = s.linkOf(customer);
    (void)s.p.f.run([&](Transaction &t) { return s.p.f.access->voidByEmailChange(t, customer, AgentId(1)); });
    s.open(link);
}

void linkWithNobodyToReach(Stage &s) {
    const QByteArray link = expired(s);
    s.sql("UPDATE customers SET email = '', email_key = NULL, email_state = 1, phone = '', phone_key = NULL");
    s.open(link);
}

// Asked for in another browser a moment ago.
void deadLinkTooSoon(Stage &s) {
    const QByteArray link = expired(s);
    s.open(link);
    s.press();
    s.browser.forgetCookies();
    s.open(link);
    s.press();
}

void noSubscriptions(Stage &s) { s.signIn(s.amelie()); }

void oneSubscription(Stage &s) {
    const CustomerId customer = s.amelie();
    s.p.addSubscription(customer, QStringLiteral("Coffee Beans"));
    s.signIn(customer);
}

void manySubscriptions(Stage &s) {
    const CustomerId customer = s.amelie();
    for (int i = 0; i < 101; ++i) s.p.addSubscription(customer, QStringLiteral("Coffee Beans No. %1").arg(i));
    s.sql("UPDATE subscriptions SET status = id % 7");
    s.signIn(customer);
}

void longNames(Stage &s) {
    const CustomerId customer = s.p.f.addCustomer(longName, QStringLiteral("a@example.com"), {});
    s.p.addSubscription(customer, QStringLiteral("Single Origin Ethiopia Yirgacheffe Natural Process, Whole Beans, in a Tin That Can Be Sent Back"));
    s.p.addSubscription(customer, longWord);
    s.sql("UPDATE subscriptions SET status = 7, status_text = 'Waiting for the bank, for the post and for the roaster'");
    s.signInFrom(customer, QStringLiteral("Samsung Internet on Android"));
    s.signIn(customer);
}

void severalDevices(Stage &s) {
    const CustomerId customer = s.amelie();
    s.p.addSubscription(customer, QStringLiteral("Coffee Beans"));
    s.signInFrom(customer, QStringLiteral("Safari on iPhone"));
    s.signInFrom(customer, {});
    s.signInFrom(customer, QStringLiteral("Samsung Internet on Android"));
    s.signIn(customer);
}

void subscription(Stage &s) {
    oneSubscription(s);
    s.press(".cards a");
}

void longSubscription(Stage &s) {
    longNames(s);
    s.press(".cards li:last-child a");
}

void foreignForm(Stage &s) {
    s.open(s.linkOf(s.amelie()));
    s.browser.forgetCookies();
    s.press();
}

void brokenStore(Stage &s) {
    s.sql("DROP TABLE codes");
    s.ask("amelie@example.com");
}

}  // namespace

const QList<PageState> &pageStates() {
    static const QList<PageState> states{
        {"login", "Sign in", [](Stage &s) { s.open("/login"); }},
        {"login-not-understood", "Sign in", [](Stage &s) { s.ask("hello"); }},
        {"login-too-many", "Sign in", tooManyCodes},
        {"code", "Enter your code", codePage},
        {"code-typed", "Enter your code", typedCode},
        {"code-again", "Enter your code",
         [](Stage &s) {
             codePage(s);
             s.p.f.clock.advance(2min);
             s.open("/code");
         }},
        {"code-wrong", "Enter your code", wrongCode},
        {"code-six-digits", "Enter your code", codeOfSixDigits},
        {"link", "Continue as A••••• D•••••", [](Stage &s) { s.open(s.linkOf(s.amelie())); }},
        {"link-nameless", "Open your subscriptions", linkOfANamelessCustomer},
        {"link-long-name", "Continue as W", linkOfALongName},
        {"link-somebody-else", "Switch to B•••• K•••••?", linkOfSomebodyElse},
        {"dead-used", "This link was already used", usedLink},
        {"dead-used-own", "This link was already used", ownUsedLink},
        {"dead-expired", "This link has expired", expiredLink},
        {"dead-revoked", "This link was withdrawn", revokedLink},
        {"dead-void", "This link is no longer valid", voidLink},
        {"dead-damaged", "Part of this link is missing", [](Stage &s) { s.open("/l/0123456789abcdef"); }},
        {"dead-unknown", "We do not know this link", [](Stage &s) { s.open("/l/" + linkTokenFromRandom(s.p.f.chance.bytes<17>()).reveal()); }},
        {"dead-nobody-to-reach", "This link has expired", linkWithNobodyToReach},
        {"dead-too-soon", "This link has expired", deadLinkTooSoon},
        {"account-none", "Your subscriptions", noSubscriptions},
        {"account-one", "Your subscriptions", oneSubscription},
        {"account-many", "Your subscriptions", manySubscriptions},
        {"account-long-names", "Your subscriptions", longNames},
        {"account-devices", "Your subscriptions", severalDevices},
        {"subscription", "Coffee Beans", subscription},
        {"subscription-long", "", longSubscription},
        {"signed-out", "You are signed out",
         [](Stage &s) {
             s.signIn(s.amelie());
             s.press("form[action='/logout'] button");
         }},
        {"not-found", "There is no such page", [](Stage &s) { s.open("/nowhere"); }},
        {"foreign-form", "Please try again", foreignForm},
        {"broken-store", "We are not ready right now", brokenStore},
    };
    return states;
}

}  // namespace latchkey
