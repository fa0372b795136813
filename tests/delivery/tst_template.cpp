// Templates: filled without surprises, refused with line and reason, drawn by many threads at once.
#include "services/delivery/drawn_template.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace latchkey;

class TestTemplate : public QObject {
    Q_OBJECT

private slots:
    void valuesAreEscapedForHtml();
    void plainTextIsLeftAsItIs();
    void aValueIsNeverReadAsATemplate();
    void anEmptyTextCountsAsAbsent();
    void listsRepeatTheirSection();
    void markupOfOurOwnIsNotEscaped();
    void theFirstFieldsWin();
    void whatIsBrokenIsRefusedWithItsLine_data();
    void whatIsBrokenIsRefusedWithItsLine();
    void tagsKnowTheirLineAndDepth();
    void manyThreadsDrawOneTemplate();
    void aPageDrawnBeforeSaysTheSame();
};

namespace {

std::string drawn(const std::string &text, Escaping escaping, const TemplateFields &fields) {
    const auto parsed = Template::parse(text, escaping);
    return parsed ? parsed->render(fields) : "refused: " + parsed.error().reason.toStdString();
}

TemplateFields named(const QString &value) { return TemplateFields().set("name", value); }

}  // namespace

void TestTemplate::valuesAreEscapedForHtml() {
    QCOMPARE(drawn("<b title=\"{{name}}\">{{name}}</b>", Escaping::Html, named(u"<i>\"O'Neil\" & co"_qs)),
             std::string("<b title=\"&lt;i&gt;&quot;O&#39;Neil&quot; &amp; co\">&lt;i&gt;&quot;O&#39;Neil&quot; &amp; co</b>"));
}

void TestTemplate::plainTextIsLeftAsItIs() {
    QCOMPARE(drawn("Hello {{name}}!", Escaping::None, named(u"<i> & \"Zoë\""_qs)), std::string("Hello <i> & \"Zoë\"!"));
}

void TestTemplate::aValueIsNeverReadAsATemplate() {
    for (const QString &name : {u"{{name}}"_qs, u"{{#name}}"_qs, u"%1"_qs, u"{{{name}}}"_qs})
        QCOMPARE(drawn("{{#name}}[{{name}}]{{/name}}", Escaping::None, named(name)), "[" + name.toStdString() + "]");
}

void TestTemplate::anEmptyTextCountsAsAbsent() {
    const std::string text = "{{#name}}Hello {{name}},{{/name}}{{^name}}Hello,{{/name}}";
    QCOMPARE(drawn(text, Escaping::None, named(u"Anna"_qs)), std::string("Hello Anna,"));
    QCOMPARE(drawn(text, Escaping::None, named({})), std::string("Hello,"));
    QCOMPARE(drawn(text, Escaping::None, {}), std::string("Hello,"));
}

void TestTemplate::listsRepeatTheirSection() {
    TemplateFields fields;
    fields.add("rows", named(u"a"_qs)).add("rows", named(u"b"_qs)).setFlag("more", true);
    QCOMPARE(drawn("{{#rows}}<{{name}}>{{/rows}}{{#more}} more{{/more}}", Escaping::None, fields), std::string("<a><b> more"));
}

void TestTemplate::markupOfOurOwnIsNotEscaped() {
    const auto parsed = Template::parse("<div>{{body}}{{ body }}</div>{{name}}", Escaping::Html, "body");
    QVERIFY(parsed);
    QCOMPARE(parsed->render(named(u"<"_qs).set("body", u"<p>&amp;</p>"_qs)), std::string("<div><p>&amp;</p><p>&amp;</p></div>&lt;"));
}

void TestTemplate::theFirstFieldsWin() {
    const auto parsed = Template::parse("{{name}} {{other}}", Escaping::Html);
    QVERIFY(parsed);
    QCOMPARE(parsed->render(named(u"ours"_qs), named(u"theirs"_qs).set("other", u"kept"_qs)), std::string("ours kept"));
}

void TestTemplate::whatIsBrokenIsRefusedWithItsLine_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("line");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *text, int line, const QString &reason) { QTest::newRow(text) << QByteArray(text) << line << reason; };
    row("a\n{{name", 2, u"a {{ has no }}"_qs);
    row("a\n\n{{#name}}x\n", 3, u"{{#name}} is never closed by {{/name}}"_qs);
    row("{{^name}}", 1, u"is never closed"_qs);
    row("x\n{{/name}}", 2, u"{{/name}} closes nothing"_qs);
    row("{{#name}}\n{{#b}}\n{{/name}}{{/b}}", 3, u"{{/name}} comes before {{/b}}, which was opened in line 2"_qs);
    row("\n{{{name}}}", 2, u"values are always escaped"_qs);
    row("{{&name}}", 1, u"values are always escaped"_qs);
    row("{{ & name}}", 1, u"values are always escaped"_qs);
    row("{{>other}}", 1, u"other files cannot be drawn in"_qs);
    row("{{=<% %>=}}", 1, u"the braces cannot be changed"_qs);
    row("{{}}", 1, u"{{}} is no name"_qs);
    row("{{.}}", 1, u"{{.}} is no name"_qs);
    row("{{first name}}", 1, u"{{first name}} is no name"_qs);
    row("{{a\nb}}", 1, u"is no name"_qs);
    row("{{! one\ntwo }}\n{{/name}}", 3, u"closes nothing"_qs);
}

void TestTemplate::whatIsBrokenIsRefusedWithItsLine() {
    QFETCH(QByteArray, text);
    QFETCH(int, line);
    QFETCH(QString, reason);
    const auto parsed = Template::parse(text.toStdString(), Escaping::None);
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().line, line);
    QVERIFY2(parsed.error().reason.contains(reason), qPrintable(parsed.error().reason));
}

void TestTemplate::tagsKnowTheirLineAndDepth() {
    const auto tags = tagsOf("{{a}}\n{{#b}}\n{{! note }}{{ c }}{{/b}}");
    QVERIFY(tags);
    QCOMPARE(tags->size(), std::size_t(5));
    QCOMPARE(tags->at(0).line, 1);
    QCOMPARE(tags->at(3).name, std::string("c"));
    QCOMPARE(tags->at(3).line, 3);
    QCOMPARE(tags->at(3).depth, 1);
    QCOMPARE(tags->at(4).depth, 0);
}

void TestTemplate::manyThreadsDrawOneTemplate() {
    const auto parsed = Template::parse("{{#rows}}{{name}};\n{{/rows}}{{#name}}{{name}}{{/name}}", Escaping::Html);
    QVERIFY(parsed);
    std::atomic<int> wrong = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&, i] {
            const QString name = QString::number(i);
            const std::string expected = name.toStdString() + ";\n" + name.toStdString();
            for (int n = 0; n < 500; ++n) wrong += parsed->render(named(name).add("rows", named(name))) != expected;
        });
    for (std::thread &thread : threads) thread.join();
    QCOMPARE(wrong.load(), 0);
}

void TestTemplate::aPageDrawnBeforeSaysTheSame() {
    const std::string text = "<h1>{{title}}</h1>{{#name}}<p>{{name}}, {{title}}</p>{{/name}}{{^name}}<p>you</p>{{/name}}"
                             "{{#open}}<b>{{title}}</b>{{/open}}{{^open}}shut{{/open}}{{#rows}}<i>{{name}}</i>{{/rows}}";
    const auto parsed = Template::parse(text, Escaping::Html);
    const DrawnTemplate drawnBefore(*Template::parse(text, Escaping::Html));
    const QStringList values{{}, u"Anna"_qs, u"<b>&\"'"_qs, u"{{title}}"_qs, u"A\u0001B"_qs, u"0"_qs};
    // Twice, because the first of each shape is drawn and the second put together.
    for (int round = 0; round < 2; ++round)
        for (const QString &title : values)
            for (const QString &name : values)
                for (const bool open : {true, false}) {
                    const TemplateFields fields = TemplateFields().set("name", name).setFlag("open", open);
                    const TemplateFields common = TemplateFields().set("title", title).set("name", u"hidden"_qs);
                    QCOMPARE(drawnBefore.render(fields, common), parsed->render(fields, common));
                }
    const TemplateFields listed = TemplateFields().set("title", u"A"_qs).add("rows", named(u"<1>"_qs)).add("rows", named(u"2"_qs));
    QCOMPARE(drawnBefore.render(listed), parsed->render(listed));
}

QTEST_GUILESS_MAIN(TestTemplate)
#include "tst_template.moc"
