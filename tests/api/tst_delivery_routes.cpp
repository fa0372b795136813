// Letters, texts and sessions over the API, with a mail server that is told how to behave.
#include "tests/api/service_fixture.h"
#include "tests/support/scripted_http.h"
#include "tests/support/scripted_smtp.h"
#include "tests/support/smtp_peer.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace latchkey;

namespace {

const QByteArray password = "the mail server's password";

class House : public ServiceFixture {
public:
    // Letters leave for this port of this computer.
    void letLettersLeave(int port, bool signIn = false) {
        DeliverySettings settings;
        MailSetup &mail = settings.setup.mail;
        mail.route = MailRoute::Smtp;
        mail.server = QStringLiteral("127.0.0.1");
        mail.port = port;
        mail.security = MailSecurity::None;
        mail.from = QStringLiteral("Acme <hello@acme.example>");
        mail.timeoutSeconds = 5;
        if (signIn) {
            mail.user = QStringLiteral("shop");
            mail.passwordSet = true;
            settings.mailPassword = ShopSecret(password);
            noteMinted(password);
        }
        options.delivery = settings;
    }
    QByteArray emailLink(int customer = 1, int status = 202) const {
        const Reply reply = call("POST", "/customers/" + QByteArray::number(customer) + "/login-letters", "{}");
        if (reply.status != status) qFatal("%s", reply.raw.constData());
        return QByteArray::number(reply.json().value(QLatin1String("message")).toInteger());
    }
    QString stateOf(const QByteArray &message) const { return call("GET", "/messages/" + message).text("state"); }
    QStringList findings(int customer = 1) const {
        QStringList codes;
        const QJsonArray found = call("GET", "/customers/" + QByteArray::number(customer)).json().value(QLatin1String("findings")).toArray();
        for (const QJsonValue &finding : found) codes.append(finding[QLatin1String("code")].toString());
        return codes;
    }
};

// A request's body without the noise of escaped quotes.
QByteArray json(QByteArray text) { return text.replace('\'', '"'); }

QByteArray urlIn(const QByteArray &letter) {
    QByteArray plain = letter;
    plain.replace("=\r\n", "");
    const qsizetype at = plain.indexOf("/l/");
    return at < 0 ? QByteArray() : plain.mid(at, 31);
}

SmtpScript answering(SmtpStage stage, const QByteArray &reply) {
    SmtpScript script;
    script.faults.insert(stage, {reply, SmtpFault::Then::GoOn});
    return script;
}

}  // namespace

class TestDeliveryRoutes : public QObject {
    Q_OBJECT

private slots:
    void anEmailedLinkArrivesAndOpensThePortal() {
        ScriptedSmtp server{SmtpScript()};
        House house;
        house.letLettersLeave(server.port());
        house.start();
        const QByteArray message = house.emailLink();
        QTRY_COMPARE(house.stateOf(message), QStringLiteral("sent"));
        QTRY_COMPARE(server.letters().size(), 1);
        const QByteArray path = urlIn(server.letters().first());
        QCOMPARE(path.size(), 31);
        noteMinted(path.mid(3));
        QCOMPARE(house.press(path).status, 303);
        // What rests names the link and does not hold it.
        const Reply kept = house.call("GET", "/messages/" + message);
        QVERIFY(!kept.raw.contains(path.mid(3)));
        QVERIFY(kept.text("body").contains(QStringLiteral("[Magic link ")));
        QCOMPARE(kept.json().value(QLatin1String("attempts")).toArray().size(), 1);
        QCOMPARE(kept.text("agent_name"), QStringLiteral("Desk"));
    }

    void whoHasNoAddressGetsNoLetter() {
        House house;
        house.start();
        const Reply refused = house.call("POST", "/customers/2/login-letters", "{}");
        QCOMPARE(refused.status, 409);
        QCOMPARE(refused.text("code"), QStringLiteral("magic_link_refused"));
        QCOMPARE(refused.json().value(QLatin1String("findings")).toArray().first()[QLatin1String("code")].toString(), QStringLiteral("email_missing"));
        QCOMPARE(house.call("POST", "/customers/77/login-letters", "{}").status, 404);
    }

    void theServersAnswerBecomesAFinding_data() {
        QTest::addColumn<int>("stage");
        QTest::addColumn<QByteArray>("reply");
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("finding");
        QTest::newRow("no such mailbox") << int(SmtpStage::Rcpt) << QByteArray("550 5.1.1 no such mailbox here") << "failed" << "email_bounced";
        QTest::newRow("taken for spam") << int(SmtpStage::End) << QByteArray("554 5.7.1 looks like spam") << "failed" << "letter_failed";
        QTest::newRow("greylisted") << int(SmtpStage::Rcpt) << QByteArray("451 4.7.1 come back later") << "waiting" << "letter_waiting";
    }
    void theServersAnswerBecomesAFinding() {
        QFETCH(const int, stage);
        QFETCH(const QByteArray, reply);
        QFETCH(const QString, state);
        QFETCH(const QString, finding);
        ScriptedSmtp server{answering(static_cast<SmtpStage>(stage), reply)};
        House house;
        house.letLettersLeave(server.port());
        house.start();
        const QByteArray message = house.emailLink();
        QTRY_COMPARE(house.call("GET", "/messages/" + message).json().value(QLatin1String("attempts")).toArray().size(), 1);
        QCOMPARE(house.stateOf(message), state);
        QVERIFY2(house.findings().contains(finding), qPrintable(house.findings().join(u' ')));
        const QJsonObject attempt = house.call("GET", "/messages/" + message).json().value(QLatin1String("attempts")).toArray().first().toObject();
        QCOMPARE(attempt.value(QLatin1String("code")).toInt(), reply.left(3).toInt());
        QVERIFY(attempt.value(QLatin1String("words")).toString().contains(QString::fromLatin1(reply.mid(4, 10))));
        // Listed by what became of it.
        QCOMPARE(house.call("GET", "/messages?state=" + state.toLatin1()).json().value(QLatin1String("items")).toArray().size(), 1);
        QCOMPARE(house.call("GET", "/messages?state=sent").json().value(QLatin1String("items")).toArray().size(), 0);
    }

    void sentAgainToTheAddressThatWasCorrected() {
        auto server = std::make_unique<ScriptedSmtp>(answering(SmtpStage::Rcpt, "550 5.1.1 no such mailbox here"));
        House house;
        house.letLettersLeave(server->port());
        house.start();
        const QByteArray bounced = house.emailLink();
        QTRY_COMPARE(house.stateOf(bounced), QStringLiteral("failed"));
        QVERIFY(house.call("GET", "/messages/" + bounced).json().value(QLatin1String("can_send_again")).toBool());
        server.reset();  // what goes out by itself now must not bounce as well
        const Reply corrected = house.call("PATCH", "/customers/1/contact", json("{'email':'ada.day@example.com','phone':'','version':1}"));
        QCOMPARE(corrected.status, 200);
        QVERIFY(!house.findings().contains(QStringLiteral("email_bounced")));
        const Reply again = house.call("POST", "/messages/" + bounced + "/send-again", "{}");
        QCOMPARE(again.status, 202);
        const QByteArray second = QByteArray::number(again.json().value(QLatin1String("message")).toInteger());
        QVERIFY(second != bounced);
        QCOMPARE(house.call("GET", "/messages/" + second).text("to"), QStringLiteral("ada.day@example.com"));
        QCOMPARE(house.call("POST", "/messages/999/send-again", "{}").status, 404);
    }

    void aChangeOfAddressIsToldToBoth() {
        // Two of the courier's threads have a letter at once: a server that speaks with several clients.
        SmtpPeer server;
        QVERIFY2(server.start(), qPrintable(server.error()));
        House house;
        house.letLettersLeave(server.port());
        house.start();
        QCOMPARE(house.call("PATCH", "/customers/1/contact", json("{'email':'new@example.com','phone':'','version':1}")).status, 200);
        const QStringList reached{headerOf(server.nextLetter(), QStringLiteral("To")), headerOf(server.nextLetter(), QStringLiteral("To"))};
        QVERIFY(reached.contains(QStringLiteral("ada@example.com")) && reached.contains(QStringLiteral("new@example.com")));
        const QJsonArray rows = house.call("GET", "/messages?customer=1").json().value(QLatin1String("items")).toArray();
        QCOMPARE(rows.size(), 2);
        QCOMPARE(rows.at(1)[QLatin1String("to")].toString(), QStringLiteral("ada@example.com"));
        QCOMPARE(rows.at(1)[QLatin1String("kind")].toString(), QStringLiteral("email_changed_old"));
        QCOMPARE(rows.at(0)[QLatin1String("to")].toString(), QStringLiteral("new@example.com"));
        // The former address learns that it changed, not what it is now.
        QVERIFY(!rows.at(1)[QLatin1String("body")].toString().contains(QStringLiteral("new@example.com")));
        // Nothing but the phone: nobody is written to.
        QCOMPARE(house.call("PATCH", "/customers/1/contact", json("{'email':'new@example.com','phone':'+33612345679','version':2}")).status, 200);
        QCOMPARE(house.call("GET", "/messages?customer=1").json().value(QLatin1String("items")).toArray().size(), 2);
    }

    void aServerThatHangsHoldsNobodyUp() {
        SmtpScript script;
        script.faults.insert(SmtpStage::Greeting, {{}, SmtpFault::Then::Hang});
        ScriptedSmtp server{script};
        House house;
        house.letLettersLeave(server.port());
        house.start();
        QList<QByteArray> messages;
        for (int i = 0; i < 20; ++i) messages.append(house.emailLink());
        for (const QByteArray &message : std::as_const(messages)) QCOMPARE(house.stateOf(message), QStringLiteral("waiting"));
        // And none of it keeps the service from ending: what waited says so.
        house.stop();
        const auto lost = house.write([](Transaction &t) -> Result<qint64> {
            Statement select = t.db.prepare("SELECT COUNT(*) FROM messages WHERE state = 4 OR problem = 12 OR problem = 2");
            return select.step() ? select.integer(0) : -1;
        });
        QCOMPARE(*lost, 20);
    }

    void theSetupIsChangedAsAWholeAndKeepsItsSecrets() {
        if (testsOnPostgres()) QSKIP("on PostgreSQL the operator's configuration fixes it: see whatTheOperatorHasFixedIsNotChanged");
        House house;
        house.start();
        const QByteArray wanted = json("{'setup':{'mail':{'route':'smtp','server':'smtp.example.com','port':587,'security':'starttls','sign_in':'any','user':'shop',"
                                  "'password_set':false,'ca_file':'','from':'hello@acme.example','reply_to':'','language':'de','templates':'','timeout_seconds':30},"
                                  "'sms':{'route':'off','url':'','account':'','user':'','secret_set':false,'from':'','countries':'','per_number_per_day':10,"
                                  "'per_day':1000,'timeout_seconds':15},'fixed_by_operator':false}");
        noteMinted(password);
        const Reply changed = house.call("PATCH", "/delivery", wanted + json(",'mail_password':'") + password + "\"}");
        QCOMPARE(changed.status, 200);
        QVERIFY(!changed.raw.contains(password));
        const Reply seen = house.call("GET", "/delivery", {}, house.tokenOf(Role::Observer));
        QVERIFY(!seen.raw.contains(password));
        QVERIFY(seen.json().value(QLatin1String("mail"))[QLatin1String("password_set")].toBool());
        QCOMPARE(house.call("GET", "/me").text("mail"), QStringLiteral("smtp"));
        QCOMPARE(house.call("GET", "/me").text("sms"), QStringLiteral("off"));
        // It rests in one file, which only its owner may read.
        const QStringList files = QDir(house.folder.path()).entryList(QDir::Files | QDir::Hidden);
        for (const QString &name : files) {
            QFile file(house.folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            QCOMPARE(file.readAll().contains(password), name.endsWith(QStringLiteral(".delivery")));
            if (name.endsWith(QStringLiteral(".delivery"))) QVERIFY(!(file.permissions() & (QFileDevice::ReadGroup | QFileDevice::ReadOther)));
        }
        // Left out, the password stays; and all of it is there after a restart.
        QCOMPARE(house.call("PATCH", "/delivery", wanted + "}").status, 200);
        house.stop();
        house.start();
        QVERIFY(house.call("GET", "/delivery").json().value(QLatin1String("mail"))[QLatin1String("password_set")].toBool());
        // Without a password a user is nothing.
        const Reply without = house.call("PATCH", "/delivery", wanted + json(",'mail_password':''}"));
        QCOMPARE(without.status, 400);
        QCOMPARE(without.text("code"), QStringLiteral("delivery_invalid"));
        QVERIFY(without.text("detail").startsWith(QStringLiteral("mail-password: ")));
        QByteArray broken = wanted;
        broken.replace("hello@acme.example", "hello\\r\\nBcc: x@y.example");
        QVERIFY(house.call("PATCH", "/delivery", broken + "}").text("detail").startsWith(QStringLiteral("mail-from: ")));
        for (const QByteArray garbage : {"{}", "{\"setup\":7}", "{\"setup\":{}}", "[]", "nonsense"}) QCOMPARE(house.call("PATCH", "/delivery", garbage).status, 400);
    }

    void whatTheOperatorHasFixedIsNotChanged() {
        House house;
        house.letLettersLeave(9);
        house.start();
        const Reply seen = house.call("GET", "/delivery");
        QVERIFY(seen.json().value(QLatin1String("fixed_by_operator")).toBool());
        const QByteArray body = "{\"setup\":" + seen.body() + "}";
        const Reply refused = house.call("PATCH", "/delivery", body);
        QCOMPARE(refused.status, 409);
        QCOMPARE(refused.text("code"), QStringLiteral("delivery_fixed"));
    }

    void aTrialTellsTheConversationStepByStep() {
        ScriptedSmtp server{answering(SmtpStage::Credentials, "535 5.7.8 wrong user or password")};
        House house;
        house.letLettersLeave(server.port(), true);
        house.start();
        const Reply trial = house.call("POST", "/delivery/try", json("{'channel':'email','to':'me@acme.example'}"));
        QCOMPARE(trial.status, 200);
        QCOMPARE(trial.text("problem"), QStringLiteral("sign_in_refused"));
        QStringList steps;
        const QJsonArray told = trial.json().value(QLatin1String("steps")).toArray();
        for (const QJsonValue &step : told)
            steps.append((step[QLatin1String("done")].toBool() ? u'+' : u'-') + step[QLatin1String("step")].toString());
        QCOMPARE(steps.last(), QStringLiteral("-sign_in"));
        QVERIFY(steps.contains(QStringLiteral("+connect")) && steps.contains(QStringLiteral("+greeting")) && steps.contains(QStringLiteral("+hello")));
        QVERIFY(!trial.raw.contains(password) && !trial.raw.contains(password.toBase64()));
        QCOMPARE(house.call("POST", "/delivery/try", json("{'channel':'email','to':'nobody'}")).status, 400);
        QCOMPARE(house.call("POST", "/delivery/try", json("{'channel':'pigeon','to':'me@acme.example'}")).text("detail"), QStringLiteral("channel"));
        QCOMPARE(house.call("POST", "/delivery/try", json("{'channel':'sms','to':'+15550100123'}")).text("code"), QStringLiteral("delivery_invalid"));
        // A trial is no message to a customer.
        QCOMPARE(house.call("GET", "/messages").json().value(QLatin1String("items")).toArray().size(), 0);
    }

    void textsToOtherCountriesAreKeptBackAndSaidSo() {
        ScriptedHttp gateway{HttpScript{httpAnswer(200, "{}"), HttpScript::Then::Close, {}, {}}};
        House house;
        DeliverySettings settings;
        SmsSetup &sms = settings.setup.sms;
        sms.route = SmsRoute::Webhook;
        sms.url = QStringLiteral("http://127.0.0.1:%1/send").arg(gateway.port());
        sms.secretSet = true;
        sms.countries = {QStringLiteral("US")};
        settings.smsSecret = ShopSecret("the webhook's signing key");
        house.options.delivery = settings;
        house.start();
        const QByteArray nonce = "0123456789abcdef0123456789abcdef";
        const Reply asked = house.send("POST", "/login", "Content-Type: application/x-www-form-urlencoded\r\nCookie: latchkey-form=" + nonce + "\r\n",
                                       "nonce=" + nonce + "&to=&who=%2B33612345678");
        QCOMPARE(asked.status, 303);
        QTRY_COMPARE(house.call("GET", "/messages?state=withheld").json().value(QLatin1String("items")).toArray().size(), 1);
        QVERIFY(house.findings(2).contains(QStringLiteral("sms_failed")));
        QCOMPARE(gateway.heard().size(), 0);
    }

    void sessionsAreListedAndEnded() {
        House house;
        house.start();
        for (const QByteArray nonce : {"0123456789abcdef0123456789abcdef", "1123456789abcdef0123456789abcdef"}) QCOMPARE(house.press(house.issue(), nonce).status, 303);
        const QJsonArray sessions = house.call("GET", "/customers/1").json().value(QLatin1String("sessions")).toArray();
        QCOMPARE(sessions.size(), 2);
        const QByteArray first = QByteArray::number(sessions.first()[QLatin1String("id")].toInteger());
        QCOMPARE(house.call("POST", "/customers/2/sessions/end", "{\"session\":" + first + "}").json().value(QLatin1String("ended")).toInt(), 0);
        QCOMPARE(house.call("POST", "/customers/1/sessions/end", "{\"session\":" + first + "}").json().value(QLatin1String("ended")).toInt(), 1);
        QCOMPARE(house.call("POST", "/customers/1/sessions/end", "{}").json().value(QLatin1String("ended")).toInt(), 1);
        QCOMPARE(house.call("GET", "/customers/1").json().value(QLatin1String("live_sessions")).toInt(), 0);
        QCOMPARE(house.call("POST", "/customers/77/sessions/end", "{}").status, 404);
    }
};

QTEST_GUILESS_MAIN(TestDeliveryRoutes)
#include "tst_delivery_routes.moc"
