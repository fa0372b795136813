// A snippet is judged before it is saved and filled in before it is copied; what cannot be filled in stops it.
#include "models/domain/snippet.h"

#include <QTest>

using namespace latchkey;

namespace {

const QString url = QStringLiteral("https://portal.example.com/l/abc");
const QString portal = QStringLiteral("https://portal.example.com/login");

Snippet snippet(const QString &body, SnippetUse use = SnippetUse::MagicLink) { return {SnippetId(1), use, Language::English, QStringLiteral("Friendly"), body}; }

SnippetValues values() {
    SnippetValues all;
    all.firstName = QStringLiteral("Amélie");
    all.name = QStringLiteral("Amélie Durand");
    all.link = url;
    all.linkLives = QStringLiteral("10 minutes");
    all.portalLink = portal;
    all.codeSteps = codeStepsIn(Language::English, portal, QStringLiteral("a••••@example.com"), QStringLiteral("78"), 4);
    all.agentName = QStringLiteral("Kim Moreau");
    all.shopName = QStringLiteral("North & Roast");
    return all;
}

}  // namespace

class SnippetTest : public QObject {
    Q_OBJECT

private slots:
    void everyVariableHasItsName();
    void aFaultIsFoundBeforeItIsSaved_data();
    void aFaultIsFoundBeforeItIsSaved();
    void itIsFilledIn_data();
    void itIsFilledIn();
    void whatHasNoValueStopsIt_data();
    void whatHasNoValueStopsIt();
    void aNameIsNeverAVariable();
    void theHtmlHasParagraphsBreaksAndAnchors();
    void theStepsStandInTheHtmlWithTheirLink();
    void whatItHoldsIsEscaped();
    void aLinkLivesForSoLong_data();
    void aLinkLivesForSoLong();
    void theStepsSayWhereTheCodeComes_data();
    void theStepsSayWhereTheCodeComes();
    void everyLanguageHasItsOwnSteps();
};

void SnippetTest::everyVariableHasItsName() {
    QStringList names;
    for (const SnippetVariable variable : allSnippetVariables()) names.append(nameOf(variable));
    QCOMPARE(names.join(QLatin1Char(' ')),
             QStringLiteral("customer.first_name customer.name link link.lives portal_link code_steps agent.name shop.name"));
}

void SnippetTest::aFaultIsFoundBeforeItIsSaved_data() {
    QTest::addColumn<SnippetUse>("use");
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("body");
    QTest::addColumn<SnippetProblem>("problem");
    QTest::addColumn<QString>("detail");
    const auto row = [](const char *name, const QString &body, SnippetProblem problem, const char *detail = "", SnippetUse use = SnippetUse::MagicLink,
                        const QString &title = QStringLiteral("Friendly")) {
        QTest::newRow(name) << use << title << body << problem << QString::fromUtf8(detail);
    };
    const QString good = QStringLiteral("Hello {{customer.first_name|there}},\n\n{{link}}\n\nIt works for {{link.lives}}. Later:\n\n{{portal_link}}");
    row("nothing", good, SnippetProblem::None);
    row("Windows line ends", QString(good).replace(QLatin1String("\n"), QLatin1String("\r\n")), SnippetProblem::None);
    row("steps afterwards", QStringLiteral("{{link}}\n{{link.lives}}\n{{code_steps}}"), SnippetProblem::None);
    row("white space around names", QStringLiteral("  {{ link }}  \n{{ link.lives | a while }}\n{{ portal_link }}"), SnippetProblem::None);
    row("a single brace", good + QStringLiteral("\n{a} }} {"), SnippetProblem::None);
    row("Portal link", QStringLiteral("Here:\n{{portal_link}}\n"), SnippetProblem::None, "", SnippetUse::PortalLink);
    row("steps", QStringLiteral("Hello,\n\n{{code_steps}}"), SnippetProblem::None, "", SnippetUse::LoginSteps);
    row("no title", good, SnippetProblem::TitleMissing, "", SnippetUse::MagicLink, QStringLiteral("  "));
    row("longest title", good, SnippetProblem::None, "", SnippetUse::MagicLink, QString(longestSnippetTitle, u'x'));
    row("title too long", good, SnippetProblem::TooLong, "title", SnippetUse::MagicLink, QString(longestSnippetTitle + 1, u'x'));
    row("no body", QStringLiteral(" \n\n "), SnippetProblem::BodyMissing);
    row("longest body", good + QString(longestSnippetBody - good.size(), u'\n'), SnippetProblem::None);
    row("body too long", good + QString(longestSnippetBody + 1 - good.size(), u'\n'), SnippetProblem::TooLong, "body");
    row("braces open", good + QStringLiteral("\n{{customer.name"), SnippetProblem::BracesOpen);
    row("braces within braces", good + QStringLiteral("\n{{customer.name|{{shop.name}}"), SnippetProblem::BracesOpen);
    row("unknown", good + QStringLiteral("\n{{customer.firstname}}"), SnippetProblem::UnknownVariable, "customer.firstname");
    row("unknown, with words for it", good + QStringLiteral("\n{{ order |none}}"), SnippetProblem::UnknownVariable, "order");
    row("capitals", good + QStringLiteral("\n{{Shop.Name}}"), SnippetProblem::UnknownVariable, "Shop.Name");
    row("nameless", good + QStringLiteral("\n{{}}"), SnippetProblem::UnknownVariable);
    row("without the link", QStringLiteral("Hello\n{{link.lives}}\n{{portal_link}}"), SnippetProblem::LinkMissing);
    row("without its life", QStringLiteral("{{link}}\n{{portal_link}}"), SnippetProblem::LifeMissing);
    row("nothing to do after", QStringLiteral("{{link}}\n{{link.lives}}"), SnippetProblem::NoWayAfter);
    row("without the Portal link", QStringLiteral("Hello"), SnippetProblem::PortalLinkMissing, "", SnippetUse::PortalLink);
    row("without the steps", QStringLiteral("Hello\n{{portal_link}}"), SnippetProblem::StepsMissing, "", SnippetUse::LoginSteps);
    row("a full stop joins the link", QStringLiteral("{{link}}.\n{{link.lives}}\n{{portal_link}}"), SnippetProblem::LinkNotAlone, "link");
    row("words before the link", QStringLiteral("Here: {{link}}\n{{link.lives}}\n{{portal_link}}"), SnippetProblem::LinkNotAlone, "link");
    row("a variable before the link", QStringLiteral("{{customer.name}} {{link}}\n{{link.lives}}\n{{portal_link}}"), SnippetProblem::LinkNotAlone, "link");
    row("a variable behind the link", QStringLiteral("{{link}}{{link.lives}}\n{{portal_link}}"), SnippetProblem::LinkNotAlone, "link");
    row("two links on a line", QStringLiteral("{{link.lives}}\n{{link}} {{portal_link}}"), SnippetProblem::LinkNotAlone, "link");
    row("brackets around the Portal link", QStringLiteral("{{link}}\n{{link.lives}}\n({{portal_link}})"), SnippetProblem::LinkNotAlone, "portal_link");
    row("a link in a Portal link's reply", QStringLiteral("{{link}}\n{{portal_link}}"), SnippetProblem::LinkElsewhere, "link", SnippetUse::PortalLink);
    row("a life without a link", QStringLiteral("{{link.lives}}\n{{code_steps}}"), SnippetProblem::LinkElsewhere, "link.lives", SnippetUse::LoginSteps);
}

void SnippetTest::aFaultIsFoundBeforeItIsSaved() {
    QFETCH(SnippetUse, use);
    QFETCH(QString, title);
    QFETCH(QString, body);
    QFETCH(SnippetProblem, problem);
    QFETCH(QString, detail);
    Snippet judged = snippet(body, use);
    judged.title = title;
    const SnippetFault fault = checkSnippet(judged);
    QCOMPARE(toText(fault.problem), toText(problem));
    QCOMPARE(fault.detail, detail);
}

void SnippetTest::itIsFilledIn_data() {
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("plain");
    QTest::newRow("words") << QStringLiteral("Hello.") << QStringLiteral("Hello.\n");
    QTest::newRow("every variable") << QStringLiteral("{{customer.first_name}}|{{customer.name}}|{{link.lives}}|{{agent.name}}|{{shop.name}}")
                                    << QStringLiteral("Amélie|Amélie Durand|10 minutes|Kim Moreau|North & Roast\n");
    QTest::newRow("a value goes before its words") << QStringLiteral("Hi {{customer.first_name|there}}") << QStringLiteral("Hi Amélie\n");
    QTest::newRow("paragraphs") << QStringLiteral("\n\none\ntwo\r\n\r\n \n\nthree  \n\n") << QStringLiteral("one\ntwo\n\nthree\n");
    QTest::newRow("twice") << QStringLiteral("{{shop.name}} {{shop.name}}") << QStringLiteral("North & Roast North & Roast\n");
}

void SnippetTest::itIsFilledIn() {
    QFETCH(QString, body);
    QFETCH(QString, plain);
    const SnippetText text = renderSnippet(snippet(body), values());
    QCOMPARE(toText(text.fault.problem), toText(SnippetProblem::None));
    QCOMPARE(text.plain, plain);
}

void SnippetTest::whatHasNoValueStopsIt_data() {
    QTest::addColumn<QString>("body");
    QTest::addColumn<SnippetProblem>("problem");
    QTest::addColumn<QString>("detail");
    for (const SnippetVariable variable : allSnippetVariables())
        QTest::newRow(qPrintable(nameOf(variable))) << QStringLiteral("a {{%1}} b").arg(nameOf(variable)) << SnippetProblem::Unresolved << nameOf(variable);
    QTest::newRow("no words stand for a link") << QStringLiteral("{{link|soon}}") << SnippetProblem::Unresolved << QStringLiteral("link");
    QTest::newRow("nor for the Portal link") << QStringLiteral("{{portal_link|soon}}") << SnippetProblem::Unresolved << QStringLiteral("portal_link");
    QTest::newRow("nor for the steps") << QStringLiteral("{{code_steps|soon}}") << SnippetProblem::Unresolved << QStringLiteral("code_steps");
    QTest::newRow("unknown") << QStringLiteral("{{order|x}}") << SnippetProblem::UnknownVariable << QStringLiteral("order");
    QTest::newRow("open") << QStringLiteral("{{customer.name") << SnippetProblem::BracesOpen << QString();
    QTest::newRow("nothing to say") << QStringLiteral("{{customer.name|}}") << SnippetProblem::BodyMissing << QString();
    QTest::newRow("words for it") << QStringLiteral("Hi {{customer.first_name|there}}") << SnippetProblem::None << QString();
    QTest::newRow("empty words for it") << QStringLiteral("Hi{{customer.first_name|}}") << SnippetProblem::None << QString();
}

void SnippetTest::whatHasNoValueStopsIt() {
    QFETCH(QString, body);
    QFETCH(SnippetProblem, problem);
    QFETCH(QString, detail);
    SnippetValues blank;
    blank.firstName = QStringLiteral("  ");  // white space is no name
    const SnippetText text = renderSnippet(snippet(body), blank);
    QCOMPARE(toText(text.fault.problem), toText(problem));
    QCOMPARE(text.fault.detail, detail);
    QCOMPARE(text.plain.isEmpty(), problem != SnippetProblem::None);
    QCOMPARE(text.html.isEmpty(), problem != SnippetProblem::None);
}

void SnippetTest::aNameIsNeverAVariable() {
    SnippetValues tricky = values();
    tricky.firstName = QStringLiteral("{{link}}");
    tricky.name = QStringLiteral("%1 %2\n\nhttps://elsewhere.example/");
    const SnippetText text = renderSnippet(snippet(QStringLiteral("{{customer.first_name}}, {{customer.name}}!")), tricky);
    QCOMPARE(text.plain, QStringLiteral("{{link}}, %1 %2 https://elsewhere.example/!\n"));
    QCOMPARE(text.html, QStringLiteral("<p>{{link}}, %1 %2 https://elsewhere.example/!</p>"));
}

void SnippetTest::theHtmlHasParagraphsBreaksAndAnchors() {
    const SnippetText text = renderSnippet(snippet(QStringLiteral("Hello,\nhere:\n\n{{link}}\n\nLater:\n{{portal_link}}")), values());
    const QString expected = QStringLiteral(
        "<p>Hello,<br>here:</p>"
        "<p><a href=\"https://portal.example.com/l/abc\">https://portal.example.com/l/abc</a></p>"
        "<p>Later:<br><a href=\"https://portal.example.com/login\">https://portal.example.com/login</a></p>");
    QVERIFY(text.html == expected);
    QVERIFY(text.plain == QStringLiteral("Hello,\nhere:\n\n%1\n\nLater:\n%2\n").arg(url, portal));
}

void SnippetTest::theStepsStandInTheHtmlWithTheirLink() {
    const SnippetText text = renderSnippet(snippet(QStringLiteral("{{code_steps}}"), SnippetUse::LoginSteps), values());
    QVERIFY(text.html.startsWith(QStringLiteral("<p>1. Open this page:<br><a href=\"%1\">%1</a><br>2. Enter").arg(portal)));
    QVERIFY(text.html.endsWith(QStringLiteral("a few minutes.</p>")));
}

void SnippetTest::whatItHoldsIsEscaped() {
    SnippetValues tricky = values();
    tricky.name = QStringLiteral("<b>\"A\" & B</b>");
    tricky.link = QStringLiteral("https://portal.example.com/l/\"><script>");
    const SnippetText text = renderSnippet(snippet(QStringLiteral("1 < 2 & {{customer.name}} {{shop.name}} {{agent.name|<i>}}\n{{link}}")), tricky);
    QVERIFY(text.html.startsWith(QStringLiteral("<p>1 &lt; 2 &amp; &lt;b&gt;&quot;A&quot; &amp; B&lt;/b&gt; North &amp; Roast")));
    QVERIFY(!text.html.contains(QStringLiteral("<script>")));
    QVERIFY(text.plain.startsWith(QStringLiteral("1 < 2 & <b>\"A\" & B</b> North & Roast")));
}

void SnippetTest::aLinkLivesForSoLong_data() {
    QTest::addColumn<Language>("language");
    QTest::addColumn<qint64>("milliseconds");
    QTest::addColumn<QString>("words");
    const auto row = [](Language language, qint64 milliseconds, const char *words) {
        QTest::newRow(qPrintable(toText(language) + QString::number(milliseconds))) << language << milliseconds << QString::fromUtf8(words);
    };
    row(Language::English, 600'000, "10 minutes");
    row(Language::English, 598'000, "10 minutes");
    row(Language::English, 569'999, "9 minutes");
    row(Language::English, 89'999, "one minute");
    row(Language::English, 90'000, "2 minutes");
    row(Language::English, 1, "one minute");
    row(Language::English, -5'000, "one minute");
    row(Language::English, 0, "a few minutes");
    row(Language::German, 0, "einige Minuten");
    row(Language::German, 60'000, "eine Minute");
    row(Language::German, 3'600'000, "60 Minuten");
    row(Language::French, 60'000, "une minute");
    row(Language::French, 600'000, "10 minutes");
    row(Language::Spanish, 60'000, "un minuto");
    row(Language::Spanish, 600'000, "10 minutos");
}

void SnippetTest::aLinkLivesForSoLong() {
    QFETCH(Language, language);
    QFETCH(qint64, milliseconds);
    QTEST(linkLivesIn(language, milliseconds), "words");
}

void SnippetTest::theStepsSayWhereTheCodeComes_data() {
    QTest::addColumn<QString>("email");
    QTest::addColumn<QString>("phone");
    QTest::addColumn<QString>("second");
    QTest::addColumn<QString>("third");
    QTest::newRow("both") << QStringLiteral("a••••@example.com") << QStringLiteral("78")
                          << QStringLiteral("2. Enter your e-mail address (a••••@example.com) or your phone number (ending in 78).")
                          << QStringLiteral("3. Type the 4-digit code that we send you by e-mail and SMS. It is valid for a few minutes.");
    QTest::newRow("phone") << QString() << QStringLiteral("78") << QStringLiteral("2. Enter your phone number (ending in 78).")
                           << QStringLiteral("3. Type the 4-digit code that we send you by SMS. It is valid for a few minutes.");
    QTest::newRow("e-mail") << QStringLiteral("%2••••@example.com") << QString() << QStringLiteral("2. Enter your e-mail address (%2••••@example.com).")
                            << QStringLiteral("3. Type the 4-digit code that we send you by e-mail. It is valid for a few minutes.");
    QTest::newRow("neither") << QString() << QString() << QStringLiteral("2. Enter the e-mail address or phone number that you ordered with.")
                             << QStringLiteral("3. Type the 4-digit code that we send you by e-mail. It is valid for a few minutes.");
}

void SnippetTest::theStepsSayWhereTheCodeComes() {
    QFETCH(QString, email);
    QFETCH(QString, phone);
    QFETCH(QString, second);
    QFETCH(QString, third);
    const QStringList lines = codeStepsIn(Language::English, portal, email, phone, 4).split(QLatin1Char('\n'));
    QCOMPARE(lines.size(), 4);
    QVERIFY(lines.at(1) == portal);
    QCOMPARE(lines.at(2), second);
    QCOMPARE(lines.at(3), third);
}

void SnippetTest::everyLanguageHasItsOwnSteps() {
    QSet<QString> seen;
    for (const Language language : {Language::English, Language::German, Language::French, Language::Spanish}) {
        for (const auto &[email, phone] : {std::pair("a••••@example.com", "78"), std::pair("", "78"), std::pair("a••••@example.com", ""), std::pair("", "")}) {
            const QString steps = codeStepsIn(language, portal, QString::fromUtf8(email), QString::fromUtf8(phone), 6);
            QVERIFY(!steps.contains(QLatin1Char('%')));
            QVERIFY(steps.contains(QLatin1Char('6')));
            QCOMPARE(steps.contains(QStringLiteral("78")), *phone != '\0');
            QCOMPARE(steps.contains(QStringLiteral("a••••@")), *email != '\0');
            seen.insert(steps);
        }
    }
    QCOMPARE(seen.size(), 16);
}

QTEST_GUILESS_MAIN(SnippetTest)
#include "tst_snippet.moc"
