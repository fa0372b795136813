// A foreign server's words: one line, short, and never our own secrets back.
#include "services/web/loopback.h"
#include "services/web/server_words.h"
#include "tests/support/minted.h"

#include <QTest>

using namespace latchkey;

class TestServerWords : public QObject {
    Q_OBJECT

private slots:
    void wordsAreMadeFit_data();
    void wordsAreMadeFit();
    void longWordsEndInDots();
    void secretsAreCovered_data();
    void secretsAreCovered();
    void onlyThisComputerIsLoopback_data();
    void onlyThisComputerIsLoopback();
};

namespace {
const QByteArray token = "ABCDEFGHJKMNPQRSTVWXYZ234567";
}

void TestServerWords::wordsAreMadeFit_data() {
    QTest::addColumn<QByteArray>("said");
    QTest::addColumn<QString>("words");
    QTest::newRow("plain") << QByteArray("5.1.1 no such user") << QStringLiteral("5.1.1 no such user");
    QTest::newRow("lines") << QByteArray("one\r\n two\tthree") << QStringLiteral("one two three");
    QTest::newRow("control characters") << QByteArray("a\x01\x1b[31mb\x7f") << QStringLiteral("a [31mb");
    QTest::newRow("UTF-8") << QByteArray("gr\xc3\xb6\xc3\x9f") << QStringLiteral("größ");
    QTest::newRow("Latin-1") << QByteArray("gr\xf6\xdf") << QStringLiteral("größ");
    QTest::newRow("nothing") << QByteArray() << QString();
}

void TestServerWords::wordsAreMadeFit() {
    QFETCH(QByteArray, said);
    QTEST(serverWords(said, {}), "words");
}

void TestServerWords::longWordsEndInDots() {
    QCOMPARE(serverWords(QByteArray(300, 'x'), {}).size(), longestWords);
    const QString cut = serverWords(QByteArray(301, 'x'), {});
    QCOMPARE(cut.size(), longestWords);
    QVERIFY(cut.endsWith(u'…'));
    const QString keys = serverWords("x" + QStringLiteral("🔑").repeated(5000).toUtf8(), {});
    QVERIFY(keys.size() <= longestWords);
    QVERIFY(!keys.contains(QChar::ReplacementCharacter) && !keys[keys.size() - 2].isHighSurrogate());
}

void TestServerWords::secretsAreCovered_data() {
    QTest::addColumn<QByteArray>("said");
    QTest::addColumn<QString>("words");
    noteMinted(token);
    QTest::newRow("whole") << "spam: " + token + "!" << QStringLiteral("spam: ••••!");
    QTest::newRow("twice") << token + " " + token << QStringLiteral("•••• ••••");
    QTest::newRow("in small letters") << "spam: " + token.toLower() << QStringLiteral("spam: ••••");
    QTest::newRow("broken over lines") << token.first(10) + "\r\n " + token.sliced(10) << QStringLiteral("••••");
    QTest::newRow("in quoted-printable's way") << token.first(10) + "=\r\n" + token.sliced(10) << QStringLiteral("••••");
    QTest::newRow("at the end of much") << QByteArray(290, 'x') + token << QString(290, u'x') + QStringLiteral("••••");
    QTest::newRow("the code") << QByteArray("rejected: 4827 is spam") << QStringLiteral("rejected: •••• is spam");
}

void TestServerWords::secretsAreCovered() {
    QFETCH(QByteArray, said);
    QTEST(serverWords(said, {MessageText(token), MessageText("4827"), MessageText("")}), "words");
}

void TestServerWords::onlyThisComputerIsLoopback_data() {
    QTest::addColumn<QString>("host");
    QTest::addColumn<bool>("isLoopback");
    for (const char *yes : {"localhost", "LocalHost", "127.0.0.1", "127.1.2.3", "::1", "[::1]"})
        QTest::newRow(yes) << QString::fromLatin1(yes) << true;
    for (const char *no :
         {"", "localhost.example.com", "127.0.0.1.example.com", "127.0.0.example", "128.0.0.1", "127.1", "127.0.0.256", "0.0.0.0", "::2", "mail"})
        QTest::newRow(no) << QString::fromLatin1(no) << false;
}

void TestServerWords::onlyThisComputerIsLoopback() {
    QFETCH(QString, host);
    QTEST(isLoopbackHost(host), "isLoopback");
}

QTEST_GUILESS_MAIN(TestServerWords)
#include "tst_server_words.moc"
