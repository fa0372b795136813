// Digests against published vectors, fair chance, the clock, and no core dumps.
#include "services/runtime/chance.h"
#include "services/runtime/clock.h"
#include "services/runtime/digest.h"
#include "services/runtime/process_hygiene.h"
#include "tests/support/counting_chance.h"

#include <QDateTime>
#include <QTest>

#include <sys/prctl.h>
#include <sys/resource.h>

#include <array>
#include <thread>
#include <vector>

using namespace latchkey;

class TestRuntime : public QObject {
    Q_OBJECT

private slots:
    void sha256IsThatOfThePublishedVectors() {
        QCOMPARE(sha256(QByteArrayView()).toHex(), QByteArray("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
        QCOMPARE(sha256("abc").toHex(), QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
        QCOMPARE(sha256("abc").toHex(), QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    }

    // RFC 4231, cases 1, 2 and 6.
    void hmacIsThatOfThePublishedVectors() {
        QCOMPARE(hmacSha256(QByteArray(20, '\x0b'), "Hi There").toHex(),
                 QByteArray("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"));
        QCOMPARE(hmacSha256("Jefe", "what do ya want for nothing?").toHex(),
                 QByteArray("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
        QCOMPARE(hmacSha256(QByteArray(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First").toHex(),
                 QByteArray("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"));
        QVERIFY(hmacSha256({}, "x") != hmacSha256("k", "x"));
    }

    void digestsAreRightInManyThreads() {
        std::atomic<int> wrong = 0;
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([&] {
                for (int i = 0; i < 2000; ++i)
                    if (sha256("abc").toHex() != "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad") ++wrong;
            });
        for (std::thread &thread : threads) thread.join();
        QCOMPARE(wrong.load(), 0);
    }

    void comparingLooksAtEveryByteAndTheLength() {
        QVERIFY(equalInConstantTime("abc", "abc"));
        QVERIFY(!equalInConstantTime("abc", "abd"));
        QVERIFY(!equalInConstantTime("abc", "ab"));
        QVERIFY(equalInConstantTime({}, {}));
    }

    void belowStaysBelowAndReachesEverything() {
        CountingChance chance;
        std::array<int, 10> seen{};
        for (int i = 0; i < 10'000; ++i) ++seen.at(static_cast<std::size_t>(chance.below(10)));
        for (const int count : seen) QVERIFY2(count > 800 && count < 1200, qPrintable(QString::number(count)));
        QCOMPARE(chance.below(1), 0U);
        QCOMPARE(chance.below(0), 0U);
        const std::uint64_t large = (std::uint64_t(1) << 63) + 1;
        for (int i = 0; i < 100; ++i) QVERIFY(chance.below(large) < large);
    }

    void theSystemsChanceDoesNotRepeat() {
        SystemChance chance;
        QVERIFY(chance.bytes<16>() != chance.bytes<16>());
    }

    void theSystemsClockIsInUtcMilliseconds() {
        const qint64 before = QDateTime::currentMSecsSinceEpoch();
        const qint64 now = SystemClock().now().milliseconds();
        QVERIFY(now >= before && now <= QDateTime::currentMSecsSinceEpoch());
    }

    void coreDumpsAreForbidden() {
        forbidCoreDumps();
        rlimit limit{};
        QCOMPARE(::getrlimit(RLIMIT_CORE, &limit), 0);
        QCOMPARE(limit.rlim_cur, rlim_t(0));
        QCOMPARE(limit.rlim_max, rlim_t(0));
        QCOMPARE(::prctl(PR_GET_DUMPABLE), 0);
    }
};

QTEST_GUILESS_MAIN(TestRuntime)
#include "tst_runtime.moc"
