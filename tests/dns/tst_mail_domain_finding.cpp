// "The mail domain takes no mail", in a whole service: asked only where it is switched on, and told to the desks that wait.
#include "services/client/service_client.h"
#include "services/store/shop_store.h"
#include "tests/api/service_fixture.h"
#include "tests/support/dns_peer.h"
#include "tests/support/verify.h"

#include <QTest>

using namespace latchkey;

namespace {

std::optional<DnsPeer::Reply> nothingThere(const QByteArray &, int) { return DnsPeer::Reply{DnsPeer::NoSuchName}; }

}  // namespace

class TestMailDomainFinding : public QObject {
    Q_OBJECT
private slots:
    void init() {
        m_fixture = std::make_unique<ServiceFixture>();
        m_fixture->options.nameServer = m_peer.address();
        m_before = m_peer.questions().size();
    }

    void itIsAskedOnlyWhereItIsSwitchedOn() {
        m_fixture->start();
        QVERIFY(!hasFinding(1));
        // Another question, from another service, shows that there was time for the first.
        switchOn();
        QTRY_VERIFY(hasFinding(1));
        QCOMPARE(asked("example.com 15"), 1);
    }

    void desksThatHaveShownTheCustomerReadAgain() {
        switchOn();
        m_fixture->start();
        ServiceClient desk(QUrl(m_fixture->service->url()), AgentToken("embedded-token-of-this-test"));
        QList<qint64> changed;
        connect(&desk, &ServiceClient::happened, this, [&](const Event &event) {
            if (event.kind == EventKind::CustomerChanged && event.customer.isValid()) changed.append(event.customer.value());
        });
        desk.follow();
        QTRY_VERIFY(desk.isReachable());
        int answers = 0;
        desk.customer(CustomerId(1), this, [&](const Result<CustomerDetails> &details) { answers += details ? 1 : 0; });
        QTRY_COMPARE(answers, 1);
        QTRY_COMPARE(changed, QList<qint64>{1});
        QVERIFY(hasFinding(1));
    }

    void neitherTheRemovedNorTheMalformedAreAskedAbout() {
        switchOn();
        QVERIFY_OK(m_fixture->write([](Transaction &t) {
            return t.db.execute(R"(
                INSERT INTO customers (id, ref, first_name, last_name, name_key, email, email_key, email_state, phone, phone_key, created_at, removed_at)
                VALUES (3, 'c3', 'Cy', '', 'cy', 'cy@removed.example', 'cy@removed.example', 0, '', NULL, 1, 5),
                       (4, 'c4', 'Di', '', 'di', 'di@@malformed.example', 'di@@malformed.example', 2, '', NULL, 1, NULL),
                       (5, 'c5', 'El', '', 'el', 'el@bücher.example', 'el@xn--bcher-kva.example', 0, '', NULL, 1, NULL))");
        }));
        m_fixture->start();
        QVERIFY(!hasFinding(3));
        QVERIFY(!hasFinding(4));
        QTRY_VERIFY(hasFinding(5));
        QCOMPARE(asked("xn--bcher-kva.example 15"), 1);
        QCOMPARE(asked("removed.example 15") + asked("malformed.example 15"), 0);
    }

private:
    void switchOn() {
        const Result<void> done = m_fixture->write([](Transaction &t) { return ShopStore(t.db).change({ReplyGuard::Ask, true}); });
        if (!done) qFatal("cannot switch it on");
    }
    [[nodiscard]] bool hasFinding(int customer) const {
        return m_fixture->call("GET", "/customers/" + QByteArray::number(customer)).body().contains("email_domain_has_no_mail");
    }
    [[nodiscard]] qsizetype asked(const QByteArray &question) const { return m_peer.questions().mid(m_before).count(question); }

    DnsPeer m_peer{nothingThere};
    std::unique_ptr<ServiceFixture> m_fixture;
    qsizetype m_before = 0;
};

QTEST_GUILESS_MAIN(TestMailDomainFinding)
#include "tst_mail_domain_finding.moc"
