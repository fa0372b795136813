// Erasing a customer: only by who may, only after the name is typed, and what the service says to it.
#include "tests/ui/panel_fixture.h"
#include "ui/dialogs/erase_dialog.h"
#include "ui/panels/customer_panel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/focus_order.h"

#include <QAccessible>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>

using namespace latchkey;

class EraseDialogTest : public QObject {
    Q_OBJECT

    std::unique_ptr<PanelFixture> m_f;
    std::unique_ptr<CustomerPanel> m_panel;

    QMenu *menu() {
        auto *made = m_panel->findChild<QMenu *>(QStringLiteral("moreMenu"));
        emit made->aboutToShow();
        return made;
    }
    void openPanel(const CustomerDetails &details, Role role) {
        m_f->desk.me.agent.role = role;
        m_f->serve(details);
        m_panel = std::make_unique<CustomerPanel>(m_f->desk);
        m_panel->resize(428, 800);
        m_panel->QWidget::show();
        m_panel->activateWindow();
        m_panel->show(details.customer.id);
        QTRY_VERIFY(shown<QPushButton>(m_panel.get(), QStringLiteral("moreButton")));
    }
    EraseDialog *dialog() { return m_panel->findChild<EraseDialog *>(); }
    QLineEdit *field() { return dialog()->findChild<QLineEdit *>(QStringLiteral("eraseName")); }
    QPushButton *button() { return dialog()->findChild<QPushButton *>(QStringLiteral("eraseForGood")); }
    void askFor(const CustomerDetails &details) {
        openPanel(details, Role::Admin);
        menu()->findChild<QAction *>(QStringLiteral("eraseCustomerAction"))->trigger();
        QVERIFY(dialog() != nullptr);
    }

private slots:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }
    void init() { m_f = std::make_unique<PanelFixture>(); }
    void cleanup() {
        m_panel.reset();
        m_f.reset();
    }

    void onlyWhoMayIsOfferedIt() {
        openPanel(amelie(), Role::Lead);
        QVERIFY(menu()->findChild<QAction *>(QStringLiteral("eraseCustomerAction")) == nullptr);
        m_f->desk.me.agent.role = Role::Admin;
        QVERIFY(menu()->findChild<QAction *>(QStringLiteral("eraseCustomerAction")) != nullptr);
    }

    void theNameMustBeTyped_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<bool>("matches");
        QTest::newRow("nothing") << QString() << false;
        QTest::newRow("the name") << QStringLiteral("Amélie Durand") << true;
        QTest::newRow("blanks around it") << QStringLiteral("  Amélie  Durand ") << true;
        QTest::newRow("half of it") << QStringLiteral("Amélie") << false;
        QTest::newRow("another case") << QStringLiteral("amélie durand") << false;
        QTest::newRow("the address") << QStringLiteral("amelie.durand@example.com") << false;
    }

    void theNameMustBeTyped() {
        QFETCH(QString, typed);
        askFor(amelie());
        QVERIFY(!button()->isEnabled());
        field()->setText(typed);
        QTEST(button()->isEnabled(), "matches");
    }

    void whoHasNoNameIsNamedByAddressOrNumber() {
        CustomerDetails nameless = amelie();
        nameless.customer.firstName.clear();
        nameless.customer.lastName.clear();
        askFor(nameless);
        field()->setText(nameless.customer.email);
        QVERIFY(button()->isEnabled());
        m_panel.reset();
        nameless.customer.email.clear();
        askFor(nameless);
        field()->setText(QStringLiteral("C-7"));
        QVERIFY(button()->isEnabled());
    }

    void itIsErasedOnceAndThePanelReadAnew() {
        askFor(amelie());
        m_f->service.on("POST /api/v1/customers/7/erase", 204, "");
        field()->setText(QStringLiteral("Amélie Durand"));
        QTest::keyClick(field(), Qt::Key_Return);  // leads to the button, and does not press it
        QCOMPARE(m_f->count("/api/v1/customers/7/erase"), 0);
        QVERIFY(dialog()->isVisible());
        const int reads = m_f->count("/api/v1/customers/7");
        button()->click();
        QVERIFY(!button()->isEnabled());
        QTRY_VERIFY(dialog() == nullptr);
        QTRY_COMPARE(m_f->count("/api/v1/customers/7/erase"), 1);
        QTRY_VERIFY(m_f->count("/api/v1/customers/7") > reads);
        for (const http::Request &request : m_f->service.asked())
            if (request.path == "/api/v1/customers/7/erase")
                QCOMPARE(QJsonDocument::fromJson(QByteArray::fromStdString(request.body)).object().value(QStringLiteral("name")).toString(), QStringLiteral("Amélie Durand"));
        QVERIFY(!m_f->notices.constLast().contains(QStringLiteral("Durand")));
    }

    void aRefusalKeepsTheDialogOpenAndSaysWhy() {
        askFor(amelie());
        field()->setText(QStringLiteral("Amélie Durand"));
        m_f->service.on("POST /api/v1/customers/7/erase", 403, problemOf({ErrorCode::NotAllowed, {}, {}}, 403));
        button()->click();
        QTRY_VERIFY(shown(dialog(), QStringLiteral("eraseError")));
        QVERIFY(shown(dialog(), QStringLiteral("eraseError"))->accessibleDescription().contains(QStringLiteral("role")));
        m_f->service.on("POST /api/v1/customers/7/erase", 400, problemOf({ErrorCode::InvalidRequest, QStringLiteral("name"), {}}, 400));
        button()->click();
        QTRY_VERIFY(shown(dialog(), QStringLiteral("eraseError")) && shown(dialog(), QStringLiteral("eraseError"))->accessibleDescription().contains(QStringLiteral("another name")));
        QVERIFY(button()->isEnabled());
    }

    void itsActivityIsOneStepAway() {
        openPanel(amelie(), Role::Senior);
        const QSignalSpy asked(&m_f->desk, &Desk::activityRequested);
        menu()->findChild<QAction *>(QStringLiteral("activityAction"))->trigger();
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.constFirst().constFirst().value<CustomerId>(), CustomerId(7));
    }

    void everythingHasAName() {
        askFor(amelie());
        field()->setText(QStringLiteral("Amélie Durand"));
        const QList<QWidget *> order = focusOrder(dialog());
        QCOMPARE(order.size(), 3);
        for (QWidget *widget : order) {
            const QAccessibleInterface *seen = QAccessible::queryAccessibleInterface(widget);
            QVERIFY2(seen != nullptr && !seen->text(QAccessible::Name).isEmpty(), qPrintable(widget->objectName()));
        }
    }
};

QTEST_MAIN(EraseDialogTest)
#include "tst_erase_dialog.moc"
