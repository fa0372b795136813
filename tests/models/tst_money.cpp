// Amounts are written and read by the decimals of their currency; subscriptions add theirs up.
#include "models/domain/subscription.h"

#include <QTest>

#include <limits>

using namespace latchkey;

class MoneyTest : public QObject {
    Q_OBJECT

private slots:
    void amountsAreWritten_data();
    void amountsAreWritten();
    void amountsAreRead_data();
    void amountsAreRead();
    void subscriptionsHaveATitleAndATotal();
};

void MoneyTest::amountsAreWritten_data() {
    QTest::addColumn<qint64>("minor");
    QTest::addColumn<QString>("currency");
    QTest::addColumn<QString>("text");
    const auto row = [](qint64 minor, const char *currency, const char *text) {
        QTest::newRow(text) << minor << QString::fromUtf8(currency) << QString::fromUtf8(text);
    };
    row(2400, "EUR", "€24.00");
    row(5, "USD", "$0.05");
    row(0, "GBP", "£0.00");
    row(3200, "JPY", "¥3,200");
    row(123456789, "INR", "₹1,234,567.89");
    row(100, "CAD", "C$1.00");
    row(100, "AUD", "A$1.00");
    row(100, "SGD", "S$1.00");
    row(27900, "SEK", "279.00 SEK");
    row(1234567, "KWD", "1,234.567 KWD");
    row(999, "KRW", "999 KRW");
    row(-2400, "EUR", "-€24.00");
    row(-99950, "EUR", "-€999.50");
    row(100, "", "1.00");
    row(std::numeric_limits<qint64>::min(), "EUR", "-€92,233,720,368,547,758.08");
}

void MoneyTest::amountsAreWritten() {
    QFETCH(qint64, minor);
    QFETCH(QString, currency);
    QFETCH(QString, text);
    QCOMPARE(toText(Money{minor, currency}), text);
}

void MoneyTest::amountsAreRead_data() {
    QTest::addColumn<QString>("amount");
    QTest::addColumn<QString>("currency");
    QTest::addColumn<std::optional<qint64>>("minor");
    const auto row = [](const char *amount, const char *currency, std::optional<qint64> minor) {
        QTest::addRow("%s %s", amount, currency) << QString::fromUtf8(amount) << QString::fromUtf8(currency) << minor;
    };
    row("24.5", "EUR", 2450);
    row(" 24.50 ", "eur", 2450);
    row("24", "EUR", 2400);
    row("-0.05", "USD", -5);
    row("3200", "JPY", 3200);
    row("1.234", "KWD", 1234);
    row("92233720368547758.07", "EUR", std::numeric_limits<qint64>::max());
    for (const char *wrong : {"", "-", ".", "24.", ".5", "24.505", "24,50", "1,000.00", "1e3", "abc", "1.2.3", "--1", "92233720368547758.08",
                              "99999999999999999999", "€24"})
        row(wrong, "EUR", {});
    row("3200.5", "JPY", {});
}

void MoneyTest::amountsAreRead() {
    QFETCH(QString, amount);
    QFETCH(QString, currency);
    QFETCH(std::optional<qint64>, minor);
    QCOMPARE(minorUnitsFromText(amount, currency), minor);
}

void MoneyTest::subscriptionsHaveATitleAndATotal() {
    Subscription subscription;
    QCOMPARE(subscription.title(), QString());
    QCOMPARE(subscription.total().minor, 0);
    subscription.lines.append({QStringLiteral("Coffee Beans"), QStringLiteral("1 kg"), 2, {2400, QStringLiteral("EUR")}});
    QCOMPARE(subscription.title(), QStringLiteral("Coffee Beans, 1 kg"));
    subscription.lines.append({QStringLiteral("Filter"), {}, 1, {350, QStringLiteral("EUR")}});
    subscription.lines.append({QStringLiteral("Mug"), {}, 1, {900, QStringLiteral("SEK")}});
    QCOMPARE(subscription.title(), QStringLiteral("Coffee Beans, 1 kg and 2 more"));
    QCOMPARE(toText(subscription.total()), QStringLiteral("€51.50"));
}

QTEST_APPLESS_MAIN(MoneyTest)
#include "tst_money.moc"
