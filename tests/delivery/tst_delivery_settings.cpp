// How letters and texts leave, as lines: every key goes there and back, wrong ones are named, and the file is nobody else's to read.
#include "services/delivery/delivery_settings.h"
#include "tests/support/minted.h"
#include "tests/support/verify.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace latchkey;

namespace {

DeliverySettings smtp() {
    DeliverySettings settings;
    MailSetup &mail = settings.setup.mail;
    mail.route = MailRoute::Smtp;
    mail.server = QStringLiteral("smtp.example.com");
    mail.user = QStringLiteral("shop");
    mail.from = QStringLiteral("Café Nörd <hello@acme.example>");
    mail.replyTo = QStringLiteral("help@acme.example");
    mail.passwordSet = true;
    settings.mailPassword = ShopSecret("pa\"ss = wörd #1 that is long");
    return settings;
}

DeliverySettings twilio() {
    DeliverySettings settings;
    SmsSetup &sms = settings.setup.sms;
    sms.route = SmsRoute::Twilio;
    sms.account = QStringLiteral("AC0123456789abcdef0123456789abcdef");
    sms.from = QStringLiteral("+15550100123");
    sms.countries = {QStringLiteral("US"), QStringLiteral("CA")};
    sms.secretSet = true;
    settings.smsSecret = ShopSecret("a token of twilio's");
    return settings;
}

}  // namespace

class TestDeliverySettings : public QObject {
    Q_OBJECT

private slots:
    void whatIsWrittenIsRead() {
        QTemporaryDir folder;
        const QString store = folder.filePath(QStringLiteral("shop.db"));
        DeliverySettings settings = smtp();
        settings.setup.sms = twilio().setup.sms;
        settings.smsSecret = twilio().smsSecret;
        settings.setup.mail.port = 2525;
        settings.setup.mail.security = MailSecurity::Tls;
        settings.setup.mail.signIn = MailSignIn::Login;
        settings.setup.mail.language = Language::French;
        settings.setup.mail.timeoutSeconds = 7;
        settings.setup.sms.perDay = 12;
        settings.setup.sms.perNumberPerDay = 3;
        noteMinted(settings.mailPassword.reveal());
        QVERIFY_OK(writeDeliverySettings(store, settings));
        const Result<DeliverySettings> back = readDeliverySettings(store);
        QVERIFY_OK(back);
        QVERIFY(back->mailPassword == settings.mailPassword && back->smsSecret == settings.smsSecret);
        QCOMPARE(back->setup.mail.from, settings.setup.mail.from);
        QCOMPARE(back->setup.mail.port, 2525);
        QCOMPARE(back->setup.mail.security, MailSecurity::Tls);
        QCOMPARE(back->setup.mail.signIn, MailSignIn::Login);
        QCOMPARE(back->setup.mail.language, Language::French);
        QCOMPARE(back->setup.mail.timeoutSeconds, 7);
        QCOMPARE(back->setup.sms.countries, settings.setup.sms.countries);
        QCOMPARE(back->setup.sms.perDay, 12);
        QVERIFY(back->setup.mail.passwordSet && back->setup.sms.secretSet);
        QVERIFY(!faultOf(*back));
    }

    void onlyTheOwnerMayReadTheFile() {
        QTemporaryDir folder;
        const QString store = folder.filePath(QStringLiteral("shop.db"));
        QVERIFY_OK(writeDeliverySettings(store, smtp()));
        QFile(store + QStringLiteral(".delivery")).setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ReadOther);
        QVERIFY_OK(writeDeliverySettings(store, smtp()));
        const auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
        QCOMPARE(QFile::permissions(store + QStringLiteral(".delivery")) & others, QFileDevice::Permissions());
    }

    void withoutAFileEverythingIsCaptured() {
        QTemporaryDir folder;
        const Result<DeliverySettings> none = readDeliverySettings(folder.filePath(QStringLiteral("shop.db")));
        QVERIFY_OK(none);
        QCOMPARE(none->setup.mail.route, MailRoute::Capture);
        QCOMPARE(none->setup.sms.route, SmsRoute::Capture);
    }

    void aBrokenLineIsNamedByItsNumber() {
        QTemporaryDir folder;
        const QString store = folder.filePath(QStringLiteral("shop.db"));
        QFile file(store + QStringLiteral(".delivery"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("# ours\nmail = smtp\nmail-port = many\n");
        file.close();
        const Result<DeliverySettings> broken = readDeliverySettings(store);
        QVERIFY_FAILS(broken, ErrorCode::ConfigurationInvalid);
        QVERIFY(broken.error().detail.endsWith(QStringLiteral(":3")));
    }

    void whatCannotBeIsNamed_data() {
        QTest::addColumn<DeliverySettings>("settings");
        QTest::addColumn<QString>("key");
        const auto row = [](const char *name, DeliverySettings settings, const char *key, const auto &change) {
            change(settings);
            QTest::newRow(name) << settings << QString::fromLatin1(key);
        };
        using S = DeliverySettings;
        row("as it should be", smtp(), "", [](S &) {});
        row("captured needs nothing", {}, "", [](S &) {});
        row("no server", smtp(), "mail-server", [](S &s) { s.setup.mail.server.clear(); });
        row("a URL for a server", smtp(), "mail-server", [](S &s) { s.setup.mail.server = QStringLiteral("smtp://x"); });
        row("a line break in the server", smtp(), "mail-server", [](S &s) { s.setup.mail.server = QStringLiteral("a.example\r\nRCPT"); });
        row("no sender", smtp(), "mail-from", [](S &s) { s.setup.mail.from.clear(); });
        row("a sender without address", smtp(), "mail-from", [](S &s) { s.setup.mail.from = QStringLiteral("Acme"); });
        row("a line break in the sender", smtp(), "mail-from", [](S &s) { s.setup.mail.from = QStringLiteral("a@b.example\r\nBcc: c@d.example"); });
        row("no encryption abroad", smtp(), "mail-security", [](S &s) { s.setup.mail.security = MailSecurity::None; });
        row("no encryption at home", smtp(), "", [](S &s) {
            s.setup.mail.security = MailSecurity::None;
            s.setup.mail.server = QStringLiteral("127.0.0.1");
        });
        row("a user without password", smtp(), "mail-password", [](S &s) {
            s.mailPassword = {};
            s.setup.mail.passwordSet = false;
        });
        row("a password without user", smtp(), "mail-user", [](S &s) { s.setup.mail.user.clear(); });
        row("no port", smtp(), "mail-port", [](S &s) { s.setup.mail.port = 0; });
        row("a long wait", smtp(), "mail-timeout-seconds", [](S &s) { s.setup.mail.timeoutSeconds = 900; });
        row("no such authority", smtp(), "mail-ca-file", [](S &s) { s.setup.mail.caFile = QStringLiteral("/nowhere/ca.pem"); });
        row("twilio as it should be", twilio(), "", [](S &) {});
        row("twilio without account", twilio(), "sms-account", [](S &s) { s.setup.sms.account = QStringLiteral("AC12"); });
        row("twilio without number", twilio(), "sms-from", [](S &s) { s.setup.sms.from.clear(); });
        row("texts to nowhere", twilio(), "sms-countries", [](S &s) { s.setup.sms.countries.clear(); });
        row("a country that is none", twilio(), "sms-countries", [](S &s) { s.setup.sms.countries = {QStringLiteral("USA")}; });
        row("a webhook in the clear", twilio(), "sms-url", [](S &s) {
            s.setup.sms.route = SmsRoute::Webhook;
            s.setup.sms.url = QStringLiteral("http://sms.example.com/send");
        });
        row("a webhook at home", twilio(), "", [](S &s) {
            s.setup.sms.route = SmsRoute::Webhook;
            s.setup.sms.url = QStringLiteral("http://127.0.0.1:9/send");
        });
        row("a webhook without key", twilio(), "sms-secret", [](S &s) {
            s.setup.sms.route = SmsRoute::Webhook;
            s.setup.sms.url = QStringLiteral("https://sms.example.com/send");
            s.setup.sms.secretSet = false;
        });
    }
    void whatCannotBeIsNamed() {
        QFETCH(const DeliverySettings, settings);
        QFETCH(const QString, key);
        const std::optional<SettingFault> fault = faultOf(settings);
        QCOMPARE(fault ? fault->key : QString(), key);
        if (fault) QVERIFY(!fault->reason.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestDeliverySettings)
#include "tst_delivery_settings.moc"
