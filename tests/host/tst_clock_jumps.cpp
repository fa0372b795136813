// A host's clock is set forward and back by hours: who can get in, and the record, stay right.
#include "services/store/store.h"
#include "tests/api/service_fixture.h"
#include "tests/support/verify.h"

#include <QTest>

using namespace latchkey;
using namespace std::chrono_literals;

class TestClockJumps : public QObject {
    Q_OBJECT

private slots:
    void init() {
        m_fixture = std::make_unique<ServiceFixture>();
        m_fixture->options.policy.linksPerCustomerPerHour = 3;
        m_fixture->start();
    }
    // Whatever happened, the chain of the record is whole.
    void cleanup() {
        m_fixture->stop();
        const auto report = verifyStore(m_fixture->options.storePath);
        QVERIFY_OK(report);
        QCOMPARE(report->brokenActivity, 0);
        m_fixture.reset();
    }

    void forwardEndsWhatIsOverAndNothingElse() {
        const QByteArray old = m_fixture->issue();
        m_fixture->clock.advance(5h);
        QCOMPARE(m_fixture->press(old).status, 410);
        QCOMPARE(m_fixture->press(m_fixture->issue()).status, 303);
        QCOMPARE(m_fixture->call("GET", "/me").status, 200);
    }

    void backLetsNewLinksInAndKeepsSpentOnesSpent() {
        const QByteArray spent = m_fixture->issue();
        QCOMPARE(m_fixture->press(spent).status, 303);
        m_fixture->clock.advance(-5h);
        QCOMPARE(m_fixture->press(m_fixture->issue()).status, 303);
        QCOMPARE(m_fixture->press(spent, "ffffffffffffffffffffffffffffffff").status, 410);
        QCOMPARE(m_fixture->call("GET", "/customers/1").status, 200);
        QCOMPARE(m_fixture->call("GET", "/activity").status, 200);
    }

    // What was issued at a time that is yet to come counts for no hour of now: else the customer would be locked out until then.
    void backLocksNobodyOutByALimit() {
        for (int i = 0; i < 3; ++i) QVERIFY(!m_fixture->issue().isEmpty());
        QCOMPARE(m_fixture->call("POST", "/customers/1/magic-links", "{}").status, 429);
        m_fixture->clock.advance(-5h);
        const Reply issued = m_fixture->call("POST", "/customers/1/magic-links", "{}");
        QCOMPARE(issued.status, 201);
        noteMinted(tokenIn(issued.text("url").toLatin1()));
    }

private:
    std::unique_ptr<ServiceFixture> m_fixture;
};

QTEST_GUILESS_MAIN(TestClockJumps)
#include "tst_clock_jumps.moc"
