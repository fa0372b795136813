// Chores come round, long ones in steps, and an import beside a running service is noticed by its desks.
#include "services/client/service_client.h"
#include "services/directory/importer.h"
#include "services/host/housekeeping.h"
#include "services/host/running_service.h"
#include "services/runtime/clock.h"
#include "tests/support/verify.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>

using namespace latchkey;
using namespace std::chrono_literals;

class TestHousekeeping : public QObject {
    Q_OBJECT

private slots:
    void aChoreComesRoundUntilTheEnd() {
        std::atomic<int> rounds = 0;
        {
            Housekeeping housekeeping({{5ms, [&] { return ++rounds, false; }}});
            QTRY_VERIFY(rounds >= 3);
        }
        const int atTheEnd = rounds;
        QTest::qWait(30);
        QCOMPARE(rounds.load(), atTheEnd);
    }

    void aLongChoreGoesOnInStepsWithoutKeepingAnotherWaiting() {
        std::atomic<int> steps = 0;
        std::atomic<int> others = 0;
        const Housekeeping housekeeping({{5ms, [&] { return ++steps < 10; }}, {5ms, [&] { return ++others, false; }}});
        QTRY_VERIFY(steps >= 10);
        QVERIFY(others > 0);
    }

    void endingDoesNotWaitForTheNextRound() {
        const auto begin = std::chrono::steady_clock::now();
        { const Housekeeping housekeeping({{24h, [] { return false; }}}); }
        QVERIFY(std::chrono::steady_clock::now() - begin < 10s);
    }

    void anImportBesideTheServiceIsTold() {
        QTemporaryDir folder;
        const QString csv = folder.filePath(QStringLiteral("customers.csv"));
        QFile file(csv);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("id,email,first_name,last_name,phone,created_at\n7001,nora@example.com,Nora,Lind,,2025-01-01T00:00:00Z\n");
        file.close();
        HostOptions options;
        options.storePath = folder.filePath(QStringLiteral("shop.latchkey"));
        options.embeddedToken = AgentToken(QByteArray(64, 'a'));
        options.embeddedAgentName = QStringLiteral("Kim");
        const auto service = RunningService::start(options);
        QVERIFY_OK(service);
        ServiceClient client(QUrl((*service)->url()), *options.embeddedToken);
        QSignalSpy happened(&client, &ServiceClient::happened);
        client.follow();
        QTRY_VERIFY(client.isReachable());
        const std::atomic<bool> cancelled = false;
        const Result<ImportReport> report = importFiles(options.storePath, {csv}, SystemClock(), {}, cancelled);
        QVERIFY_OK(report);
        QTRY_VERIFY_WITH_TIMEOUT(std::any_of(happened.begin(), happened.end(),
                                             [](const QList<QVariant> &call) { return call.first().value<Event>().kind == EventKind::DirectoryChanged; }),
                                 10'000);
        qint64 found = 0;
        CustomerQuery query;
        query.search = QStringLiteral("nora");
        client.customers(query, this, [&](const Result<Page<CustomerRow>> &page) { found = page ? page->count : -1; });
        QTRY_COMPARE(found, 1);
    }
};

QTEST_GUILESS_MAIN(TestHousekeeping)
#include "tst_housekeeping.moc"
