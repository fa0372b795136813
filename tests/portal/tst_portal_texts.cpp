// The portal's sentences: every code has one, and numbers are said as people say them.
#include "services/delivery/durations.h"
#include "services/portal/texts.h"

#include <QTest>

using namespace latchkey;
using namespace std::chrono_literals;

class TestPortalTexts : public QObject {
    Q_OBJECT

private slots:
    void everyErrorHasASentence();
    void durationsAreSaidInWords_data();
    void durationsAreSaidInWords();
    void whatIsShownOfASubscription();
};

void TestPortalTexts::everyErrorHasASentence() {
    for (int code = 0; code <= int(ErrorCode::Cancelled); ++code) {
        const auto notice = portal_texts::notice(Error{ErrorCode(code), u"/secret/path"_qs, Instant(61'000)}, Instant(0));
        QVERIFY(notice.status >= 400 && notice.status < 600);
        QVERIFY(!notice.title.isEmpty() && notice.words.endsWith(u'.'));
        QVERIFY(!notice.words.contains(u"secret"_qs));
    }
    QVERIFY(portal_texts::notice(Error{ErrorCode::TooManyTries, {}, Instant(61'000)}, Instant(0)).words.contains(u"in 2 minutes"_qs));
}

void TestPortalTexts::durationsAreSaidInWords_data() {
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<QString>("words");
    const auto row = [](Duration time, const QString &words) { QTest::newRow(qPrintable(words)) << qint64(time.count()) << words; };
    row(1ms, u"1 second"_qs);
    row(42s, u"42 seconds"_qs);
    row(60s, u"1 minute"_qs);
    row(10min, u"10 minutes"_qs);
    row(59min + 1ms, u"60 minutes"_qs);
    row(1h, u"1 hour"_qs);
    row(90min, u"90 minutes"_qs);
    row(23h, u"23 hours"_qs);
    row(48h, u"2 days"_qs);
}

void TestPortalTexts::durationsAreSaidInWords() {
    QFETCH(qint64, ms);
    QFETCH(QString, words);
    QCOMPARE(inWords(Duration(ms)), words);
}

void TestPortalTexts::whatIsShownOfASubscription() {
    QCOMPARE(portal_texts::every({IntervalUnit::Month, 1}), u"every month"_qs);
    QCOMPARE(portal_texts::every({IntervalUnit::Week, 2}), u"every 2 weeks"_qs);
    QCOMPARE(portal_texts::day(Instant(1772323200000)), u"1 March 2026"_qs);
    Subscription other;
    other.status = SubscriptionStatus::Other;
    other.statusText = u"On hold"_qs;
    QCOMPARE(portal_texts::status(other), u"On hold"_qs);
    QCOMPARE(portal_texts::line({u"Beans"_qs, u"1 kg"_qs, 2, {}}), u"2 × Beans, 1 kg"_qs);
    QCOMPARE(portal_texts::liveWords(Duration(30s)), u"Press the button to open your subscriptions. This link works once, for 1 more minute."_qs);
}

QTEST_GUILESS_MAIN(TestPortalTexts)
#include "tst_portal_texts.moc"
