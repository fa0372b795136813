// The settings of letters and texts over a scripted service: who may change them, what is refused before and after asking, and the trial.
#include "tests/support/minted.h"
#include "tests/ui/panel_fixture.h"
#include "ui/pages/settings_page.h"
#include "ui/theme/theme.h"
#include "ui/widgets/focus_order.h"

#include <QAccessible>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

using namespace latchkey;
using namespace std::chrono_literals;

namespace {

const QByteArray mailPassword = QByteArrayLiteral("correct-horse-battery-staple");

DeliverySetup someSetup() {
    DeliverySetup setup;
    setup.mail.route = MailRoute::Smtp;
    setup.mail.server = QStringLiteral("smtp.example.com");
    setup.mail.user = QStringLiteral("latchkey");
    setup.mail.passwordSet = true;
    setup.mail.from = QStringLiteral("Acme Coffee <hello@acme.example>");
    setup.sms.route = SmsRoute::Off;
    setup.sms.countries = {QStringLiteral("US"), QStringLiteral("FR")};
    return setup;
}

DeliveryTrial refusedSignIn() {
    DeliveryTrial trial;
    trial.problem = DeliveryProblem::SignInRefused;
    trial.code = 535;
    trial.words = QStringLiteral("535 5.7.8 authentication failed");
    trial.took = 840ms;
    trial.steps = {{DeliveryStep::Connect, true, {}},
                   {DeliveryStep::Greeting, true, QStringLiteral("220 smtp.example.com ESMTP")},
                   {DeliveryStep::Hello, true, QStringLiteral("250 STARTTLS")},
                   {DeliveryStep::Secure, true, QStringLiteral("TLSv1.3")},
                   {DeliveryStep::SignIn, false, QStringLiteral("535 5.7.8 authentication failed")}};
    return trial;
}

}  // namespace

class SettingsDeliveryTest : public QObject {
    Q_OBJECT

    std::unique_ptr<PanelFixture> m_f;
    std::unique_ptr<SettingsPage> m_page;

    void open(const DeliverySetup &setup, Role role = Role::Admin) {
        m_f->desk.me.agent.role = role;
        m_f->desk.me.mail = setup.mail.route;
        m_f->desk.me.sms = setup.sms.route;
        m_f->service.on("GET /api/v1/delivery", 200, jsonOf(setup));
        m_page = std::make_unique<SettingsPage>(m_f->desk);
        m_page->resize(1156, 900);
        m_page->show();
        m_page->activateWindow();
        QTRY_VERIFY(shown(m_page.get(), QStringLiteral("mailSection")));
    }
    QLineEdit *field(const QString &name) { return m_page->findChild<QLineEdit *>(name); }
    QPushButton *button(const QString &name) { return m_page->findChild<QPushButton *>(name); }
    void press(const QString &name) {
        QVERIFY2(button(name) != nullptr && button(name)->isVisible() && button(name)->isEnabled(), qPrintable(name));
        button(name)->click();
    }
    void type(const QString &name, const QString &text) {
        field(name)->selectAll();
        QTest::keyClick(field(name), Qt::Key_Delete);
        QTest::keyClicks(field(name), text);
    }
    QString choice(const QString &name, int value) { return QStringLiteral("%1-%2").arg(name).arg(value); }
    QStringList wrong() {
        QStringList all;
        for (const QLabel *label : m_page->findChildren<QLabel *>(QStringLiteral("rowWrong")))
            if (label->isVisible()) all.append(label->text());
        return all;
    }
    QJsonObject sent() { return QJsonDocument::fromJson(QByteArray::fromStdString(m_f->service.last().body)).object(); }
    QString said(const QString &name) {
        auto *label = shown<QLabel>(m_page.get(), name);
        return label == nullptr ? QString() : label->accessibleName();
    }

    QStringList whatIsCutOff() {
        QStringList all;
        for (const QLabel *label : m_page->findChildren<QLabel *>())
            if (label->isVisible() && label->wordWrap() && label->height() < label->heightForWidth(label->width())) all.append(label->text());
        return all;
    }

private slots:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::Light); }
    void init() { m_f = std::make_unique<PanelFixture>(); }
    void cleanup() {
        m_page.reset();
        m_f.reset();
    }

    void showsWhatIsSavedAndNoPassword() {
        open(someSetup());
        QCOMPARE(field(QStringLiteral("mailServer"))->text(), QStringLiteral("smtp.example.com"));
        QCOMPARE(field(QStringLiteral("mailPassword"))->text(), QString());
        QCOMPARE(field(QStringLiteral("mailPassword"))->placeholderText(), QStringLiteral("saved"));
        QCOMPARE(field(QStringLiteral("mailPassword"))->echoMode(), QLineEdit::Password);
        QVERIFY(!button(QStringLiteral("saveMail"))->isEnabled());
        QVERIFY(!field(QStringLiteral("smsUrl"))->isVisible());
        press(choice(QStringLiteral("mailRoute"), 0));
        QVERIFY(!field(QStringLiteral("mailServer"))->isVisible());
    }

    void anUntouchedPasswordIsNotSentAndAClearedOneIsEmpty() {
        open(someSetup());
        m_f->service.on("PATCH /api/v1/delivery", 200, jsonOf(someSetup()));
        type(QStringLiteral("mailServer"), QStringLiteral("mail.example.org"));
        press(QStringLiteral("saveMail"));
        QTRY_COMPARE(m_f->count("/api/v1/delivery"), 2);
        QVERIFY(!sent().contains(QLatin1String("mail_password")));
        QCOMPARE(sent().value(QLatin1String("setup")).toObject().value(QLatin1String("mail")).toObject().value(QLatin1String("server")).toString(),
                 QStringLiteral("mail.example.org"));
        QTRY_COMPARE(said(QStringLiteral("mailNote")), QStringLiteral("Saved."));
        noteMinted(mailPassword);
        type(QStringLiteral("mailPassword"), QString::fromLatin1(mailPassword));
        press(QStringLiteral("saveMail"));
        QTRY_COMPARE(m_f->count("/api/v1/delivery"), 3);
        QCOMPARE(sent().value(QLatin1String("mail_password")).toString(), QString::fromLatin1(mailPassword));
        QTRY_COMPARE(field(QStringLiteral("mailPassword"))->text(), QString());
        press(QStringLiteral("mailPasswordClear"));
        press(choice(QStringLiteral("mailSignIn"), 0));
        press(QStringLiteral("saveMail"));
        QTRY_COMPARE(m_f->count("/api/v1/delivery"), 4);
        QVERIFY(sent().contains(QLatin1String("mail_password")));
        QCOMPARE(sent().value(QLatin1String("mail_password")).toString(), QString());
    }

    void whatCannotBeRightIsSaidBeforeTheServiceIsAsked_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *name, const char *text, const char *says) {
            QTest::addRow("%s %s", name, text) << QString::fromLatin1(name) << QString::fromUtf8(text) << QString::fromUtf8(says);
        };
        row("mailServer", "", "mail server's name");
        row("mailServer", "smtp://x", "the name alone");
        row("mailPort", "0", "from 1 to 65535");
        row("mailPort", "many", "from 1 to 65535");
        row("mailTimeout", "600", "from 5 to 120");
        row("mailFrom", "Acme", "Write an address");
        row("mailFrom", "Acme <hello@acme.example", "Write an address");
        row("mailReplyTo", "nobody", "not an e-mail address");
        row("mailUser", "", "the user whose password");
    }

    void whatCannotBeRightIsSaidBeforeTheServiceIsAsked() {
        QFETCH(QString, name);
        QFETCH(QString, text);
        QFETCH(QString, says);
        open(someSetup());
        type(name, text);
        press(QStringLiteral("saveMail"));
        QCOMPARE(wrong().size(), 1);
        QVERIFY2(wrong().constFirst().contains(says), qPrintable(wrong().constFirst()));
        QTRY_VERIFY(field(name)->hasFocus());
        QVERIFY(field(name)->accessibleDescription().contains(says));
        QCOMPARE(m_f->count("/api/v1/delivery"), 1);
    }

    void withoutEncryptionOnlyThisComputerServes() {
        open(someSetup());
        press(choice(QStringLiteral("mailSecurity"), 2));
        QCOMPARE(field(QStringLiteral("mailPort"))->text(), QStringLiteral("25"));
        press(QStringLiteral("saveMail"));
        QVERIFY(wrong().join(QLatin1Char(' ')).contains(QStringLiteral("this computer")));
        type(QStringLiteral("mailServer"), QStringLiteral("localhost"));
        m_f->service.on("PATCH /api/v1/delivery", 200, jsonOf(someSetup()));
        press(QStringLiteral("saveMail"));
        QTRY_COMPARE(m_f->count("/api/v1/delivery"), 2);
    }

    void textsAreCheckedByTheirRoute() {
        open(someSetup());
        press(choice(QStringLiteral("smsRoute"), 2));
        QVERIFY(field(QStringLiteral("smsAccount"))->isVisible());
        type(QStringLiteral("smsCountries"), QStringLiteral("us, Germany"));
        press(QStringLiteral("saveSms"));
        QCOMPARE(wrong().size(), 4);
        type(QStringLiteral("smsAccount"), QStringLiteral("AC0123456789"));
        noteMinted(mailPassword);
        type(QStringLiteral("smsSecret"), QString::fromLatin1(mailPassword));
        type(QStringLiteral("smsFrom"), QStringLiteral("+14155550134"));
        type(QStringLiteral("smsCountries"), QStringLiteral("us, de us"));
        DeliverySetup saved = someSetup();
        saved.sms.route = SmsRoute::Twilio;
        m_f->service.on("PATCH /api/v1/delivery", 200, jsonOf(saved));
        press(QStringLiteral("saveSms"));
        QTRY_COMPARE(m_f->count("/api/v1/delivery"), 2);
        const QJsonObject sms = sent().value(QLatin1String("setup")).toObject().value(QLatin1String("sms")).toObject();
        QCOMPARE(sms.value(QLatin1String("countries")).toString(), QStringLiteral("US DE"));
        QCOMPARE(sent().value(QLatin1String("sms_secret")).toString(), QString::fromLatin1(mailPassword));
        QTRY_VERIFY(m_f->desk.me.sms == SmsRoute::Twilio);
    }

    void theServicesRefusalStandsAtItsRow_data() {
        QTest::addColumn<QString>("detail");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("says");
        QTest::newRow("from") << QStringLiteral("mail-from") << QStringLiteral("mailFrom") << QStringLiteral("does not accept this");
        QTest::newRow("ca") << QStringLiteral("mail-ca-file") << QStringLiteral("mailCaFile") << QStringLiteral("does not accept this");
        QTest::newRow("templates") << QStringLiteral("mail-templates: login.de.txt, line 3") << QStringLiteral("mailTemplates")
                                   << QStringLiteral("login.de.txt, line 3");
    }

    void theServicesRefusalStandsAtItsRow() {
        QFETCH(QString, detail);
        QFETCH(QString, name);
        QFETCH(QString, says);
        open(someSetup());
        m_f->service.on("PATCH /api/v1/delivery", 422, problemOf({ErrorCode::DeliveryInvalid, detail, {}}, 422));
        type(QStringLiteral("mailServer"), QStringLiteral("mail.example.org"));
        press(QStringLiteral("saveMail"));
        QTRY_COMPARE(wrong().size(), 1);
        QVERIFY2(wrong().constFirst().contains(says), qPrintable(wrong().constFirst()));
        QTRY_VERIFY(field(name)->hasFocus());
        QCOMPARE(field(QStringLiteral("mailServer"))->text(), QStringLiteral("mail.example.org"));
    }

    void aSettingThatHasNoRowIsNamedInASentence() {
        open(someSetup());
        m_f->service.on("PATCH /api/v1/delivery", 422, problemOf({ErrorCode::DeliveryInvalid, QStringLiteral("portal-url"), {}}, 422));
        type(QStringLiteral("mailServer"), QStringLiteral("mail.example.org"));
        press(QStringLiteral("saveMail"));
        QTRY_VERIFY(said(QStringLiteral("mailNote")).contains(QStringLiteral("portal-url")));
    }

    void whatTheOperatorFixedMayBeTriedOnly() {
        DeliverySetup fixed = someSetup();
        fixed.fixedByOperator = true;
        open(fixed);
        QVERIFY(said(QStringLiteral("deliveryWhy")).contains(QStringLiteral("configuration")));
        QVERIFY(field(QStringLiteral("mailServer"))->isReadOnly());
        QVERIFY(!button(QStringLiteral("saveMail"))->isVisible());
        QVERIFY(!button(choice(QStringLiteral("mailRoute"), 0))->isEnabled());
        QVERIFY(button(QStringLiteral("tryMail"))->isVisible());
    }

    void whoMayNotChangeItIsToldWhomToAsk() {
        open(someSetup(), Role::Lead);
        QVERIFY(said(QStringLiteral("deliveryWhy")).contains(QStringLiteral("takes the role Admin; yours is Lead.")));
        QVERIFY(field(QStringLiteral("mailServer"))->isReadOnly());
        QVERIFY(!button(QStringLiteral("saveMail"))->isVisible());
        QVERIFY(!button(QStringLiteral("tryMail"))->isVisible());
    }

    void aTrialShowsTheConversationAndWhatToSetRight() {
        open(someSetup());
        m_f->service.on("POST /api/v1/delivery/try", 200, jsonOf(refusedSignIn()));
        QVERIFY(!button(QStringLiteral("tryMail"))->isEnabled());
        type(QStringLiteral("testLetterTo"), QStringLiteral("me@example.com"));
        QCOMPARE(button(QStringLiteral("tryMail"))->text(), QStringLiteral("Send a test letter to myself"));
        press(QStringLiteral("tryMail"));
        QTRY_VERIFY(shown(m_page.get(), QStringLiteral("mailTrial")));
        QStringList steps;
        for (const QLabel *label : m_page->findChildren<QLabel *>(QStringLiteral("trialStep"))) steps.append(label->accessibleName());
        QCOMPARE(steps, QStringList({QStringLiteral("Connection: done"), QStringLiteral("Greeting: done"), QStringLiteral("Hello: done"),
                                     QStringLiteral("Encryption: done"), QStringLiteral("Sign-in: failed")}));
        auto *text = m_page->findChild<QWidget *>(QStringLiteral("mailTrial"));
        QVERIFY(text->accessibleDescription().contains(QStringLiteral("password made for programs")));
        QCOMPARE(m_f->settings.testLetterTo, QStringLiteral("me@example.com"));
        QCOMPARE(sent().value(QLatin1String("to")).toString(), QStringLiteral("me@example.com"));
    }

    void whatWasEditedIsSavedBeforeTheTrial() {
        open(someSetup());
        DeliverySetup saved = someSetup();
        saved.mail.server = QStringLiteral("mail.example.org");
        m_f->service.on("PATCH /api/v1/delivery", 200, jsonOf(saved));
        DeliveryTrial good;
        good.steps = {{DeliveryStep::Message, true, QStringLiteral("250 queued")}};
        m_f->service.on("POST /api/v1/delivery/try", 200, jsonOf(good));
        type(QStringLiteral("testLetterTo"), QStringLiteral("me@example.com"));
        type(QStringLiteral("mailServer"), QStringLiteral("mail.example.org"));
        QCOMPARE(button(QStringLiteral("tryMail"))->text(), QStringLiteral("Save and send a test letter"));
        press(QStringLiteral("tryMail"));
        QTRY_VERIFY(shown(m_page.get(), QStringLiteral("mailTrial")));
        QStringList asked;
        for (const http::Request &request : m_f->service.asked())
            if (request.path.starts_with("/api/v1/delivery")) asked.append(QString::fromStdString(request.path));
        QCOMPARE(asked,
                 QStringList({QStringLiteral("/api/v1/delivery"), QStringLiteral("/api/v1/delivery"), QStringLiteral("/api/v1/delivery/try")}));
        QCOMPARE(button(QStringLiteral("tryMail"))->text(), QStringLiteral("Send a test letter to myself"));
    }

    void theWaitForATrialCanBeCancelled() {
        open(someSetup());
        m_f->service.on("POST /api/v1/delivery/try", [](const http::ExchangePtr &) {});
        type(QStringLiteral("testLetterTo"), QStringLiteral("me@example.com"));
        press(QStringLiteral("tryMail"));
        QVERIFY(!button(QStringLiteral("tryMail"))->isEnabled());
        QVERIFY(field(QStringLiteral("mailServer"))->isReadOnly());
        press(QStringLiteral("cancelMailTrial"));
        QVERIFY(button(QStringLiteral("tryMail"))->isEnabled());
        QVERIFY(shown(m_page.get(), QStringLiteral("mailTrial"))->accessibleDescription().contains(QStringLiteral("may still arrive")));
    }

    void aSetupThatCannotBeReadOffersToTryAgain() {
        m_f->desk.me.agent.role = Role::Admin;
        m_f->service.on("GET /api/v1/delivery", 503, problemOf({ErrorCode::StoreBusy, {}, {}}, 503));
        m_page = std::make_unique<SettingsPage>(m_f->desk);
        m_page->show();
        QTRY_VERIFY(shown(m_page.get(), QStringLiteral("deliveryError")));
        QVERIFY(!shown(m_page.get(), QStringLiteral("mailSection")));
        m_f->service.on("GET /api/v1/delivery", 200, jsonOf(someSetup()));
        button(QStringLiteral("deliveryTryAgain"))->click();
        QTRY_VERIFY(shown(m_page.get(), QStringLiteral("mailSection")));
        QVERIFY(!shown(m_page.get(), QStringLiteral("deliveryError")));
    }

    void everythingThatTabReachesHasAName() {
        DeliverySetup setup = someSetup();
        setup.sms.route = SmsRoute::Twilio;
        open(setup);
        const QList<QWidget *> order = focusOrder(m_page.get());
        QVERIFY(order.size() > 30);
        for (QWidget *widget : order) {
            QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(widget);
            QVERIFY2(interface != nullptr && !interface->text(QAccessible::Name).trimmed().isEmpty(), qPrintable(widget->objectName()));
            QVERIFY2(!widget->objectName().isEmpty(), widget->metaObject()->className());
        }
    }

    void nothingIsCutOff_data() {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<QSize>("size");
        for (const bool dark : {false, true})
            for (const QSize &size : {QSize(1156, 1900), QSize(596, 2100)})
                QTest::addRow("%s-%d", dark ? "dark" : "light", size.width()) << dark << size;
    }

    void nothingIsCutOff() {
        QFETCH(bool, dark);
        QFETCH(QSize, size);
        applyTheme(*qApp, dark ? ThemeChoice::Dark : ThemeChoice::Light);
        DeliverySetup setup = someSetup();
        setup.sms.route = SmsRoute::Twilio;
        open(setup);
        m_page->resize(size);
        m_f->service.on("POST /api/v1/delivery/try", 200, jsonOf(refusedSignIn()));
        type(QStringLiteral("testLetterTo"), QStringLiteral("me@example.com"));
        press(QStringLiteral("tryMail"));
        QTRY_VERIFY(shown(m_page.get(), QStringLiteral("mailTrial")));
        type(QStringLiteral("smsFrom"), QStringLiteral("nobody"));
        press(QStringLiteral("saveSms"));
        QTest::qWait(50);
        QTRY_COMPARE(whatIsCutOff(), QStringList());
        const QString folder = qEnvironmentVariable("LATCHKEY_PICTURES");
        if (!folder.isEmpty()) m_page->grab().save(QStringLiteral("%1/settings-%2-%3.png").arg(folder, dark ? u"dark" : u"light").arg(size.width()));
        applyTheme(*qApp, ThemeChoice::Light);
    }
};

QTEST_MAIN(SettingsDeliveryTest)
#include "tst_settings_delivery.moc"
