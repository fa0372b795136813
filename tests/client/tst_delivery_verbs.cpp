// The client's verbs about letters, sessions and the ways out: path, body, answer and refusal of each.
#include "models/json/json.h"
#include "services/client/service_client.h"
#include "tests/client/scripted_service.h"
#include "tests/support/minted.h"
#include "tests/support/verify.h"

#include <QTest>

#include <optional>

using namespace latchkey;
using namespace std::chrono_literals;

namespace {

template <class T>
std::string json(const T &value) {
    JsonWriter out;
    writeJson(out, value);
    return out.take();
}

std::string problem(const Error &error, int status, const QList<Finding> &findings = {}) {
    JsonWriter out;
    writeProblem(out, error, status, findings);
    return out.take();
}

// Waits for one answer.
template <class T>
struct Waiting {
    std::optional<T> result;
    std::function<void(T)> take() {
        return [this](T value) { result.emplace(std::move(value)); };
    }
};

}  // namespace

class DeliveryVerbsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<ScriptedService> m_service;
    std::unique_ptr<ServiceClient> m_client;

    QJsonObject sent() { return QJsonDocument::fromJson(QByteArray::fromStdString(m_service->last().body)).object(); }
    QString query() { return QString::fromStdString(m_service->last().query); }

private slots:
    void init() {
        m_service = std::make_unique<ScriptedService>();
        m_client = std::make_unique<ServiceClient>(m_service->url(), AgentToken("a-token-of-a-test"));
    }
    void cleanup() {
        m_client.reset();
        m_service.reset();
    }

    void aLoginLetterNamesItsSubscriptionOnlyWhereThereIsOne() {
        m_service->on("POST /api/v1/customers/7/login-letters", 202, R"({"message":12})");
        Waiting<tl::expected<MessageId, Refusal>> profile;
        m_client->emailLoginLink({CustomerId(7), {}, false}, this, profile.take());
        QTRY_VERIFY(profile.result);
        QVERIFY(profile.result->has_value());
        QCOMPARE(**profile.result, MessageId(12));
        QVERIFY(sent().isEmpty());
        Waiting<tl::expected<MessageId, Refusal>> subscription;
        m_client->emailLoginLink({CustomerId(7), SubscriptionId(3), false}, this, subscription.take());
        QTRY_VERIFY(subscription.result);
        QCOMPARE(sent().value(QLatin1String("subscription")).toInt(), 3);
    }

    void aRefusedLoginLetterBringsItsFindings() {
        Finding missing;
        missing.code = FindingCode::EmailMissing;
        missing.severity = Severity::Blocks;
        m_service->on("POST /api/v1/customers/7/login-letters", 409, problem({ErrorCode::MagicLinkRefused, {}, {}}, 409, {missing}));
        Waiting<tl::expected<MessageId, Refusal>> waiting;
        m_client->emailLoginLink({CustomerId(7), {}, false}, this, waiting.take());
        QTRY_VERIFY(waiting.result);
        QVERIFY(!waiting.result->has_value());
        QCOMPARE(waiting.result->error().error.code, ErrorCode::MagicLinkRefused);
        QCOMPARE(waiting.result->error().findings.size(), 1);
        m_service->on("POST /api/v1/customers/7/login-letters", 202, R"({"message":"soon"})");
        Waiting<tl::expected<MessageId, Refusal>> nonsense;
        m_client->emailLoginLink({CustomerId(7), {}, false}, this, nonsense.take());
        QTRY_VERIFY(nonsense.result);
        QCOMPARE(nonsense.result->error().error.code, ErrorCode::ServiceAnsweredNonsense);
    }

    void messagesAreAskedForByCustomerStateAndPlace() {
        Page<Message> page;
        page.items.append(Message{});
        page.items[0].id = MessageId(5);
        page.next = QStringLiteral("key");
        m_service->on("GET /api/v1/messages", 200, json(page));
        Waiting<Result<Page<Message>>> all;
        m_client->messages({}, this, all.take());
        QTRY_VERIFY(all.result);
        QVERIFY_OK(*all.result);
        QCOMPARE(query(), QString());
        Waiting<Result<Page<Message>>> some;
        m_client->messages({CustomerId(7), MessageState::Withheld, QStringLiteral("k=1")}, this, some.take());
        QTRY_VERIFY(some.result);
        std::map<std::string, std::string> asked;
        for (auto &[name, value] : http::parseForm(m_service->last().query)) asked[name] = value;
        QCOMPARE(asked["customer"], std::string("7"));
        QCOMPARE(asked["state"], std::string("withheld"));
        QCOMPARE(asked["after"], std::string("k=1"));
    }

    void aMessageComesWithItsAttempts() {
        Message message;
        message.id = MessageId(5);
        message.attempts = {{Instant(1), 2ms, DeliveryProblem::TryLater, DeliveryStep::Recipient, 451, QStringLiteral("451 later")}};
        m_service->on("GET /api/v1/messages/5", 200, json(message));
        Waiting<Result<Message>> waiting;
        m_client->message(MessageId(5), this, waiting.take());
        QTRY_VERIFY(waiting.result);
        QVERIFY_OK(*waiting.result);
        QCOMPARE((*waiting.result)->attempts.size(), 1);
        QCOMPARE((*waiting.result)->attempts.constFirst().code, 451);
    }

    void sendingAgainAnswersTheNewMessage() {
        m_service->on("POST /api/v1/messages/5/send-again", 202, R"({"message":6})");
        Waiting<Result<MessageId>> waiting;
        m_client->sendAgain(MessageId(5), this, waiting.take());
        QTRY_VERIFY(waiting.result);
        QVERIFY_OK(*waiting.result);
        QCOMPARE(**waiting.result, MessageId(6));
        m_service->on("POST /api/v1/messages/5/send-again", 409, problem({ErrorCode::CannotSendAgain, {}, {}}, 409));
        Waiting<Result<MessageId>> refused;
        m_client->sendAgain(MessageId(5), this, refused.take());
        QTRY_VERIFY(refused.result);
        QCOMPARE(refused.result->error().code, ErrorCode::CannotSendAgain);
    }

    void oneSessionEndsOrAllOfThem() {
        m_service->on("POST /api/v1/customers/7/sessions/end", 200, R"({"ended":3})");
        Waiting<Result<int>> one;
        m_client->endSessions(CustomerId(7), SessionId(9), this, one.take());
        QTRY_VERIFY(one.result);
        QVERIFY_OK(*one.result);
        QCOMPARE(**one.result, 3);
        QCOMPARE(sent().value(QLatin1String("session")).toInt(), 9);
        Waiting<Result<int>> all;
        m_client->endSessions(CustomerId(7), {}, this, all.take());
        QTRY_VERIFY(all.result);
        QVERIFY(sent().isEmpty());
        m_service->on("POST /api/v1/customers/7/sessions/end", 200, "{}");
        Waiting<Result<int>> nonsense;
        m_client->endSessions(CustomerId(7), {}, this, nonsense.take());
        QTRY_VERIFY(nonsense.result);
        QCOMPARE(nonsense.result->error().code, ErrorCode::ServiceAnsweredNonsense);
    }

    void aSecretIsSentOnlyWhereItChanges() {
        DeliverySetup setup;
        setup.mail.server = QStringLiteral("smtp.example.com");
        m_service->on("GET /api/v1/delivery", 200, json(setup));
        m_service->on("PATCH /api/v1/delivery", 200, json(setup));
        Waiting<Result<DeliverySetup>> read;
        m_client->deliverySetup(this, read.take());
        QTRY_VERIFY(read.result);
        QVERIFY_OK(*read.result);
        QCOMPARE((*read.result)->mail.server, setup.mail.server);
        const QByteArray password = "another-long-password";
        noteMinted(password);
        Waiting<Result<DeliverySetup>> written;
        m_client->changeDelivery({setup, ShopSecret(password), std::nullopt}, this, written.take());
        QTRY_VERIFY(written.result);
        QVERIFY_OK(*written.result);
        QCOMPARE(sent().value(QLatin1String("mail_password")).toString().toUtf8(), password);
        QVERIFY(!sent().contains(QLatin1String("sms_secret")));
        QCOMPARE(sent().value(QLatin1String("setup")).toObject().value(QLatin1String("mail")).toObject().value(QLatin1String("server")).toString(),
                 setup.mail.server);
        Waiting<Result<DeliverySetup>> taken;
        m_client->changeDelivery({setup, std::nullopt, ShopSecret()}, this, taken.take());
        QTRY_VERIFY(taken.result);
        QVERIFY(!sent().contains(QLatin1String("mail_password")));
        QCOMPARE(sent().value(QLatin1String("sms_secret")).toString(), QString());
        QVERIFY(sent().contains(QLatin1String("sms_secret")));
    }

    void aSettingThatIsRefusedIsNamed() {
        m_service->on("PATCH /api/v1/delivery", 422, problem({ErrorCode::DeliveryInvalid, QStringLiteral("mail-from"), {}}, 422));
        Waiting<Result<DeliverySetup>> waiting;
        m_client->changeDelivery({}, this, waiting.take());
        QTRY_VERIFY(waiting.result);
        QCOMPARE(waiting.result->error().code, ErrorCode::DeliveryInvalid);
        QCOMPARE(waiting.result->error().detail, QStringLiteral("mail-from"));
    }

    void aTrialMayTakeLongerThanOtherVerbs() {
        ClientTimes times;
        times.verb = 100ms;
        times.trial = 30s;
        m_client->setTimes(times);
        DeliveryTrial trial;
        trial.problem = DeliveryProblem::SignInRefused;
        trial.steps = {{DeliveryStep::Connect, true, {}}, {DeliveryStep::SignIn, false, QStringLiteral("535 no")}};
        http::ExchangePtr held;
        std::atomic<bool> waits = false;
        m_service->on("POST /api/v1/delivery/try", [&](const http::ExchangePtr &exchange) {
            held = exchange;
            waits = true;
        });
        Waiting<Result<DeliveryTrial>> waiting;
        m_client->tryDelivery(Channel::Sms, QStringLiteral("+14155550134"), this, waiting.take());
        QTRY_VERIFY(waits);
        QTest::qWait(250);
        QVERIFY(!waiting.result);
        m_service->post([&] {
            held->answer({200, "application/json", json(trial), {}});
            held.reset();
        });
        QTRY_VERIFY(waiting.result);
        QVERIFY_OK(*waiting.result);
        QCOMPARE((*waiting.result)->steps.size(), 2);
        QCOMPARE(sent().value(QLatin1String("channel")).toString(), QStringLiteral("sms"));
        QCOMPARE(sent().value(QLatin1String("to")).toString(), QStringLiteral("+14155550134"));
    }
};

QTEST_GUILESS_MAIN(DeliveryVerbsTest)
#include "tst_delivery_verbs.moc"
