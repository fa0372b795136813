// The numbers of the last days, against stores small enough to count by hand.
#include "services/store/refusal_store.h"
#include "services/store/stats_store.h"
#include "tests/support/temp_store.h"
#include "tests/support/verify.h"

#include <QTest>

using namespace latchkey;
using namespace std::chrono_literals;

namespace {

constexpr Instant day0{1'767'225'600'000};  // 2026-01-01, midnight

class House : public TempStore {
public:
    // Ends five minutes after it was issued.
    qint64 link(Instant issued, LinkEnd end = LinkEnd::None, bool atShop = false) {
        return write([&](Transaction &t) -> Result<qint64> {
                   Statement insert = t.db.prepare(R"(
                       INSERT INTO links (token_hash, customer, door, issued_at, expires_at, ended, ended_at, at_shop) VALUES (?, 1, 1, ?, ?, ?, ?, ?) RETURNING id)");
                   insert.bindBlob(QByteArray::number(++m_hash)).bind(issued).bind(issued + 10min).bind(static_cast<int>(end));
                   insert.bindOrNull(end == LinkEnd::None ? Instant() : issued + 5min).bind(atShop ? 1 : 0);
                   return insert.insertedId();
               }).value();
    }
    void visit(qint64 link, Instant at, VisitKind kind = VisitKind::Person, VisitOutcome outcome = VisitOutcome::Shown) {
        const Result<void> done = write([&](Transaction &t) -> Result<void> {
            Statement insert = t.db.prepare("INSERT INTO visits (link, at, kind, outcome) VALUES (?, ?, ?, ?)");
            insert.bind(link).bind(at).bind(static_cast<int>(kind)).bind(static_cast<int>(outcome));
            if (const auto run = insert.run(); !run) return tl::unexpected<Error>(run.error());
            return {};
        });
        if (!done) qFatal("visit");
    }
    LinkStats stats(int days, Instant now) {
        const auto read = linkStats(reader(), days, now);
        if (!read) qFatal("%s", qPrintable(read.error().detail));
        return *read;
    }

private:
    int m_hash = 0;
};

}  // namespace

class TestLinkStats : public QObject {
    Q_OBJECT

private slots:
    void anEmptyStoreHasDaysOfNothing();
    void everyLinkIsCountedOnceOnItsDay();
    void whatAShopElsewhereMadeIsIssuedAndNoMore();
    void scannersNeitherSeeNorAreRefused();
    void refusalsCountOnTheirOwnDay();
    void theMedianIsOfFirstOpeningsByPeople_data();
    void theMedianIsOfFirstOpeningsByPeople();
    void refusedIssuesAreSummed();
    void theSpanIsBounded();
};

void TestLinkStats::anEmptyStoreHasDaysOfNothing() {
    House house;
    const LinkStats stats = house.stats(3, day0 + 30h);
    QCOMPARE(stats.days.size(), 3);
    QCOMPARE(stats.days.first().day, day0 - 24h);
    QCOMPARE(stats.days.last().day, day0 + 24h);
    QCOMPARE(stats.opened, 0);
    QCOMPARE(stats.medianToOpen, Duration(0));
    QVERIFY(stats.deadLinks.isEmpty() && stats.refusedIssues.isEmpty());
}

void TestLinkStats::everyLinkIsCountedOnceOnItsDay() {
    House house;
    house.link(day0 - 1ms);                                   // the day before the span
    house.link(day0, LinkEnd::Used);
    house.link(day0 + 1h, LinkEnd::Revoked);
    house.link(day0 + 2h, LinkEnd::EmailChanged);
    house.link(day0 + 3h);                                    // expired unseen
    const qint64 opened = house.link(day0 + 4h);              // expired, opened in time
    house.visit(opened, day0 + 4h + 1min);
    const qint64 late = house.link(day0 + 5h);                // opened too late: unseen in its time
    house.visit(late, day0 + 5h + 10min, VisitKind::Person, VisitOutcome::Dead);
    house.link(day0 + 24h - 1ms, LinkEnd::Used);
    house.link(day0 + 24h + 55min);                           // live
    const LinkStats stats = house.stats(2, day0 + 25h);
    const LinkDay &first = stats.days.first();
    QCOMPARE(first.day, day0);
    QCOMPARE(first.issued, 7);
    QCOMPARE(first.used, 2);
    QCOMPARE(first.ended, 2);
    QCOMPARE(first.expiredUnseen, 2);
    QCOMPARE(first.expiredOpened, 1);
    QCOMPARE(first.refused, 1);
    const LinkDay &second = stats.days.last();
    QCOMPARE(second.issued, 1);
    QCOMPARE(second.used + second.ended + second.expiredUnseen + second.expiredOpened + second.refused, 0);
}

// Nobody here knows whether one was opened or used.
void TestLinkStats::whatAShopElsewhereMadeIsIssuedAndNoMore() {
    House house;
    house.link(day0 + 1h, LinkEnd::None, true);
    house.link(day0 + 2h, LinkEnd::None, true);
    house.link(day0 + 3h);
    const LinkStats stats = house.stats(1, day0 + 5h);
    const LinkDay &day = stats.days.first();
    QCOMPARE(day.issued, 3);
    QCOMPARE(day.expiredUnseen, 1);
    QCOMPARE(day.used + day.ended + day.expiredOpened + day.refused, 0);
}

void TestLinkStats::scannersNeitherSeeNorAreRefused() {
    House house;
    const qint64 link = house.link(day0);
    house.visit(link, day0 + 1s, VisitKind::KnownNetwork);
    house.visit(link, day0 + 2s, VisitKind::NoCookie);
    house.visit(link, day0 + 30min, VisitKind::Scanner, VisitOutcome::Dead);
    const LinkStats stats = house.stats(1, day0 + 1h);
    QCOMPARE(stats.days.first().expiredUnseen, 1);
    QCOMPARE(stats.days.first().refused, 0);
    QCOMPARE(stats.opened, 0);
    QVERIFY(stats.deadLinks.isEmpty());
}

void TestLinkStats::refusalsCountOnTheirOwnDay() {
    House house;
    const qint64 used = house.link(day0 + 23h, LinkEnd::Used);
    const qint64 revoked = house.link(day0 + 23h, LinkEnd::Revoked);
    const qint64 expired = house.link(day0 + 23h);
    const qint64 ofRemoved = house.link(day0 + 25h);
    for (int i = 0; i < 3; ++i) house.visit(expired, day0 + 24h + i * 1min, VisitKind::Person, VisitOutcome::PressedDead);
    house.visit(used, day0 + 25h, VisitKind::Person, VisitOutcome::Dead);
    house.visit(revoked, day0 + 25h, VisitKind::Person, VisitOutcome::Dead);
    house.visit(ofRemoved, day0 + 25h + 1min, VisitKind::Person, VisitOutcome::Dead);
    const LinkStats stats = house.stats(2, day0 + 26h);
    QCOMPARE(stats.days.first().refused, 0);
    QCOMPARE(stats.days.last().refused, 6);
    QList<std::pair<LinkState, int>> why;
    for (const auto &dead : stats.deadLinks) why.append({dead.why, dead.count});
    QCOMPARE(why, (QList<std::pair<LinkState, int>>{{LinkState::Expired, 3}, {LinkState::Revoked, 2}, {LinkState::Used, 1}}));
}

void TestLinkStats::theMedianIsOfFirstOpeningsByPeople_data() {
    QTest::addColumn<QList<int>>("seconds");
    QTest::addColumn<int>("median");
    QTest::newRow("one") << QList<int>{7} << 7'000;
    QTest::newRow("three, unsorted") << QList<int>{90, 3, 20} << 20'000;
    QTest::newRow("an even number") << QList<int>{3, 90, 20, 41} << 30'500;
    QTest::newRow("equal ones") << QList<int>{5, 5, 5, 5, 600} << 5'000;
    QTest::newRow("days late") << QList<int>{1, 200'000, 300'000} << 200'000'000;
}

void TestLinkStats::theMedianIsOfFirstOpeningsByPeople() {
    QFETCH(QList<int>, seconds);
    QFETCH(int, median);
    House house;
    house.visit(house.link(day0), day0 + 1s, VisitKind::Scanner);
    for (const int delay : seconds) {
        const qint64 link = house.link(day0 + 1h);
        house.visit(link, day0 + 1h + 1ms, VisitKind::TooFast);
        house.visit(link, day0 + 1h + std::chrono::seconds(delay + 500));
        house.visit(link, day0 + 1h + std::chrono::seconds(delay));
    }
    const LinkStats stats = house.stats(10, day0 + 5 * 24h);
    QCOMPARE(stats.opened, seconds.size());
    QCOMPARE(stats.medianToOpen, Duration(median));
}

void TestLinkStats::refusedIssuesAreSummed() {
    House house;
    const auto refuse = [&](Instant at, FindingCode why, int times) {
        for (int i = 0; i < times; ++i)
            if (!house.write([&](Transaction &t) { return noteRefusedIssue(t.db, dayNumberOf(at), why); })) qFatal("refuse");
    };
    refuse(day0 - 1ms, FindingCode::EmailMissing, 9);  // before the span
    refuse(day0, FindingCode::EmailMissing, 2);
    refuse(day0 + 24h, FindingCode::EmailMissing, 1);
    refuse(day0 + 24h, FindingCode::TooManyLinks, 5);
    const LinkStats stats = house.stats(2, day0 + 26h);
    QCOMPARE(stats.refusedIssues.size(), 2);
    QCOMPARE(stats.refusedIssues.first().why, FindingCode::TooManyLinks);
    QCOMPARE(stats.refusedIssues.first().count, 5);
    QCOMPARE(stats.refusedIssues.last().count, 3);
}

void TestLinkStats::theSpanIsBounded() {
    House house;
    QCOMPARE(house.stats(0, day0).days.size(), 1);
    QCOMPARE(house.stats(500, day0).days.size(), longestStatsDays);
}

QTEST_GUILESS_MAIN(TestLinkStats)
#include "tst_link_stats.moc"
