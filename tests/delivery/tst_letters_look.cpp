// How letters look in a browser: on a phone and in a window, light and dark; the pictures stay for people to look at.
#include "tests/delivery/letter_facts.h"
#include "tests/support/browser.h"

#include <QDir>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

using namespace latchkey;

class TestLettersLook : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void everyLetterFitsLightAndDark();
    void longNamesFit();
    void aLetterReadsWithoutItsStyle();

private:
    void see(Browser &browser, const Letter &letter, const QString &name, int width);

    std::shared_ptr<const Letters> m_letters;
    QTemporaryDir m_folder;
};

namespace {

constexpr int phone = 360;
constexpr int window = 700;

bool holds(MessageKind kind, MessageKind first, MessageKind second) { return kind == first || kind == second; }

}  // namespace

void TestLettersLook::initTestCase() {
    const auto letters = Letters::load({});
    QVERIFY(letters);
    m_letters = *letters;
    QVERIFY(QDir().mkpath(QStringLiteral(PICTURES)));
}

// Opens the letter at that width, checks that nothing sticks out, and takes its picture.
void TestLettersLook::see(Browser &browser, const Letter &letter, const QString &name, int width) {
    QFile file(m_folder.filePath(name + u".html"_qs));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(letter.html.reveal());
    file.close();
    browser.resize(width, 960);
    browser.open(QUrl::fromLocalFile(file.fileName()).toString());
    QCOMPARE(browser.value(u"window.innerWidth"_qs).toInt(), width);
    QVERIFY2(browser.value(u"document.documentElement.scrollWidth"_qs).toInt() <= width, qPrintable(name));
    QVERIFY(browser.screenshot(QStringLiteral(PICTURES "/%1-%2.png").arg(name).arg(width)));
}

void TestLettersLook::everyLetterFitsLightAndDark() {
    const LetterFacts facts = acmeFacts();
    for (const bool dark : {false, true}) {
        Browser browser;
        QVERIFY2(browser.start(), qPrintable(browser.error()));
        if (dark) browser.emulateDark();
        for (const MessageKind kind : everyKind)
            for (const Language language : everyLanguage) {
                const QString name = fileNameOf(kind, language) + (dark ? u"-dark"_qs : QString());
                for (const int width : {phone, window}) {
                    see(browser, m_letters->letter(kind, language, facts), name, width);
                    QCOMPARE(browser.value(u"matchMedia('(prefers-color-scheme: dark)').matches"_qs).toBool(), dark);
                    QCOMPARE(browser.text(u".code"_qs), kind == MessageKind::LoginCode ? u"4827"_qs : QString());
                    if (holds(kind, MessageKind::LoginCode, MessageKind::MagicLogin))
                        QVERIFY(browser.text(u".url"_qs) == QString::fromUtf8(facts.link.reveal()));
                    if (holds(kind, MessageKind::EmailChangedNew, MessageKind::SeveralAccounts)) QCOMPARE(browser.text(u".url"_qs), facts.portalLink);
                    QVERIFY(!browser.text(u".text"_qs).isEmpty());
                }
            }
    }
}

void TestLettersLook::longNamesFit() {
    LetterFacts facts = acmeFacts();
    facts.shopName = u"The Extraordinarily Long-Established Coffee Roasting and Subscription Company of Upper Saxony"_qs;
    facts.firstName = u"Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaftschaferswessenschafe"_qs;
    facts.code = CodeSecret("48271536");
    facts.link = LinkUrl("https://a-rather-long-name-of-a-portal.subscriptions.acme.example/l/7M2KQX9D4TRW8ZB3NHVC5JYFPEA6");
    facts.portalLink = u"https://a-rather-long-name-of-a-portal.subscriptions.acme.example/login"_qs;
    facts.newAddress = u"w"_qs + QString(60, u'•') + u"@"_qs + QString(60, u'•') + u".example"_qs;
    Browser browser;
    QVERIFY2(browser.start(), qPrintable(browser.error()));
    for (const MessageKind kind : everyKind)
        for (const int width : {phone, window})
            see(browser, m_letters->letter(kind, Language::German, facts), fileNameOf(kind, Language::German) + u"-long"_qs, width);
}

void TestLettersLook::aLetterReadsWithoutItsStyle() {
    Letter letter = m_letters->letter(MessageKind::LoginCode, Language::English, acmeFacts());
    QString html = QString::fromUtf8(letter.html.reveal());
    html.remove(
        QRegularExpression(u"<style>.*</style>|\\sstyle=\"[^\"]*\"|\\sbgcolor=\"[^\"]*\""_qs, QRegularExpression::DotMatchesEverythingOption));
    letter.html = MessageText(html.toUtf8());
    Browser browser;
    QVERIFY2(browser.start(), qPrintable(browser.error()));
    see(browser, letter, u"login_code-en-bare"_qs, window);
    // The order is the text's own.
    const QString read = browser.text(u"body"_qs);
    const QStringList order{u"Acme Coffee"_qs, u"Hello Anna,"_qs, u"\n4827\n"_qs, u"Open my subscriptions"_qs, u"https://portal.acme.example/l/"_qs,
                            u"Best wishes,"_qs};
    for (qsizetype i = 1; i < order.size(); ++i) QVERIFY2(read.indexOf(order[i]) > read.indexOf(order[i - 1]), qPrintable(order[i]));
}

QTEST_GUILESS_MAIN(TestLettersLook)
#include "tst_letters_look.moc"
