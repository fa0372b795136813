// What goes out keeps to the shop's rate and to two in flight, pauses hold for everybody, and a stop is heard soon.
#include "services/shops/skio/pacer.h"
#include "tests/support/leaping_clock.h"
#include "tests/support/manual_clock.h"

#include <QTest>

#include <atomic>
#include <thread>
#include <vector>

using namespace latchkey;
using namespace std::chrono_literals;

class TestSkioPacing : public QObject {
    Q_OBJECT

private slots:
    void fiveGoOutInASecond();
    void neverMoreThanTwoAreInFlight();
    void aPauseHoldsForEverybody();
    void aLongPauseIsNotWaitedFor();
    void aStopEndsTheWaiting();
    void aClockThatGoesBackHoldsNobody();
};

namespace {
// Sleeping moves the clock, and nothing else does.
struct Standing {
    ManualClock clock;
    std::vector<Duration> slept;
    Sleep sleep = [this](Duration howLong, const std::stop_token &) {
        slept.push_back(howLong);
        clock.advance(howLong);
    };
    Pacer pacer{{clock, sleep}};
};
}  // namespace

void TestSkioPacing::fiveGoOutInASecond() {
    Standing s;
    std::vector<Instant> times;
    for (int i = 0; i < 23; ++i) {
        QVERIFY(s.pacer.take({}, 5s).has_value());
        times.push_back(s.clock.now());
    }
    for (std::size_t i = 5; i < times.size(); ++i) QVERIFY(times[i] - times[i - 5] >= 1s);
    QCOMPARE(times.back() - times.front(), Duration(4s));
}

void TestSkioPacing::neverMoreThanTwoAreInFlight() {
    const SystemClock clock;
    Pacer pacer{{clock, realSleep(), 1000, 2}};
    std::atomic<int> inFlight{0};
    std::atomic<int> most{0};
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&] {
            for (int n = 0; n < 20; ++n) {
                const std::optional<Pacer::Turn> turn = pacer.take({}, 5s);
                const int now = ++inFlight;
                int seen = most.load();
                while (now > seen && !most.compare_exchange_weak(seen, now)) {}
                std::this_thread::yield();
                --inFlight;
            }
        });
    threads.clear();
    QVERIFY(most.load() == 1 || most.load() == 2);
}

void TestSkioPacing::aPauseHoldsForEverybody() {
    Standing s;
    const Instant until = s.clock.now() + 4s;
    s.pacer.pauseUntil(until);
    s.pacer.pauseUntil(until - 3s);
    QVERIFY(s.pacer.take({}, 5s).has_value());
    QCOMPARE(s.clock.now(), until);
}

void TestSkioPacing::aLongPauseIsNotWaitedFor() {
    Standing s;
    s.pacer.pauseUntil(s.clock.now() + 30s);
    QVERIFY(!s.pacer.take({}, 5s).has_value());
    QVERIFY(s.slept.empty());
    QVERIFY(s.pacer.take({}, 60s).has_value());
}

void TestSkioPacing::aStopEndsTheWaiting() {
    const SystemClock clock;
    Pacer pacer{{clock, realSleep(), 5, 1}};
    const std::optional<Pacer::Turn> held = pacer.take({}, 5s);
    std::stop_source stop;
    std::jthread ends([&stop] { stop.request_stop(); });
    QVERIFY(!pacer.take(stop.get_token(), 5s).has_value());
    pacer.pauseUntil(clock.now() + 1h);
    QVERIFY(!pacer.take(stop.get_token(), 2h).has_value());
}

void TestSkioPacing::aClockThatGoesBackHoldsNobody() {
    Standing s;
    for (int i = 0; i < 5; ++i) QVERIFY(s.pacer.take({}, 5s).has_value());
    s.clock.advance(-1h);
    QVERIFY(s.pacer.take({}, 5s).has_value());
    QVERIFY(s.slept.empty());
}

QTEST_GUILESS_MAIN(TestSkioPacing)
#include "tst_skio_pacing.moc"
