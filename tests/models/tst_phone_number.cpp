// Which phone numbers are valid, and how they fold for look-up.
#include "models/domain/phone_number.h"

#include <QTest>

using namespace latchkey;

class PhoneNumberTest : public QObject {
    Q_OBJECT

private slots:
    void numbersAreChecked_data();
    void numbersAreChecked();
    void keysFold_data();
    void keysFold();
    void theEndingIsTheLastTwoDigits();
    void keysAreFast();
};

void PhoneNumberTest::numbersAreChecked_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("region");
    QTest::addColumn<PhoneState>("state");
    QTest::addColumn<QString>("e164");
    const auto row = [](const char *text, const char *region, PhoneState state, const char *e164) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(region) << state << QString::fromUtf8(e164);
    };
    row("", "US", PhoneState::Missing, "");
    row(" \t ", "US", PhoneState::Missing, "");
    row("+33 6 12 34 56 78", "US", PhoneState::Valid, "+33612345678");
    row("\u202a+33 6 12 34 56 78\u202c", "US", PhoneState::Valid, "+33612345678");
    row("06 12 34 56 78", "FR", PhoneState::Valid, "+33612345678");
    row("0033612345678", "FR", PhoneState::Valid, "+33612345678");
    row("(415) 555-2671", "us", PhoneState::Valid, "+14155552671");
    row("415-555-2671 ext. 12", "US", PhoneState::Valid, "+14155552671");
    row("+1 415 055 2671", "US", PhoneState::Doubtful, "+14150552671");
    row("06 12 34 56 78 ", "", PhoneState::Malformed, "");
    row("call me", "US", PhoneState::Malformed, "");
    row("12", "US", PhoneState::Malformed, "");
    row("+33 6 12 34 56 78 90 12 34 56", "FR", PhoneState::Malformed, "");
}

void PhoneNumberTest::numbersAreChecked() {
    QFETCH(QString, text);
    QFETCH(QString, region);
    QFETCH(PhoneState, state);
    QFETCH(QString, e164);
    const PhoneCheck check = checkPhone(text, region);
    QCOMPARE(toText(check.state), toText(state));
    QCOMPARE(check.e164, e164);
}

void PhoneNumberTest::keysFold_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("key");
    const auto row = [](const char *text, const char *key) { QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(key); };
    row("", "");
    row("none", "");
    row("+33 6 12 34 56 78", "33612345678");
    row("0033612345678", "33612345678");
    row("+33 (0)6 12 34 56 78", "33612345678");
    row("0033 (0)6 12 34 56 78", "33612345678");
    row("(+33) 6.12.34.56.78", "33612345678");
    row("＋３３ ６12345678", "33612345678");
    row("tel:+33-6-12-34-56-78", "33612345678");
    row("06 12 34 56 78", "0612345678");
    row("(415) 555-2671", "4155552671");
    row("(415) 555-2671 ext. 123", "4155552671");
    row("(415) 555-2671 Extension 123", "4155552671");
    row("(415) 555-2671x123", "4155552671");
    row("(415) 555-2671 x. 123", "4155552671");
    row("+14155552671;ext=123", "14155552671");
    row("4155552671 #12", "4155552671");
    row("٠٦١٢", "0612");
    row("00", "00");
}

void PhoneNumberTest::keysFold() {
    QFETCH(QString, text);
    QFETCH(QString, key);
    QCOMPARE(phoneKey(text), key);
}

void PhoneNumberTest::theEndingIsTheLastTwoDigits() {
    QCOMPARE(phoneEnding(u"+33 6 12 34 56 7 8 ext. 99"), QStringLiteral("78"));
    QCOMPARE(phoneEnding(u"no phone"), QString());
}

void PhoneNumberTest::keysAreFast() {
    const QString text = QStringLiteral("+33 6 12-34-56-78");
    QBENCHMARK { phoneKey(text); }
}

QTEST_APPLESS_MAIN(PhoneNumberTest)
#include "tst_phone_number.moc"
