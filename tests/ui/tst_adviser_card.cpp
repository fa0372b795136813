// The adviser's card in the panel: its button does what it says, the switch needs no service, and nothing else is closed by it.
#include "tests/ui/panel_fixture.h"
#include "ui/panels/customer_panel.h"
#include "ui/panels/subscription_panel.h"
#include "ui/snippets.h"
#include "ui/theme/desk_style.h"
#include "ui/theme/theme.h"
#include "ui/widgets/focus_order.h"

#include <QAccessible>
#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QTemporaryDir>

using namespace latchkey;
using namespace std::chrono_literals;

class AdviserCardTest : public QObject {
    Q_OBJECT

    std::unique_ptr<PanelFixture> m_f;
    std::unique_ptr<CustomerPanel> m_panel;

    QPushButton *button(const QString &name) { return shown<QPushButton>(m_panel.get(), name); }
    QWidget *card() { return shown(m_panel.get(), QStringLiteral("adviceCard")); }
    QString title() { return card() == nullptr ? QString() : card()->findChild<QLabel *>(QStringLiteral("cardTitle"))->text(); }
    QCheckBox *later() { return shown<QCheckBox>(m_panel.get(), QStringLiteral("replyLater")); }
    bool isPrimary(const QString &name) { return button(name)->property("kind").toInt() == static_cast<int>(ButtonKind::Primary); }
    void open(const CustomerDetails &details) {
        m_f->serve(details);
        m_panel->show(details.customer.id);
        QTRY_VERIFY(card());
    }
    static CustomerDetails advised(WayIn now, WayIn later) {
        CustomerDetails details = amelie();
        details.adviceNow.way = now;
        details.adviceNow.reason = now == WayIn::MagicLink ? AdviceReason::ReadNow : now == WayIn::PortalLink ? AdviceReason::OpensLate : AdviceReason::TroubleBefore;
        details.adviceLater.way = later;
        details.adviceLater.reason = AdviceReason::ReadLater;
        return details;
    }

private slots:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }
    void init() {
        QApplication::clipboard()->clear();
        m_f = std::make_unique<PanelFixture>();
        m_panel = std::make_unique<CustomerPanel>(m_f->desk);
        m_panel->resize(428, 800);
        m_panel->QWidget::show();
        m_f->service.on("POST /api/v1/customers/7/magic-links", 201, jsonOf(someLink()));
        m_f->service.on("POST /api/v1/customers/7/portal-link", 200, "{\"url\":\"https://portal.example.com/login\"}");
    }
    void cleanup() {
        m_panel.reset();
        m_f.reset();
    }

    void theButtonDoesTheThing_data() {
        QTest::addColumn<WayIn>("way");
        QTest::addColumn<bool>("replyLater");
        for (const WayIn way : {WayIn::MagicLink, WayIn::PortalLink, WayIn::StandardLogin})
            for (const bool replyLater : {false, true}) QTest::addRow("%s %s", qPrintable(toText(way)), replyLater ? "later" : "now") << way << replyLater;
    }

    void theButtonDoesTheThing() {
        QFETCH(WayIn, way);
        QFETCH(bool, replyLater);
        m_f->settings.replyLater = replyLater;
        const WayIn other = way == WayIn::MagicLink ? WayIn::PortalLink : WayIn::MagicLink;
        open(replyLater ? advised(other, way) : advised(way, other));
        QVERIFY(button(QStringLiteral("magicButton"))->isEnabled());
        QVERIFY(button(QStringLiteral("portalButton"))->isEnabled());
        QVERIFY(button(QStringLiteral("emailLinkButton"))->isEnabled());
        QCOMPARE(isPrimary(QStringLiteral("magicButton")), way == WayIn::MagicLink);
        QCOMPARE(isPrimary(QStringLiteral("portalButton")), way != WayIn::MagicLink);
        QTRY_COMPARE(Snippets::of(m_f->desk).all().size(), 6);  // login steps are one of them
        m_panel->activateWindow();
        button(QStringLiteral("adviceButton"))->setFocus();
        QTest::keyClick(button(QStringLiteral("adviceButton")), Qt::Key_Return);
        if (way == WayIn::MagicLink) {
            QTRY_VERIFY(shown(m_panel.get(), QStringLiteral("liveCard")));
            QVERIFY(QApplication::clipboard()->text() == someLink().url);
        } else if (way == WayIn::PortalLink) {
            QTRY_COMPARE(QApplication::clipboard()->text(), QStringLiteral("https://portal.example.com/login"));
        } else {
            QTRY_VERIFY(QApplication::clipboard()->text().contains(QStringLiteral("4-digit code")));
        }
    }

    void theSwitchTurnsTheAdviceWithoutTheServiceAndIsRemembered() {
        QTemporaryDir folder;
        m_f->settings.path = folder.path() + QStringLiteral("/desk.ini");
        open(advised(WayIn::MagicLink, WayIn::PortalLink));
        QCOMPARE(title(), QStringLiteral("Best now: Magic login"));
        QTRY_COMPARE(Snippets::of(m_f->desk).all().size(), 6);  // the last thing that the panel asks for by itself
        const size_t asked = m_f->service.asked().size();
        m_f->service.stop();
        m_panel->activateWindow();
        later()->setFocus();
        QTest::keyClick(later(), Qt::Key_Space);
        QCOMPARE(title(), QStringLiteral("Best: Portal link"));
        QVERIFY(isPrimary(QStringLiteral("portalButton")));
        QVERIFY(button(QStringLiteral("magicButton"))->isEnabled());
        QCOMPARE(m_f->service.asked().size(), asked);
        QVERIFY(loadSettings(m_f->settings.path).replyLater);
        QTest::keyClick(later(), Qt::Key_Space);
        QCOMPARE(title(), QStringLiteral("Best now: Magic login"));
    }

    void theFindingThatSaysTheSameIsFoldedIntoIt() {
        CustomerDetails details = advised(WayIn::PortalLink, WayIn::PortalLink);
        Finding slow;
        slow.code = FindingCode::PortalLinkFitsBetter;
        slow.severity = Severity::Warns;
        slow.facts.usualDelay = 2h;
        slow.remedies = {Remedy::CopyPortalLink};
        details.findings = {slow};
        open(details);
        QVERIFY(!shown(m_panel.get(), QStringLiteral("finding-") + toText(FindingCode::PortalLinkFitsBetter)));
        QVERIFY(card()->findChild<QLabel *>(QStringLiteral("cardText"))->text().contains(QStringLiteral("2 hours")));
    }

    void itStandsBelowWhatBlocksAndAboveTheRest() {
        CustomerDetails details = dmitri();
        details.adviceNow.way = WayIn::StandardLogin;
        details.adviceNow.reason = AdviceReason::NoEmail;
        Finding expired;
        expired.code = FindingCode::LinkExpired;
        expired.severity = Severity::Warns;
        details.findings.append(expired);
        open(details);
        const auto top = [this](const QString &name) {
            QWidget *widget = shown(m_panel.get(), name);
            return widget == nullptr ? -1 : widget->mapTo(m_panel.get(), QPoint(0, 0)).y();
        };
        QTRY_VERIFY(top(QStringLiteral("finding-email_missing")) < top(QStringLiteral("adviceCard")));
        QTRY_VERIFY(top(QStringLiteral("adviceCard")) < top(QStringLiteral("finding-link_expired")));
        QVERIFY(!shown(m_panel.get(), QStringLiteral("finding-use_standard_login")));
        QCOMPARE(title(), QStringLiteral("Best: standard login, a code by SMS"));
    }

    void aRefreshThatChangesNothingKeepsTheFocus() {
        open(advised(WayIn::PortalLink, WayIn::PortalLink));
        m_panel->activateWindow();
        QPushButton *pressed = button(QStringLiteral("adviceButton"));
        pressed->setFocus();
        m_panel->refresh();
        QTest::qWait(120);
        QVERIFY(button(QStringLiteral("adviceButton")) == pressed && m_panel->focusWidget() == pressed);
    }

    void itHasNamesForWhoDoesNotSeeIt() {
        open(advised(WayIn::MagicLink, WayIn::PortalLink));
        QAccessibleInterface *button = QAccessible::queryAccessibleInterface(this->button(QStringLiteral("adviceButton")));
        QCOMPARE(button->text(QAccessible::Name), QStringLiteral("Issue Magic login"));
        QCOMPARE(button->text(QAccessible::Description), QStringLiteral("Best now: Magic login"));
        QCOMPARE(QAccessible::queryAccessibleInterface(card())->text(QAccessible::Name), QStringLiteral("Best now: Magic login"));
        QVERIFY(focusOrder(m_panel.get()).contains(this->button(QStringLiteral("adviceButton"))));
    }

    void aSubscriptionCallsItAMagicLink() {
        SubscriptionPanel panel(m_f->desk);
        panel.resize(428, 800);
        panel.QWidget::show();
        m_f->serve(SubscriptionDetails{someSubscription(50214, QStringLiteral("Coffee"), SubscriptionStatus::Active, 2400, 1),
                                       advised(WayIn::MagicLink, WayIn::PortalLink)});
        panel.show(SubscriptionId(50214));
        QTRY_VERIFY(shown(&panel, QStringLiteral("adviceCard")));
        QCOMPARE(shown(&panel, QStringLiteral("adviceCard"))->accessibleName(), QStringLiteral("Best now: Magic link"));
        QCOMPARE(shown<QPushButton>(&panel, QStringLiteral("adviceButton"))->text(), QStringLiteral("Issue Magic link"));
    }
};

QTEST_MAIN(AdviserCardTest)
#include "tst_adviser_card.moc"
