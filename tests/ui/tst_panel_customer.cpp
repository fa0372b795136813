// A customer's profile against a service over real sockets: issuing, refusals, the live card, stale answers.
#include "tests/ui/panel_fixture.h"
#include "ui/panels/customer_panel.h"
#include "ui/snippets.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>

using namespace latchkey;
using namespace std::chrono_literals;

class CustomerPanelTest : public QObject {
    Q_OBJECT

    std::unique_ptr<PanelFixture> m_f;
    std::unique_ptr<CustomerPanel> m_panel;

    QPushButton *button(const QString &name) { return shown<QPushButton>(m_panel.get(), name); }
    QString text(const QString &name) {
        auto *label = shown<QLabel>(m_panel.get(), name);
        return label == nullptr ? QString() : label->text();
    }
    QWidget *card(const QString &name) { return shown(m_panel.get(), name); }

    void open(const CustomerDetails &details) {
        m_f->serve(details);
        m_panel->show(details.customer.id);
        QTRY_VERIFY(text(QStringLiteral("panelName")).contains(details.customer.lastName));
    }
    void issue(const IssuedLink &link = someLink()) {
        m_f->service.on("POST /api/v1/customers/7/magic-links", 201, jsonOf(link));
        QTest::mouseClick(button(QStringLiteral("magicButton")), Qt::LeftButton);
        QTRY_VERIFY(card(QStringLiteral("liveCard")));
    }

private slots:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }
    void init() {
        QApplication::clipboard()->clear();
        m_f = std::make_unique<PanelFixture>();
        m_panel = std::make_unique<CustomerPanel>(m_f->desk);
        m_panel->resize(400, 800);
        m_panel->QWidget::show();
    }
    void cleanup() {
        m_panel.reset();
        m_f.reset();
    }

    void nothing_chosen_says_so() {
        QVERIFY(text(QStringLiteral("panelPlaceholder")).contains(QStringLiteral("Choose a customer")));
        m_panel->magicLogin();
        QVERIFY(m_f->notices.constLast().contains(QStringLiteral("first")));
    }

    void the_header_says_since_when_how_many_and_when_last() {
        open(amelie());
        QCOMPARE(text(QStringLiteral("panelSummary")), QStringLiteral("Customer since March 2023 · 2 subscriptions · last signed in 3 days ago"));
        QCOMPARE(text(QStringLiteral("panelStatus")), QStringLiteral("Active"));
        QCOMPARE(shown<QLineEdit>(m_panel.get(), QStringLiteral("contactLogin"))->text(), QStringLiteral("Code by e-mail and SMS"));
    }

    void without_an_email_the_button_is_grey_and_both_places_say_why() {
        open(dmitri());
        QPushButton *magic = button(QStringLiteral("magicButton"));
        QVERIFY(!magic->isEnabled());
        QVERIFY(magic->toolTip().contains(QStringLiteral("no e-mail address")));
        QVERIFY(card(QStringLiteral("finding-") + toText(FindingCode::EmailMissing)));
        QVERIFY(button(QStringLiteral("portalButton"))->isEnabled());
        m_panel->magicLogin();
        QVERIFY(m_f->notices.constLast().contains(QStringLiteral("no e-mail address")));
        QCOMPARE(m_f->count("/api/v1/customers/8/magic-links"), 0);
    }

    void an_issued_link_is_on_the_clipboard_as_text_and_html_and_on_a_card() {
        open(amelie());
        issue();
        const QMimeData *data = QApplication::clipboard()->mimeData();
        QCOMPARE(data->text(), someLink().url);
        QVERIFY(data->html().contains(QStringLiteral("href=\"") + someLink().url));
        QCOMPARE(data->data(QStringLiteral("x-kde-passwordManagerHint")), QByteArray("secret"));
        QCOMPARE(text(QStringLiteral("liveTitle")), QStringLiteral("Magic login link K7QM2X copied"));
        QVERIFY(text(QStringLiteral("countdown")).startsWith(QStringLiteral("9:5")) || text(QStringLiteral("countdown")) == QStringLiteral("10:00"));
        QCOMPARE(m_f->service.last().header("authorization"), std::string_view("Bearer token"));
        for (const QString &notice : m_f->notices) QVERIFY(!notice.contains(someLink().url));
    }

    void the_countdown_goes_by_the_services_clock() {
        open(amelie());
        issue();
        m_f->serveLater(amelie(), 9min);
        m_panel->refresh();
        QTRY_VERIFY_WITH_TIMEOUT(
            text(QStringLiteral("countdown")).startsWith(QStringLiteral("0:5")) || text(QStringLiteral("countdown")) == QStringLiteral("1:00"), 4000);
    }

    void at_its_end_the_card_says_expired_and_the_clipboard_is_empty() {
        open(amelie());
        issue(someLink(1500ms));
        QCOMPARE(QApplication::clipboard()->text(), someLink().url);
        QTRY_VERIFY_WITH_TIMEOUT(text(QStringLiteral("liveTitle")).contains(QStringLiteral("expired at")), 5000);
        QVERIFY(QApplication::clipboard()->text().isEmpty());
        QVERIFY(text(QStringLiteral("liveUrl")).isEmpty());
        QVERIFY(button(QStringLiteral("issueAnother")));
    }

    void a_used_link_turns_its_card_and_leaves_the_clipboard() {
        open(amelie());
        issue();
        emit m_f->client.happened(Event{EventKind::LinkUsed, CustomerId(7), LinkId(42), testNow + 64s});
        QCOMPARE(text(QStringLiteral("liveTitle")), QStringLiteral("Magic login link K7QM2X: used at 00:01"));
        QVERIFY(!button(QStringLiteral("copyAgain")));
        QVERIFY(QApplication::clipboard()->text().isEmpty());
        const int before = m_f->count("/api/v1/customers/7");
        QTRY_VERIFY(m_f->count("/api/v1/customers/7") > before);  // and the panel read itself anew
    }

    void what_somebody_else_copied_since_is_not_cleared() {
        open(amelie());
        issue();
        QApplication::clipboard()->setText(QStringLiteral("a recipe"));
        emit m_f->client.happened(Event{EventKind::LinkUsed, CustomerId(7), LinkId(42), testNow});
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("a recipe"));
    }

    void a_change_of_email_is_told_apart_from_revoking() {
        open(amelie());
        issue();
        CustomerDetails changed = amelie();
        changed.customer.email = QStringLiteral("new@example.com");
        TimelineEntry entry;
        entry.kind = TimelineKind::LinkVoidByEmailChange;
        entry.link = LinkId(42);
        entry.at = testNow + 5s;
        changed.timeline = {entry};
        m_f->serve(changed);
        emit m_f->client.happened(Event{EventKind::LinkEnded, CustomerId(7), LinkId(42), testNow + 5s});
        QTRY_VERIFY(text(QStringLiteral("liveTitle")).contains(QStringLiteral("ended at")));
        QVERIFY(text(QStringLiteral("liveSentence")).contains(QStringLiteral("e-mail address was changed")));
    }

    void revoking_ends_the_card_and_takes_the_link_off_the_clipboard() {
        open(amelie());
        issue();
        m_f->service.on("POST /api/v1/links/42/revoke", 204, "");
        QTest::mouseClick(button(QStringLiteral("revoke")), Qt::LeftButton);
        QTRY_VERIFY(text(QStringLiteral("liveTitle")).contains(QStringLiteral("revoked at")));
        QVERIFY(QApplication::clipboard()->text().isEmpty());
    }

    void a_reply_has_the_name_and_the_link_on_a_line_of_its_own() {
        open(amelie());
        issue();
        QTRY_COMPARE(Snippets::of(m_f->desk).all().size(), 6);
        auto *menu = button(QStringLiteral("copyAsReply"))->findChild<QMenu *>(QStringLiteral("replyMenu"));
        emit menu->aboutToShow();
        menu->findChild<QAction *>(QStringLiteral("reply-3"))->trigger();
        const QString reply = QApplication::clipboard()->text();
        QVERIFY(reply.startsWith(QStringLiteral("Bonjour Amélie,")));
        QVERIFY(reply.split(QLatin1Char('\n')).contains(someLink().url));
        QVERIFY(reply.contains(QStringLiteral("10 minutes")));
        emit m_f->client.happened(Event{EventKind::LinkUsed, CustomerId(7), LinkId(42), testNow});
        QVERIFY(QApplication::clipboard()->text().isEmpty());
    }

    void a_refusal_arrives_as_its_findings() {
        open(amelie());
        Finding tooMany;
        tooMany.code = FindingCode::TooManyLinks;
        tooMany.severity = Severity::Blocks;
        tooMany.facts.count = 5;
        tooMany.facts.until = testNow + 30min;
        tooMany.remedies = {Remedy::CopyPortalLink};
        m_f->service.on("POST /api/v1/customers/7/magic-links", 409, problemOf({ErrorCode::TooManyLinks, {}, tooMany.facts.until}, 409, {tooMany}));
        QTest::mouseClick(button(QStringLiteral("magicButton")), Qt::LeftButton);
        QTRY_VERIFY(card(QStringLiteral("finding-") + toText(FindingCode::TooManyLinks)));
        QVERIFY(!card(QStringLiteral("liveCard")));
        QVERIFY(text(QStringLiteral("cardText")).contains(QStringLiteral("00:30")));
    }

    void an_error_that_is_no_finding_has_a_card_too() {
        open(amelie());
        m_f->service.on("POST /api/v1/customers/7/magic-links", 507, problemOf({ErrorCode::StoreFull, {}, {}}, 507));
        QTest::mouseClick(button(QStringLiteral("magicButton")), Qt::LeftButton);
        QTRY_VERIFY(card(QStringLiteral("issueError")));
        QVERIFY(button(QStringLiteral("issueTryAgain")));
    }

    void two_presses_issue_one_link() {
        open(amelie());
        m_f->service.on("POST /api/v1/customers/7/magic-links", 201, jsonOf(someLink()));
        m_panel->magicLogin();
        m_panel->magicLogin();
        QTRY_VERIFY(card(QStringLiteral("liveCard")));
        QCOMPARE(m_f->count("/api/v1/customers/7/magic-links"), 1);
    }

    void a_link_that_comes_after_the_agent_moved_on_is_kept_and_not_copied() {
        m_f->serve(dmitri());
        open(amelie());
        std::atomic<bool> waiting = false;
        http::ExchangePtr held;
        m_f->service.on("POST /api/v1/customers/7/magic-links", [&](const http::ExchangePtr &exchange) {
            held = exchange;
            waiting = true;
        });
        m_panel->magicLogin();
        QTRY_VERIFY(waiting);
        m_panel->show(CustomerId(8));
        QTRY_VERIFY(text(QStringLiteral("panelName")).contains(QStringLiteral("Ivanov")));
        m_f->service.post([&] { held->answer({201, "application/json", jsonOf(someLink()), {}}); });
        QTRY_VERIFY(m_f->notices.join(QLatin1Char(' ')).contains(QStringLiteral("not copied")));
        QVERIFY(QApplication::clipboard()->text().isEmpty());
        QVERIFY(!card(QStringLiteral("liveCard")));
        m_panel->show(CustomerId(7));
        QTRY_COMPARE(text(QStringLiteral("liveTitle")), QStringLiteral("Magic login link K7QM2X is ready"));
        held.reset();
    }

    void a_stale_answer_never_overwrites_a_newer_one() {
        m_f->serve(dmitri());
        std::atomic<bool> waiting = false;
        http::ExchangePtr held;
        m_f->service.on("GET /api/v1/customers/7", [&](const http::ExchangePtr &exchange) {
            held = exchange;
            waiting = true;
        });
        m_panel->show(CustomerId(7));
        QTRY_VERIFY(waiting);
        m_panel->show(CustomerId(8));
        QTRY_VERIFY(text(QStringLiteral("panelName")).contains(QStringLiteral("Ivanov")));
        m_f->service.post([&] { held->answer({200, "application/json", jsonOf(amelie()), {}}); });
        QTest::qWait(100);
        QVERIFY(text(QStringLiteral("panelName")).contains(QStringLiteral("Ivanov")));
        held.reset();
    }

    void nothing_can_be_pressed_for_the_former_customer_while_the_next_is_loading() {
        open(amelie());
        m_f->service.on("POST /api/v1/customers/7/magic-links", 201, jsonOf(someLink()));
        http::ExchangePtr held;
        m_f->service.on("GET /api/v1/customers/8", [&](const http::ExchangePtr &exchange) { held = exchange; });
        m_panel->show(CustomerId(8));
        m_panel->magicLogin();
        m_panel->copyPortalLink();
        QTest::qWait(60);
        QCOMPARE(m_f->count("/api/v1/customers/7/magic-links"), 0);
        QTRY_COMPARE(text(QStringLiteral("panelPlaceholder")), QStringLiteral("Loading…"));
        m_f->service.post([&] { held->answer({200, "application/json", jsonOf(dmitri()), {}}); });
        QTRY_VERIFY(text(QStringLiteral("panelName")).contains(QStringLiteral("Ivanov")));
        held.reset();
    }

    void an_error_can_be_tried_again() {
        m_f->service.on("GET /api/v1/customers/7", 503, problemOf({ErrorCode::StoreBusy, {}, {}}, 503));
        m_panel->show(CustomerId(7));
        QTRY_VERIFY(card(QStringLiteral("panelError")));
        m_f->serve(amelie());
        QTest::mouseClick(button(QStringLiteral("panelTryAgain")), Qt::LeftButton);
        QTRY_VERIFY(text(QStringLiteral("panelName")).contains(QStringLiteral("Durand")));
        QVERIFY(!card(QStringLiteral("panelError")));
    }

    void a_reply_that_is_read_later_is_offered_the_portal_link_first() {
        open(amelie());
        auto *later = shown<QCheckBox>(m_panel.get(), QStringLiteral("replyLater"));
        later->click();
        QVERIFY(m_f->settings.replyLater);
        QCOMPARE(card(QStringLiteral("adviceCard"))->accessibleName(), QStringLiteral("Best: Portal link"));
        QVERIFY(button(QStringLiteral("magicButton"))->isEnabled());  // it never blocks
        m_f->service.on("POST /api/v1/customers/7/portal-link", 200, "{\"url\":\"https://portal.example.com/login\"}");
        QTest::mouseClick(button(QStringLiteral("adviceButton")), Qt::LeftButton);
        QTRY_COMPARE(QApplication::clipboard()->text(), QStringLiteral("https://portal.example.com/login"));
        QVERIFY(QApplication::clipboard()->mimeData()->data(QStringLiteral("x-kde-passwordManagerHint")).isEmpty());
    }

    void names_are_never_read_as_markup() {
        CustomerDetails details = amelie();
        details.customer.firstName = QStringLiteral("<b>Zed</b><img src=x>");
        open(details);
        auto *name = shown<QLabel>(m_panel.get(), QStringLiteral("panelName"));
        QCOMPARE(name->textFormat(), Qt::PlainText);
        QVERIFY(name->text().contains(QStringLiteral("<b>Zed</b>")));
        for (const QLabel *label : m_panel->findChildren<QLabel *>()) QVERIFY2(label->textFormat() == Qt::PlainText, qPrintable(label->objectName()));
    }

    void a_click_on_a_subscription_asks_the_window_to_open_it() {
        open(amelie());
        QSignalSpy asked(&m_f->desk, &Desk::subscriptionRequested);
        QTest::mouseClick(shown<QAbstractButton>(m_panel.get(), QStringLiteral("subscription-2")), Qt::LeftButton);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.constFirst().constFirst().value<SubscriptionId>(), SubscriptionId(2));
    }

    void five_events_at_once_cost_one_request() {
        open(amelie());
        const int before = m_f->count("/api/v1/customers/7");
        for (int i = 0; i < 5; ++i) emit m_f->client.happened(Event{EventKind::CustomerChanged, CustomerId(7), LinkId(), testNow});
        emit m_f->client.happened(Event{EventKind::CustomerChanged, CustomerId(9), LinkId(), testNow});
        QTest::qWait(400);
        QCOMPARE(m_f->count("/api/v1/customers/7") - before, 1);
    }

    void a_refresh_that_changes_nothing_keeps_the_focus() {
        open(dmitri());
        QPushButton *contact = button(QStringLiteral("remedy-") + toText(Remedy::EditContact));
        m_panel->activateWindow();
        contact->setFocus();
        m_panel->refresh();
        QTest::qWait(150);
        QCOMPARE(button(QStringLiteral("remedy-") + toText(Remedy::EditContact)), contact);
    }

    void a_login_link_goes_by_letter_and_never_over_the_clipboard() {
        m_f->desk.me.mail = MailRoute::Smtp;
        open(amelie());
        m_f->service.on("POST /api/v1/customers/7/login-letters", 202, "{\"message\":5}");
        const int before = m_f->count("/api/v1/customers/7");
        QTest::mouseClick(button(QStringLiteral("emailLinkButton")), Qt::LeftButton);
        QVERIFY(!button(QStringLiteral("emailLinkButton"))->isEnabled());
        m_panel->emailLoginLink();  // a second press while the first is under way
        QTRY_VERIFY(!m_f->notices.isEmpty());
        QCOMPARE(m_f->notices.constLast(), QStringLiteral("Login link on its way to %1.").arg(maskEmail(amelie().customer.email)));
        QVERIFY(QApplication::clipboard()->text().isEmpty());
        QTRY_VERIFY(m_f->count("/api/v1/customers/7") > before);
        QCOMPARE(m_f->count("/api/v1/customers/7/login-letters"), 1);
        QVERIFY(button(QStringLiteral("emailLinkButton"))->isEnabled());
    }

    void a_captured_login_link_says_where_to_read_it() {
        open(amelie());
        m_f->service.on("POST /api/v1/customers/7/login-letters", 202, "{\"message\":5}");
        m_panel->emailLoginLink();
        QTRY_VERIFY(!m_f->notices.isEmpty() && m_f->notices.constLast().contains(QStringLiteral("read the letter in Messages")));
    }

    void the_letters_button_says_why_it_is_grey_data() {
        QTest::addColumn<CustomerDetails>("details");
        QTest::addColumn<Role>("role");
        QTest::addColumn<QString>("why");
        CustomerDetails malformed = amelie();
        malformed.customer.emailState = EmailState::Malformed;
        CustomerDetails removed = amelie();
        removed.customer.removedAt = testNow;
        QTest::newRow("no address") << dmitri() << Role::Agent << QStringLiteral("There is no e-mail address on file");
        QTest::newRow("malformed") << malformed << Role::Agent << QStringLiteral("The e-mail address on file is not valid");
        QTest::newRow("removed") << removed << Role::Agent << QStringLiteral("The customer was removed in the shop");
        QTest::newRow("observer") << amelie() << Role::Observer << QStringLiteral("Sending a letter takes the role Agent; yours is Observer. Nobody in the team has it; ask who runs the service.");
        QTest::newRow("an agent who may issue no links") << amelie() << Role::Agent << QString();
    }

    void the_letters_button_says_why_it_is_grey() {
        QFETCH(CustomerDetails, details);
        QFETCH(Role, role);
        QFETCH(QString, why);
        m_f->desk.me.agent.role = role;
        if (role == Role::Agent && why.isEmpty()) {
            Finding notAllowed;
            notAllowed.code = FindingCode::NotAllowed;
            notAllowed.severity = Severity::Blocks;
            details.findings = {notAllowed};
            details.magicLinkPossible = false;
        }
        open(details);
        QCOMPARE(button(QStringLiteral("emailLinkButton"))->isEnabled(), why.isEmpty());
        if (!why.isEmpty()) QCOMPARE(button(QStringLiteral("emailLinkButton"))->toolTip(), why);
        if (why.isEmpty()) return;
        m_panel->emailLoginLink();
        QCOMPARE(m_f->notices.constLast(), why.endsWith(QLatin1Char('.')) ? why : why + QLatin1Char('.'));
    }

    void a_letter_that_is_refused_says_so_and_can_be_tried_again() {
        open(amelie());
        m_f->service.on("POST /api/v1/customers/7/login-letters", 503, problemOf({ErrorCode::StoreBusy, {}, {}}, 503));
        m_panel->emailLoginLink();
        QTRY_VERIFY(card(QStringLiteral("issueError")));
        QCOMPARE(card(QStringLiteral("issueError"))->findChild<QLabel *>(QStringLiteral("cardTitle"))->text(), QStringLiteral("No letter was sent"));
        QTest::mouseClick(button(QStringLiteral("issueTryAgain")), Qt::LeftButton);
        QTRY_COMPARE(m_f->count("/api/v1/customers/7/login-letters"), 2);
    }

    void the_remedies_of_a_failed_letter_do_what_they_say() {
        CustomerDetails details = amelie();
        Finding failed;
        failed.code = FindingCode::LetterFailed;
        failed.severity = Severity::Warns;
        failed.facts.message = MessageId(5);
        failed.facts.problem = DeliveryProblem::MayHaveArrived;
        failed.remedies = {Remedy::SendAgain, Remedy::OpenMessage, Remedy::EmailLoginLink};
        details.findings = {failed};
        open(details);
        m_f->service.on("POST /api/v1/messages/5/send-again", 202, "{\"message\":6}");
        m_f->service.on("POST /api/v1/customers/7/login-letters", 202, "{\"message\":7}");
        QSignalSpy opened(&m_f->desk, &Desk::messageRequested);
        QTest::mouseClick(button(QStringLiteral("remedy-") + toText(Remedy::OpenMessage)), Qt::LeftButton);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened.constFirst().constFirst().value<MessageId>(), MessageId(5));
        QTest::mouseClick(button(QStringLiteral("remedy-") + toText(Remedy::SendAgain)), Qt::LeftButton);
        QTRY_COMPARE(m_f->count("/api/v1/messages/5/send-again"), 1);
        QTest::mouseClick(button(QStringLiteral("remedy-") + toText(Remedy::EmailLoginLink)), Qt::LeftButton);
        QTRY_COMPARE(m_f->count("/api/v1/customers/7/login-letters"), 1);
    }

    void each_device_is_named_and_ends_alone_or_with_all() {
        CustomerDetails details = amelie();
        details.sessions = {{SessionId(3), QStringLiteral("Chrome on Android"), true, testNow - 1h, testNow - 1min, testNow + 30h},
                            {SessionId(2), QString(), false, testNow - 75h, testNow - 20h, testNow + 20h}};
        details.liveSessions = 2;
        open(details);
        QStringList said;
        for (const QLabel *label : card(QStringLiteral("sessionsBlock"))->findChildren<QLabel *>())
            if (label->isVisibleTo(m_panel.get())) said.append(label->accessibleName());
        QVERIFY(said.contains(QStringLiteral("Signed in on 2 devices")));
        QVERIFY(said.contains(QStringLiteral("Chrome on Android")) && said.contains(QStringLiteral("Unknown browser")));
        QVERIFY2(said.join(QLatin1Char('|')).contains(QStringLiteral("by link on 31 Dec at 23:00 · seen just now")),
                 qPrintable(said.join(QLatin1Char('|'))));
        QVERIFY(said.join(QLatin1Char('|')).contains(QStringLiteral("by code")));
        m_f->service.on("POST /api/v1/customers/7/sessions/end", 200, "{\"ended\":1}");
        QTest::mouseClick(button(QStringLiteral("endSession-3")), Qt::LeftButton);
        QTRY_VERIFY(!m_f->notices.isEmpty() && m_f->notices.constLast() == QStringLiteral("Signed out: Chrome on Android."));
        m_f->service.on("POST /api/v1/customers/7/sessions/end", 200, "{\"ended\":2}");
        details.sessions.clear();
        details.liveSessions = 0;
        m_f->serve(details);
        QTest::mouseClick(button(QStringLiteral("endAllSessions")), Qt::LeftButton);
        QTRY_VERIFY(m_f->notices.constLast().contains(QStringLiteral("signed out on 2 devices")));
        QTRY_VERIFY(!button(QStringLiteral("endAllSessions")));
    }

    void who_may_not_end_sessions_sees_them_all_the_same() {
        m_f->desk.me.agent.role = Role::Observer;
        CustomerDetails details = amelie();
        details.sessions = {{SessionId(3), QStringLiteral("Chrome on Android"), true, testNow - 1h, testNow - 1min, testNow + 30h}};
        details.liveSessions = 1;
        open(details);
        QVERIFY(!button(QStringLiteral("endSession-3"))->isEnabled());
        QVERIFY(!button(QStringLiteral("endAllSessions"))->isEnabled());
        QVERIFY(button(QStringLiteral("endAllSessions"))->toolTip().contains(QStringLiteral("role")));
    }

    void where_texts_are_off_the_login_is_by_email_alone() {
        m_f->desk.me.sms = SmsRoute::Off;
        open(amelie());
        const auto login = [this] { return shown<QLineEdit>(m_panel.get(), QStringLiteral("contactLogin"))->text(); };
        QCOMPARE(login(), QStringLiteral("Code by e-mail"));
        m_f->desk.me.sms = SmsRoute::Twilio;
        emit m_f->desk.meChanged();
        QCOMPARE(login(), QStringLiteral("Code by e-mail and SMS"));
    }
};

QTEST_MAIN(CustomerPanelTest)
#include "tst_panel_customer.moc"
