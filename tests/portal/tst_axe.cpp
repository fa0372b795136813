// No page of the portal breaks a rule of WCAG 2.1 AA, or a good habit, that axe-core (https://github.com/dequelabs/axe-core) can tell.
#include "tests/portal/page_states.h"

#include <QFile>

using namespace latchkey;

class TestAxe : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void itFindsWhatIsWrong();
    void noPageBreaksARule_data();
    void noPageBreaksARule();

private:
    QString violationsIn(Browser &browser);

    QString m_axe;
    Browser m_light;
    Browser m_dark;
};

void TestAxe::initTestCase() {
    QFile source(QStringLiteral(AXE));
    QVERIFY2(source.open(QIODevice::ReadOnly), "axe-core is not installed: run npm ci in tests/portal, as ./dev test does");
    m_axe = QString::fromUtf8(source.readAll());
    for (Browser *browser : {&m_light, &m_dark}) QVERIFY2(browser->start(), qPrintable(browser->error()));
    m_dark.emulateDark();
}

// One line a violation and place; what axe could not run is told too.
QString TestAxe::violationsIn(Browser &browser) {
    browser.execute(m_axe);
    if (!browser.error().isEmpty()) return browser.error();
    const QJsonValue found = browser.execute(QStringLiteral(R"(
        const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
        return axe.run({runOnly: {type: 'tag', values: rules}}).then(done => {
            if (done.passes.length < 5) return 'only ' + done.passes.length + ' rules were looked at';
            return done.violations.flatMap(v => v.nodes.map(n => v.id + ': ' + v.help + ': ' + n.html + ' ' + n.failureSummary)).join('\n');
        });)"));
    return browser.error().isEmpty() && found.isString() ? found.toString() : QStringLiteral("axe did not run: ") + browser.error();
}

// A test of the test: a page of ours with three mistakes put into it.
void TestAxe::itFindsWhatIsWrong() {
    Stage stage(m_light);
    stage.open("/login");
    m_light.execute(QStringLiteral(R"(
        document.documentElement.removeAttribute('lang');
        document.querySelector('label').remove();
        document.querySelector('p').style.setProperty('color', '#ccc');)"));
    const QString found = violationsIn(m_light);
    for (const char *rule : {"html-has-lang: ", "label: ", "color-contrast: "}) QVERIFY2(found.contains(QLatin1String(rule)), qPrintable(found));
}

void TestAxe::noPageBreaksARule_data() {
    QTest::addColumn<int>("state");
    QTest::addColumn<bool>("dark");
    for (const bool dark : {false, true})
        for (int i = 0; i < pageStates().size(); ++i) QTest::addRow("%s%s", pageStates().at(i).name, dark ? "-dark" : "") << i << dark;
}

void TestAxe::noPageBreaksARule() {
    QFETCH(int, state);
    QFETCH(bool, dark);
    Browser &browser = dark ? m_dark : m_light;
    Stage stage(browser);
    pageStates().at(state).bring(stage);
    QVERIFY2(browser.text(QStringLiteral("h1")).startsWith(QString::fromUtf8(pageStates().at(state).title)),
             qPrintable(browser.text(QStringLiteral("h1"))));
    const QString violations = violationsIn(browser);
    QVERIFY2(violations.isEmpty(), qPrintable(violations));
}

QTEST_GUILESS_MAIN(TestAxe)
#include "tst_axe.moc"
