// Every state of the portal's pages, each brought about in a real browser as a customer comes to it.
#pragma once

#include "tests/portal/portal_fixture.h"
#include "tests/support/browser.h"

namespace latchkey {

// A portal of its own and the browser that looks at it, which knows nothing of earlier ones.
class Stage {
public:
    explicit Stage(Browser &b) : browser(b) { b.forgetCookies(); }

    void open(const QByteArray &path) { browser.open(QStringLiteral("http://127.0.0.1:%1%2").arg(p.port).arg(QString::fromUtf8(path))); }
    bool press(const char *selector = "form button") { return browser.click(QString::fromLatin1(selector)); }
    CustomerId amelie() {
        return p.f.addCustomer(QStringLiteral("Amélie Durand"), QStringLiteral("amelie@example.com"), QStringLiteral("+33612345678"));
    }
    QByteArray linkOf(CustomerId customer, const QString &destination = {}) {
        const QByteArray token = AccessFixture::tokenOf(*p.f.issue(customer, AgentId(1), destination)).reveal();
        noteMinted(token);
        return "/l/" + token;
    }
    bool signIn(CustomerId customer) {
        open(linkOf(customer));
        return press();
    }
    // Somewhere else, by a link too.
    void signInFrom(CustomerId customer, const QString &device) {
        const LinkToken token = AccessFixture::tokenOf(*p.f.issue(customer));
        (void)p.f.room->run<Redeemed>([&](Transaction &t) { return p.f.access->redeem(t, token, FormNonce("elsewhere"), device); });
    }
    bool ask(const char *who) {
        open("/login");
        return browser.type(QStringLiteral("#who"), QString::fromLatin1(who)) && press();
    }
    bool sql(const char *statement) {
        return p.f.run([statement](Transaction &t) { return t.db.execute(statement); }).has_value();
    }

    PortalFixture p;
    Browser &browser;
};

struct PageState {
    const char *name;
    const char *title;  // what its heading begins with, so that no test looks at another page than it means
    void (*bring)(Stage &stage);
};
const QList<PageState> &pageStates();

}  // namespace latchkey
