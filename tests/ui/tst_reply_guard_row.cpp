// "Reply goes to" in the panel: compared as one types, closes Magic login with a reason, and opens it again by a reason or another address.
#include "tests/ui/panel_fixture.h"
#include "ui/dialogs/override_dialog.h"
#include "ui/panels/customer_panel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/focus_order.h"

#include <QAccessible>
#include <QDialog>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>

using namespace latchkey;
using namespace std::chrono_literals;

class ReplyGuardRowTest : public QObject {
    Q_OBJECT

    std::unique_ptr<PanelFixture> m_f;
    std::unique_ptr<CustomerPanel> m_panel;

    QPushButton *button(const QString &name) { return shown<QPushButton>(m_panel.get(), name); }
    QPushButton *magic() { return button(QStringLiteral("magicButton")); }
    QPushButton *remedy(Remedy remedy) { return button(QStringLiteral("remedy-") + toText(remedy)); }
    QLineEdit *replyTo() { return shown<QLineEdit>(m_panel.get(), QStringLiteral("replyTo")); }
    QWidget *elsewhere() { return shown(m_panel.get(), QStringLiteral("finding-reply_goes_elsewhere")); }
    QString word() {
        auto *label = shown<QLabel>(m_panel.get(), QStringLiteral("replyMatch"));
        return label == nullptr ? QString() : label->text();
    }
    QString advice() { return shown(m_panel.get(), QStringLiteral("adviceCard"))->accessibleName(); }
    QDialog *dialog() { return m_panel->window()->findChild<OverrideDialog *>(); }
    void open(const CustomerDetails &details) {
        m_f->serve(details);
        m_panel->show(details.customer.id);
        QTRY_VERIFY(shown<QLabel>(m_panel.get(), QStringLiteral("panelName")) &&
                    shown<QLabel>(m_panel.get(), QStringLiteral("panelName"))->text().contains(details.customer.lastName));
    }
    void type(const QString &text) {
        replyTo()->selectAll();
        QTest::keyClick(replyTo(), Qt::Key_Delete);
        QTest::keyClicks(replyTo(), text);
    }
    void paste(const QString &text) {
        QApplication::clipboard()->setText(text);
        replyTo()->selectAll();
        replyTo()->paste();
    }
    QJsonObject issued() {
        for (const http::Request &request : m_f->service.asked())
            if (request.path == "/api/v1/customers/7/magic-links") return QJsonDocument::fromJson(QByteArray::fromStdString(request.body)).object();
        return {};
    }
    void be(ReplyGuard guard, Role role = Role::Senior) {
        m_f->desk.me.settings.replyGuard = guard;
        m_f->desk.me.agent.role = role;
        emit m_f->desk.meChanged();
    }

private slots:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }
    void init() {
        m_f = std::make_unique<PanelFixture>();
        m_panel = std::make_unique<CustomerPanel>(m_f->desk);
        m_panel->resize(428, 800);
        m_panel->QWidget::show();
        m_panel->activateWindow();
        m_f->service.on("POST /api/v1/customers/7/magic-links", 201, jsonOf(someLink()));
    }
    void cleanup() {
        m_panel.reset();
        m_f.reset();
    }

    void whatIsTypedIsComparedAsItStands_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("says");
        QTest::addColumn<bool>("passes");
        const auto row = [](const char *typed, const char *says, bool passes) {
            QTest::addRow("%s", typed) << QString::fromUtf8(typed) << QString::fromLatin1(says) << passes;
        };
        row("amelie.durand@example.com", "on file", true);
        row(" Amelie.Durand@Example.com ", "on file", true);
        row("Amélie Durand <amelie.durand@example.com>", "on file", true);
        row("mailto:amelie.durand@example.com?subject=x", "on file", true);
        row("amelie.durand+news@example.com", "same mailbox? differs after the plus", false);
        row("someone@example.org", "not the address on file", false);
        row("amelie", "not an e-mail address", false);
    }

    void whatIsTypedIsComparedAsItStands() {
        QFETCH(QString, typed);
        QFETCH(QString, says);
        QFETCH(bool, passes);
        open(amelie());
        QCOMPARE(word(), QString());
        typed.startsWith(QStringLiteral("amelie")) ? type(typed) : paste(typed);
        QCOMPARE(word(), says);
        QCOMPARE(replyTo()->accessibleDescription(), says);
        QCOMPARE(magic()->isEnabled(), passes);  // at once, whatever the cards still say
        QTRY_COMPARE(elsewhere() != nullptr, !passes);
        QCOMPARE(advice(), passes ? QStringLiteral("Best now: Magic login") : QStringLiteral("Best: Portal link"));
        QVERIFY(button(QStringLiteral("portalButton"))->isEnabled());
        QVERIFY(button(QStringLiteral("emailLinkButton"))->isEnabled());  // a letter goes to the address on file anyway
        if (!passes) {
            QVERIFY(magic()->toolTip() == elsewhere()->accessibleName() && magic()->accessibleDescription() == magic()->toolTip());
            m_panel->magicLogin();
            QCOMPARE(m_f->notices.constLast(), magic()->toolTip() + QLatin1Char('.'));
            QCOMPARE(m_f->count("/api/v1/customers/7/magic-links"), 0);
            return;
        }
        m_panel->magicLogin();
        QTRY_COMPARE(m_f->count("/api/v1/customers/7/magic-links"), 1);
        QCOMPARE(issued().value(QLatin1String("reply_to")).toString(), replyAddressIn(typed));
        QVERIFY(!issued().contains(QLatin1String("override_reason")));
    }

    void whereItIsRequiredAnEmptyFieldClosesMagicLogin() {
        be(ReplyGuard::Require);
        open(amelie());
        QVERIFY(!magic()->isEnabled());
        QCOMPARE(magic()->toolTip(), QStringLiteral("Say first where the reply goes"));
        QCOMPARE(magic()->accessibleDescription(), QStringLiteral("Say first where the reply goes"));
        QCOMPARE(elsewhere()->accessibleName(), QStringLiteral("Say first where the reply goes"));
        QCOMPARE(word(), QStringLiteral("needed before a Magic link is issued"));
        QVERIFY(!remedy(Remedy::OverrideReply));
        m_panel->magicLogin();  // the key M
        QVERIFY(m_panel->focusWidget() == replyTo());
        type(amelie().customer.email);
        QVERIFY(magic()->isEnabled());
        QTRY_VERIFY(!elsewhere());
    }

    void theFieldIsThereUnlessTheGuardIsOffOrNoLinkMayBeIssued() {
        open(amelie());
        QVERIFY(replyTo());
        be(ReplyGuard::Off);
        QVERIFY(!replyTo());
        be(ReplyGuard::Require);
        QVERIFY(replyTo());
        be(ReplyGuard::Require, Role::Agent);
        QVERIFY(!replyTo());
    }

    void anotherCustomerStartsWithAnEmptyField() {
        open(amelie());
        type(QStringLiteral("someone@example.org"));
        QCOMPARE(m_f->desk.replyTo.typed, QStringLiteral("someone@example.org"));
        QVERIFY(m_f->desk.replyTo.customer == CustomerId(7));
        m_panel->refresh();
        QTest::qWait(80);
        QCOMPARE(replyTo()->text(), QStringLiteral("someone@example.org"));  // a refresh takes nothing away
        CustomerDetails noah = amelie();
        noah.customer.id = CustomerId(9);
        noah.customer.lastName = QStringLiteral("Jansen");
        open(noah);
        QCOMPARE(replyTo()->text(), QString());
        QVERIFY(magic()->isEnabled());
        open(amelie());
        QCOMPARE(replyTo()->text(), QString());
        QVERIFY(!elsewhere());
    }

    void aPanelBehindItTakesNothingAway() {
        open(amelie());
        CustomerPanel behind(m_f->desk);
        CustomerDetails noah = amelie();
        noah.customer.id = CustomerId(9);
        m_f->serve(noah);
        behind.show(CustomerId(9));
        QTRY_VERIFY(shown(&behind, QStringLiteral("magicButton")));
        type(QStringLiteral("someone@example.org"));
        behind.refresh();
        QTest::qWait(120);
        QCOMPARE(replyTo()->text(), QStringLiteral("someone@example.org"));
        QVERIFY(!magic()->isEnabled());
    }

    void aReasonOpensItAndTravelsWithTheRequest() {
        open(amelie());
        type(QStringLiteral("Her Office <office@example.org>"));
        QTRY_VERIFY(remedy(Remedy::OverrideReply));
        remedy(Remedy::OverrideReply)->setFocus();
        QTest::keyClick(remedy(Remedy::OverrideReply), Qt::Key_Return);
        QTRY_VERIFY(dialog() != nullptr && dialog()->isVisible());
        const auto text = [this](const char *name) { return dialog()->findChild<QLabel *>(QLatin1String(name))->accessibleName(); };
        QCOMPARE(text("overrideMeans"), QStringLiteral("Whoever reads office@example.org will get into the subscriptions of Amélie Durand."));
        QVERIFY(text("overrideRecord").contains(QStringLiteral("activity, with your name")));
        QVERIFY(text("overrideRecord").contains(QStringLiteral("address is not kept")));
        auto *reason = dialog()->findChild<QLineEdit *>(QStringLiteral("overrideReason"));
        auto *issue = dialog()->findChild<QPushButton *>(QStringLiteral("overrideIssue"));
        QVERIFY(dialog()->focusWidget() == reason);
        QVERIFY(!issue->isEnabled());
        QTest::keyClicks(reason, QStringLiteral(" abcd "));
        QVERIFY(!issue->isEnabled());  // four characters and blanks are no reason
        QTest::keyClick(reason, Qt::Key_Return);
        QVERIFY(dialog()->isVisible());
        reason->clear();
        QTest::keyClicks(reason, QStringLiteral("asked by phone"));
        QVERIFY(issue->isEnabled());
        QTest::keyClick(reason, Qt::Key_Return);
        QTRY_VERIFY(shown(m_panel.get(), QStringLiteral("liveCard")));
        QCOMPARE(issued().value(QLatin1String("reply_to")).toString(), QStringLiteral("office@example.org"));
        QCOMPARE(issued().value(QLatin1String("override_reason")).toString(), QStringLiteral("asked by phone"));
        QCOMPARE(m_f->desk.replyTo.overrideReason, QStringLiteral("asked by phone"));
        QTRY_VERIFY(dialog() == nullptr);
        type(QStringLiteral("office@example.net"));
        QCOMPARE(m_f->desk.replyTo.overrideReason, QString());  // it was given for that address alone
    }

    void anAddressTypedSinceTheIssueKeepsTheLinkBack() {
        open(amelie());
        m_panel->magicLogin();
        QTRY_VERIFY(button(QStringLiteral("copyAgain")));
        QApplication::clipboard()->clear();
        type(QStringLiteral("someone@example.org"));
        button(QStringLiteral("copyAgain"))->click();
        QVERIFY(QApplication::clipboard()->text().isEmpty());
        QVERIFY(m_f->notices.constLast().startsWith(QStringLiteral("The link was not copied")));
        type(amelie().customer.email);
        button(QStringLiteral("copyAgain"))->click();
        QVERIFY(QApplication::clipboard()->text() == someLink().url);
    }

    void aReasonIsNoLongerThanTheRecordTakes() {
        OverrideDialog asked({}, QString(), nullptr);
        asked.setAttribute(Qt::WA_DeleteOnClose, false);
        asked.open();
        auto *reason = asked.findChild<QLineEdit *>(QStringLiteral("overrideReason"));
        reason->setText(QString(500, QLatin1Char('x')));
        QCOMPARE(reason->text().size(), longestOverrideReason);
        QSignalSpy confirmed(&asked, &OverrideDialog::confirmed);
        asked.findChild<QPushButton *>(QStringLiteral("overrideCancel"))->click();
        QVERIFY(confirmed.isEmpty() && !asked.isVisible());
        for (QWidget *widget : focusOrder(&asked)) {
            QVERIFY(!widget->objectName().isEmpty());
            QVERIFY2(!QAccessible::queryAccessibleInterface(widget)->text(QAccessible::Name).trimmed().isEmpty(), qPrintable(widget->objectName()));
        }
    }

    void aReasonForACustomerWhoIsGoneIssuesNothing() {
        open(amelie());
        type(QStringLiteral("office@example.org"));
        QTRY_VERIFY(remedy(Remedy::OverrideReply));
        remedy(Remedy::OverrideReply)->click();
        QTRY_VERIFY(dialog() != nullptr && dialog()->isVisible());
        m_f->serve(dmitri());
        m_panel->show(CustomerId(8));
        dialog()->findChild<QLineEdit *>(QStringLiteral("overrideReason"))->setText(QStringLiteral("asked by phone"));
        dialog()->findChild<QPushButton *>(QStringLiteral("overrideIssue"))->click();
        QTest::qWait(80);
        QCOMPARE(m_f->count("/api/v1/customers/7/magic-links"), 0);
        QCOMPARE(m_f->count("/api/v1/customers/8/magic-links"), 0);
    }

    void whatTheServiceRefusesIsShownTheSameWay() {
        be(ReplyGuard::Off);  // as this desk believes still
        open(amelie());
        Finding refused;
        refused.code = FindingCode::ReplyGoesElsewhere;
        refused.severity = Severity::Blocks;
        refused.facts.reply = ReplyMatch::NotGiven;
        refused.remedies = {Remedy::CopyPortalLink};
        m_f->service.on("POST /api/v1/customers/7/magic-links", 409, problemOf({ErrorCode::MagicLinkRefused, {}, {}}, 409, {refused}));
        m_panel->magicLogin();
        QTRY_VERIFY(elsewhere());
        QVERIFY(remedy(Remedy::CopyPortalLink));
        be(ReplyGuard::Ask);
        type(QStringLiteral("x"));
        type(amelie().customer.email);
        QTRY_VERIFY(!elsewhere());  // the answer to another question is not left standing
    }

    void theAddressOfAnotherCustomerCanBeOpened() {
        open(amelie());
        m_f->service.on("POST /api/v1/locate", 200, "[{\"customer\":9,\"subscription\":null}]");
        QSignalSpy asked(&m_f->desk, &Desk::customerRequested);
        type(QStringLiteral("noah@example.nl"));
        QTRY_VERIFY(remedy(Remedy::OpenOtherCustomer));
        remedy(Remedy::OpenOtherCustomer)->click();
        QCOMPARE(asked.size(), 1);
        QVERIFY(asked.constFirst().constFirst().value<CustomerId>() == CustomerId(9));
    }

    void itMayBePutOnFile() {
        open(amelie());
        type(QStringLiteral("<amelie@example.fr>"));
        QTRY_VERIFY(remedy(Remedy::EditContact));
        remedy(Remedy::EditContact)->click();
        QTRY_VERIFY(m_panel->window()->findChild<QLineEdit *>(QStringLiteral("emailEdit")));
        QCOMPARE(m_panel->window()->findChild<QLineEdit *>(QStringLiteral("emailEdit"))->text(), QStringLiteral("amelie@example.fr"));
    }

    void withoutAnAddressOnFileThereIsNothingToCompare() {
        open(dmitri());
        type(QStringLiteral("dmitri@example.com"));
        QCOMPARE(word(), QStringLiteral("no address on file to compare it with"));
        QTest::qWait(350);
        QVERIFY(!elsewhere());
    }

    void enterGoesToTheActionThatStandsOut() {
        open(amelie());
        replyTo()->setFocus();
        type(amelie().customer.email);
        QTest::keyClick(replyTo(), Qt::Key_Return);
        QVERIFY(m_panel->focusWidget() == magic());
        QCOMPARE(m_f->count("/api/v1/customers/7/magic-links"), 0);
        type(QStringLiteral("someone@example.org"));
        replyTo()->setFocus();
        QTest::keyClick(replyTo(), Qt::Key_Return);
        QVERIFY(m_panel->focusWidget() == button(QStringLiteral("portalButton")));
    }

    void everythingInThePanelHasANameAndIsReachedByTab() {
        open(amelie());
        type(QStringLiteral("someone@example.org"));
        QTRY_VERIFY(remedy(Remedy::OverrideReply));
        const QList<QWidget *> order = focusOrder(m_panel.get());
        for (QWidget *widget : {static_cast<QWidget *>(replyTo()), static_cast<QWidget *>(remedy(Remedy::OverrideReply)),
                                static_cast<QWidget *>(remedy(Remedy::EditContact)), static_cast<QWidget *>(button(QStringLiteral("adviceButton")))})
            QVERIFY(order.contains(widget));
        for (QWidget *widget : order)
            QVERIFY2(!QAccessible::queryAccessibleInterface(widget)->text(QAccessible::Name).trimmed().isEmpty(), qPrintable(widget->objectName()));
    }
};

QTEST_MAIN(ReplyGuardRowTest)
#include "tst_reply_guard_row.moc"
