// kill -9 in the middle of a thousand issues: every link that was answered opens the portal after the restart.
#include "services/store/store.h"
#include "tests/app/served.h"
#include "tests/support/verify.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <mutex>
#include <thread>

using namespace latchkey;

class TestKill : public QObject {
    Q_OBJECT
private slots:
    void noAnsweredLinkIsLost() {
        QTemporaryDir folder;
        const QString store = folder.filePath(QStringLiteral("shop.latchkey"));
        const QString customers = folder.filePath(QStringLiteral("customers.csv"));
        const QString config = folder.filePath(QStringLiteral("latchkey.conf"));
        write(customers, "id,first_name,last_name,email,phone\nc1,Ada,Day,ada@example.com,\n");
        write(config, "links-per-customer-per-hour = 1000000\nlinks-per-agent-per-hour = 1000000\n");
        const QByteArray bearer =
            run({QStringLiteral("agent"), QStringLiteral("--store"), store, QStringLiteral("add"), QStringLiteral("Mia")}).out.trimmed();
        QVERIFY(!bearer.isEmpty());
        QCOMPARE(run({QStringLiteral("import"), QStringLiteral("--store"), store, customers}).code, 0);

        const QStringList serving{QStringLiteral("--store"), store, QStringLiteral("--config"), config};
        QList<QByteArray> answered;
        {
            Served service(serving);
            QVERIFY(service.port != 0);
            answered = issueUntilKilled(service, bearer);
        }
        QVERIFY2(answered.size() >= 300, qPrintable(QString::number(answered.size())));

        Served again(serving);
        QVERIFY(again.port != 0);
        for (const QByteArray &token : std::as_const(answered)) QCOMPARE(press(again.port, token), 303);
        QCOMPARE(again.stop(), 0);
        const Result<VerifyReport> report = verifyStore(store);
        QVERIFY_OK(report);
        QCOMPARE(report->integrity, QStringLiteral("ok"));
        QCOMPARE(report->brokenActivity, 0);
    }

private:
    static void write(const QString &path, const QByteArray &bytes) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }

    // Eight desks ask for 125 links each; the service is killed when a third of them is out.
    static QList<QByteArray> issueUntilKilled(Served &service, const QByteArray &bearer) {
        std::mutex mutex;
        QList<QByteArray> answered;
        std::vector<std::thread> desks;
        for (int desk = 0; desk < 8; ++desk)
            desks.emplace_back([&, port = service.port] {
                const RawClient client(port);
                for (int i = 0; i < 125; ++i) {
                    if (!client.send(request("POST", "/api/v1/customers/1/magic-links", "Authorization: Bearer " + bearer + "\r\n", "{}"))) return;
                    const QByteArray answer = client.readAnswer(false, 5000);
                    if (statusOf(answer) != 201) return;
                    const QByteArray token = tokenIn(answer);
                    noteMinted(token);
                    const std::lock_guard lock(mutex);
                    answered.append(token);
                }
            });
        for (bool enough = false; !enough; std::this_thread::sleep_for(std::chrono::milliseconds(1))) {
            const std::lock_guard lock(mutex);
            enough = answered.size() >= 333;
        }
        service.kill();
        for (std::thread &desk : desks) desk.join();
        return answered;
    }
};

QTEST_GUILESS_MAIN(TestKill)
#include "tst_kill.moc"
