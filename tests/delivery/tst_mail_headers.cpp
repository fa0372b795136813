// The header of a letter: names and subjects in any script, and nothing that could begin another header.
#include "services/delivery/mail_headers.h"

#include <QTest>

using namespace latchkey;

class TestMailHeaders : public QObject {
    Q_OBJECT

private slots:
    void aFromIsReadInEveryForm_data();
    void aFromIsReadInEveryForm();
    void anAddressIsFitForTheWireOrRefused_data();
    void anAddressIsFitForTheWireOrRefused();
    void anAsciiSubjectStaysReadable();
    void aLongSubjectIsFolded();
    void aSubjectInAnyScriptIsEncodedInPieces_data();
    void aSubjectInAnyScriptIsEncodedInPieces();
    void aNameIsBareQuotedOrEncoded_data();
    void aNameIsBareQuotedOrEncoded();
    void noValueBeginsAnotherHeader();
    void theDateIsInUtc();
    void theHeadersAreThoseOfAnAutomaticLetter();
};

namespace {

QString decodedWords(const QByteArray &value) {
    QByteArray bytes;
    for (const QByteArray &word : value.split(' ')) {
        const QByteArray trimmed = word.trimmed();
        if (trimmed.isEmpty()) continue;
        if (!trimmed.startsWith("=?utf-8?B?") || !trimmed.endsWith("?=") || trimmed.size() > 75)
            return QStringLiteral("no encoded word: ") + QString::fromLatin1(trimmed);
        const QByteArray piece = QByteArray::fromBase64(trimmed.mid(10, trimmed.size() - 12));
        if (QString::fromUtf8(piece).toUtf8() != piece) return QStringLiteral("a character was split");
        bytes += piece;
    }
    return QString::fromUtf8(bytes);
}

qsizetype longestLine(const QByteArray &header) {
    qsizetype longest = 0;
    for (const QByteArray &line : header.split('\n')) longest = qMax(longest, line.trimmed().size() + (line.startsWith(' ') ? 1 : 0));
    return longest;
}

Envelope letter() {
    Envelope envelope;
    envelope.to = QStringLiteral("ann@example.com");
    envelope.fromName = QStringLiteral("Acme Coffee");
    envelope.subject = QStringLiteral("Your login code");
    envelope.reference = "m-0192-K7QM2X";
    envelope.date = Instant(1'772'460'130'000);
    return envelope;
}

}  // namespace

void TestMailHeaders::aFromIsReadInEveryForm_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("address");
    QTest::newRow("bare") << QStringLiteral(" hello@acme.example ") << QString() << QStringLiteral("hello@acme.example");
    QTest::newRow("named") << QStringLiteral("Acme Coffee <hello@acme.example>") << QStringLiteral("Acme Coffee")
                           << QStringLiteral("hello@acme.example");
    QTest::newRow("in quotes") << QStringLiteral("\"Acme, \\\"the\\\" Inc.\" <a@b.example>") << QStringLiteral("Acme, \"the\" Inc.")
                               << QStringLiteral("a@b.example");
    QTest::newRow("brackets alone") << QStringLiteral("<a@b.example>") << QString() << QStringLiteral("a@b.example");
    QTest::newRow("nothing") << QString() << QString() << QString();
    QTest::newRow("unclosed") << QStringLiteral("Acme <a@b.example") << QString() << QStringLiteral("Acme <a@b.example");
}

void TestMailHeaders::aFromIsReadInEveryForm() {
    QFETCH(QString, text);
    const Mailbox mailbox = mailboxFromText(text);
    QTEST(mailbox.name, "name");
    QTEST(mailbox.address, "address");
}

void TestMailHeaders::anAddressIsFitForTheWireOrRefused_data() {
    QTest::addColumn<QString>("address");
    QTest::addColumn<QByteArray>("wire");  // empty: refused
    QTest::newRow("plain") << QStringLiteral("ann@example.com") << QByteArray("ann@example.com");
    QTest::newRow("tagged") << QStringLiteral("ann+shop@example.com") << QByteArray("ann+shop@example.com");
    QTest::newRow("umlaut domain") << QStringLiteral("ann@bücher.example") << QByteArray("ann@xn--bcher-kva.example");
    QTest::newRow("two dots in a row") << QStringLiteral("a..b@example.jp") << QByteArray("\"a..b\"@example.jp");
    QTest::newRow("dot at the end") << QStringLiteral("ab.@example.jp") << QByteArray("\"ab.\"@example.jp");
    QTest::newRow("umlaut before the at") << QStringLiteral("jörg@example.com") << QByteArray();
    QTest::newRow("none") << QString() << QByteArray();
    QTest::newRow("no at") << QStringLiteral("example.com") << QByteArray();
    QTest::newRow("CR") << QStringLiteral("ann@example.com\r") << QByteArray();
    QTest::newRow("another command") << QStringLiteral("ann@example.com>\r\nRCPT TO:<eve@example.com") << QByteArray();
    QTest::newRow("LF in front") << QStringLiteral("\nann@example.com") << QByteArray();
    QTest::newRow("space") << QStringLiteral("ann lee@example.com") << QByteArray();
    QTest::newRow("space around") << QStringLiteral(" ann@example.com") << QByteArray();
    QTest::newRow("tab") << QStringLiteral("ann\t@example.com") << QByteArray();
    QTest::newRow("NUL") << (QStringLiteral("ann") + QChar(u'\0') + QStringLiteral("@example.com")) << QByteArray();
    QTest::newRow("next line") << QStringLiteral("ann\u0085@example.com") << QByteArray();
    QTest::newRow("two addresses") << QStringLiteral("ann@example.com,eve@example.com") << QByteArray();
    QTest::newRow("brackets") << QStringLiteral("<ann@example.com>") << QByteArray();
    QTest::newRow("line separator in the domain") << QStringLiteral("ann@exa\u2028mple.com") << QByteArray();
}

void TestMailHeaders::anAddressIsFitForTheWireOrRefused() {
    QFETCH(QString, address);
    QTEST(addressOnWire(address).value_or(QByteArray()), "wire");
}

void TestMailHeaders::anAsciiSubjectStaysReadable() {
    QCOMPARE(unstructuredHeader("Subject", QStringLiteral("Your login code: (4827)")), QByteArray("Subject: Your login code: (4827)"));
    QCOMPARE(unstructuredHeader("Subject", QString()), QByteArray("Subject: "));
}

void TestMailHeaders::aLongSubjectIsFolded() {
    const QString subject = QStringLiteral("word ").repeated(60).trimmed();
    const QByteArray header = unstructuredHeader("Subject", subject);
    QVERIFY(longestLine(header) <= 76);
    QCOMPARE(QByteArray(header).replace("\r\n", ""), "Subject: " + subject.toLatin1());
    // What cannot be folded is encoded.
    const QByteArray unbroken = unstructuredHeader("Subject", QString(300, u'x'));
    QVERIFY(longestLine(unbroken) <= 76);
    QCOMPARE(decodedWords(unbroken.mid(9)), QString(300, u'x'));
}

void TestMailHeaders::aSubjectInAnyScriptIsEncodedInPieces_data() {
    QTest::addColumn<QString>("subject");
    QTest::newRow("umlaut") << QStringLiteral("Dein Schlüssel");
    QTest::newRow("long umlauts") << QStringLiteral("äöüß").repeated(40);
    QTest::newRow("Japanese") << QStringLiteral("ログインコード").repeated(15);
    QTest::newRow("emoji") << QStringLiteral("🔑").repeated(70);
    QTest::newRow("emoji, shifted by one") << (QStringLiteral("x") + QStringLiteral("🔑").repeated(70));
    QTest::newRow("looks encoded") << QStringLiteral("=?utf-8?Q?hello?=");
}

void TestMailHeaders::aSubjectInAnyScriptIsEncodedInPieces() {
    QFETCH(QString, subject);
    const QByteArray header = unstructuredHeader("Subject", subject);
    QVERIFY2(longestLine(header) <= 76, header.constData());
    QCOMPARE(decodedWords(header.mid(9)), subject);
}

void TestMailHeaders::aNameIsBareQuotedOrEncoded_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("header");
    QTest::newRow("none") << QString() << QByteArray("From: a@b.example");
    QTest::newRow("bare") << QStringLiteral("Acme Coffee") << QByteArray("From: Acme Coffee <a@b.example>");
    QTest::newRow("comma") << QStringLiteral("Acme, Inc.") << QByteArray("From: \"Acme, Inc.\" <a@b.example>");
    QTest::newRow("quotes") << QStringLiteral("The \"best\" \\ shop") << QByteArray("From: \"The \\\"best\\\" \\\\ shop\" <a@b.example>");
    QTest::newRow("an address") << QStringLiteral("eve@c.example") << QByteArray("From: \"eve@c.example\" <a@b.example>");
    QTest::newRow("umlaut") << QStringLiteral("Café") << QByteArray("From: =?utf-8?B?Q2Fmw6k=?= <a@b.example>");
}

void TestMailHeaders::aNameIsBareQuotedOrEncoded() {
    QFETCH(QString, name);
    QTEST(mailboxHeader("From", name, "a@b.example"), "header");
    QVERIFY(longestLine(mailboxHeader("From", QStringLiteral("Ä").repeated(100), QByteArray(50, 'a') + "@b.example")) <= 76);
}

void TestMailHeaders::noValueBeginsAnotherHeader() {
    const QString evil = QStringLiteral("x\r\nBcc: eve@example.com\r\n\r\nhello\u2028\u0085\u0001\n y");
    Envelope envelope = letter();
    envelope.fromName = evil;
    envelope.subject = evil;
    envelope.reference = evil.toLatin1();
    MailSetup setup;
    setup.from = QStringLiteral("a@b.example");
    for (const QString &replyTo : {evil, evil + QStringLiteral(" <r@b.example>"), QStringLiteral("R <r@b.example\r\nBcc: eve@example.com>")}) {
        setup.replyTo = replyTo;
        const QList<QByteArray> headers = mailHeaders(envelope, setup, "a@b.example", "ann@example.com");
        for (const QByteArray &header : headers) {
            const QByteArray unfolded = QByteArray(header).replace("\r\n ", " ");
            QVERIFY2(!unfolded.contains('\r') && !unfolded.contains('\n'), header.constData());
            QVERIFY2(!header.startsWith("Bcc"), header.constData());
            for (const char c : unfolded) QVERIFY2(c >= ' ' && c <= '~', header.constData());
        }
    }
    setup.replyTo.clear();
    setup.from = evil + QStringLiteral(" <a@b.example>");
    for (const QByteArray &header : mailHeaders(envelope, setup, "a@b.example", "ann@example.com"))
        QVERIFY2(!QByteArray(header).replace("\r\n ", " ").contains('\n'), header.constData());
}

void TestMailHeaders::theDateIsInUtc() {
    QCOMPARE(mailDate(Instant(1'772'460'130'000)), QByteArray("Mon, 02 Mar 2026 14:02:10 +0000"));
    QCOMPARE(mailDate(Instant(1'767'225'600'999)), QByteArray("Thu, 01 Jan 2026 00:00:00 +0000"));
}

void TestMailHeaders::theHeadersAreThoseOfAnAutomaticLetter() {
    MailSetup setup;
    setup.from = QStringLiteral("hello@acme.example");
    setup.replyTo = QStringLiteral("Help <help@acme.example>");
    const QList<QByteArray> wanted = {"From: Acme Coffee <hello@acme.example>", "To: ann@example.com",
                                      "Reply-To: Help <help@acme.example>",     "Subject: Your login code",
                                      "Date: Mon, 02 Mar 2026 14:02:10 +0000",  "Message-ID: <m-0192-K7QM2X@acme.example>",
                                      "Auto-Submitted: auto-generated"};
    QCOMPARE(mailHeaders(letter(), setup, "hello@acme.example", "ann@example.com"), wanted);
    // The operator's own name goes before the shop's.
    setup.from = QStringLiteral("Beans & Co <hello@acme.example>");
    setup.replyTo.clear();
    QCOMPARE(mailHeaders(letter(), setup, "hello@acme.example", "ann@example.com").first(), QByteArray("From: Beans & Co <hello@acme.example>"));
}

QTEST_GUILESS_MAIN(TestMailHeaders)
#include "tst_mail_headers.moc"
