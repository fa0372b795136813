// The picture of the last 30 days: what the bars stand for, the numbers in words and in the table, and what is saved.
#include "tests/ui/contrast.h"
#include "tests/ui/panel_fixture.h"
#include "ui/pages/links_page.h"
#include "ui/panels/link_stats_view.h"
#include "ui/texts_link_stats.h"
#include "ui/theme/theme.h"
#include "ui/widgets/count_bars.h"
#include "ui/widgets/focus_order.h"
#include "ui/widgets/link_chart.h"
#include "ui/widgets/rows_view.h"

#include <QAccessible>
#include <QFileDialog>
#include <QImage>
#include <QLabel>
#include <QPushButton>
#include <QTemporaryDir>

using namespace latchkey;
using namespace std::chrono_literals;

namespace {

constexpr std::array fates = {LinkFate::Used, LinkFate::ExpiredOpened, LinkFate::ExpiredUnseen, LinkFate::Ended, LinkFate::Live};

LinkStats month(int issuedEach = 12) {
    LinkStats stats;
    for (int i = 0; i < 30; ++i) {
        LinkDay day;
        day.day = testNow - 24h * (29 - i);
        day.issued = i % 6 == 0 ? 0 : issuedEach + i % 7 * 3;
        day.used = day.issued / 2;
        day.expiredUnseen = day.issued / 4;
        day.expiredOpened = day.issued / 8;
        day.ended = day.issued / 10;
        day.refused = i % 5;
        stats.days.append(day);
    }
    stats.deadLinks = {{LinkState::Expired, 41}, {LinkState::Used, 12}, {LinkState::Revoked, 3}, {LinkState::VoidByEmailChange, 1}};
    stats.refusedIssues = {{FindingCode::EmailMissing, 17}, {FindingCode::ReplyGoesElsewhere, 4}, {FindingCode::TooManyLinks, 2}};
    stats.medianToOpen = 185s;
    stats.opened = 220;
    return stats;
}

}  // namespace

class LinkChartTest : public QObject {
    Q_OBJECT

    std::unique_ptr<PanelFixture> m_f;
    std::unique_ptr<LinksPage> m_page;

    void open(const LinkStats &stats) {
        m_f->service.on("GET /api/v1/links/stats", 200, jsonOf(stats));
        m_page = std::make_unique<LinksPage>(m_f->desk);
        m_page->resize(1156, 746);
        m_page->show();
        m_page->activateWindow();
        m_page->showStats();
        QTRY_VERIFY(shown(m_page.get(), QStringLiteral("statsPicture")) || shown(m_page.get(), QStringLiteral("statsEmpty")));
    }
    QString number(const QString &name) { return shown<QLabel>(m_page.get(), name)->text(); }
    QTableView *table() { return m_page->findChild<RowsView *>(QStringLiteral("statsTable")); }
    QString save(const QString &button, const QString &path) {
        m_f->notices.clear();
        QTest::mouseClick(shown<QPushButton>(m_page.get(), button), Qt::LeftButton);
        auto *dialog = m_page->window()->findChild<QFileDialog *>(QStringLiteral("saveDialog"));
        if (dialog == nullptr) return {};
        const QString suggested = QFileInfo(dialog->selectedFiles().value(0)).fileName();
        emit dialog->fileSelected(path);
        dialog->reject();
        return suggested;
    }

private slots:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }
    void init() {
        m_f = std::make_unique<PanelFixture>();
        m_f->service.on("GET /api/v1/links", 200, jsonOf(Page<LoginLink>()));
        m_f->service.on("GET /api/v1/agents", 200, R"({"items":[]})");
    }
    void cleanup() {
        m_page.reset();
        m_f.reset();
    }

    void aBarIsAsHighAsWhatItStandsFor() {
        LinkChart chart;
        chart.resize(720, 230);
        LinkStats stats = month();
        LinkDay &day = stats.days[3];
        day.issued = 20;
        day.used = 10;
        day.expiredOpened = 4;
        day.expiredUnseen = 3;
        day.ended = 1;
        chart.set(stats.days, inWords(stats));
        const double unit = chart.segmentRect(3, LinkFate::Used).height() / 10;
        QVERIFY(unit > 1);
        double bottom = chart.segmentRect(3, LinkFate::Used).bottom();
        for (const LinkFate fate : fates) {
            const QRectF box = chart.segmentRect(3, fate);
            QVERIFY(qAbs(box.height() - countOf(day, fate) * unit) < 0.01 && qAbs(box.bottom() - bottom) < 0.01);
            bottom = box.top();
            QVERIFY(QRectF(chart.rect()).contains(box));
        }
        QCOMPARE(countOf(day, LinkFate::Live), 2);
        QVERIFY(chart.segmentRect(0, LinkFate::Used).isNull());
        QVERIFY2(chart.wordsAt(3).contains(QStringLiteral("20 issued, 10 used, 4 expired after opening, 3 expired unseen, 1 revoked or ended, 2 live, 3 refused")), qPrintable(chart.wordsAt(3)));
    }

    void theScaleEndsJustAboveTheMost_data() {
        QTest::addColumn<int>("most");
        QTest::addColumn<int>("top");
        for (const auto &[most, top] : {std::pair{0, 4}, {1, 4}, {4, 4}, {5, 6}, {17, 20}, {20, 20}, {21, 30}, {99, 100}, {1234, 1500}}) QTest::addRow("%d", most) << most << top;
    }

    void theScaleEndsJustAboveTheMost() {
        QFETCH(int, most);
        QFETCH(int, top);
        LinkDay day;
        day.issued = most;
        LinkChart chart;
        chart.set({day}, {});
        QCOMPARE(chart.top(), top);
    }

    void ofAShopElsewhereOnlyWhatHappenedHereIsCounted() {
        m_f->desk.me.shopKind = ShopKind::Skio;
        LinkStats stats = month();
        stats.refusedIssues.append({FindingCode::ShopEmailShared, 3});
        open(stats);
        QCOMPARE(number(QStringLiteral("numberIssued")), QString::number(totalsOf(stats).issued));
        QCOMPARE(number(QStringLiteral("numberRefused")), QString::number(totalsOf(stats).refused));
        QVERIFY(shown(m_page.get(), QStringLiteral("refusedIssues")) != nullptr && shown(m_page.get(), QStringLiteral("statsUnseen")) != nullptr);
        for (const char *name : {"numberUsed", "numberUnseen", "numberMedian", "deadLinks", "statsTable", "saveCsv"}) QVERIFY2(!shown(m_page.get(), QLatin1String(name)), name);
        QVERIFY(!m_page->findChild<LinkChart *>()->isVisible());
    }

    void theNumbersAreSaidInWordsAndStandInTheTable() {
        LinkStats stats = month();
        open(stats);
        const LinkTotals totals = totalsOf(stats);
        QCOMPARE(number(QStringLiteral("numberIssued")), QString::number(totals.issued));
        QCOMPARE(number(QStringLiteral("numberUsed")), QStringLiteral("%1 %").arg(qRound(100.0 * totals.used / totals.issued)));
        QCOMPARE(number(QStringLiteral("numberUnseen")), QString::number(totals.expiredUnseen));
        QCOMPARE(number(QStringLiteral("numberMedian")), QStringLiteral("3 minutes"));
        QCOMPARE(number(QStringLiteral("numberRefused")), QString::number(60 + 23));
        const QString words = m_page->findChild<LinkChart *>()->accessibleDescription();
        for (const QString &part : {QString::number(totals.issued), QStringLiteral("percent were used"), QStringLiteral("3 minutes"), QStringLiteral("83 were refused")}) QVERIFY2(words.contains(part), qPrintable(words));
        QCOMPARE(table()->model()->rowCount(), 30);
        const LinkDay &last = stats.days.constLast();
        QCOMPARE(table()->model()->index(0, 1).data().toString(), QString::number(last.issued));
        QCOMPARE(table()->model()->index(0, 6).data().toString(), QString::number(countOf(last, LinkFate::Live)));
        QCOMPARE(m_page->findChild<CountBars *>(QStringLiteral("deadLinks"))->accessibleDescription().section(QLatin1Char('.'), 0, 0), QStringLiteral("Opened after it had expired: 41"));
        QVERIFY(m_page->findChild<CountBars *>(QStringLiteral("refusedIssues"))->accessibleDescription().startsWith(QStringLiteral("No e-mail address on file: 17")));
    }

    void everyReasonHasItsWords() {
        for (int i = 0; i <= static_cast<int>(FindingCode::ServiceUnreachable); ++i) QVERIFY(!whyNotIssued(static_cast<FindingCode>(i)).isEmpty());
        for (int i = 0; i <= static_cast<int>(LinkState::VoidByEmailChange); ++i) QVERIFY(!whyDead(static_cast<LinkState>(i)).isEmpty());
    }

    void whereNobodyOpenedALinkThereIsNoMedian() {
        LinkStats stats = month();
        stats.opened = 0;
        stats.medianToOpen = {};
        QCOMPARE(medianText(stats), QStringLiteral("–"));
        QVERIFY(!inWords(stats).contains(QStringLiteral("median")));
    }

    void theTableIsSavedForOtherPrograms() {
        open(month());
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("links.csv"));
        QCOMPARE(save(QStringLiteral("saveCsv"), path), QStringLiteral("latchkey-links-2026-01-01.csv"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY(text == csvOf(month()));
        const QList<QByteArray> lines = text.split('\n');
        QCOMPARE(lines.size(), 32);
        QCOMPARE(lines.constFirst(), QByteArray("Day,Issued,Used,Expired unseen,Expired after opening,Revoked or ended,Live,Refused\r"));
        QVERIFY(lines.at(30).startsWith("2026-01-01,") && lines.at(30).endsWith('\r'));
        QTRY_COMPARE(m_f->notices, QStringList{QStringLiteral("links.csv is saved.")});
    }

    void thePictureIsSaved() {
        open(month());
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("links.png"));
        save(QStringLiteral("savePng"), path);
        const QImage image(path);
        auto *picture = m_page->findChild<QWidget *>(QStringLiteral("statsPicture"));
        QCOMPARE(image.size(), picture->size() * 2);
        // What is drawn is there: the colour of the used ones in the middle of a bar.
        auto *chart = m_page->findChild<LinkChart *>();
        const QPointF middle = chart->mapTo(picture, chart->segmentRect(5, LinkFate::Used).center().toPoint());
        QCOMPARE(image.pixelColor((middle * 2).toPoint()), LinkChart::colourOf(LinkFate::Used));
    }

    void whatCannotBeSavedSaysWhy() {
        open(month());
        save(QStringLiteral("saveCsv"), QStringLiteral("/nowhere/at/all/links.csv"));
        QTRY_VERIFY(!m_f->notices.isEmpty() && m_f->notices.constLast().startsWith(QStringLiteral("links.csv was not saved: ")));
    }

    void aMonthWithoutLinksSaysSo() {
        LinkStats stats = month();
        for (LinkDay &day : stats.days) day = LinkDay{day.day};
        stats.deadLinks.clear();
        stats.refusedIssues.clear();
        open(stats);
        QVERIFY(shown(m_page.get(), QStringLiteral("statsEmpty"))->accessibleName().contains(QStringLiteral("No links were issued in the last 30 days")));
        QVERIFY(!shown<QPushButton>(m_page.get(), QStringLiteral("saveCsv")));
    }

    void aFailureSaysSoAndOffersToTryAgain() {
        open(month());
        m_f->service.on("GET /api/v1/links/stats", 503, problemOf({ErrorCode::StoreBusy, {}, {}}, 503));
        m_page->refresh();
        QTRY_VERIFY(shown(m_page.get(), QStringLiteral("statsBanner")));
        QVERIFY(shown(m_page.get(), QStringLiteral("statsPicture")));
        m_f->service.on("GET /api/v1/links/stats", 200, jsonOf(month()));
        QTest::mouseClick(shown<QPushButton>(m_page.get(), QStringLiteral("statsTryAgain")), Qt::LeftButton);
        QTRY_VERIFY(!shown(m_page.get(), QStringLiteral("statsBanner")));
    }

    void theKeyboardReachesEverythingAndComesBack() {
        open(month());
        QStringList reached;
        for (QWidget *widget : focusOrder(m_page.get())) {
            QVERIFY2(!QAccessible::queryAccessibleInterface(widget)->text(QAccessible::Name).trimmed().isEmpty(), qPrintable(widget->objectName()));
            reached << widget->objectName();
        }
        QCOMPARE(reached, QStringList({QStringLiteral("viewLinks"), QStringLiteral("savePng"), QStringLiteral("saveCsv"), QStringLiteral("statsTable")}));
        m_page->focusList();
        QTest::keyClick(table(), Qt::Key_End);
        QCOMPARE(table()->currentIndex().row(), 29);
        shown<QPushButton>(m_page.get(), QStringLiteral("viewLinks"))->setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        QTRY_COMPARE(QApplication::focusWidget(), shown<QWidget>(m_page.get(), QStringLiteral("viewLinks")));
        QVERIFY(shown(m_page.get(), QStringLiteral("list")));
    }

    void everyFateStandsOutFromTheGround_data() {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void everyFateStandsOutFromTheGround() {
        QFETCH(bool, dark);
        applyTheme(*qApp, dark ? ThemeChoice::Dark : ThemeChoice::Light);
        for (const LinkFate fate : fates) QVERIFY2(contrast(LinkChart::colourOf(fate), colours().surface) >= 3, qPrintable(textOf(fate)));
        applyTheme(*qApp, ThemeChoice::Light);
    }

    void itCanBeLookedAt_data() {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<QSize>("size");
        for (const bool dark : {false, true})
            for (const QSize &size : {QSize(1156, 746), QSize(596, 426)}) QTest::addRow("%s-%d", dark ? "dark" : "light", size.width()) << dark << size;
    }

    void itCanBeLookedAt() {
        QFETCH(bool, dark);
        QFETCH(QSize, size);
        applyTheme(*qApp, dark ? ThemeChoice::Dark : ThemeChoice::Light);
        open(month());
        m_page->resize(size);
        QTest::qWait(60);
        auto *picture = shown(m_page.get(), QStringLiteral("statsPicture"));
        QVERIFY(picture->width() <= m_page->width() && picture->mapTo(m_page.get(), QPoint(picture->width(), 0)).x() <= m_page->width());
        for (const QLabel *label : m_page->findChildren<QLabel *>())
            QVERIFY2(!label->isVisible() || !label->wordWrap() || label->height() >= label->heightForWidth(label->width()), qPrintable(label->text()));
        const QString folder = qEnvironmentVariable("LATCHKEY_PICTURES");
        if (!folder.isEmpty()) {
            m_page->grab().save(QStringLiteral("%1/stats-%2-%3.png").arg(folder, dark ? u"dark" : u"light").arg(size.width()));
            picture->grab().save(QStringLiteral("%1/statspicture-%2-%3.png").arg(folder, dark ? u"dark" : u"light").arg(size.width()));
        }
        applyTheme(*qApp, ThemeChoice::Light);
    }
};

QTEST_MAIN(LinkChartTest)
#include "tst_link_chart.moc"
