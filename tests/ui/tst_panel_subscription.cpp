// A subscription's panel against a service over real sockets: what picture it draws of a customer without an e-mail address.
#include "tests/ui/panel_fixture.h"
#include "ui/panels/subscription_panel.h"
#include "ui/snippets.h"
#include "ui/theme/desk_style.h"
#include "ui/theme/theme.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>

using namespace latchkey;

class SubscriptionPanelTest : public QObject {
    Q_OBJECT

    std::unique_ptr<PanelFixture> m_f;
    std::unique_ptr<SubscriptionPanel> m_panel;

    QPushButton *button(const QString &name) { return shown<QPushButton>(m_panel.get(), name); }
    QStringList sentencesIn(const QString &block) {
        QStringList sentences;
        for (const QLabel *label : shown(m_panel.get(), block)->findChildren<QLabel *>())
            if (label->isVisibleTo(m_panel.get())) sentences.append(label->text());
        return sentences;
    }
    void open(const CustomerDetails &customer) {
        m_f->serve(
            SubscriptionDetails{someSubscription(50214, QStringLiteral("Coffee, whole bean 1 kg"), SubscriptionStatus::Active, 2400, 1), customer});
        m_panel->show(SubscriptionId(50214));
        QTRY_VERIFY(shown<QLabel>(m_panel.get(), QStringLiteral("panelName")));
    }

private slots:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }
    void init() {
        m_f = std::make_unique<PanelFixture>();
        m_panel = std::make_unique<SubscriptionPanel>(m_f->desk);
        m_panel->resize(400, 900);
        m_panel->QWidget::show();
    }
    void cleanup() {
        m_panel.reset();
        m_f.reset();
    }

    void without_an_email_the_portal_link_is_the_primary_action() {
        open(dmitri());
        QVERIFY(!button(QStringLiteral("magicButton"))->isEnabled());
        QCOMPARE(button(QStringLiteral("portalButton"))->property("kind").toInt(), static_cast<int>(ButtonKind::Primary));
        QVERIFY(button(QStringLiteral("magicButton"))->property("kind").toInt() != static_cast<int>(ButtonKind::Primary));
    }

    void the_header_names_subscription_customer_interval_and_next_order() {
        open(dmitri());
        QCOMPARE(shown<QLabel>(m_panel.get(), QStringLiteral("panelSummary"))->text(),
                 QStringLiteral("SUB-50214 · Dmitri Ivanov · monthly · next order 23 Nov 2025"));
    }

    void the_checks_say_what_stands_in_the_way() {
        open(dmitri());
        const QStringList checks = sentencesIn(QStringLiteral("checksBlock"));
        for (const char *sentence : {"missing", "valid, reachable by SMS", "0 of 5 links this hour", "may issue Magic links"})
            QVERIFY2(checks.contains(QLatin1String(sentence)), sentence);
    }

    void an_observer_reads_why_he_may_not() {
        m_f->desk.me.agent.role = Role::Observer;
        open(amelie());
        QVERIFY(!button(QStringLiteral("magicButton"))->isEnabled());
        QVERIFY(button(QStringLiteral("magicButton"))->toolTip().contains(QStringLiteral("takes the role Senior; yours is Observer")));
        QVERIFY(!button(QStringLiteral("portalButton"))->isEnabled());
        QVERIFY(button(QStringLiteral("portalButton"))->toolTip().contains(QStringLiteral("takes the role Agent; yours is Observer")));
        QVERIFY(!button(QStringLiteral("editContactButton"))->isEnabled());
        QVERIFY(sentencesIn(QStringLiteral("checksBlock")).contains(QStringLiteral("may look only")));
    }

    void lines_and_an_empty_timeline_are_written_out() {
        open(dmitri());
        QVERIFY(sentencesIn(QStringLiteral("linesBlock")).contains(QStringLiteral("Coffee, whole bean 1 kg")));
        QVERIFY(sentencesIn(QStringLiteral("linesBlock")).contains(QStringLiteral("€24.00")));
        QVERIFY(sentencesIn(QStringLiteral("timelineBlock")).contains(QStringLiteral("No links yet for this customer.")));
    }

    void open_customer_asks_the_window() {
        open(dmitri());
        QSignalSpy asked(&m_f->desk, &Desk::customerRequested);
        QTest::mouseClick(button(QStringLiteral("openCustomerButton")), Qt::LeftButton);
        QCOMPARE(asked.constFirst().constFirst().value<CustomerId>(), CustomerId(8));
    }

    void a_magic_link_names_the_subscription() {
        open(amelie());
        m_f->service.on("POST /api/v1/customers/7/magic-links", 201, jsonOf(someLink()));
        m_panel->magicLink();
        QTRY_VERIFY(shown(m_panel.get(), QStringLiteral("liveCard")));
        QCOMPARE(shown<QLabel>(m_panel.get(), QStringLiteral("liveTitle"))->text(), QStringLiteral("Magic link K7QM2X copied"));
        bool named = false;
        for (const http::Request &request : m_f->service.asked())
            if (request.path == "/api/v1/customers/7/magic-links") named = request.body.find("\"subscription\":50214") != std::string::npos;
        QVERIFY(named);
    }

    void login_steps_are_copied_without_the_whole_number() {
        open(dmitri());
        QTRY_COMPARE(Snippets::of(m_f->desk).all().size(), 6);
        QTest::mouseClick(button(QStringLiteral("adviceButton")), Qt::LeftButton);
        const QString steps = QApplication::clipboard()->text();
        QVERIFY(steps.contains(QStringLiteral("https://portal.example.com/login")));
        QVERIFY(steps.contains(QStringLiteral("4-digit code")));
        QVERIFY(steps.contains(QStringLiteral("SMS")));
        QVERIFY(!steps.contains(QStringLiteral("415")));
    }

    void a_long_timeline_shows_the_first_few_and_all_on_request() {
        CustomerDetails details = amelie();
        for (int i = 0; i < 20; ++i) {
            TimelineEntry entry;
            entry.at = testNow - std::chrono::hours(24 * i + 1);
            entry.kind = i % 2 == 0 ? TimelineKind::LinkIssued : TimelineKind::LinkOpenedByScanner;
            entry.publicId = QStringLiteral("AAAA%1").arg(i, 2, 10, QLatin1Char('0'));
            details.timeline.append(entry);
        }
        open(details);
        const qsizetype few = sentencesIn(QStringLiteral("timelineBlock")).size();
        QTest::mouseClick(button(QStringLiteral("timelineAll")), Qt::LeftButton);
        QVERIFY(sentencesIn(QStringLiteral("timelineBlock")).size() >= few + 24);
        QVERIFY(!button(QStringLiteral("timelineAll")));
    }
};

QTEST_MAIN(SubscriptionPanelTest)
#include "tst_panel_subscription.moc"
