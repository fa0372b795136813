// Copying a reply: which snippet, where it goes, what the reply guard lets pass, and what stops the copy.
#include "tests/ui/panel_fixture.h"
#include "ui/actions/copy_as_reply.h"
#include "ui/actions/issued_links.h"
#include "ui/dialogs/reply_dialog.h"
#include "ui/panels/live_card.h"
#include "ui/panels/reply_menu.h"
#include "ui/panels/url_box.h"
#include "ui/snippets.h"
#include "ui/theme/theme.h"
#include "ui/widgets/focus_order.h"

#include <QAccessible>
#include <QComboBox>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>

using namespace latchkey;
using namespace std::chrono_literals;

namespace {

const QString elsewhere = QStringLiteral("stranger@elsewhere.example");
const QString onFile = QStringLiteral("amelie.durand@example.com");

}  // namespace

class ReplyDialogTest : public QObject {
    Q_OBJECT

    std::unique_ptr<PanelFixture> m_f;
    std::unique_ptr<QWidget> m_window;

    void start(ReplyGuard guard = ReplyGuard::Ask, Role role = Role::Senior) {
        m_f->desk.me.settings.replyGuard = guard;
        m_f->desk.me.agent.role = role;
        m_f->desk.me.agent.name = QStringLiteral("Kim Moreau");
        m_f->service.on("POST /api/v1/links/42/copied", 204, "");
        HeldLink held;
        held.link = someLink();
        held.customer = CustomerId(7);
        IssuedLinks::of(m_f->desk).add(held);
        QApplication::clipboard()->clear();
        Snippets::of(m_f->desk);
        QTRY_VERIFY(Snippets::of(m_f->desk).state() != Snippets::State::Reading);
    }
    ReplyPlace place(const CustomerDetails &details = amelie(), LinkId link = LinkId(42)) { return {details, link, m_window.get()}; }
    ReplyDialog *dialog() { return m_window->findChild<ReplyDialog *>(); }
    ReplyDialog *open(const ReplyPlace &at) {
        openReplies(m_f->desk, at);
        return dialog();
    }
    template <class T>
    T *part(const char *name) {
        return dialog() == nullptr ? nullptr : shown<T>(dialog(), QString::fromLatin1(name));
    }
    void type(const char *name, const QString &text) {
        auto *field = part<QLineEdit>(name);
        QVERIFY2(field != nullptr, name);
        field->selectAll();
        QTest::keyClick(field, Qt::Key_Delete);
        QTest::keyClicks(field, text);
    }
    QString clipboard() { return QApplication::clipboard()->text(); }
    bool holdsTheLink() { return clipboard().split(QLatin1Char('\n')).contains(someLink().url); }
    QList<QJsonObject> reported() {
        QList<QJsonObject> all;
        for (const http::Request &request : m_f->service.asked())
            if (request.path == "/api/v1/links/42/copied") all.append(QJsonDocument::fromJson(QByteArray::fromStdString(request.body)).object());
        return all;
    }
    QString preview() { return part<QPlainTextEdit>("replyPreview") == nullptr ? QString() : part<QPlainTextEdit>("replyPreview")->toPlainText(); }
    bool isCopyable() { return part<QPushButton>("copyReply")->isEnabled(); }

private slots:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }
    void init() {
        m_f = std::make_unique<PanelFixture>();
        m_window = std::make_unique<QWidget>();
        m_window->resize(900, 700);
        m_window->show();
        m_window->activateWindow();
    }
    void cleanup() {
        m_window.reset();
        m_f.reset();
    }

    void theMenuGroupsByLanguageAndPutsTheLastUsedFirst() {
        start();
        QMenu menu;
        fillReplyMenu(menu, m_f->desk, place());
        QStringList texts;
        for (const QAction *action : menu.actions()) texts.append(action->text());
        QCOMPARE(texts, QStringList({QStringLiteral("English"), QStringLiteral("By name"), QStringLiteral("Friendly"), QStringLiteral("Français"),
                                     QStringLiteral("Aimable"), QString(), QStringLiteral("Other reply…")}));
        menu.findChild<QAction *>(QStringLiteral("reply-3"))->trigger();
        QVERIFY(clipboard().startsWith(QStringLiteral("Bonjour Amélie,")));
        QCOMPARE(m_f->settings.lastReplies, QList<qint64>{3});
        fillReplyMenu(menu, m_f->desk, place());
        QCOMPARE(menu.actions().constFirst()->text(), QStringLiteral("Aimable (Français), as last time"));
        QCOMPARE(menu.actions().constFirst()->objectName(), QStringLiteral("reply-3"));
    }

    void theLinkGoesAsASecretAsTextAndHtmlAndIsReportedOnce() {
        start(ReplyGuard::Off);
        copyAsReply(m_f->desk, someSnippets().at(0), place());
        QVERIFY(holdsTheLink());
        QVERIFY(clipboard().startsWith(QStringLiteral("Hello Amélie,\n\n")));
        const QMimeData *data = QApplication::clipboard()->mimeData();
        QVERIFY(data->html().contains(QStringLiteral("<a href=\"%1\">").arg(someLink().url)));
        QCOMPARE(data->data(QStringLiteral("x-kde-passwordManagerHint")), QByteArray("secret"));
        QTRY_COMPARE(reported().size(), 1);
        QCOMPARE(reported().constFirst().value(QStringLiteral("as")).toString(), QStringLiteral("reply"));
        QVERIFY(!reported().constFirst().contains(QStringLiteral("reply_to")));
        for (const QString &notice : m_f->notices) QVERIFY(!notice.contains(QStringLiteral("/l/")));
        emit m_f->client.happened(Event{EventKind::LinkUsed, CustomerId(7), LinkId(42), testNow});
        QVERIFY(clipboard().isEmpty());
    }

    void theBareLinkIsReportedAsALink() {
        start();
        IssuedLinks::of(m_f->desk).copy(LinkId(42));
        QVERIFY(clipboard() == someLink().url);
        QTRY_COMPARE(reported().size(), 1);
        QCOMPARE(reported().constFirst().value(QStringLiteral("as")).toString(), QStringLiteral("link"));
    }

    void aReportThatFailsTakesNothingBackAndSaysNothing() {
        start();
        m_f->service.on("POST /api/v1/links/42/copied", 500, "");
        copyAsReply(m_f->desk, someSnippets().at(0), place());
        QTRY_COMPARE(reported().size(), 1);
        QTest::qWait(50);
        QVERIFY(holdsTheLink());
        QCOMPARE(m_f->notices.size(), 1);
        QCOMPARE(reported().size(), 1);
    }

    void theGuardDecides_data() {
        QTest::addColumn<ReplyGuard>("guard");
        QTest::addColumn<Role>("role");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<bool>("copyable");    // without another word
        QTest::addColumn<bool>("overridable");
        const auto row = [](const char *name, ReplyGuard guard, Role role, const QString &typed, bool copyable, bool overridable) {
            QTest::newRow(name) << guard << role << typed << copyable << overridable;
        };
        const QString plus = QStringLiteral("amelie.durand+shop@example.com");
        row("ask, nothing said", ReplyGuard::Ask, Role::Senior, QString(), true, false);
        row("ask, the same in another case", ReplyGuard::Ask, Role::Senior, QStringLiteral("Amelie <Amelie.Durand@Example.com>"), true, false);
        row("ask, a plus address", ReplyGuard::Ask, Role::Senior, plus, false, true);
        row("ask, elsewhere", ReplyGuard::Ask, Role::Senior, elsewhere, false, true);
        row("ask, elsewhere, who may not issue", ReplyGuard::Ask, Role::Agent, elsewhere, false, false);
        row("ask, no address", ReplyGuard::Ask, Role::Admin, QStringLiteral("nobody"), false, false);
        row("require, nothing said", ReplyGuard::Require, Role::Admin, QString(), false, false);
        row("require, the same", ReplyGuard::Require, Role::Senior, onFile, true, false);
        row("require, elsewhere", ReplyGuard::Require, Role::Senior, elsewhere, false, false);
        row("require, elsewhere, a lead", ReplyGuard::Require, Role::Lead, elsewhere, false, true);
        row("require, a plus address, a lead", ReplyGuard::Require, Role::Lead, plus, false, true);
    }

    void theGuardDecides() {
        QFETCH(ReplyGuard, guard);
        QFETCH(Role, role);
        QFETCH(QString, typed);
        QFETCH(bool, copyable);
        QFETCH(bool, overridable);
        start(guard, role);
        QVERIFY(open(place()) != nullptr);
        if (!typed.isEmpty()) type("replyTo", typed);
        QCOMPARE(isCopyable(), copyable);
        QCOMPARE(part<QPushButton>("copyReply")->accessibleDescription().isEmpty(), copyable);
        QCOMPARE(part<QLineEdit>("replyReason") != nullptr, overridable);
        QCOMPARE(part<QPushButton>("copyPortalReplyInstead") != nullptr, !copyable && !typed.isEmpty());
        if (!overridable) return;
        type("replyReason", QStringLiteral("abcd"));
        QVERIFY(!isCopyable());
        type("replyReason", QStringLiteral("her sister's address"));
        QVERIFY(isCopyable());
        QVERIFY(clipboard().isEmpty());
        part<QPushButton>("copyReply")->click();
        QVERIFY(clipboard().isEmpty());  // not before the service agreed
        QTRY_VERIFY(holdsTheLink());
        QCOMPARE(reported().size(), 1);
        QCOMPARE(reported().constFirst().value(QStringLiteral("override_reason")).toString(), QStringLiteral("her sister's address"));
        QCOMPARE(reported().constFirst().value(QStringLiteral("reply_to")).toString(), typed);
    }

    void withTheGuardOffNothingIsAsked() {
        start(ReplyGuard::Off);
        open(place());
        QVERIFY(part<QLineEdit>("replyTo") == nullptr);
        QVERIFY(isCopyable());
    }

    void whereTheAddressIsRequiredTheServiceIsAskedFirst() {
        start(ReplyGuard::Require);
        copyAsReply(m_f->desk, someSnippets().at(0), place());
        QVERIFY(clipboard().isEmpty());
        QVERIFY(dialog() != nullptr);  // the menu leads here: it must be said where the reply goes
        type("replyTo", onFile);
        m_f->service.on("POST /api/v1/links/42/copied", 500, "");
        part<QPushButton>("copyReply")->click();
        QTRY_VERIFY(part<QWidget>("replyStopped") != nullptr);
        QVERIFY(clipboard().isEmpty());
        m_f->service.on("POST /api/v1/links/42/copied", 204, "");
        part<QPushButton>("copyReply")->click();
        QTRY_VERIFY(holdsTheLink());
        QCOMPARE(reported().constLast().value(QStringLiteral("reply_to")).toString(), onFile);
        QCOMPARE(m_f->desk.replyTo.typed, onFile);
    }

    void anAnswerAfterTheDialogIsClosedCopiesNothing() {
        start(ReplyGuard::Require);
        open(place());
        type("replyTo", onFile);
        http::ExchangePtr held;
        m_f->service.on("POST /api/v1/links/42/copied", [&held](const http::ExchangePtr &exchange) { held = exchange; });
        part<QPushButton>("copyReply")->click();
        QTRY_COMPARE(reported().size(), 1);
        QTest::keyClick(dialog(), Qt::Key_Escape);
        QTRY_VERIFY(dialog() == nullptr);
        m_f->service.post([&held] { if (held) held->answer({204, "application/json", "", {}}); });
        QTest::qWait(80);
        QVERIFY(clipboard().isEmpty());
    }

    void whatTheServiceRefusesIsSaidInItsWords() {
        start(ReplyGuard::Ask);
        open(place());
        type("replyTo", elsewhere);
        type("replyReason", QStringLiteral("her sister's address"));
        Finding finding;
        finding.code = FindingCode::ReplyGoesElsewhere;
        finding.severity = Severity::Blocks;
        finding.facts.reply = ReplyMatch::Elsewhere;
        finding.facts.replyTo = elsewhere;
        m_f->service.on("POST /api/v1/links/42/copied", 409, problemOf({ErrorCode::MagicLinkRefused, {}, {}}, 409, {finding}));
        part<QPushButton>("copyReply")->click();
        QTRY_VERIFY(part<QWidget>("replyStopped") != nullptr);
        QVERIFY(part<QWidget>("replyStopped")->accessibleDescription().contains(elsewhere));
        QVERIFY(clipboard().isEmpty());
        QVERIFY(dialog() != nullptr);
    }

    void thePortalReplyIsCopiedInstead() {
        start(ReplyGuard::Require);
        m_f->service.on("POST /api/v1/customers/7/portal-link", 200, "{\"url\":\"https://portal.example.com/login\"}");
        open(place());
        type("replyTo", elsewhere);
        part<QPushButton>("copyPortalReplyInstead")->click();
        QTRY_COMPARE(clipboard(), QStringLiteral("Hello, log in here:\n\nhttps://portal.example.com/login\n"));
        QTRY_VERIFY(dialog() == nullptr);
        QVERIFY(reported().isEmpty());
    }

    void whatHasNoValueStopsTheCopyAndSaysWhatToDo() {
        start();
        CustomerDetails nameless = amelie();
        nameless.customer.firstName.clear();
        copyAsReply(m_f->desk, someSnippets().at(1), place(nameless));
        QVERIFY(clipboard().isEmpty());
        QVERIFY(reported().isEmpty());
        const QString sentence = QStringLiteral(
            "{{customer.first_name}} has no value: this customer has no first name on file. Use {{customer.first_name|there}} in the reply, or choose another one.");
        QVERIFY(m_f->notices.constLast().endsWith(sentence));
        QCOMPARE(part<QWidget>("replyStopped")->accessibleDescription(), sentence);
        QVERIFY(!isCopyable());
        auto *choice = part<QComboBox>("replyChoice");
        choice->setCurrentIndex(choice->findText(QStringLiteral("Friendly")));
        emit choice->activated(choice->currentIndex());
        QVERIFY(part<QWidget>("replyStopped") == nullptr);
        QVERIFY(preview().startsWith(QStringLiteral("Hello there,")));
        part<QPushButton>("copyReply")->click();
        QVERIFY(holdsTheLink());
    }

    void thePreviewShowsTheLinkWithoutItsEnd() {
        start();
        open(place());
        QVERIFY(preview().contains(shownLink(someLink().url)));
        QVERIFY(!preview().contains(someLink().url));
        QVERIFY(preview().contains(QStringLiteral("10 minutes")));
        auto *language = part<QComboBox>("replyLanguage");
        language->setCurrentIndex(language->findText(QStringLiteral("Français")));
        emit language->activated(language->currentIndex());
        QCOMPARE(part<QComboBox>("replyChoice")->currentText(), QStringLiteral("Aimable"));
        QVERIFY(preview().startsWith(QStringLiteral("Bonjour Amélie,")));
    }

    void aLinkThatEndsMeanwhileIsNotCopied() {
        start();
        open(place());
        QVERIFY(isCopyable());
        IssuedLinks::of(m_f->desk).end(LinkId(42), LinkState::Revoked, testNow);
        QVERIFY(!isCopyable());
        QVERIFY(part<QWidget>("replyStopped")->accessibleDescription().contains(QStringLiteral("has ended")));
        QVERIFY(preview().isEmpty());
    }

    void withoutAReplyItSaysWhereToWriteOne() {
        m_f->serve(QList<Snippet>());
        start();
        copyAsReply(m_f->desk, SnippetUse::MagicLink, place());
        QVERIFY(part<QWidget>("noReplies")->accessibleName().contains(QStringLiteral("no reply for a Magic link")));
        QVERIFY(!isCopyable());
        const QSignalSpy pages(&m_f->desk, &Desk::pageRequested);
        part<QPushButton>("openReplySettings")->click();
        QCOMPARE(pages.size(), 1);
        QCOMPARE(pages.constFirst().constFirst().toString(), QStringLiteral("settings"));
    }

    void repliesThatCouldNotBeReadAreReadAgain() {
        m_f->service.on("GET /api/v1/snippets", 503, "");
        start();
        open(place());
        QVERIFY(part<QPushButton>("openReplySettings") == nullptr);
        m_f->serve(someSnippets());
        part<QPushButton>("readRepliesAgain")->click();
        QTRY_VERIFY(part<QWidget>("noReplies") == nullptr);
        QVERIFY(isCopyable());
    }

    void repliesAreReadAnewWhenTheShopChanges() {
        start();
        m_f->serve({someSnippets().first()});
        emit m_f->client.happened(Event{EventKind::ShopChanged, CustomerId(), LinkId(), testNow});
        QTRY_COMPARE(Snippets::of(m_f->desk).all().size(), 1);
    }

    void thePortalLinkAsReplyIsAskedForAndFollowsTheLanguage() {
        start();
        m_f->settings.lastReplies = {3};
        m_f->service.on("POST /api/v1/customers/7/portal-link", 200, "{\"url\":\"https://portal.example.com/login\"}");
        copyAsReply(m_f->desk, SnippetUse::PortalLink, place(amelie(), LinkId()));
        QTRY_COMPARE(clipboard(), QStringLiteral("Connectez-vous ici :\n\nhttps://portal.example.com/login\n"));
        QCOMPARE(m_f->settings.lastReplies, (QList<qint64>{5, 3}));
        QCOMPARE(m_f->count("/api/v1/customers/7/portal-link"), 1);
    }

    void loginStepsNameNoNumberAndNoAddressInFull() {
        start();
        copyAsReply(m_f->desk, SnippetUse::LoginSteps, place(amelie(), LinkId()));
        QVERIFY(clipboard().contains(QStringLiteral("a••••@example.com")));
        QVERIFY(clipboard().contains(QStringLiteral("ending in 78")));
        QVERIFY(!clipboard().contains(QStringLiteral("34 56")));
        m_f->desk.me.sms = SmsRoute::Off;
        copyAsReply(m_f->desk, SnippetUse::LoginSteps, place(amelie(), LinkId()));
        QVERIFY(!clipboard().contains(QStringLiteral("SMS")) == (m_f->desk.me.sms == SmsRoute::Off));
    }

    void everythingHasANameAndTheKeyboardReachesIt() {
        start(ReplyGuard::Ask);
        open(place());
        type("replyTo", elsewhere);
        QStringList names;
        for (QWidget *widget : focusOrder(dialog())) {
            const QAccessibleInterface *seen = QAccessible::queryAccessibleInterface(widget);
            QVERIFY2(seen != nullptr && !seen->text(QAccessible::Name).isEmpty(), qPrintable(widget->objectName()));
            names.append(widget->objectName());
        }
        for (const char *name : {"replyLanguage", "replyChoice", "replyTo", "replyReason", "copyPortalReplyInstead", "replyPreview", "closeReply"})
            QVERIFY2(names.contains(QLatin1String(name)), name);
        type("replyReason", QStringLiteral("her sister's address"));
        QTest::keyClick(part<QLineEdit>("replyReason"), Qt::Key_Return);
        QTRY_VERIFY(holdsTheLink());
    }
};

QTEST_MAIN(ReplyDialogTest)
#include "tst_reply_dialog.moc"
