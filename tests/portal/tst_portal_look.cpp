// How the portal looks in a browser: on two phones and in a window, light and dark; the pictures stay for people to look at.
#include "tests/portal/page_states.h"

#include <QDir>

using namespace latchkey;

class TestPortalLook : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void everyPageFits_data();
    void everyPageFits();

private:
    Browser m_light;
    Browser m_dark;
};

namespace {

constexpr int widths[] = {360, 390, 700};

// What sticks out of the page's own card, is cut off inside its own box, or takes two lines where it is meant to be one.
const QString outside = QStringLiteral(R"(
    const card = document.querySelector('main').getBoundingClientRect();
    const out = [];
    for (const e of document.querySelectorAll('main *')) {
        const box = e.getBoundingClientRect();
        if (box.width === 0 || e.matches('.unseen')) continue;
        if (box.left < card.left || box.right > card.right + 0.5 || (e.matches('button, .button') && e.scrollWidth > e.clientWidth + 1))
            out.push('sticks out: ' + e.tagName + '.' + e.className + ' ' + e.textContent.slice(0, 40));
        const text = document.createRange();
        text.selectNodeContents(e);
        if (e.matches('.slim, .devices .chip, .amount, label') && text.getClientRects().length > 1) out.push('is broken: ' + e.textContent);
    }
    return out.join('\n');)");

}  // namespace

void TestPortalLook::initTestCase() {
    for (Browser *browser : {&m_light, &m_dark}) QVERIFY2(browser->start(), qPrintable(browser->error()));
    m_dark.emulateDark();
    QVERIFY(QDir().mkpath(QStringLiteral(PICTURES)));
}

void TestPortalLook::everyPageFits_data() {
    QTest::addColumn<int>("state");
    QTest::addColumn<bool>("dark");
    for (const bool dark : {false, true})
        for (int i = 0; i < pageStates().size(); ++i) QTest::addRow("%s%s", pageStates().at(i).name, dark ? "-dark" : "") << i << dark;
}

void TestPortalLook::everyPageFits() {
    QFETCH(int, state);
    QFETCH(bool, dark);
    Browser &browser = dark ? m_dark : m_light;
    Stage stage(browser);
    pageStates().at(state).bring(stage);
    QVERIFY2(browser.text(QStringLiteral("h1")).startsWith(QString::fromUtf8(pageStates().at(state).title)),
             qPrintable(browser.text(QStringLiteral("h1"))));
    QCOMPARE(browser.value(QStringLiteral("matchMedia('(prefers-color-scheme: dark)').matches")).toBool(), dark);
    for (const int width : widths) {
        browser.resize(width, 780);
        QCOMPARE(browser.value(QStringLiteral("window.innerWidth")).toInt(), width);
        QVERIFY2(browser.value(QStringLiteral("document.documentElement.scrollWidth")).toInt() <= width, "the page is wider than the window");
        QCOMPARE(browser.execute(outside).toString(), QString());
        QVERIFY(browser.screenshot(QStringLiteral(PICTURES "/%1-%2.png").arg(QLatin1String(QTest::currentDataTag())).arg(width)));
    }
}

QTEST_GUILESS_MAIN(TestPortalLook)
#include "tst_portal_look.moc"
