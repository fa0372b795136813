// Many guesses at one code in the same moment: no more of them are compared than one after the other.
#include "tests/api/service_fixture.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace latchkey;

class TestCodeRace : public QObject {
    Q_OBJECT
private slots:
    void guessesAtOnceAreAllCounted() {
        ServiceFixture fixture;
        fixture.start();
        const QByteArray nonce = "0123456789abcdef0123456789abcdef";
        const QByteArray form = "Content-Type: application/x-www-form-urlencoded\r\nCookie: latchkey-form=" + nonce;
        const Reply asked = fixture.send("POST", "/login", form + "\r\n", "nonce=" + nonce + "&who=ada%40example.com");
        QCOMPARE(asked.status, 303);
        const QByteArray challenge = asked.header("Set-Cookie").split(';').first();
        QVERIFY(challenge.startsWith("latchkey-code="));
        // The letter is written once the page is answered.
        QJsonArray messages;
        QTRY_COMPARE((messages = fixture.call("GET", "/messages").json().value(QLatin1String("items")).toArray()).size(), 1);
        const QJsonObject message = messages.first().toObject();
        const QByteArray code = message.value(QLatin1String("body")).toString().toUtf8().split('\n').value(4);
        QCOMPARE(code.size(), 4);

        std::atomic<int> answered = 0;
        std::atomic<int> open = 0;
        std::vector<std::thread> browsers;
        for (int i = 0; i < 20; ++i)
            browsers.emplace_back([&, i] {
                for (int n = 0; n < 3; ++n) {
                    const QByteArray guess = QByteArray::number((code.toInt() + 1 + i * 3 + n) % 10000).rightJustified(4, '0');
                    const Reply reply = fixture.send("POST", "/code", form + "; " + challenge + "\r\n", "nonce=" + nonce + "&code=" + guess);
                    if (reply.status != 0) ++answered;
                    if (reply.status == 303) ++open;
                }
            });
        for (std::thread &browser : browsers) browser.join();
        QCOMPARE(answered.load(), 60);
        QCOMPARE(open.load(), 0);
        const auto counted = fixture.write([](Transaction &t) -> Result<qint64> {
            Statement count = t.db.prepare("SELECT COUNT(*) FROM code_tries");
            return count.step() ? count.integer(0) : -1;
        });
        QCOMPARE(counted.value(), 5);
        // The right one comes too late.
        const Reply late = fixture.send("POST", "/code", form + "; " + challenge + "\r\n", "nonce=" + nonce + "&code=" + code);
        QCOMPARE(late.status, 422);
        QVERIFY(!late.raw.contains("Set-Cookie: latchkey="));
    }
};

QTEST_GUILESS_MAIN(TestCodeRace)
#include "tst_code_race.moc"
