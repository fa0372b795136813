// The replies in the settings over a scripted service: what may be saved, two who edit at once, and who may only read.
#include "tests/ui/panel_fixture.h"
#include "ui/pages/settings_snippets.h"
#include "ui/snippets.h"
#include "ui/theme/theme.h"
#include "ui/widgets/focus_order.h"
#include "ui/widgets/rows_view.h"

#include <QAccessible>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QTextBrowser>

using namespace latchkey;

class SettingsSnippetsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<PanelFixture> m_f;
    std::unique_ptr<SettingsSnippets> m_page;

    void open(Role role = Role::Lead) {
        m_f->desk.me.agent.role = role;
        m_f->desk.me.shopName = QStringLiteral("North Roast Coffee");
        m_page = std::make_unique<SettingsSnippets>(m_f->desk, nullptr);
        m_page->resize(620, 900);
        m_page->show();
        m_page->activateWindow();
        QTRY_VERIFY(Snippets::of(m_f->desk).state() != Snippets::State::Reading);
    }
    template <class T>
    T *part(const char *name) {
        return shown<T>(m_page.get(), QString::fromLatin1(name));
    }
    void press(const char *name) {
        auto *button = part<QPushButton>(name);
        QVERIFY2(button != nullptr && button->isEnabled(), name);
        button->click();
    }
    RowsView *list() { return m_page->findChild<RowsView *>(QStringLiteral("snippetList")); }
    void choose(const QString &title) {
        for (int row = 0; row < list()->model()->rowCount(); ++row)
            if (list()->model()->index(row, 2).data().toString() == title) list()->setCurrentIndex(list()->model()->index(row, 0));
    }
    QString title() { return part<QLineEdit>("snippetTitle")->text(); }
    QString fault() { return part<QLabel>("snippetFault") == nullptr ? QString() : part<QLabel>("snippetFault")->accessibleName(); }
    QJsonObject sent() { return QJsonDocument::fromJson(QByteArray::fromStdString(m_f->service.last().body)).object(); }
    void write(const QString &body) { part<QPlainTextEdit>("snippetBody")->setPlainText(body); }

private slots:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }
    void init() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("QString::arg")));
        m_f = std::make_unique<PanelFixture>();
    }
    void cleanup() {
        m_page.reset();
        m_f.reset();
    }

    void theListShowsThemByUseAndLanguage() {
        open();
        QCOMPARE(list()->model()->rowCount(), 6);
        QCOMPARE(list()->model()->index(0, 0).data().toString(), QStringLiteral("Magic link"));
        QCOMPARE(list()->model()->index(2, 1).data().toString(), QStringLiteral("Français"));
        QCOMPARE(list()->model()->index(5, 2).data().toString(), QStringLiteral("Steps"));
        QCOMPARE(title(), QStringLiteral("By name"));
        choose(QStringLiteral("Portail"));
        QCOMPARE(title(), QStringLiteral("Portail"));
        QVERIFY(part<QPushButton>("snippetLanguage-2")->isChecked());
        QVERIFY(part<QPushButton>("snippetUse-1")->isChecked());
    }

    void whatIsWrongStandsUnderTheTextAndStopsSaving() {
        open();
        choose(QStringLiteral("Friendly"));
        QVERIFY(fault().isEmpty());
        write(QStringLiteral("Hello\n\n{{link}}"));
        QCOMPARE(fault(), QStringLiteral("Say how long the Magic link works: write {{link.lives}} where the time stands."));
        QVERIFY(!part<QPushButton>("saveSnippet")->isEnabled());
        QCOMPARE(part<QPlainTextEdit>("snippetBody")->accessibleDescription(), fault());
        write(QStringLiteral("Hello\n\n{{link}}\n\n{{link.lives}}, then:\n\n{{portal_link}}"));
        QVERIFY(fault().isEmpty());
        QVERIFY(part<QPushButton>("saveSnippet")->isEnabled());
        press("discardSnippet");
        QVERIFY(part<QPlainTextEdit>("snippetBody")->toPlainText().startsWith(QStringLiteral("Hello {{customer.first_name|there}},")));
        QVERIFY(!part<QPushButton>("saveSnippet")->isEnabled());
    }

    void thePreviewOfAShopElsewhereLeadsToItsLoginPage() {
        m_f->desk.me.shopKind = ShopKind::Skio;
        m_f->desk.me.portalUrl = QStringLiteral("https://shop.example.com/a/account/login");
        m_f->desk.me.policy.linkLife = {};
        open();
        choose(QStringLiteral("Friendly"));
        const QString preview = m_page->findChild<QTextBrowser *>(QStringLiteral("snippetPreview"))->toPlainText();
        QVERIFY2(preview.contains(QStringLiteral("https://shop.example.com/a/account/login")) && !preview.contains(QStringLiteral("login/login")), qPrintable(preview));
        QVERIFY2(preview.contains(QStringLiteral("a few minutes")), qPrintable(preview));
    }

    void savingSendsTheVersionThatWasSeen() {
        open();
        choose(QStringLiteral("Friendly"));
        Snippet now = someSnippets().first();
        now.title = QStringLiteral("Friendlier");
        now.version = 2;
        m_f->service.on("PATCH /api/v1/snippets/1", 200, jsonOf(now));
        m_f->serve({now});
        part<QLineEdit>("snippetTitle")->selectAll();
        QTest::keyClicks(part<QLineEdit>("snippetTitle"), now.title);
        QVERIFY(!list()->isEnabled());  // the others wait
        press("saveSnippet");
        QTRY_COMPARE(list()->model()->rowCount(), 1);
        QVERIFY(list()->isEnabled());
        QCOMPARE(title(), now.title);
        bool seen = false;
        for (const http::Request &request : m_f->service.asked()) {
            if (request.path != "/api/v1/snippets/1") continue;
            const QJsonObject body = QJsonDocument::fromJson(QByteArray::fromStdString(request.body)).object();
            seen = body.value(QStringLiteral("version")).toInt() == 1 && body.value(QStringLiteral("title")).toString() == now.title;
        }
        QVERIFY(seen);
    }

    void aNewOneIsWrittenFromNothingOrFromACopy() {
        open();
        press("newSnippet");
        QCOMPARE(title(), QString());
        QCOMPARE(fault(), QStringLiteral("Give it a title, by which you find it in the menu."));
        press("discardSnippet");
        QTRY_COMPARE(title(), QStringLiteral("By name"));
        choose(QStringLiteral("Aimable"));
        press("duplicateSnippet");
        QCOMPARE(title(), QStringLiteral("Aimable (copy)"));
        Snippet made = someSnippets().at(2);
        made.id = SnippetId(9);
        made.title = QStringLiteral("Aimable (copy)");
        m_f->service.on("POST /api/v1/snippets", 201, jsonOf(made));
        m_f->serve(someSnippets() + QList<Snippet>{made});
        press("saveSnippet");
        QTRY_COMPARE(list()->model()->rowCount(), 7);
        QTRY_COMPARE(list()->model()->index(list()->currentIndex().row(), 2).data().toString(), made.title);
    }

    void deletingAsksFirst() {
        open();
        choose(QStringLiteral("Steps"));
        press("deleteSnippet");
        QVERIFY(part<QWidget>("deleteQuestion")->accessibleName().contains(QStringLiteral("Steps")));
        press("keepSnippet");
        QVERIFY(part<QWidget>("deleteQuestion") == nullptr);
        m_f->service.on("DELETE /api/v1/snippets/6", 204, "");
        QList<Snippet> rest = someSnippets();
        rest.removeLast();
        press("deleteSnippet");
        m_f->serve(rest);
        press("deleteForGood");
        QTRY_COMPARE(list()->model()->rowCount(), 5);
        QVERIFY(part<QWidget>("snippetEditor") != nullptr);
    }

    void aConflictShowsBothAndLosesNeither() {
        open();
        choose(QStringLiteral("Friendly"));
        Snippet theirs = someSnippets().first();
        theirs.body.replace(QStringLiteral("Hello"), QStringLiteral("Good day"));
        theirs.version = 5;
        m_f->service.on("PATCH /api/v1/snippets/1", 409, problemOf({ErrorCode::VersionConflict, {}, {}}, 409));
        const QString mine = someSnippets().first().body + QStringLiteral("\n\nKind regards");
        write(mine);
        QList<Snippet> all = someSnippets();
        all[0] = theirs;
        m_f->serve(all);
        press("saveSnippet");
        QTRY_VERIFY(part<QWidget>("snippetConflict") != nullptr);
        QVERIFY(part<QPlainTextEdit>("snippetTheirs")->toPlainText().startsWith(QStringLiteral("Good day")));
        QCOMPARE(part<QPlainTextEdit>("snippetBody")->toPlainText(), mine);
        Snippet saved = theirs;
        saved.body = mine;
        saved.version = 6;
        m_f->service.on("PATCH /api/v1/snippets/1", 200, jsonOf(saved));
        press("snippetKeepMine");
        QTRY_COMPARE(m_f->count("/api/v1/snippets/1"), 2);
        QTRY_VERIFY(part<QWidget>("snippetConflict") == nullptr);
        int version = 0;
        for (const http::Request &request : m_f->service.asked())
            if (request.path == "/api/v1/snippets/1")
                version = QJsonDocument::fromJson(QByteArray::fromStdString(request.body)).object().value(QStringLiteral("version")).toInt();
        QCOMPARE(version, 5);
    }

    void theirsCanBeTaken() {
        open();
        choose(QStringLiteral("Friendly"));
        m_f->service.on("PATCH /api/v1/snippets/1", 409, problemOf({ErrorCode::VersionConflict, {}, {}}, 409));
        QList<Snippet> all = someSnippets();
        all[0].body.replace(QStringLiteral("Hello"), QStringLiteral("Good day"));
        all[0].version = 5;
        m_f->serve(all);
        write(someSnippets().first().body + QStringLiteral("\n\nKind regards"));
        press("saveSnippet");
        QTRY_VERIFY(part<QWidget>("snippetConflict") != nullptr);
        press("snippetTakeTheirs");
        QVERIFY(part<QPlainTextEdit>("snippetBody")->toPlainText().startsWith(QStringLiteral("Good day")));
        QVERIFY(list()->isEnabled());
    }

    void oneThatIsGoneCanBeSavedAnew() {
        open();
        choose(QStringLiteral("Friendly"));
        m_f->service.on("PATCH /api/v1/snippets/1", 404, problemOf({ErrorCode::NotFound, {}, {}}, 404));
        m_f->serve({someSnippets().last()});
        write(someSnippets().first().body + QStringLiteral("\n\nKind regards"));
        press("saveSnippet");
        QTRY_VERIFY(part<QWidget>("snippetConflict") != nullptr);
        Snippet made = someSnippets().first();
        made.id = SnippetId(12);
        m_f->service.on("POST /api/v1/snippets", 201, jsonOf(made));
        press("snippetKeepMine");
        QTRY_COMPARE(m_f->count("/api/v1/snippets/1"), 1);
        QTRY_VERIFY(part<QWidget>("snippetConflict") == nullptr);
    }

    void whatTheServiceRefusesIsSaid() {
        open();
        choose(QStringLiteral("Friendly"));
        m_f->service.on("PATCH /api/v1/snippets/1", 422, problemOf({ErrorCode::SnippetInvalid, QStringLiteral("no_way_after"), {}}, 422));
        write(someSnippets().first().body + QStringLiteral("\n\nKind regards"));
        press("saveSnippet");
        QTRY_VERIFY(part<QWidget>("snippetError") != nullptr);
        QVERIFY(part<QWidget>("snippetError")->accessibleDescription().contains(QStringLiteral("{{portal_link}}")));
        QVERIFY(part<QPlainTextEdit>("snippetBody")->toPlainText().endsWith(QStringLiteral("Kind regards")));
    }

    void whatIsEditedOutlivesAChangeOfTheShop() {
        open();
        choose(QStringLiteral("Friendly"));
        write(QStringLiteral("mine"));
        m_f->serve({someSnippets().last()});
        emit m_f->client.happened(Event{EventKind::ShopChanged, CustomerId(), LinkId(), testNow});
        QTRY_COMPARE(list()->model()->rowCount(), 1);
        QCOMPARE(part<QPlainTextEdit>("snippetBody")->toPlainText(), QStringLiteral("mine"));
    }

    void aVariableIsInsertedOnALineOfItsOwnWhereItMust() {
        open();
        press("newSnippet");
        auto *body = part<QPlainTextEdit>("snippetBody");
        write(QStringLiteral("Hello, here:"));
        body->moveCursor(QTextCursor::End);
        m_page->findChild<QAction *>(QStringLiteral("insert-link"))->trigger();
        QCOMPARE(body->toPlainText(), QStringLiteral("Hello, here:\n{{link}}"));
        m_page->findChild<QAction *>(QStringLiteral("insert-agent.name"))->trigger();
        QCOMPARE(body->toPlainText(), QStringLiteral("Hello, here:\n{{link}}{{agent.name}}"));
        QCOMPARE(m_page->findChild<QMenu *>(QStringLiteral("variableMenu"))->actions().size(), allSnippetVariables().size());
    }

    void thePreviewFollowsWhatIsTyped() {
        open();
        choose(QStringLiteral("Friendly"));
        auto *preview = part<QTextBrowser>("snippetPreview");
        QVERIFY(preview->toPlainText().startsWith(QStringLiteral("Hello Amélie,")));
        QVERIFY(preview->toHtml().contains(QStringLiteral("<a href=")));
        write(QStringLiteral("<b>Good day</b> from {{shop.name}}"));
        QCOMPARE(preview->toPlainText(), QStringLiteral("<b>Good day</b> from North Roast Coffee"));
        press("previewPlain");
        QCOMPARE(preview->toPlainText(), QStringLiteral("<b>Good day</b> from North Roast Coffee\n"));
    }

    void whoMayNotChangeThemReadsThem() {
        open(Role::Senior);
        QCOMPARE(list()->model()->rowCount(), 6);
        QVERIFY(part<QLabel>("snippetsWhy")->accessibleName().contains(QStringLiteral("takes the role Lead")));
        for (const char *name : {"newSnippet", "duplicateSnippet", "deleteSnippet", "saveSnippet", "insertVariable"}) QVERIFY2(part<QPushButton>(name) == nullptr, name);
        QVERIFY(part<QPlainTextEdit>("snippetBody")->isReadOnly());
        QVERIFY(part<QLineEdit>("snippetTitle")->isReadOnly());
        m_f->desk.me.agent.role = Role::Lead;
        emit m_f->desk.meChanged();
        QVERIFY(part<QPushButton>("newSnippet") != nullptr);
        QVERIFY(!part<QPlainTextEdit>("snippetBody")->isReadOnly());
    }

    void anEmptyListAndAFailureSayWhatToDo() {
        m_f->serve(QList<Snippet>());
        open();
        QVERIFY(part<QLabel>("snippetsWhy")->accessibleName().contains(QStringLiteral("Write the first one")));
        QVERIFY(part<QWidget>("snippetEditor") == nullptr);
        m_f->service.on("GET /api/v1/snippets", 500, "");
        Snippets::of(m_f->desk).refresh();
        QTRY_VERIFY(part<QWidget>("snippetsError") != nullptr);
        m_f->serve(someSnippets());
        press("snippetsTryAgain");
        QTRY_COMPARE(list()->model()->rowCount(), 6);
        QVERIFY(part<QWidget>("snippetsError") == nullptr);
    }

    void everythingHasANameForWhoDoesNotSeeIt() {
        open();
        QStringList names;
        for (QWidget *widget : focusOrder(m_page.get())) {
            const QAccessibleInterface *seen = QAccessible::queryAccessibleInterface(widget);
            QVERIFY2(seen != nullptr && !seen->text(QAccessible::Name).isEmpty(), qPrintable(widget->objectName()));
            names.append(widget->objectName());
        }
        for (const char *name : {"snippetList", "newSnippet", "snippetTitle", "snippetBody", "insertVariable", "snippetPreview", "previewLook"})
            QVERIFY2(names.contains(QLatin1String(name)), name);
    }
};

QTEST_MAIN(SettingsSnippetsTest)
#include "tst_settings_snippets.moc"
