// The page Activity over a scripted service that pages by key: filters, whose entries, where a row leads, and the export.
#include "tests/ui/panel_fixture.h"
#include "ui/pages/activity_page.h"
#include "ui/theme/theme.h"
#include "ui/widgets/focus_order.h"
#include "ui/widgets/row_delegate.h"
#include "ui/widgets/rows_view.h"

#include <QAccessible>
#include <QComboBox>
#include <QDateEdit>
#include <QFileDialog>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QUrlQuery>

using namespace latchkey;
using namespace std::chrono_literals;

namespace {

ActivityRow someRow(qint64 id) {
    ActivityRow row;
    row.entry.id = ActivityId(id);
    row.entry.at = testNow - std::chrono::minutes(2000 - id);
    row.entry.kind = ActivityKind::LinkIssued;
    row.entry.agent = AgentId(3);
    row.agentName = QStringLiteral("Kim Moreau");
    row.entry.customer = CustomerId(7);
    row.customerName = QStringLiteral("Amélie Durand");
    row.entry.link = LinkId(42);
    row.publicId = QStringLiteral("K7QM2X");
    row.entry.desk = QStringLiteral("desk-1");
    return row;
}

}  // namespace

class ActivityPageTest : public QObject {
    Q_OBJECT

    std::unique_ptr<PanelFixture> m_f;
    std::unique_ptr<ActivityPage> m_page;
    QTemporaryDir m_folder;

    // Entries `newest` down to 1, in pages of what was asked for.
    void serve(qint64 newest, bool counts = true) {
        m_f->service.on("GET /api/v1/activity", [newest, counts](const http::ExchangePtr &exchange) {
            const QUrlQuery query(QString::fromStdString(std::string(exchange->request().query)));
            const qint64 after = query.hasQueryItem(QStringLiteral("after")) ? query.queryItemValue(QStringLiteral("after")).toLongLong() : newest + 1;
            const qint64 limit = query.queryItemValue(QStringLiteral("limit")).toLongLong();
            Page<ActivityRow> page;
            for (qint64 id = after - 1; id >= 1 && page.items.size() < limit; --id) page.items.append(someRow(id));
            if (!page.items.isEmpty() && page.items.last().entry.id.value() > 1) page.next = QString::number(page.items.last().entry.id.value());
            page.count = counts ? newest : 1;
            page.countIsExact = counts;
            exchange->answer({200, "application/json", jsonOf(page), {{"X-Service-Time", std::to_string(testNow.milliseconds())}}});
        });
    }
    void serveRows(const QList<ActivityRow> &rows) {
        Page<ActivityRow> page;
        page.items = rows;
        page.count = rows.size();
        m_f->service.on("GET /api/v1/activity", 200, jsonOf(page));
    }
    void open(Role role = Role::Lead) {
        m_f->desk.me.agent.role = role;
        m_f->service.on("GET /api/v1/agents", 200, R"({"items":[{"id":3,"name":"Kim Moreau","role":"senior","disabled_at":null,"used_at":null},{"id":4,"name":"Ada Lee","role":"agent","disabled_at":1,"used_at":null}]})");
        m_page = std::make_unique<ActivityPage>(m_f->desk);
        m_page->resize(1156, 700);
        m_page->show();
        m_page->activateWindow();
    }
    template <class T>
    T *part(const char *name) {
        return shown<T>(m_page.get(), QString::fromLatin1(name));
    }
    RowsView *list() { return m_page->findChild<RowsView *>(QStringLiteral("list")); }
    QString text(int row, int column) { return list()->model()->index(row, column).data().toString(); }
    QUrlQuery asked() {
        std::string query;
        for (const http::Request &request : m_f->service.asked())
            if (request.path == "/api/v1/activity") query = request.query;
        return QUrlQuery(QString::fromStdString(query));
    }
    void choose(QComboBox *combo, const QString &words) {
        const int at = combo->findText(words, Qt::MatchContains);
        QVERIFY2(at >= 0, qPrintable(words));
        combo->setCurrentIndex(at);
        emit combo->activated(at);
    }
    // As the dialog answers when a file was chosen.
    void exportTo(const QString &path) {
        part<QPushButton>("exportActivity")->click();
        auto *dialog = m_page->findChild<QFileDialog *>(QStringLiteral("exportDialog"));
        QVERIFY(dialog != nullptr);
        emit dialog->fileSelected(path);
        dialog->reject();
    }
    QString exportWords() { return part<QWidget>("exportCard") == nullptr ? QString() : part<QWidget>("exportCard")->accessibleDescription(); }
    QStringList filesIn(const QString &folder) { return QDir(folder).entryList(QDir::Files | QDir::Hidden); }

private slots:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }
    void init() { m_f = std::make_unique<PanelFixture>(); }
    void cleanup() {
        m_page.reset();
        m_f.reset();
    }

    void aRowSaysWhoDidWhatToWhomAndFromWhere() {
        ActivityRow override_ = someRow(9);
        override_.entry.note = QStringLiteral("reply=elsewhere override=yes");
        override_.entry.words = QStringLiteral("her sister's address");
        ActivityRow wrong = someRow(8);
        wrong.entry = {ActivityId(8), testNow - 40h, ActivityKind::CodeWrong, {}, {}, {}, {}};
        wrong.agentName.clear();
        wrong.customerName.clear();
        wrong.publicId.clear();
        ActivityRow erased = someRow(7);
        erased.customerName.clear();
        serveRows({override_, wrong, erased});
        open();
        QTRY_COMPARE(list()->model()->rowCount(), 3);
        QCOMPARE(text(0, ActivityTable::Who), QStringLiteral("Kim Moreau"));
        QCOMPARE(text(0, ActivityTable::What), QStringLiteral("Magic link issued"));
        QCOMPARE(text(0, ActivityTable::Whom), QStringLiteral("Amélie Durand"));
        QCOMPARE(text(0, ActivityTable::Link), QStringLiteral("K7QM2X"));
        QCOMPARE(text(0, ActivityTable::DeskName), QStringLiteral("desk-1"));
        QCOMPARE(text(0, ActivityTable::Details), QStringLiteral("The reply goes to another address. Reason: “her sister's address”"));
        QCOMPARE(text(1, ActivityTable::Who), QStringLiteral("Somebody on the login page"));
        QCOMPARE(text(1, ActivityTable::Whom), QString());
        QCOMPARE(text(2, ActivityTable::Whom), QStringLiteral("Customer 7"));
        QVERIFY(!text(1, ActivityTable::When).isEmpty());
    }

    void theFiltersAreAskedOfTheService() {
        serve(5);
        open();
        QTRY_COMPARE(list()->model()->rowCount(), 5);
        QVERIFY(!asked().hasQueryItem(QStringLiteral("from")));
        QTRY_COMPARE(part<QComboBox>("activityAgent")->count(), 3);
        choose(part<QComboBox>("activityAgent"), QStringLiteral("Ada Lee (disabled)"));
        QTRY_COMPARE(asked().queryItemValue(QStringLiteral("agent")), QStringLiteral("4"));
        choose(part<QComboBox>("activityKind"), QStringLiteral("Contact changed"));
        QTRY_COMPARE(asked().queryItemValue(QStringLiteral("kind")), QStringLiteral("contact_changed"));
        part<QPushButton>("rangeWeek")->click();
        const QDate today = QDateTime::fromMSecsSinceEpoch(testNow.milliseconds()).date();
        QTRY_COMPARE(asked().queryItemValue(QStringLiteral("from")), QString::number(today.addDays(-6).startOfDay().toMSecsSinceEpoch()));
        QVERIFY(!asked().hasQueryItem(QStringLiteral("until")));
        part<QPushButton>("rangeToday")->click();
        QTRY_COMPARE(asked().queryItemValue(QStringLiteral("from")), QString::number(today.startOfDay().toMSecsSinceEpoch()));
        QCOMPARE(asked().queryItemValue(QStringLiteral("agent")), QStringLiteral("4"));
    }

    void twoDatesBothCountAndMayBeAnywhere() {
        serve(5);
        open();
        QTRY_COMPARE(list()->model()->rowCount(), 5);
        part<QPushButton>("rangeDates")->click();
        part<QDateEdit>("activityFrom")->setDate(QDate(2019, 3, 4));
        part<QDateEdit>("activityUntil")->setDate(QDate(2025, 12, 24));
        QTRY_COMPARE(asked().queryItemValue(QStringLiteral("until")), QString::number(QDate(2025, 12, 25).startOfDay().toMSecsSinceEpoch()));
        QCOMPARE(asked().queryItemValue(QStringLiteral("from")), QString::number(QDate(2019, 3, 4).startOfDay().toMSecsSinceEpoch()));
        part<QDateEdit>("activityFrom")->setDate(QDate(2026, 1, 2));  // the wrong way round is meant the right way
        QTRY_COMPARE(asked().queryItemValue(QStringLiteral("until")), QString::number(QDate(2026, 1, 3).startOfDay().toMSecsSinceEpoch()));
        part<QPushButton>("rangeAll")->click();
        QTRY_VERIFY(!asked().hasQueryItem(QStringLiteral("from")));
        QVERIFY(part<QDateEdit>("activityFrom") == nullptr);
    }

    void whoSeesOnlyTheirOwnHasNobodyToChoose() {
        serve(5);
        open(Role::Agent);
        QTRY_COMPARE(list()->model()->rowCount(), 5);
        QVERIFY(part<QComboBox>("activityAgent") == nullptr);
        QVERIFY(part<QLabel>("activityAbout")->accessibleName().startsWith(QStringLiteral("You see what you did yourself")));
        QVERIFY(!asked().hasQueryItem(QStringLiteral("agent")));
        m_f->serve(amelie());
        m_page->showCustomer(CustomerId(7));
        QTRY_VERIFY(part<QComboBox>("activityAgent") != nullptr);
    }

    void pagesGoOnByKeyAsOneScrolls() {
        serve(350);
        open();
        QTRY_COMPARE(list()->model()->rowCount(), 100);
        QTest::keyClick(list(), Qt::Key_End);
        QTRY_COMPARE(list()->model()->rowCount(), 200);
        QCOMPARE(asked().queryItemValue(QStringLiteral("after")), QStringLiteral("251"));
        for (int i = 0; i < 4; ++i) {
            QTest::keyClick(list(), Qt::Key_End);
            QTest::qWait(30);
        }
        QTRY_COMPARE(list()->model()->rowCount(), 350);
        QCOMPARE(m_page->statusText(), QStringLiteral("350 entries"));
    }

    void whatHappensMeanwhileComesInAboveAndMovesNothing() {
        serve(150);
        open();
        QTRY_COMPARE(list()->model()->rowCount(), 100);
        list()->verticalScrollBar()->setValue(20 * RowDelegate::rowHeight);
        list()->setCurrentIndex(list()->model()->index(25, 0));
        serve(153);
        emit m_f->client.happened(Event{EventKind::LinkUsed, CustomerId(7), LinkId(42), testNow});
        QTRY_COMPARE(list()->model()->rowCount(), 103);
        QCOMPARE(list()->verticalScrollBar()->value(), 23 * RowDelegate::rowHeight);
        QCOMPARE(list()->currentIndex().row(), 28);
    }

    void oneCustomersActivityIsNamedAndLeft() {
        serve(5);
        open();
        QTRY_COMPARE(list()->model()->rowCount(), 5);
        m_f->serve(amelie());
        m_page->showCustomer(CustomerId(7));
        QTRY_COMPARE(part<QWidget>("activityOf")->accessibleName(), QStringLiteral("Activity of Amélie Durand"));
        QTRY_COMPARE(asked().queryItemValue(QStringLiteral("customer")), QStringLiteral("7"));
        part<QPushButton>("activityOfAll")->click();
        QTRY_VERIFY(!asked().hasQueryItem(QStringLiteral("customer")));
        QVERIFY(part<QWidget>("activityOf") == nullptr);
    }

    void aRowLeadsToItsCustomerOrItsLink() {
        ActivityRow noCustomer = someRow(4);
        noCustomer.entry.customer = {};
        ActivityRow nothing = someRow(3);
        nothing.entry.customer = {};
        nothing.entry.link = {};
        serveRows({someRow(5), noCustomer, nothing});
        open();
        QTRY_COMPARE(list()->model()->rowCount(), 3);
        const QSignalSpy customers(&m_f->desk, &Desk::customerRequested);
        const QSignalSpy links(&m_f->desk, &Desk::linkRequested);
        QTest::keyClick(list(), Qt::Key_Return);
        QCOMPARE(customers.size(), 1);
        emit list()->opened(list()->model()->index(0, ActivityTable::Link));
        QCOMPARE(links.size(), 1);
        emit list()->opened(list()->model()->index(1, 0));
        QCOMPARE(links.size(), 2);
        emit list()->opened(list()->model()->index(2, 0));
        QCOMPARE(customers.size() + links.size(), 3);
        QVERIFY(m_f->notices.constLast().contains(QStringLiteral("no customer")));
        emit list()->customContextMenuRequested(QPoint(5, 5));
        auto *menu = m_page->findChild<QMenu *>(QStringLiteral("activityMenu"));
        menu->findChild<QAction *>(QStringLiteral("openLink"))->trigger();
        QCOMPARE(links.size(), 3);
        menu->close();
    }

    void emptinessAndFailureSayWhatToDo() {
        serveRows({});
        open();
        QTRY_VERIFY(part<QWidget>("listEmpty") != nullptr);
        QCOMPARE(part<QWidget>("listEmpty")->accessibleName(), QStringLiteral("No activity yet"));
        QVERIFY(part<QPushButton>("showAll") == nullptr);
        QVERIFY(!part<QPushButton>("exportActivity")->isEnabled());
        part<QPushButton>("rangeToday")->click();
        QTRY_VERIFY(part<QPushButton>("showAll") != nullptr);
        m_f->service.on("GET /api/v1/activity", 500, "");
        part<QPushButton>("showAll")->click();
        QTRY_VERIFY(part<QWidget>("listBanner") != nullptr);
        serve(3);
        part<QPushButton>("tryAgain")->click();
        QTRY_COMPARE(list()->model()->rowCount(), 3);
        QVERIFY(part<QWidget>("listBanner") == nullptr);
        m_f->service.on("GET /api/v1/activity", 500, "");
        m_page->refresh();
        QTRY_VERIFY(part<QWidget>("listBanner") != nullptr);
        QCOMPARE(list()->model()->rowCount(), 3);
        QVERIFY(list()->isStale());
    }

    void theExportHoldsEveryRowAndIsRecorded() {
        serve(1234);
        m_f->service.on("POST /api/v1/activity/exported", 204, "");
        open();
        QTRY_COMPARE(list()->model()->rowCount(), 100);
        const QString path = m_folder.filePath(QStringLiteral("whole.csv"));
        exportTo(path);
        QTRY_VERIFY(exportWords().startsWith(QStringLiteral("1,234 rows are in")));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray all = file.readAll();
        QVERIFY(!all.startsWith("\xEF\xBB\xBF"));
        QCOMPARE(all.count("\r\n"), 1235);
        QVERIFY(all.startsWith("Entry,Time (UTC),Who,What,To whom,"));
        QVERIFY(all.contains("\r\n1234,2025-12-31T11:14:00.000Z,Kim Moreau,Magic link issued,Amélie Durand,7,K7QM2X,desk-1,,link_issued,\r\n"));
        QVERIFY(all.contains("\r\n1,"));
        QTRY_COMPARE(m_f->count("/api/v1/activity/exported"), 1);
        QCOMPARE(QJsonDocument::fromJson(QByteArray::fromStdString(m_f->service.last().body)).object().value(QStringLiteral("rows")).toInt(), 1234);
        QVERIFY(part<QProgressBar>("exportProgress") == nullptr);
    }

    void theExportTakesTheFilters() {
        serve(700);
        open();
        QTRY_COMPARE(list()->model()->rowCount(), 100);
        choose(part<QComboBox>("activityKind"), QStringLiteral("Contact changed"));
        part<QPushButton>("rangeMonth")->click();
        exportTo(m_folder.filePath(QStringLiteral("some.csv")));
        QTRY_VERIFY(exportWords().contains(QStringLiteral("rows are in")));
        QCOMPARE(asked().queryItemValue(QStringLiteral("limit")), QStringLiteral("500"));
        QCOMPARE(asked().queryItemValue(QStringLiteral("after")), QStringLiteral("201"));
        QCOMPARE(asked().queryItemValue(QStringLiteral("kind")), QStringLiteral("contact_changed"));
        QVERIFY(asked().hasQueryItem(QStringLiteral("from")));
    }

    void aCellIsNoFormula() {
        ActivityRow row = someRow(2);
        row.customerName = QStringLiteral("=HYPERLINK(\"https://elsewhere.example\")");
        row.entry.words = QStringLiteral("line one\nline two");
        serveRows({row});
        open();
        QTRY_COMPARE(list()->model()->rowCount(), 1);
        const QString path = m_folder.filePath(QStringLiteral("formula.csv"));
        exportTo(path);
        QTRY_VERIFY(exportWords().startsWith(QStringLiteral("1 row is in")));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("\"'=HYPERLINK(\"\"https://elsewhere.example\"\")\""));
    }

    void cancellingLeavesNothing() {
        serve(5000);
        open();
        QTRY_COMPARE(list()->model()->rowCount(), 100);
        QTemporaryDir empty;
        // The second page is never answered, so that there is time to see the first one counted.
        m_f->service.on("GET /api/v1/activity", [held = std::make_shared<std::vector<http::ExchangePtr>>()](const http::ExchangePtr &exchange) {
            if (std::string(exchange->request().query).find("after") != std::string::npos) return held->push_back(exchange);
            Page<ActivityRow> page;
            for (qint64 id = 5000; id > 4500; --id) page.items.append(someRow(id));
            page.next = QStringLiteral("4501");
            page.count = 5000;
            exchange->answer({200, "application/json", jsonOf(page), {}});
        });
        exportTo(empty.filePath(QStringLiteral("half.csv")));
        QTRY_VERIFY2(exportWords().startsWith(QStringLiteral("500 rows written")), qPrintable(exportWords()));
        QVERIFY(part<QProgressBar>("exportProgress")->isVisible());
        QVERIFY(!part<QPushButton>("exportActivity")->isEnabled());
        part<QPushButton>("cancelExport")->click();
        QVERIFY(exportWords().contains(QStringLiteral("cancelled")));
        QVERIFY(filesIn(empty.path()).isEmpty());
        QVERIFY(part<QPushButton>("exportActivity")->isEnabled());
        part<QPushButton>("cancelExport")->click();
        QVERIFY(part<QWidget>("exportCard") == nullptr);
        QCOMPARE(m_f->count("/api/v1/activity/exported"), 0);
    }

    void withoutACountTheTimeTellsHowFarItIs() {
        serve(1200, false);
        open();
        QTRY_COMPARE(list()->model()->rowCount(), 100);
        part<QPushButton>("rangeWeek")->click();
        QTRY_VERIFY(asked().hasQueryItem(QStringLiteral("from")));
        m_f->service.on("POST /api/v1/activity/exported", 204, "");
        QStringList said;
        auto *card = m_page->findChild<QWidget *>(QStringLiteral("exportCard"));
        connect(m_page->findChild<QProgressBar *>(QStringLiteral("exportProgress")), &QProgressBar::valueChanged, card,
                [&said](int value) { said.append(QString::number(value)); });
        exportTo(m_folder.filePath(QStringLiteral("week.csv")));
        QTRY_VERIFY(exportWords().startsWith(QStringLiteral("1,200 rows are in")));
        QVERIFY2(said.size() >= 2 && said.constLast().toInt() > said.at(said.size() - 2).toInt() && said.constLast().toInt() < 1000, qPrintable(said.join(u' ')));
    }

    void aFailureOnTheWayLeavesNothing_data() {
        QTest::addColumn<bool>("known");
        QTest::newRow("the service fails") << true;
        QTest::newRow("the service goes in a circle") << false;
    }

    void aFailureOnTheWayLeavesNothing() {
        QFETCH(bool, known);
        serve(5000);
        open();
        QTRY_COMPARE(list()->model()->rowCount(), 100);
        QTemporaryDir empty;
        m_f->service.on("GET /api/v1/activity", [known](const http::ExchangePtr &exchange) {
            if (known && std::string(exchange->request().query).find("after") != std::string::npos)
                return exchange->answer({500, "application/problem+json", problemOf({ErrorCode::StoreFailed, {}, {}}, 500), {}});
            Page<ActivityRow> page;
            page.items = {someRow(5000)};
            page.next = QStringLiteral("5000");
            exchange->answer({200, "application/json", jsonOf(page), {}});
        });
        exportTo(empty.filePath(QStringLiteral("half.csv")));
        QTRY_VERIFY(exportWords().startsWith(QStringLiteral("No file was written. ")));
        QVERIFY(filesIn(empty.path()).isEmpty());
        QCOMPARE(m_f->count("/api/v1/activity/exported"), 0);
    }

    void aDiskThatTakesNothingIsSaid_data() {
        QTest::addColumn<QString>("path");
        QTest::newRow("no such folder") << m_folder.filePath(QStringLiteral("nowhere/at/all.csv"));
        QTest::newRow("a folder of that name") << m_folder.path();
        QTest::newRow("not to be written") << QStringLiteral("/proc/activity.csv");
    }

    void aDiskThatTakesNothingIsSaid() {
        QFETCH(QString, path);
        serve(3);
        open();
        QTRY_COMPARE(list()->model()->rowCount(), 3);
        exportTo(path);
        QTRY_VERIFY(exportWords().startsWith(QStringLiteral("No file was written. ")));
        QVERIFY(exportWords().contains(QStringLiteral("choose another place")));
        QVERIFY(part<QPushButton>("exportActivity")->isEnabled());
    }

    void everythingHasANameAndTheKeyboardReachesIt() {
        serve(3);
        open();
        QTRY_COMPARE(list()->model()->rowCount(), 3);
        part<QPushButton>("rangeDates")->click();
        QStringList names;
        for (QWidget *widget : focusOrder(m_page.get())) {
            const QAccessibleInterface *seen = QAccessible::queryAccessibleInterface(widget);
            QVERIFY2(seen != nullptr && !seen->text(QAccessible::Name).isEmpty(), qPrintable(widget->objectName()));
            names.append(widget->objectName());
        }
        for (const char *name : {"exportActivity", "activityAgent", "activityKind", "rangeAll", "activityFrom", "activityUntil", "list"})
            QVERIFY2(names.contains(QLatin1String(name)), name);
    }
};

QTEST_MAIN(ActivityPageTest)
#include "tst_activity_page.moc"
