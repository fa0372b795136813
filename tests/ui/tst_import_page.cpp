// Importing in the desk: files are chosen, seen, mapped, followed and stopped, over a real service with an empty store.
#include "models/json/import_json.h"
#include "services/host/running_service.h"
#include "tests/client/scripted_service.h"
#include "tests/support/verify.h"
#include "tests/ui/panel_fixture.h"
#include "ui/pages/import_choose.h"
#include "ui/pages/import_page.h"
#include "ui/pages/import_result.h"
#include "ui/pages/import_run.h"
#include "ui/theme/theme.h"
#include "ui/widgets/choice_header.h"
#include "ui/window/main_window.h"

#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QTableView>
#include <QTableWidget>
#include <QTemporaryDir>

using namespace latchkey;

namespace {

struct Stage {
    QTemporaryDir folder;
    std::unique_ptr<RunningService> service;
    DeskSettings settings;
    std::unique_ptr<ServiceClient> client;
    std::unique_ptr<MainWindow> window;

    Stage() {
        HostOptions options;
        options.storePath = folder.filePath(QStringLiteral("s.db"));
        options.embeddedToken = AgentToken(QByteArray(64, 'a'));
        options.embeddedAgentName = QStringLiteral("Test Agent");
        auto started = RunningService::start(options);
        if (!started) qFatal("the service did not start");
        service = std::move(*started);
        client = std::make_unique<ServiceClient>(QUrl(service->url()), *options.embeddedToken);
        window = std::make_unique<MainWindow>(settings);
        window->resize(1360, 820);
        window->show();
        window->start(*client);
    }
    QString file(const QString &name, const QByteArray &bytes) const {
        QFile out(folder.filePath(name));
        if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size()) qFatal("cannot write a test's file");
        return out.fileName();
    }
};

}  // namespace

class TestImportPage : public QObject {
    Q_OBJECT

    std::unique_ptr<Stage> m_stage;
    ImportPage *m_page = nullptr;

    // Everything that a card says.
    QString said(const QString &card) {
        auto *found = shown(m_page, card);
        QStringList all;
        if (found != nullptr)
            for (const QLabel *label : found->findChildren<QLabel *>()) all.append(label->text().remove(QChar(0x200b)));
        return all.join(QLatin1Char('\n'));
    }
    bool press(const QString &name, QWidget *root = nullptr) {
        auto *button = shown<QPushButton>(root == nullptr ? m_page : root, name);
        if (button == nullptr || !button->isEnabled()) return false;
        QTest::mouseClick(button, Qt::LeftButton);
        return true;
    }
    bool isOn(ImportRun::Phase phase) { return m_page->run()->phase() == phase; }
    void send(const QString &customers, const QString &subscriptions = {}) {
        m_page->chooser()->choose(ImportKind::Customers, customers);
        m_page->chooser()->choose(ImportKind::Subscriptions, subscriptions);
        QVERIFY(press(QStringLiteral("importContinue")));
        QTRY_VERIFY(isOn(ImportRun::Phase::Looking));
    }
    void run(const QString &customers, const QString &subscriptions = {}) {
        send(customers, subscriptions);
        QVERIFY(press(QStringLiteral("startImport")));
        QTRY_VERIFY_WITH_TIMEOUT(isOn(ImportRun::Phase::Ended), 20'000);
    }
    ChoiceHeader *header() { return qobject_cast<ChoiceHeader *>(shown<QTableWidget>(m_page, QStringLiteral("mappingTable"))->horizontalHeader()); }
    void choose(int column, const QString &word) {
        QComboBox *choice = header()->choice(column);
        choice->setCurrentIndex(choice->findText(word));
        emit choice->activated(choice->currentIndex());
    }
    static QByteArray manyCustomers(int count) {
        QByteArray bytes = "id,email,first_name\n";
        for (int i = 1; i <= count; ++i) bytes += QByteArray::number(i) + ",c" + QByteArray::number(i) + "@example.com,Ann\n";
        return bytes;
    }

private slots:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }
    void init() {
        m_stage = std::make_unique<Stage>();
        QTRY_VERIFY(m_stage->window->desk()->me.agent.id.isValid());
        m_stage->window->showPage(QStringLiteral("import"));
        m_page = m_stage->window->findChild<ImportPage *>(QStringLiteral("importPage"));
        QVERIFY(m_page != nullptr);
    }
    void cleanup() { m_stage.reset(); }

    void theEmptyListAndTheSettingsLeadHere() {
        m_stage->window->showPage(QStringLiteral("customers"));
        auto *customers = m_stage->window->findChild<QWidget *>(QStringLiteral("customersPage"));
        QTRY_VERIFY(shown<QPushButton>(customers, QStringLiteral("importHere")));
        QVERIFY(press(QStringLiteral("importHere"), customers));
        QCOMPARE(m_stage->window->currentPage(), QStringLiteral("import"));
        m_stage->window->showPage(QStringLiteral("settings"));
        auto *settings = m_stage->window->findChild<QWidget *>(QStringLiteral("settingsPage"));
        QVERIFY(press(QStringLiteral("importFiles"), settings));
        QCOMPARE(m_stage->window->currentPage(), QStringLiteral("import"));
    }

    void twoFilesBecomeCustomersAndTheirSubscriptions() {
        m_stage->window->activateWindow();
        run(m_stage->file(QStringLiteral("customers.csv"), "id;email;first_name;last_name\r\n1;ada@example.com;Ada;\"O\"\"Neil; Day\"\r\n2;;Bob;Low\r\n"),
            m_stage->file(QStringLiteral("subscriptions.csv"), "id,customer_id,status,product\nS1,1,active,Tea\nS2,9,active,Tea\n"));
        QTRY_COMPARE(m_stage->window->focusWidget(), shown<QPushButton>(m_page, QStringLiteral("showImported")));
        QVERIFY(said(QStringLiteral("importResultCard")).contains(QStringLiteral("Customers: 2 added, 0 changed, 0 unchanged")));
        QVERIFY(said(QStringLiteral("importResultCard")).contains(QStringLiteral("Subscriptions: 1 added, 0 changed, 0 unchanged")));
        QTRY_VERIFY(shown<QLabel>(m_page, QStringLiteral("refusedSubscriptions")));
        QVERIFY(shown<QLabel>(m_page, QStringLiteral("refusedSubscriptions"))->text().contains(QStringLiteral("Line 3")));
        QVERIFY(!shown<QLabel>(m_page, QStringLiteral("refusedCustomers")));
        QVERIFY(press(QStringLiteral("showImported")));
        QCOMPARE(m_stage->window->currentPage(), QStringLiteral("customers"));
        auto *list = m_stage->window->findChild<QWidget *>(QStringLiteral("customersPage"))->findChild<QTableView *>(QStringLiteral("list"));
        QTRY_COMPARE(list->model()->rowCount(), 2);
    }

    void aColumnThatIsMissingIsSaidAndChosen() {
        send(m_stage->file(QStringLiteral("kunden.csv"), "Nr,Mail,Vorname,Tags\n1,ada@example.com,Ada,x\n"));
        QVERIFY(!shown<QPushButton>(m_page, QStringLiteral("startImport"))->isEnabled());
        QVERIFY(said(QStringLiteral("mappingProblem")).contains(QStringLiteral("E-mail")));
        choose(1, QStringLiteral("E-mail"));
        QVERIFY(shown<QPushButton>(m_page, QStringLiteral("startImport"))->isEnabled());
        QVERIFY(!shown(m_page, QStringLiteral("mappingProblem")));
        choose(0, QStringLiteral("Id"));
        choose(2, QStringLiteral("Last name"));
        auto *reading = shown<QLabel>(m_page, QStringLiteral("mappingReading"));
        QVERIFY(reading->text().remove(QChar(0x200b)).contains(QStringLiteral("Last name: Ada")));
        // A field belongs to one column.
        choose(3, QStringLiteral("Last name"));
        QCOMPARE(header()->choice(2)->currentIndex(), 0);
        choose(2, QStringLiteral("First name"));
        choose(3, QStringLiteral("Leave out"));
        QVERIFY(press(QStringLiteral("startImport")));
        QTRY_VERIFY(isOn(ImportRun::Phase::Ended));
        QVERIFY(said(QStringLiteral("importResultCard")).contains(QStringLiteral("1 added")));
        Page<CustomerRow> page;
        m_stage->client->customers({}, this, [&](const Result<Page<CustomerRow>> &got) { page = got.value_or(Page<CustomerRow>()); });
        QTRY_COMPARE(page.items.size(), 1);
        QCOMPARE(page.items.first().name, QStringLiteral("Ada"));
    }

    void aFileThatCannotBeTakenSaysWhy_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("words");
        QTest::newRow("empty") << QByteArray() << "nothing in a.csv";
        QTest::newRow("a picture") << QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16) << "holds no text";
        QTest::newRow("a workbook") << QByteArray("PK\x03\x04\x14\0\x06\0", 8) << "CSV UTF-8";
        QTest::newRow("UTF-16") << QByteArray("\xFF\xFEi\0d\0", 6) << "UTF-16";
        QTest::newRow("no header") << QByteArray("1,a@example.com\n") << "has to name its columns";
        QTest::newRow("Latin-1 below the header") << QByteArray("id,email,last_name\n1,a@example.com,M\xFCller\n") << "not in UTF-8 and will be refused";
        QTest::newRow("the other file") << QByteArray("id,customer_id,status,product\nS1,1,active,Tea\n") << "has the columns of subscriptions";
    }
    void aFileThatCannotBeTakenSaysWhy() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, words);
        send(m_stage->file(QStringLiteral("a.csv"), bytes));
        QVERIFY2(said(QStringLiteral("mappingProblem")).contains(words), qPrintable(said(QStringLiteral("mappingProblem"))));
        const bool mayGoOn = words.contains(QStringLiteral("will be refused"));
        QCOMPARE(shown<QPushButton>(m_page, QStringLiteral("startImport"))->isEnabled(), mayGoOn);
        QVERIFY(press(QStringLiteral("importBack")));
        QVERIFY(isOn(ImportRun::Phase::Choosing));
    }

    // The service's word on the beginning is lost; it is asked how it stands, and nothing is stopped.
    void anUnheardBeginningIsFollowed_data() {
        QTest::addColumn<ImportState>("state");
        QTest::addColumn<ImportRun::Phase>("phase");
        QTest::newRow("it runs") << ImportState::Running << ImportRun::Phase::Running;
        QTest::newRow("it is done") << ImportState::Done << ImportRun::Phase::Ended;
        QTest::newRow("it was not heard of") << ImportState::Uploading << ImportRun::Phase::Looking;
    }
    void anUnheardBeginningIsFollowed() {
        QFETCH(ImportState, state);
        QFETCH(ImportRun::Phase, phase);
        const auto json = [](ImportState of) {
            ImportStatus status;
            status.id = 7;
            status.state = of;
            JsonWriter out;
            writeJson(out, status);
            return out.take();
        };
        ScriptedService service;
        service.on("POST /api/v1/imports", 201, json(ImportState::Uploading));
        service.on("PATCH /api/v1/imports/7/customers", 200, json(ImportState::Uploading));
        service.on("GET /api/v1/imports/7/preview", 200, R"({"items":[]})");
        service.on("GET /api/v1/imports/7", 200, json(state));
        service.on("POST /api/v1/imports/7/start", 504, {});
        ServiceClient client(service.url(), AgentToken(QByteArray(64, 'a')));
        ImportRun run(client, this);
        ImportPaths paths;
        paths.customers = m_stage->file(QStringLiteral("a.csv"), "id,email\n1,a@example.com\n");
        run.send(paths);
        QTRY_VERIFY(run.phase() == ImportRun::Phase::Looking);
        const auto asked = [&service] {
            const auto all = service.asked();
            return std::any_of(all.begin(), all.end(), [](const http::Request &one) { return one.method == http::Method::Get && one.path == "/api/v1/imports/7"; });
        };
        run.start({});
        QTRY_VERIFY(asked() && run.phase() == phase);
        const auto all = service.asked();
        QVERIFY(std::none_of(all.begin(), all.end(), [](const http::Request &one) { return one.method == http::Method::Delete; }));
    }

    void refusedRowsAreSavedMendedAndImported() {
        run(m_stage->file(QStringLiteral("c.csv"), "id,email,last_name,created_at\n1,a@example.com,One,2024-01-01\n2,b@example.com,\"=Two, B\",yesterday\n3,m@example.com,M\xFCller,\n"));
        QTRY_VERIFY(shown<QPushButton>(m_page, QStringLiteral("saveRefusedCustomers")));
        const QString path = m_stage->folder.filePath(QStringLiteral("refused.csv"));
        m_page->findChild<ImportResult *>(QStringLiteral("importResult"))->saveRefused(ImportKind::Customers, path);
        QTRY_VERIFY(QFile::exists(path));
        QFile saved(path);
        QVERIFY(saved.open(QIODevice::ReadOnly));
        QByteArray bytes = saved.readAll();
        QCOMPARE(bytes.split('\n').first(), QByteArray("id,email,last_name,created_at,refused_line,refused_because\r"));
        QVERIFY(bytes.contains("2,b@example.com,\"'=Two, B\",yesterday,3,"));
        QVERIFY(bytes.contains("3,m@example.com,M\xC3\xBCller,,4,"));
        QVERIFY(press(QStringLiteral("importMore")));
        run(m_stage->file(QStringLiteral("mended.csv"), bytes.replace("yesterday", "2024-01-02")));
        QVERIFY(said(QStringLiteral("importResultCard")).contains(QStringLiteral("Customers: 2 added")));
        QVERIFY(!said(QStringLiteral("importResultCard")).contains(QStringLiteral("Refused")));
    }

    void anImportIsCancelledInTheMiddle() {
        send(m_stage->file(QStringLiteral("many.csv"), manyCustomers(100'000)));
        QVERIFY(press(QStringLiteral("startImport")));
        QTRY_VERIFY(isOn(ImportRun::Phase::Running));
        QTRY_VERIFY(m_page->run()->status().counts.rows() > 0);
        QVERIFY(press(QStringLiteral("cancelImport")));
        auto *dialog = m_stage->window->findChild<QDialog *>(QStringLiteral("confirmDialog"));
        QVERIFY(dialog != nullptr);
        QVERIFY(isOn(ImportRun::Phase::Running));
        QVERIFY(press(QStringLiteral("confirmYes"), dialog));
        QTRY_VERIFY_WITH_TIMEOUT(isOn(ImportRun::Phase::Ended), 20'000);
        QCOMPARE(m_page->run()->status().state, ImportState::Cancelled);
        QVERIFY(m_page->run()->status().counts.customersAdded < 100'000);
        QVERIFY(said(QStringLiteral("importResultCard")).contains(QStringLiteral("The import was cancelled")));
    }

    void theWindowAsksBeforeItClosesOnAnImport() {
        send(m_stage->file(QStringLiteral("many.csv"), manyCustomers(100'000)));
        QVERIFY(press(QStringLiteral("startImport")));
        QTRY_VERIFY(isOn(ImportRun::Phase::Running));
        // Another page is shown meanwhile.
        m_stage->window->showPage(QStringLiteral("customers"));
        m_stage->window->close();
        QVERIFY(m_stage->window->isVisible());
        auto *dialog = m_stage->window->findChild<QDialog *>(QStringLiteral("confirmDialog"));
        QVERIFY(dialog != nullptr);
        QVERIFY(press(QStringLiteral("confirmYes"), dialog));
        QTRY_VERIFY_WITH_TIMEOUT(!m_stage->window->isVisible(), 20'000);
        QCOMPARE(m_page->run()->status().state, ImportState::Cancelled);
    }

    void aFileThatChangesWhileItIsSentIsNotImported() {
        const QString path = m_stage->file(QStringLiteral("c.csv"), "id,email\n1,a@example.com\n");
        FileUpload upload(*m_stage->client, path, nullptr);
        QVERIFY_OK(upload.offer());
        m_stage->file(QStringLiteral("c.csv"), "id,email\n1,a@example.com\n2,b@example.com\n");
        std::optional<Error> why;
        upload.send(1, ImportKind::Customers, [&](const Result<void> &done) { why = done ? Error{} : done.error(); });
        QVERIFY(why.has_value());
        QCOMPARE(why->code, ErrorCode::FileChanged);
        m_page->chooser()->choose(ImportKind::Customers, m_stage->folder.filePath(QStringLiteral("absent.csv")));
        QVERIFY(press(QStringLiteral("importContinue")));
        QVERIFY(said(QStringLiteral("importProblem")).contains(QStringLiteral("absent.csv")));
        QVERIFY(isOn(ImportRun::Phase::Choosing));
    }

    void droppedFilesFindTheirPlaces() {
        const QString customers = m_stage->file(QStringLiteral("export.csv"), "x");
        const QString subscriptions = m_stage->file(QStringLiteral("My Subscriptions.csv"), "x");
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(subscriptions), QUrl::fromLocalFile(customers), QUrl(QStringLiteral("https://example.com/a.csv"))});
        QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(m_page->chooser(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(m_page->chooser(), &drop);
        QCOMPARE(m_page->chooser()->paths().customers, customers);
        QCOMPARE(m_page->chooser()->paths().subscriptions, subscriptions);
        QVERIFY(press(QStringLiteral("removeSubscriptions")));
        QVERIFY(m_page->chooser()->paths().subscriptions.isEmpty());
    }

    void theKeyboardReachesEveryColumn() {
        QByteArray names = "id,email", row = "1,a@example.com";
        for (int i = 2; i < 60; ++i) {
            names += ",A column with a very long name indeed, so that nobody can read all of it " + QByteArray::number(i);
            row += ",x";
        }
        send(m_stage->file(QStringLiteral("wide.csv"), '"' + names.replace(",", "\",\"").replace("indeed\",\" so", "indeed so") + "\"\n" + row + '\n'));
        QCOMPARE(header()->count(), 60);
        QComboBox *last = header()->choice(59);
        last->setFocus(Qt::TabFocusReason);
        QTRY_VERIFY(header()->viewport()->rect().contains(last->geometry().center()));
        QVERIFY(last->accessibleName().contains(QStringLiteral("very long name")));
    }
};

QTEST_MAIN(TestImportPage)
#include "tst_import_page.moc"
