// A running service: it starts and stops with nothing lost, and of many presses at once one wins.
#include "tests/api/service_fixture.h"
#include "tests/support/verify.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace latchkey;

class TestRunningService : public QObject {
    Q_OBJECT
private slots:
    void aRestartKeepsTheLinks() {
        ServiceFixture fixture;
        fixture.options.baseUrl = QStringLiteral("http://portal.test");
        fixture.start();
        const QByteArray live = fixture.issue();
        const QByteArray used = fixture.issue();
        QVERIFY(live.startsWith("http://portal.test/l/"));
        QCOMPARE(fixture.press(used).status, 303);
        fixture.stop();
        fixture.start();
        QCOMPARE(fixture.press(live).status, 303);
        QCOMPARE(fixture.press(used, "ffffffffffffffffffffffffffffffff").status, 410);
    }

    void aLinkDiesWhenItsTimeIsOver() {
        ServiceFixture fixture;
        fixture.start();
        const QByteArray url = fixture.issue();
        fixture.clock.advance(std::chrono::minutes(10));
        QCOMPARE(fixture.press(url).status, 410);
    }

    void ofFiftyPressesAtOnceOneWins() {
        ServiceFixture fixture;
        fixture.start();
        const QByteArray url = fixture.issue();
        std::atomic<int> opened = 0;
        std::atomic<int> refused = 0;
        std::vector<std::thread> browsers;
        for (int i = 0; i < 50; ++i)
            browsers.emplace_back([&, i] {
                const QByteArray nonce = QByteArray::number(i, 16).rightJustified(32, '0');
                const Reply reply = fixture.press(url, nonce);
                if (reply.status == 303) ++opened;
                if (reply.status == 410) ++refused;
            });
        for (std::thread &browser : browsers) browser.join();
        QCOMPARE(opened.load(), 1);
        QCOMPARE(refused.load(), 49);
        fixture.stop();
        const auto sessions = fixture.write([](Transaction &t) -> Result<qint64> {
            Statement count = t.db.prepare("SELECT count(*) FROM sessions");
            return count.step() ? count.integer(0) : -1;
        });
        QVERIFY_OK(sessions);
        QCOMPARE(*sessions, 1);
    }

    void theSameBrowserPressingTwiceGetsInTwice() {
        ServiceFixture fixture;
        fixture.start();
        const QByteArray url = fixture.issue();
        QCOMPARE(fixture.press(url).status, 303);
        QCOMPARE(fixture.press(url).status, 303);
    }

    void whatWasAnsweredIsThereAfterTheStop() {
        ServiceFixture fixture;
        fixture.start();
        QList<QByteArray> urls;
        for (int i = 0; i < 50; ++i) urls.append(fixture.issue());
        fixture.stop();
        const Result<VerifyReport> report = verifyStore(fixture.options.storePath);
        QVERIFY_OK(report);
        QCOMPARE(report->integrity, QStringLiteral("ok"));
        QCOMPARE(report->brokenActivity, 0);
        fixture.start();
        for (const QByteArray &url : std::as_const(urls)) QCOMPARE(fixture.press(url).status, 303);
    }

    void theDemoShopIsThereAtTheFirstStart() {
        ServiceFixture fixture;
        fixture.options.storePath = fixture.folder.filePath(QStringLiteral("demo.latchkey"));
        fixture.options.seedDemo = true;
        fixture.start();
        const QJsonObject me = fixture.call("GET", "/me").json();
        QVERIFY(me.value(QLatin1String("customers")).toInt() > 10);
        QVERIFY(me.value(QLatin1String("subscriptions")).toInt() > 10);
        fixture.stop();
        fixture.start();
        QCOMPARE(fixture.call("GET", "/me").json().value(QLatin1String("customers")), me.value(QLatin1String("customers")));
    }

    void aTakenPortIsAnError() {
        ServiceFixture fixture;
        fixture.start();
        HostOptions second = fixture.options;
        second.port = fixture.service->port();
        second.storePath = fixture.folder.filePath(QStringLiteral("second.latchkey"));
        QVERIFY_FAILS(RunningService::start(second), ErrorCode::PortInUse);
    }
};

QTEST_GUILESS_MAIN(TestRunningService)
#include "tst_running_service.moc"
