// Points in time as text: written as the API carries them, read as RFC 3339 or a plain date.
#include "models/domain/instant.h"

#include <QTest>

using namespace latchkey;

class InstantTest : public QObject {
    Q_OBJECT

private slots:
    void instantsAreRead_data();
    void instantsAreRead();
    void wrongTextsAreNoInstants_data();
    void wrongTextsAreNoInstants();
    void whatIsWrittenCanBeRead();
};

void InstantTest::instantsAreRead_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("written");
    const auto row = [](const char *text, const char *written) { QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(written); };
    row("2026-03-01", "2026-03-01T00:00:00.000Z");
    row("2026-03-01T14:02:10Z", "2026-03-01T14:02:10.000Z");
    row("2026-03-01t14:02:10.5z", "2026-03-01T14:02:10.500Z");
    row(" 2026-03-01 14:02:10.123456Z ", "2026-03-01T14:02:10.123Z");
    row("2026-03-01T01:00:00+02:00", "2026-02-28T23:00:00.000Z");
    row("2026-03-01T23:30:00-05:30", "2026-03-02T05:00:00.000Z");
    row("2024-02-29", "2024-02-29T00:00:00.000Z");
    row("2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000Z");
    row("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z");
}

void InstantTest::instantsAreRead() {
    QFETCH(QString, text);
    QFETCH(QString, written);
    const std::optional<Instant> at = instantFromText(text);
    QVERIFY(at);
    QCOMPARE(toRfc3339(*at), written);
}

void InstantTest::wrongTextsAreNoInstants_data() {
    QTest::addColumn<QString>("text");
    for (const char *text :
         {"", "soon", "2026", "2026-3-1", "2025-02-29", "2026-13-01", "0000-01-01", "01.03.2026", "2026-03-01T", "2026-03-01T14:02",
          "2026-03-01T14:02:10", "2026-03-01T24:00:00Z", "2026-03-01T14:60:00Z", "2026-03-01T14:02:61Z", "2026-03-01T14:02:10.Z",
          "2026-03-01T14:02:10+0200", "2026-03-01T14:02:10+24:00", "2026-03-01T14:02:10Zx", "2026-03-01x"})
        QTest::newRow(text) << QString::fromUtf8(text);
}

void InstantTest::wrongTextsAreNoInstants() {
    QFETCH(QString, text);
    QVERIFY(!instantFromText(text));
}

void InstantTest::whatIsWrittenCanBeRead() {
    for (qint64 ms = -5'000'000'000'000; ms < 5'000'000'000'000; ms += 7'654'321'987)
        QCOMPARE(instantFromText(toRfc3339(Instant(ms))), std::optional(Instant(ms)));
}

QTEST_APPLESS_MAIN(InstantTest)
#include "tst_instant.moc"
