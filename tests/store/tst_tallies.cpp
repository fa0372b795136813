// The small counts behind advice and statistics: scanners of a mail domain, and issues that were refused.
#include "services/store/refusal_store.h"
#include "services/store/retention_store.h"
#include "services/store/scan_store.h"
#include "tests/support/temp_store.h"
#include "tests/support/verify.h"

#include <QTest>

using namespace latchkey;

class TestTallies : public QObject {
    Q_OBJECT
private slots:
    void scannersAreCountedByDomain() {
        TempStore store;
        const Instant now = store.clock.now();
        const QString domain = QStringLiteral("example.com");
        for (int i = 0; i < 3; ++i)
            QVERIFY_OK(store.write([&](Transaction &t) { return noteScan(t.db, domain, now + std::chrono::hours(i)); }));
        QVERIFY_OK(store.write([&](Transaction &t) { return noteScan(t.db, QStringLiteral("other.example"), now); }));
        QVERIFY_OK(store.write([&](Transaction &t) { return noteScan(t.db, QString(), now); }));
        QCOMPARE(scannersSeenAt(store.reader(), domain, now).value(), 3);
        QCOMPARE(scannersSeenAt(store.reader(), QStringLiteral("other.example"), now).value(), 1);
        QCOMPARE(scannersSeenAt(store.reader(), QStringLiteral("nowhere.example"), now).value(), 0);
        QCOMPARE(store.number("SELECT COUNT(*) FROM domain_scans"), 2);
    }

    void scannersAreForgottenAfterTheirTime() {
        TempStore store;
        const Instant first = store.clock.now();
        const QString domain = QStringLiteral("example.com");
        QVERIFY_OK(store.write([&](Transaction &t) { return noteScan(t.db, domain, first); }));
        QVERIFY_OK(store.write([&](Transaction &t) { return noteScan(t.db, domain, first); }));
        QCOMPARE(scannersSeenAt(store.reader(), domain, first + scansKept).value(), 2);
        QCOMPARE(scannersSeenAt(store.reader(), domain, first + scansKept + Duration(1)).value(), 0);
        // One more begins anew.
        QVERIFY_OK(store.write([&](Transaction &t) { return noteScan(t.db, domain, first + scansKept + Duration(1)); }));
        QCOMPARE(scannersSeenAt(store.reader(), domain, first + scansKept + Duration(1)).value(), 1);
    }

    void refusalsAreCountedByDayAndFinding() {
        TempStore store;
        const auto note = [&](qint64 day, FindingCode why) {
            const Result<void> noted = store.write([&](Transaction &t) { return noteRefusedIssue(t.db, day, why); });
            return noted.has_value();
        };
        QVERIFY(note(20'000, FindingCode::EmailMissing) && note(20'001, FindingCode::EmailMissing) && note(20'001, FindingCode::EmailMissing) &&
                note(20'001, FindingCode::TooManyLinks));
        const auto all = refusedIssuesSince(store.reader(), 20'000);
        QVERIFY_OK(all);
        QCOMPARE(all->size(), 3);
        const auto late = refusedIssuesSince(store.reader(), 20'001);
        QVERIFY_OK(late);
        QCOMPARE(late->size(), 2);
        QCOMPARE(toText(late->at(0).why), QStringLiteral("email_missing"));
        QCOMPARE(late->at(0).count, 2);
        QCOMPARE(late->at(1).day, 20'001);
        QVERIFY_OK(store.write([&](Transaction &t) { return deleteOldRefusals(t.db, Instant(20'001 * 86'400'000LL)); }));
        QCOMPARE(refusedIssuesSince(store.reader(), 0)->size(), 2);
    }

    void aDayBeginsAtItsMidnight() {
        QCOMPARE(dayNumberOf(Instant(86'400'000 - 1)), 0);
        QCOMPARE(dayNumberOf(Instant(86'400'000)), 1);
        QCOMPARE(dayNumberOf(Instant(-1)), -1);
    }
};

QTEST_GUILESS_MAIN(TestTallies)
#include "tst_tallies.moc"
