// Letters and texts: every kind in every language, values that mean no harm, and templates that are refused with their line.
#include "services/delivery/durations.h"
#include "tests/delivery/letter_facts.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace latchkey;
using namespace std::chrono_literals;

class TestLetters : public QObject {
    Q_OBJECT

private slots:
    void everyKindSpeaksEveryLanguage_data();
    void everyKindSpeaksEveryLanguage();
    void whatTheShopMustTellIsThere();
    void codeAndLinkStandOnLinesOfTheirOwn_data();
    void codeAndLinkStandOnLinesOfTheirOwn();
    void textsAreShortAndPlain_data();
    void textsAreShortAndPlain();
    void aCodeTextEndsWithWhatPhonesRead();
    void letterOnlyKindsHaveNoText();
    void durationsSpeakTheLanguage();
    void valuesDoNoHarm_data();
    void valuesDoNoHarm();
    void aNameThatIsAnAddressIsNotGreeted();
    void theOperatorsFileReplacesOurs();
    void sectionsOverParagraphsLeaveNoGap();
    void whatEditorsLeaveBehindIsIgnored();
    void brokenTemplatesAreRefused_data();
    void brokenTemplatesAreRefused();
    void aMissingFolderIsAFault();
    void filesThatAreNoTemplatesAreRefused();
};

namespace {

std::shared_ptr<const Letters> ours() {
    const auto letters = Letters::load({});
    return letters ? *letters : nullptr;
}

QString plain(const MessageText &text) { return QString::fromUtf8(text.reveal()); }

void eachKindAndLanguage(const auto &row) {
    for (const MessageKind kind : everyKind)
        for (const Language language : everyLanguage) row(kind, language);
}

void put(const QTemporaryDir &folder, const QString &name, const QByteArray &text) {
    QFile file(folder.filePath(name));
    if (file.open(QIODevice::WriteOnly)) file.write(text);
}

}  // namespace

Q_DECLARE_METATYPE(latchkey::MessageKind)
Q_DECLARE_METATYPE(latchkey::Language)

void TestLetters::everyKindSpeaksEveryLanguage_data() {
    QTest::addColumn<MessageKind>("kind");
    QTest::addColumn<Language>("language");
    eachKindAndLanguage([](MessageKind kind, Language language) { QTest::newRow(qPrintable(fileNameOf(kind, language))) << kind << language; });
}

void TestLetters::everyKindSpeaksEveryLanguage() {
    QFETCH(MessageKind, kind);
    QFETCH(Language, language);
    for (const QString &name : {u"Anna"_qs, QString()}) {
        LetterFacts facts = acmeFacts();
        facts.firstName = name;
        const Letter letter = ours()->letter(kind, language, facts);
        const QString text = plain(letter.text);
        const QString html = plain(letter.html);
        for (const QString &part : {letter.subject, text, html}) QVERIFY(!part.contains(u"{{"_qs) && !part.contains(u"}}"_qs));
        QVERIFY(!letter.subject.isEmpty() && !letter.subject.contains(u'\n'));
        QVERIFY(letter.subject.contains(facts.shopName));
        QVERIFY(text.endsWith(facts.shopName + u'\n') && !text.contains(u"\n\n\n"_qs) && !text.contains(u'\r'));
        QVERIFY(html.contains(u"<html lang=\"%1\">"_qs.arg(toText(language))));
        QVERIFY(!html.contains(QRegularExpression(u"<img|<script|src=|url\\("_qs)));
        // Every line of the text is in the HTML, and every address in the HTML is in the text.
        for (const QString &line : text.split(u'\n', Qt::SkipEmptyParts))
            QVERIFY2(html.contains(QString(line).replace(facts.portalLink, u"</a>"_qs).section(u"</a>"_qs, 0, 0).toHtmlEscaped()), qPrintable(line));
        const QRegularExpression hrefs(u"href=\"([^\"]*)\""_qs);
        for (auto it = hrefs.globalMatch(html); it.hasNext();) QVERIFY(text.split(u'\n').contains(it.next().captured(1)));
    }
    const QString greeted = plain(ours()->letter(kind, language, acmeFacts()).text);
    QCOMPARE(greeted.contains(u"Anna"_qs), kind != MessageKind::SeveralAccounts && kind != MessageKind::Test);
}

void TestLetters::whatTheShopMustTellIsThere() {
    const LetterFacts facts = acmeFacts();
    for (const Language language : everyLanguage) {
        const auto text = [&](MessageKind kind) { return plain(ours()->letter(kind, language, facts).text); };
        QCOMPARE(text(MessageKind::LoginCode).count(inWords(facts.codeLife, language)), 2);
        QVERIFY(text(MessageKind::MagicLogin).contains(inWords(facts.linkLife, language)));
        QVERIFY(text(MessageKind::MagicLogin).contains(u'\n' + facts.portalLink + u'\n'));
        QVERIFY(!text(MessageKind::MagicLogin).contains(u"4827"_qs));
        QVERIFY(text(MessageKind::EmailChangedOld).contains(facts.newAddress));
        QVERIFY(!text(MessageKind::EmailChangedOld).contains(u"https://"_qs));
        QVERIFY(text(MessageKind::EmailChangedNew).contains(u'\n' + facts.portalLink + u'\n'));
        QVERIFY(text(MessageKind::SeveralAccounts).contains(u'\n' + facts.portalLink + u'\n'));
        for (const MessageKind kind : everyKind)
            if (kind != MessageKind::LoginCode && kind != MessageKind::MagicLogin)
                QVERIFY(!text(kind).contains(u"/l/"_qs) && !text(kind).contains(u"4827"_qs));
    }
}

void TestLetters::codeAndLinkStandOnLinesOfTheirOwn_data() { everyKindSpeaksEveryLanguage_data(); }

void TestLetters::codeAndLinkStandOnLinesOfTheirOwn() {
    QFETCH(MessageKind, kind);
    QFETCH(Language, language);
    if (kind != MessageKind::LoginCode && kind != MessageKind::MagicLogin) return;
    LetterFacts facts = acmeFacts();
    const QString link = u"https://a-rather-long-name-of-a-portal.subscriptions.acme.example/l/7M2KQX9D4TRW8ZB3NHVC5JYFPEA6"_qs;
    facts.link = LinkUrl(link.toUtf8());
    const Letter letter = ours()->letter(kind, language, facts);
    QCOMPARE(plain(letter.text).split(u'\n').count(link), 1);
    QVERIFY(plain(letter.text).contains(u"\n\n"_qs + link + u"\n\n"_qs));
    QCOMPARE(plain(letter.text).split(u'\n').count(u"4827"_qs), kind == MessageKind::LoginCode ? 1 : 0);
    // Once behind the button, once behind the URL that can be read and copied.
    QCOMPARE(plain(letter.html).count(u"href=\"%1\""_qs.arg(link)), 2);
    QCOMPARE(plain(letter.html).count(u'>' + link + u"</a>"_qs), 1);
    QVERIFY(!letter.subject.contains(u"4827"_qs) && !letter.subject.contains(u"https"_qs));
}

void TestLetters::textsAreShortAndPlain_data() { everyKindSpeaksEveryLanguage_data(); }

void TestLetters::textsAreShortAndPlain() {
    QFETCH(MessageKind, kind);
    QFETCH(Language, language);
    const QString text = plain(ours()->text(kind, language, acmeFacts()));
    if (text.isEmpty()) return;
    // GSM 03.38's basic letters as far as ours need them: with others a text holds 70 letters instead of 160.
    const QRegularExpression other(u"[^A-Za-z0-9 \\n@#.,:;!?'()/\\-äöüßÄÖÜàèéùìòÇñÑ¿¡É]"_qs);
    QVERIFY2(!text.contains(other), qPrintable(other.match(text).captured()));
    QVERIFY2(text.size() <= 2 * 153, qPrintable(text));
    if (kind == MessageKind::LoginCode) QVERIFY2(text.size() <= 160, qPrintable(text));
    QVERIFY(!text.contains(u"{{"_qs) && text.contains(u"Acme Coffee"_qs));
}

void TestLetters::aCodeTextEndsWithWhatPhonesRead() {
    for (const Language language : everyLanguage) {
        const QStringList lines = plain(ours()->text(MessageKind::LoginCode, language, acmeFacts())).split(u'\n');
        QVERIFY(lines.first().startsWith(u"4827 "_qs));
        QCOMPARE(lines.last(), u"@portal.acme.example #4827"_qs);
    }
}

void TestLetters::letterOnlyKindsHaveNoText() {
    for (const MessageKind kind : {MessageKind::MagicLogin, MessageKind::EmailChangedOld, MessageKind::EmailChangedNew})
        QVERIFY(ours()->text(kind, Language::English, acmeFacts()).isEmpty());
}

void TestLetters::durationsSpeakTheLanguage() {
    QCOMPARE(inWords(10min, Language::German), u"10 Minuten"_qs);
    QCOMPARE(inWords(1min, Language::German), u"1 Minute"_qs);
    QCOMPARE(inWords(1h, Language::French), u"1 heure"_qs);
    QCOMPARE(inWords(30s, Language::Spanish), u"30 segundos"_qs);
    QCOMPARE(inWords(72h, Language::Spanish), u"3 días"_qs);
    QCOMPARE(inWords(72h, Language::French), u"3 jours"_qs);
    QCOMPARE(inWords(72h), u"3 days"_qs);
}

void TestLetters::valuesDoNoHarm_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("inText");
    QTest::addColumn<QString>("inHtml");
    const auto row = [](const char *what, const QString &name, const QString &inText, const QString &inHtml) {
        QTest::newRow(what) << name << inText << inHtml;
    };
    row("a tag", u"{{code}}"_qs, u"Hello {{code}},"_qs, u"Hello {{code}},"_qs);
    row("a section", u"{{#code}}"_qs, u"Hello {{#code}},"_qs, u"Hello {{#code}},"_qs);
    row("a place of arg()", u"%1 %L2"_qs, u"Hello %1 %L2,"_qs, u"Hello %1 %L2,"_qs);
    row("markup", u"<b>&amp;\"'"_qs, u"Hello <b>&amp;\"',"_qs, u"Hello &lt;b&gt;&amp;amp;&quot;&#39;,"_qs);
    row("lines", u"Anna\r\n\nYour code is\u2028 1"_qs, u"Hello Anna Your code is 1,"_qs, u"Hello Anna Your code is 1,"_qs);
    row("control characters", u"An\u0000na\u001b[1m\u202e"_qs, u"Hello An na [1m,"_qs, u"Hello An na [1m,"_qs);
    row("blanks", u"  \n "_qs, u"Hello,"_qs, u"Hello,"_qs);
    row("a long name", QString(300, u'W'), u"Hello "_qs + QString(300, u'W') + u',', u"Hello "_qs + QString(300, u'W') + u',');
    row("other scripts", u"Ðặng 李 😀"_qs, u"Hello Ðặng 李 😀,"_qs, u"Hello Ðặng 李 😀,"_qs);
}

void TestLetters::valuesDoNoHarm() {
    QFETCH(QString, name);
    QFETCH(QString, inText);
    QFETCH(QString, inHtml);
    LetterFacts facts = acmeFacts();
    facts.firstName = name;
    const Letter letter = ours()->letter(MessageKind::LoginCode, Language::English, facts);
    QCOMPARE(plain(letter.text).section(u'\n', 0, 0), inText);
    QVERIFY(plain(letter.html).contains(u'>' + inHtml + u"</p>"_qs));
    facts.firstName.clear();
    facts.shopName = name;
    QVERIFY(!ours()->letter(MessageKind::LoginCode, Language::English, facts).subject.contains(QRegularExpression(u"[\\x00-\\x1f]"_qs)));
    QCOMPARE(plain(ours()->text(MessageKind::LoginCode, Language::English, facts)).section(u'\n', -1), u"@portal.acme.example #4827"_qs);
}

void TestLetters::aNameThatIsAnAddressIsNotGreeted() {
    LetterFacts facts = acmeFacts();
    for (const QString &name : {u"https://evil.example/win"_qs, u"www.evil.example"_qs, u"You won: evil.example"_qs, u"me@evil.example"_qs}) {
        facts.firstName = name;
        const QString text = plain(ours()->letter(MessageKind::LoginCode, Language::English, facts).text);
        QVERIFY(text.startsWith(u"Hello,\n"_qs) && !text.contains(u"evil"_qs));
    }
    facts.firstName = u"J. R."_qs;
    QVERIFY(plain(ours()->letter(MessageKind::LoginCode, Language::English, facts).text).startsWith(u"Hello J. R.,"_qs));
}

void TestLetters::theOperatorsFileReplacesOurs() {
    QTemporaryDir folder;
    put(folder, u"login.de.txt"_qs,
        "\xef\xbb\xbfSubject: Code f\xc3\xbcr {{shop}}\r\nButton: Los & <los>\r\n\r\nMoin {{first_name}}\r\n{{link}}\r\nund {{code}}\r\n  "
        "{{code}}\r\n");
    put(folder, u"login.en.txt"_qs,
        "Subject: Code\nButton: Go & <go>\n\nHi {{first_name}} < you\nsecond line\n{{link}}\n{{! a note }}\n  {{code}}  \nsee {{portal_link}}.\n");
    put(folder, u"frame.html"_qs, "<html lang=\"{{lang}}\"><h1>{{shop}}</h1><a href=\"https://acme.example/imprint\">Imprint</a>\n{{body}}\n</html>");
    auto refused = Letters::load(folder.path());
    QVERIFY(!refused);
    QCOMPARE(refused.error().file, u"login.de.txt"_qs);
    QCOMPARE(refused.error().line, 6);
    QFile::remove(folder.filePath(u"login.de.txt"_qs));
    const auto letters = Letters::load(folder.path());
    QVERIFY2(letters, letters ? "" : qPrintable(letters.error().reason));
    const LetterFacts facts = acmeFacts();
    const Letter letter = (*letters)->letter(MessageKind::LoginCode, Language::English, facts);
    const QString link = QString::fromUtf8(facts.link.reveal());
    QCOMPARE(letter.subject, u"Code"_qs);
    QCOMPARE(plain(letter.text), u"Hi Anna < you\nsecond line\n%1\n\n4827\nsee %2.\n"_qs.arg(link, facts.portalLink));
    const QString html = plain(letter.html);
    QVERIFY(html.startsWith(u"<html lang=\"en\"><h1>Acme Coffee</h1>"_qs));
    QVERIFY(html.contains(u"Hi Anna &lt; you<br>\nsecond line</p>"_qs));
    QVERIFY(html.contains(u">Go &amp; &lt;go&gt;</a>"_qs));
    QVERIFY(html.contains(u"<strong>4827</strong>"_qs));
    QVERIFY(html.contains(u">%1</a>.</p>"_qs.arg(facts.portalLink)));
    // What is not replaced is ours still.
    QVERIFY((*letters)->letter(MessageKind::LoginCode, Language::German, facts).subject.contains(u"Anmeldecode"_qs));
}

void TestLetters::sectionsOverParagraphsLeaveNoGap() {
    QTemporaryDir folder;
    put(folder, u"test.en.txt"_qs, "Subject: {{shop}}\n\n{{#host}}\nOne\n\nTwo\n\n{{/host}}\n{{^host}}\nThree\n\n{{/host}}\nFour\n");
    const auto letters = Letters::load(folder.path());
    QVERIFY(letters);
    LetterFacts facts = acmeFacts();
    QCOMPARE(plain((*letters)->letter(MessageKind::Test, Language::English, facts).text), u"One\n\nTwo\n\nFour\n"_qs);
    facts.host.clear();
    const Letter letter = (*letters)->letter(MessageKind::Test, Language::English, facts);
    QCOMPARE(plain(letter.text), u"Three\n\nFour\n"_qs);
    QCOMPARE(plain(letter.html).count(u"<p class=\"text\""_qs), 2);
}

void TestLetters::whatEditorsLeaveBehindIsIgnored() {
    QTemporaryDir folder;
    for (const QString &name : {u"login.en.txt~"_qs, u".#login.en.txt"_qs, u".login.en.txt.swp"_qs, u".git"_qs}) put(folder, name, "{{");
    QVERIFY(Letters::load(folder.path()));
}

void TestLetters::brokenTemplatesAreRefused_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("line");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *what, const QString &file, const QByteArray &text, int line, const QString &reason) {
        QTest::newRow(what) << file << text << line << reason;
    };
    const QString login = u"login.en.txt"_qs;
    const QByteArray head = "Subject: Code\nButton: Go\n\n";
    const QByteArray both = "{{code}}\n\n{{link}}\n";
    row("unknown tag", login, head + both + "{{cod}}", 7, u"there is no {{cod}}; it may name shop, first_name, code, "_qs);
    row("unknown section", login, head + both + "{{#cod}}{{/cod}}", 7, u"there is no {{cod}}"_qs);
    row("unknown tag in the subject", login, "Button: Go\nSubject: {{cod}}\n\n" + both, 2, u"there is no {{cod}}"_qs);
    row("a tag of another kind", u"magic-login.fr.txt"_qs, head + "{{link}}\n{{code}}", 5,
        u"there is no {{code}}; it may name shop, first_name, link, "_qs);
    row("unclosed section", login, head + both + "\n{{#shop}}", 8, u"{{#shop}} is never closed"_qs);
    row("unclosed section in the subject", login, "Subject: {{#shop}}\nButton: Go\n\n" + both, 1, u"never closed"_qs);
    row("unopened section", login, head + both + "{{/shop}}", 7, u"{{/shop}} closes nothing"_qs);
    row("unclosed tag", login, head + both + "{{shop", 7, u"a {{ has no }}"_qs);
    row("unescaped by braces", login, head + both + "{{{shop}}}", 7, u"always escaped"_qs);
    row("unescaped by sign", login, head + both + "{{&shop}}", 7, u"always escaped"_qs);
    row("partial", login, head + both + "{{> frame}}", 7, u"other files"_qs);
    row("delimiters", login, head + both + "{{=<% %>=}}", 7, u"braces cannot be changed"_qs);
    row("no subject", login, "Button: Go\n\n" + both, 1, u"begins with “Subject: …”"_qs);
    row("a subject without words", login, "Button: Go\nSubject:\n\n" + both, 2, u"begins with “Subject: …”"_qs);
    row("text at once", login, "Subject: x\nHello,\n\n" + both, 2, u"may stand above the first empty line"_qs);
    row("two subjects", login, "Subject: x\nSubject: y\n\n" + both, 2, u"says again what line 1 said"_qs);
    row("no button", login, "Subject: x\n\n" + both, 1, u"“Button: …” is missing"_qs);
    row("a button for nothing", u"test.en.txt"_qs, "Subject: x\nButton: y\n\nHello", 2, u"nothing that a button could open"_qs);
    row("a header alone", login, "Subject: x\nButton: y\n\n\n", 3, u"nothing follows the header"_qs);
    row("empty", login, "", 0, u"is empty"_qs);
    row("blank", u"test-text.en.txt"_qs, " \n\n", 0, u"is empty"_qs);
    row("not UTF-8", login,
        head + both +
            "Gr\xfc\xdf"
            "e",
        7, u"is not UTF-8"_qs);
    row("binary", login, head + QByteArray("a\0b", 3), 4, u"control character"_qs);
    row("too large", login, head + both + QByteArray(70'000, 'x'), 0, u"larger than 64 kB"_qs);
    row("login without code", login, head + "{{link}}\n", 0, u"{{code}} is missing"_qs);
    row("login without link", login, head + "{{code}}\n", 0, u"{{link}} is missing"_qs);
    row("login with its link in a section", login, head + "{{code}}\n{{#shop}}\n{{link}}\n{{/shop}}", 0,
        u"{{link}} is missing; it has to be there outside of sections"_qs);
    row("magic login without link", u"magic-login.en.txt"_qs, head + "Hello", 0, u"{{link}} is missing"_qs);
    row("link in a line", login, head + both + "see {{link}}", 7, u"{{link}} has to stand on a line of its own"_qs);
    row("code in a line", login, head + "Your code is {{code}}.\n{{link}}", 4, u"{{code}} has to stand on a line of its own"_qs);
    row("code in the subject", login, "Subject: {{code}}\nButton: Go\n\n" + both, 1, u"{{code}} may stand in the text only"_qs);
    row("a text without its last line", u"login-text.en.txt"_qs, "{{code}} is\nyour code\n\n", 2, u"the last line has to be @{{host}} #{{code}}"_qs);
    row("a text with more after it", u"login-text.de.txt"_qs, "@{{host}} #{{code}}\nBye", 2, u"the last line has to be"_qs);
    row("a text with a link", u"login-text.es.txt"_qs, "{{link}}\n@{{host}} #{{code}}", 1, u"there is no {{link}}"_qs);
    const QString frame = u"frame.html"_qs;
    row("frame without body", frame, "<html></html>", 0, u"{{body}} is missing"_qs);
    row("frame with two bodies", frame, "{{body}}\n{{body}}", 2, u"once only"_qs);
    row("frame with body in a section", frame, "{{#shop}}{{body}}{{/shop}}", 1, u"outside of sections"_qs);
    row("frame with a secret", frame, "{{body}}\n{{link}}", 2, u"there is no {{link}}; it may name body, lang, shop, subject"_qs);
    row("frame with a script", frame, "{{body}}\n\n< SCRIPT>", 3, u"scripts have no place"_qs);
    row("frame with a picture", frame, "{{body}}\n<img src=\"https://acme.example/logo.png\">", 2, u"may not fetch anything"_qs);
    row("frame with a picture by half", frame, "{{body}}<img src = //acme.example/logo.png>", 1, u"may not fetch anything"_qs);
    row("frame with a background", frame, "\n<td background='http://acme.example/x'>{{body}}", 2, u"may not fetch anything"_qs);
    row("frame with a far style", frame, "{{body}}<link rel=stylesheet href=https://acme.example/x.css>", 1, u"draws in"_qs);
    row("frame with a far font", frame, "<style>\n@import 'x.css'</style>{{body}}", 2, u"style may not fetch"_qs);
    row("frame with a far url()", frame, "<style>\nb { background: url( 'https://acme.example/x') }</style>{{body}}", 2, u"style may not fetch"_qs);
    row("frame with an open section", frame, "{{body}}\n{{#shop}}", 2, u"never closed"_qs);
    row("a name of no letter", u"login.it.txt"_qs, head + both, 0, u"is no template of ours; there are frame.html, and login, login-text, "_qs);
    row("another ending", u"login.en.html"_qs, head + both, 0, u"is no template of ours"_qs);
}

void TestLetters::brokenTemplatesAreRefused() {
    QFETCH(QString, file);
    QFETCH(QByteArray, text);
    QFETCH(int, line);
    QFETCH(QString, reason);
    QTemporaryDir folder;
    put(folder, file, text);
    const auto letters = Letters::load(folder.path());
    QVERIFY(!letters);
    QCOMPARE(letters.error().file, file);
    QVERIFY2(letters.error().reason.contains(reason), qPrintable(letters.error().reason));
    QCOMPARE(letters.error().line, line);
}

void TestLetters::aMissingFolderIsAFault() {
    QTemporaryDir folder;
    const QString missing = folder.filePath(u"letters"_qs);
    const auto letters = Letters::load(missing);
    QVERIFY(!letters);
    QCOMPARE(letters.error().file, missing);
    QCOMPARE(letters.error().reason, u"is no folder that can be read"_qs);
}

void TestLetters::filesThatAreNoTemplatesAreRefused() {
    QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkdir(u"login.en.txt"_qs));
    const auto aFolder = Letters::load(folder.path());
    QVERIFY(!aFolder);
    QCOMPARE(aFolder.error().reason, u"cannot be read"_qs);
    QVERIFY(QDir(folder.path()).rmdir(u"login.en.txt"_qs));
    QVERIFY(QFile::link(folder.filePath(u"nowhere"_qs), folder.filePath(u"login.en.txt"_qs)));
    const auto aDeadLink = Letters::load(folder.path());
    QVERIFY(!aDeadLink);
    QCOMPARE(aDeadLink.error().reason, u"cannot be read"_qs);
}

QTEST_GUILESS_MAIN(TestLetters)
#include "tst_letters.moc"
