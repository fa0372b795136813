// What counts as an e-mail address, where a wrong one goes wrong, and what was probably meant.
#include "models/domain/customer.h"
#include "models/domain/email_address.h"

#include <QTest>

using namespace latchkey;

class EmailAddressTest : public QObject {
    Q_OBJECT

private slots:
    void validAddressesAreAccepted_data();
    void validAddressesAreAccepted();
    void flawsAreFoundWithTheirPlace_data();
    void flawsAreFoundWithTheirPlace();
    void slipsInCommonDomainsAreNoticed_data();
    void slipsInCommonDomainsAreNoticed();
    void malformedAddressesGetALikelyCorrection_data();
    void malformedAddressesGetALikelyCorrection();
    void correctionsAreValidThemselves();
    void missingAddressesAreMissing_data();
    void missingAddressesAreMissing();
    void keysFold_data();
    void keysFold();
    void masksShowTheDomainOnly();
    void keysAreFast();
};

void EmailAddressTest::validAddressesAreAccepted_data() {
    QTest::addColumn<QString>("text");
    for (const char16_t *text :
         {u"ann@shop.example", u"a@b", u" ann@shop.example\t", u"\ufeffann@shop.example\u200b", u"a.b+c@x-y.org", u"!#$%&'*+/=?^_`{|}~-@x.org",
          u"..a..@x.org", u"ann@münchen.de", u"ann@例え.jp", u"ann@xn--mnchen-3ya.de", u"ann@1.2.3.4", u"ANN@GMAIL.COM"}) {
        QTest::newRow(QString::fromUtf16(text).toUtf8().constData()) << QString::fromUtf16(text);
    }
    QTest::newRow("label of 63") << QStringLiteral("a@") + QString(63, u'x') + QStringLiteral(".org");
    QTest::newRow("whole of 254") << QString(244, u'x') + QStringLiteral("@shops.org");
}

void EmailAddressTest::validAddressesAreAccepted() {
    QFETCH(QString, text);
    const EmailCheck check = checkEmail(text);
    QCOMPARE(check.state, EmailState::Valid);
    QVERIFY(check.suggestion.isEmpty());
}

void EmailAddressTest::flawsAreFoundWithTheirPlace_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<EmailFlaw>("flaw");
    QTest::addColumn<int>("at");
    const auto row = [](const char *text, EmailFlaw flaw, int at) { QTest::newRow(text) << QString::fromUtf8(text) << flaw << at; };
    row("ann", EmailFlaw::NoAt, -1);
    row("n/a", EmailFlaw::NoAt, -1);
    row("ann@@x.org", EmailFlaw::SeveralAts, 4);
    row("ann@x.org@y.org", EmailFlaw::SeveralAts, 9);
    row("@x.org", EmailFlaw::NothingBeforeAt, 0);
    row("ann@", EmailFlaw::NothingAfterAt, 3);
    row("ann lee@x.org", EmailFlaw::Space, 3);
    row(" ann@x .org", EmailFlaw::Space, 5);
    row("an\"n@x.org", EmailFlaw::ForbiddenCharacter, 2);
    row("<ann@x.org>", EmailFlaw::ForbiddenCharacter, 0);
    row("josé@x.org", EmailFlaw::ForbiddenCharacter, 3);
    row("ann@x..org", EmailFlaw::DomainDot, 6);
    row("ann@.x.org", EmailFlaw::DomainDot, 4);
    row("ann@x.org.", EmailFlaw::DomainDot, 9);
    row("ann@-x.org", EmailFlaw::DomainHyphen, 4);
    row("ann@x-.org", EmailFlaw::DomainHyphen, 5);
    row("ann@x,org", EmailFlaw::DomainCharacter, 5);
    row("ann@x_y.org", EmailFlaw::DomainCharacter, 5);
    row("ann@[1.2.3.4]", EmailFlaw::DomainCharacter, 4);
    row("ann@x☃.org", EmailFlaw::DomainCharacter, 5);
    QTest::newRow("label of 64") << QStringLiteral("a@") + QString(64, u'x') + QStringLiteral(".org") << EmailFlaw::DomainLabelTooLong << 65;
    QTest::newRow("whole of 255") << QString(245, u'x') + QStringLiteral("@shops.org") << EmailFlaw::TooLong << 254;
}

void EmailAddressTest::flawsAreFoundWithTheirPlace() {
    QFETCH(QString, text);
    QFETCH(EmailFlaw, flaw);
    QFETCH(int, at);
    const EmailCheck check = checkEmail(text);
    QCOMPARE(check.state, EmailState::Malformed);
    QCOMPARE(toText(check.flaw), toText(flaw));
    QCOMPARE(check.at, at);
}

void EmailAddressTest::slipsInCommonDomainsAreNoticed_data() {
    QTest::addColumn<QString>("domain");
    QTest::addColumn<QString>("meant");
    const auto row = [](const char *domain, const char *meant) { QTest::newRow(domain) << QString::fromUtf8(domain) << QString::fromUtf8(meant); };
    row("gmial.com", "gmail.com");
    row("gmal.com", "gmail.com");
    row("gmaill.com", "gmail.com");
    row("gnail.com", "gmail.com");
    row("GMAIL.CON", "gmail.com");
    row("gmail.co", "gmail.com");
    row("gmailcom", "gmail.com");
    row("yahooo.com", "yahoo.com");
    row("hotmial.com", "hotmail.com");
    row("hotmail.co", "hotmail.com");
    row("outlok.com", "outlook.com");
    row("iclould.com", "icloud.com");
    row("exmaple.com", "example.com");
    row("aol.con", "aol.com");
    row("gxm.de", "gmx.de");
    row("proton.m", "proton.me");
    for (const char *right :
         {"gmail.com", "yahoo.com",    "example.com", "googlemail.com",    "gmx.net",     "gmx.de",   "ymail.com", "mail.com", "email.com",
          "live.nl",   "gmai.example", "gmail.test",  "example.org",       "yahoo.de",    "five.com", "he.com",    "man.com",  "web.be",
          "gmx.ch",    "cloud.com",    "shop.com",    "gmail.company.org", "my-gmail.com"})
        row(right, "");
}

void EmailAddressTest::slipsInCommonDomainsAreNoticed() {
    QFETCH(QString, domain);
    QFETCH(QString, meant);
    const EmailCheck check = checkEmail(QStringLiteral("Ann.Lee@") + domain);
    QCOMPARE(toText(check.state), toText(meant.isEmpty() ? EmailState::Valid : EmailState::DomainTypo));
    QCOMPARE(check.suggestion, meant.isEmpty() ? QString() : QStringLiteral("Ann.Lee@") + meant);
}

void EmailAddressTest::malformedAddressesGetALikelyCorrection_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("suggestion");
    const auto row = [](const char *text, const char *suggestion) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(suggestion);
    };
    row("ann@@x.org", "ann@x.org");
    row("ann@x.org.", "ann@x.org");
    row("ann@x.org,", "ann@x.org");
    row("ann@x..org", "ann@x.org");
    row("ann@.x.org", "ann@x.org");
    row("ann lee@x.org", "annlee@x.org");
    row("ann @ x.org", "ann@x.org");
    row("ann@gmail .com", "ann@gmail.com");
    row("ann@gmail. com", "ann@gmail.com");
    row("ann@gmail.com (new)", "ann@gmail.com");
    row("<ann@x.org>", "ann@x.org");
    row("Ann Lee <ann@x.org>", "ann@x.org");
    row("\"ann@x.org\"", "ann@x.org");
    row("mailto:ann@x.org", "ann@x.org");
    row("ann at x.org", "ann@x.org");
    row("ann (at) x (dot) org", "ann@x.org");
    row("ann@gmail,com", "ann@gmail.com");
    row("ann@yahoo.co,uk", "ann@yahoo.co.uk");
    row("ann@gmial,com", "ann@gmail.com");
    row("ann.gmail.com", "ann@gmail.com");
    row("anngmail.com", "ann@gmail.com");
    row("ann@x.org, bob@y.org", "ann@x.org");
    row("ann@x.org;bob@y.org", "ann@x.org");
    row("ann＠x.org", "ann@x.org");
    row("ann@x.org@", "ann@x.org");
    for (const char *hopeless :
         {"ann", "n/a", "-", "@", "ann@", "@x.org", "gmail.com", "welcome.com", "josé@x.org", "a b c", ".", "@@", "<>", "< @ >", ",;:"})
        row(hopeless, "");
}

void EmailAddressTest::malformedAddressesGetALikelyCorrection() {
    QFETCH(QString, text);
    QFETCH(QString, suggestion);
    const EmailCheck check = checkEmail(text);
    QCOMPARE(toText(check.state), toText(EmailState::Malformed));
    QCOMPARE(check.suggestion, suggestion);
}

// Every text of up to four characters out of those that do harm: no correction is worse than what was there.
void EmailAddressTest::correctionsAreValidThemselves() {
    const QString alphabet = QStringLiteral("a@. ,<>-é\"");
    const qsizetype n = alphabet.size();
    int corrected = 0;
    for (qsizetype i = 0; i < n * n * n * n; ++i) {
        QString text;
        for (qsizetype rest = i, place = 0; place < 4; ++place, rest /= n) text += alphabet[rest % n];
        text += QStringLiteral("b@gmial.com ");
        const EmailCheck check = checkEmail(text);
        if (check.suggestion.isEmpty()) continue;
        ++corrected;
        const EmailCheck again = checkEmail(check.suggestion);
        QVERIFY2(again.state == EmailState::Valid, qPrintable(text + QStringLiteral(" -> ") + check.suggestion));
    }
    QVERIFY(corrected > 1000);
}

void EmailAddressTest::missingAddressesAreMissing_data() {
    QTest::addColumn<QString>("text");
    QTest::newRow("null") << QString();
    QTest::newRow("spaces") << QStringLiteral(" \t\n");
    QTest::newRow("invisible") << QStringLiteral("\u200b\ufeff\u00a0");
}

void EmailAddressTest::missingAddressesAreMissing() {
    QFETCH(QString, text);
    QCOMPARE(checkEmail(text).state, EmailState::Missing);
    QCOMPARE(emailKey(text), QString());
    QCOMPARE(maskEmail(text), QString());
}

void EmailAddressTest::keysFold_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("key");
    const auto row = [](const char *text, const char *key) { QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(key); };
    row("  Ann@Shop.Example ", "ann@shop.example");
    row("\u200bann@x.org", "ann@x.org");
    row("ann\x7f@x.org", "ann@x.org");
    row("Ann@MÜNCHEN.de", "ann@xn--mnchen-3ya.de");
    row("ann@xn--mnchen-3ya.de", "ann@xn--mnchen-3ya.de");
    row("ａｎｎ＠x.org", "ann@x.org");
    row("Josée@x.org", "josée@x.org");
    row("jose\u0301@x.org", "jos\u00e9@x.org");
    row("no address", "no address");
    row("ünlike", "ünlike");
}

void EmailAddressTest::keysFold() {
    QFETCH(QString, text);
    QFETCH(QString, key);
    QCOMPARE(emailKey(text), key);
    QCOMPARE(emailKey(key), key);
}

void EmailAddressTest::masksShowTheDomainOnly() {
    QCOMPARE(maskEmail(u"ann@example.com"), QStringLiteral("a••••@example.com"));
    QCOMPARE(maskEmail(u"a@example.com"), QStringLiteral("a••••@example.com"));
    QCOMPARE(maskEmail(u" anneliese.von.der.weide@x.org "), QStringLiteral("a••••@x.org"));
    QCOMPARE(maskEmail(u"@x.org"), QStringLiteral("••••@x.org"));
    QCOMPARE(maskEmail(u"no address"), QStringLiteral("n••••"));
}

void EmailAddressTest::keysAreFast() {
    const QString text = QStringLiteral("Amelie.Durand+shop@example.com");
    QBENCHMARK { emailKey(text); }
}

QTEST_APPLESS_MAIN(EmailAddressTest)
#include "tst_email_address.moc"
