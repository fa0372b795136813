// Whatever is typed into the login page, the letter goes to the address on file, byte for byte, or to nobody.
#include "tests/access/access_fixture.h"

using namespace latchkey;

class TestTyped : public QObject {
    Q_OBJECT

private slots:
    void lettersGoToTheAddressOnFileOrToNobody_data();
    void lettersGoToTheAddressOnFileOrToNobody();
    void whatNobodyCouldHaveTypedIsRefused_data();
    void whatNobodyCouldHaveTypedIsRefused();
    void theLongestAddressIsFound();
    void anAddressThatNoMailServerTakesIsWrittenToByText();
};

void TestTyped::lettersGoToTheAddressOnFileOrToNobody_data() {
    QTest::addColumn<QString>("onFile");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("reached");
    const auto row = [](const char *name, const QString &onFile, const QString &typed, bool reached) {
        QTest::newRow(name) << onFile << typed << reached;
    };
    const QString ann = u"Ann.Lee@Example.com"_qs;
    row("as it stands", ann, ann, true);
    row("lower case", ann, u"ann.lee@example.com"_qs, true);
    row("upper case", ann, u"ANN.LEE@EXAMPLE.COM"_qs, true);
    row("spaces around", ann, u"  ann.lee@example.com \t"_qs, true);
    row("a line's end", ann, u"ann.lee@example.com\r\n"_qs, true);
    row("no-break spaces around", ann, u"\u00a0ann.lee@example.com\u00a0"_qs, true);
    row("a zero-width space inside", ann, u"ann.lee\u200b@example.com"_qs, true);
    row("a byte order mark before", ann, u"\ufeffann.lee@example.com"_qs, true);
    row("a direction mark after", ann, u"ann.lee@example.com\u200e"_qs, true);
    row("a soft hyphen inside", ann, u"ann.lee@exam\u00adple.com"_qs, true);
    row("a control character inside", ann, u"ann.lee\u0001@example.com"_qs, true);
    row("a zero byte at the end", ann, u"ann.lee@example.com"_qs + QChar(u'\0'), true);
    row("a space inside", ann, u"ann.lee @example.com"_qs, false);
    row("a no-break space inside", ann, u"ann.lee\u00a0@example.com"_qs, false);

    row("a Kelvin sign", u"kate@example.com"_qs, u"\u212aate@example.com"_qs, true);
    row("a full-width at", ann, u"ann.lee\uff20example.com"_qs, true);
    row("a small at", ann, u"ann.lee\ufe6bexample.com"_qs, true);
    row("full-width letters", ann, u"\uff41\uff4e\uff4e.lee@example.com"_qs, true);
    row("a ligature", u"office@example.com"_qs, u"o\ufb03ce@example.com"_qs, true);
    row("a superscript", u"ann2@example.com"_qs, u"ann\u00b2@example.com"_qs, true);
    row("a one-dot leader", ann, u"ann\u2024lee@example.com"_qs, true);
    row("a Cyrillic a", ann, u"\u0430nn.lee@example.com"_qs, false);
    row("a Cyrillic a in the domain", ann, u"ann.lee@ex\u0430mple.com"_qs, false);
    row("a Greek omicron", ann, u"ann.lee@example.c\u03bfm"_qs, false);
    row("a dotless i", u"ian@example.com"_qs, u"\u0131an@example.com"_qs, false);
    row("a dotted capital I", u"ian@example.com"_qs, u"\u0130an@example.com"_qs, false);
    row("a long s", u"sue@example.com"_qs, u"\u017fue@example.com"_qs, true);
    row("a sharp s", u"strauss@example.com"_qs, u"strau\u00df@example.com"_qs, false);
    row("an accent", ann, u"\u00e1nn.lee@example.com"_qs, false);

    row("in quotes", ann, u"\"ann.lee\"@example.com"_qs, false);
    row("a quoted at", ann, u"\"ann.lee@example.com\"@evil.example"_qs, false);
    row("a second at", ann, u"ann.lee@example.com@evil.example"_qs, false);
    row("a second at before", ann, u"evil@evil.example@example.com"_qs, false);
    row("a second, full-width at", ann, u"ann.lee@example.com\uff20evil.example"_qs, false);
    row("a second address", ann, u"ann.lee@example.com,evil@evil.example"_qs, false);
    row("a second address before", ann, u"evil@evil.example;ann.lee@example.com"_qs, false);
    row("a second address after a space", ann, u"ann.lee@example.com evil@evil.example"_qs, false);
    row("in angle brackets", ann, u"<ann.lee@example.com>"_qs, false);
    row("with a name", ann, u"Ann <ann.lee@example.com>"_qs, false);
    row("a comment", ann, u"ann.lee(x)@example.com"_qs, false);
    row("a header in a new line", ann, u"ann.lee@example.com\r\nBcc: evil@evil.example"_qs, false);
    row("a header after a line feed", ann, u"ann.lee@example.com\nevil@evil.example"_qs, false);
    row("a line separator", ann, u"ann.lee@example.com\u2028evil@evil.example"_qs, false);
    row("a percent route", ann, u"ann.lee%example.com@evil.example"_qs, false);
    row("a wildcard", ann, u"ann.l%@example.com"_qs, false);
    row("a statement", ann, u"x' OR '1'='1@example.com"_qs, false);

    row("a plus that is not on file", u"ann@example.com"_qs, u"ann+shop@example.com"_qs, false);
    row("a plus that is", u"Ann+Shop@example.com"_qs, u"ann+shop@example.com"_qs, true);
    row("without the plus on file", u"ann+shop@example.com"_qs, u"ann@example.com"_qs, false);
    row("another plus", u"ann+shop@example.com"_qs, u"ann+other@example.com"_qs, false);
    row("googlemail for gmail", u"ann@gmail.com"_qs, u"ann@googlemail.com"_qs, false);
    row("gmail for googlemail", u"ann@googlemail.com"_qs, u"ann@gmail.com"_qs, false);
    row("dots that gmail ignores", u"annlee@gmail.com"_qs, u"ann.lee@gmail.com"_qs, false);
    row("a domain one edit away", u"ann@gmail.com"_qs, u"ann@gmial.com"_qs, false);
    row("one edit away, as on file", u"ann@gmial.com"_qs, u"ann@gmial.com"_qs, true);
    row("a dot after the domain", ann, u"ann.lee@example.com."_qs, false);
    row("a part of the domain", ann, u"ann.lee@mail.example.com"_qs, false);

    row("punycode for Unicode", u"ann@b\u00fccher.example"_qs, u"ann@xn--bcher-kva.example"_qs, true);
    row("Unicode for punycode", u"ann@xn--bcher-kva.example"_qs, u"ann@b\u00fccher.example"_qs, true);
    row("Unicode in capitals", u"ann@b\u00fccher.example"_qs, u"ANN@B\u00dcCHER.EXAMPLE"_qs, true);
    row("Unicode taken apart", u"ann@b\u00fccher.example"_qs, u"ann@bu\u0308cher.example"_qs, true);
    row("an ideographic full stop", ann, u"ann.lee@example\u3002com"_qs, true);
    row("the domain without its points", u"ann@b\u00fccher.example"_qs, u"ann@bucher.example"_qs, false);

    row("nothing before the at", ann, u"@example.com"_qs, false);
    row("nothing after the at", ann, u"ann.lee@"_qs, false);
    row("longer than any address", ann, QString(290, u'x') + u"ann.lee@example.com"_qs, false);
}

void TestTyped::lettersGoToTheAddressOnFileOrToNobody() {
    QFETCH(const QString, onFile);
    QFETCH(const QString, typed);
    QFETCH(const bool, reached);
    AccessFixture f;
    f.addCustomer(u"Ann"_qs, onFile, {});
    f.addCustomer(u"Bo"_qs, u"bo@example.org"_qs, {});
    const auto asked = f.ask(typed);
    // The page says the same in either case.
    QVERIFY_OK(asked);
    QCOMPARE(asked->digits, 4);
    QCOMPARE(f.postman.all().size(), reached ? 1 : 0);
    QCOMPARE(f.number("SELECT COUNT(*) FROM messages"), reached ? 1 : 0);
    if (!reached) return;
    QCOMPARE(asked->letter->to.toUtf8().toHex(), onFile.toUtf8().toHex());
    QVERIFY_OK(f.enter(asked->challenge, f.codeOf(*asked)));
}

void TestTyped::whatNobodyCouldHaveTypedIsRefused_data() {
    QTest::addColumn<QString>("typed");
    QTest::newRow("nothing") << QString();
    QTest::newRow("white space") << u" \t\u00a0"_qs;
    QTest::newRow("nothing to be seen") << u"\u200b\ufeff\u200e"_qs;
    QTest::newRow("a word") << u"ann"_qs;
    QTest::newRow("a word with a Cyrillic letter") << u"\u0430nn"_qs;
    QTest::newRow("too few digits") << u"12345"_qs;
    QTest::newRow("too many digits") << QString(18, u'1');
    QTest::newRow("longer than any address") << QString(310, u'x') + u"@example.com"_qs;
    QTest::newRow("very long") << QString(60'000, u'@');
}

void TestTyped::whatNobodyCouldHaveTypedIsRefused() {
    QFETCH(const QString, typed);
    AccessFixture f;
    f.addCustomer(u"Ann"_qs, u"ann@example.com"_qs, u"+33612345678"_qs);
    QVERIFY_FAILS(f.ask(typed), ErrorCode::InvalidRequest);
    QCOMPARE(f.number("SELECT COUNT(*) FROM codes"), 0);
    QVERIFY(f.postman.all().isEmpty());
}

void TestTyped::theLongestAddressIsFound() {
    AccessFixture f;
    const QString onFile = QString(241, u'X') + u"@example.com"_qs;
    f.addCustomer(u"Ann"_qs, onFile, {});
    const auto asked = f.ask(onFile.toLower() + QString(20, u' '));
    QVERIFY_OK(asked);
    QCOMPARE(asked->letter->to, onFile);
}

void TestTyped::anAddressThatNoMailServerTakesIsWrittenToByText() {
    AccessFixture f;
    f.addCustomer(u"Ann"_qs, u"ann.lee@@example.com"_qs, u"+33612345678"_qs);
    const auto asked = f.ask(u"Ann.Lee@@example.com"_qs);
    QVERIFY_OK(asked);
    QVERIFY(!asked->letter);
    QCOMPARE(asked->text->to, u"+33612345678"_qs);
}

QTEST_GUILESS_MAIN(TestTyped)
#include "tst_typed.moc"
