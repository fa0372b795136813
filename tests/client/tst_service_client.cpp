// What the desk's client makes of a service that answers, refuses, talks nonsense, hangs, goes away and comes back.
#include "models/json/json.h"
#include "services/client/service_client.h"
#include "tests/client/scripted_service.h"
#include "tests/support/verify.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
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

CustomerDetails someCustomer() {
    CustomerDetails details;
    details.customer.id = CustomerId(7);
    details.customer.firstName = QStringLiteral("Zoë");
    details.customer.email = QStringLiteral("zoe@example.org");
    details.customer.version = 3;
    return details;
}

// Waits for one answer.
template <class T>
struct Waiting {
    std::optional<T> result;
    int answers = 0;
    std::function<void(T)> take() {
        return [this](T value) {
            result.emplace(std::move(value));
            ++answers;
        };
    }
};

}  // namespace

class ServiceClientTest : public QObject {
    Q_OBJECT

    std::unique_ptr<ScriptedService> m_service;
    std::unique_ptr<ServiceClient> m_client;

    static ClientTimes quick() { return {250ms, 400ms, 500ms, 50ms, 200ms, 600ms}; }
    QByteArray lastBody() { return QByteArray::fromStdString(m_service->last().body); }

private slots:
    void init() {
        m_service = std::make_unique<ScriptedService>();
        m_client = std::make_unique<ServiceClient>(m_service->url(), AgentToken("secret-token"));
    }
    void cleanup() {
        m_client.reset();
        m_service.reset();
    }

    void a_verb_brings_the_token_and_answers_with_the_noun() {
        m_service->on("GET /api/v1/customers/7", 200, json(someCustomer()));
        Waiting<Result<CustomerDetails>> waiting;
        m_client->customer(CustomerId(7), this, waiting.take());
        QVERIFY(!waiting.result);
        QTRY_VERIFY(waiting.result);
        QVERIFY_OK(*waiting.result);
        QCOMPARE((*waiting.result)->customer.firstName, QStringLiteral("Zoë"));
        QCOMPARE(m_service->last().header("authorization"), std::string_view("Bearer secret-token"));
        QVERIFY(m_service->last().query.find("secret") == std::string::npos);
    }

    void a_list_is_asked_for_with_its_whole_query() {
        Page<CustomerRow> page;
        page.items.append(CustomerRow{CustomerId(1), QStringLiteral("A"), {}, EmailState::Missing, {}, 0, {}, false});
        page.next = QStringLiteral("key");
        page.count = 10000;
        page.countIsExact = false;
        m_service->on("GET /api/v1/customers", 200, json(page));
        CustomerQuery query;
        query.search = QStringLiteral("a+b &c=é%20/\"");
        query.filter = CustomerFilter::NoEmail;
        query.sort = CustomerSort::Email;
        query.descending = true;
        query.after = QStringLiteral("x=y+z");
        query.at = 500;
        query.limit = 50;
        Waiting<Result<Page<CustomerRow>>> waiting;
        m_client->customers(query, this, waiting.take());
        QTRY_VERIFY(waiting.result);
        QVERIFY_OK(*waiting.result);
        QCOMPARE((*waiting.result)->items.size(), 1);
        QCOMPARE((*waiting.result)->countIsExact, false);
        std::map<std::string, std::string> sent;
        for (auto &[name, value] : http::parseForm(m_service->last().query)) sent[name] = value;
        QCOMPARE(QString::fromStdString(sent["search"]), query.search);
        QCOMPARE(QString::fromStdString(sent["filter"]), toText(CustomerFilter::NoEmail));
        QCOMPARE(QString::fromStdString(sent["sort"]), toText(CustomerSort::Email));
        QCOMPARE(sent["descending"], std::string("1"));
        QCOMPARE(QString::fromStdString(sent["after"]), query.after);
        QCOMPARE(sent["at"], std::string("500"));
        QCOMPARE(sent["limit"], std::string("50"));
    }

    void each_change_is_sent_as_the_api_wants_it() {
        m_service->on("PATCH /api/v1/customers/7/contact", 200, json(someCustomer()));
        m_service->on("POST /api/v1/links/9/revoke", 204, "");
        m_service->on("PATCH /api/v1/shop", 204, "");
        m_service->on("POST /api/v1/customers/7/portal-link", 200, "{\"url\":\"http://shop/login\"}");
        m_service->on("POST /api/v1/locate", 200, R"([{"customer":7,"subscription":null},{"customer":7,"subscription":12}])");

        Waiting<tl::expected<CustomerDetails, Refusal>> contact;
        m_client->changeContact(CustomerId(7), {QStringLiteral("a@b.org"), QStringLiteral("+1\"2"), 3}, this, contact.take());
        QTRY_VERIFY(contact.result && *contact.result);
        QCOMPARE(QJsonDocument::fromJson(lastBody()).object(),
                 (QJsonObject{{QStringLiteral("email"), QStringLiteral("a@b.org")}, {QStringLiteral("phone"), QStringLiteral("+1\"2")}, {QStringLiteral("version"), 3}}));

        Waiting<Result<void>> revoked;
        m_client->revokeLink(LinkId(9), this, revoked.take());
        QTRY_VERIFY(revoked.result && *revoked.result);
        Waiting<Result<void>> renamed;
        m_client->renameShop(QStringLiteral("Löwe"), this, renamed.take());
        QTRY_VERIFY(renamed.result && *renamed.result);
        QCOMPARE(lastBody(), QByteArray("{\"name\":\"L\xc3\xb6we\"}"));
        Waiting<Result<QString>> portal;
        m_client->portalLink(CustomerId(7), this, portal.take());
        QTRY_VERIFY(portal.result && *portal.result);
        QCOMPARE(**portal.result, QStringLiteral("http://shop/login"));
        Waiting<Result<QList<ServiceClient::Located>>> located;
        m_client->locate(QStringLiteral("zoe@example.org"), this, located.take());
        QTRY_VERIFY(located.result && *located.result);
        QCOMPARE((*located.result)->size(), 2);
        QVERIFY(!(*located.result)->at(0).subscription.isValid());
        QCOMPARE((*located.result)->at(1).subscription, SubscriptionId(12));
        QVERIFY(m_service->last().query.empty());
    }

    void a_magic_link_is_issued_or_refused_with_its_findings() {
        IssuedLink link;
        link.id = LinkId(5);
        link.publicId = QStringLiteral("K7QM2X");
        link.url = QStringLiteral("http://shop/l/x");
        link.issuedAt = Instant(1);
        link.expiresAt = Instant(2);
        m_service->on("POST /api/v1/customers/7/magic-links", 201, json(link));
        using Issued = tl::expected<IssuedLink, Refusal>;
        Waiting<Issued> issued;
        m_client->issueMagicLink({CustomerId(7), SubscriptionId(12), true}, this, issued.take());
        QTRY_VERIFY(issued.result && *issued.result);
        QCOMPARE((*issued.result)->publicId, QStringLiteral("K7QM2X"));
        QCOMPARE(lastBody(), QByteArray(R"({"subscription":12,"reply":"later"})"));

        Finding finding;
        finding.code = FindingCode::EmailMissing;
        finding.severity = Severity::Blocks;
        finding.remedies = {Remedy::EditContact};
        m_service->on("POST /api/v1/customers/7/magic-links", 409,
                      problem({ErrorCode::MagicLinkRefused, {}, Instant(1767225700000)}, 409, {finding}), "application/problem+json");
        Waiting<Issued> refused;
        m_client->issueMagicLink({CustomerId(7), {}, false, {}, {}, QStringLiteral("ada@example.com")}, this, refused.take());
        QTRY_VERIFY(refused.result);
        QVERIFY(!*refused.result);
        QCOMPARE(lastBody(), QByteArray(R"({"email_shown":"ada@example.com","reply":"now"})"));
        const Refusal &refusal = refused.result->error();
        QCOMPARE(refusal.error.code, ErrorCode::MagicLinkRefused);
        QCOMPARE(refusal.error.retryAt.value_or(Instant()), Instant(1767225700000));
        QCOMPARE(refusal.findings.size(), 1);
        QCOMPARE(refusal.findings[0].code, FindingCode::EmailMissing);
        QCOMPARE(refusal.findings[0].remedies, QList<Remedy>{Remedy::EditContact});
    }

    void a_failure_has_its_code_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("contentType");
        QTest::addColumn<QString>("body");
        QTest::addColumn<ErrorCode>("code");
        const auto row = [](const char *name, int status, const char *type, const std::string &body, ErrorCode code) {
            QTest::newRow(name) << status << QString::fromLatin1(type) << QString::fromStdString(body) << code;
        };
        const char *problemType = "application/problem+json";
        row("conflict", 409, problemType, problem({ErrorCode::VersionConflict, {}, {}}, 409), ErrorCode::VersionConflict);
        row("not found", 404, problemType, problem({ErrorCode::NotFound, {}, {}}, 404), ErrorCode::NotFound);
        row("unauthorized", 401, problemType, problem({ErrorCode::Unauthorized, {}, {}}, 401), ErrorCode::Unauthorized);
        row("refused by a proxy", 401, "text/html", "<html>", ErrorCode::Unauthorized);
        row("too many connections", 503, "text/plain", "Service Unavailable", ErrorCode::ServiceUnreachable);
        row("too much pasted", 413, "text/plain", "Content Too Large", ErrorCode::InvalidRequest);
        row("a page instead of JSON", 200, "text/html", "<html>hello</html>", ErrorCode::ServiceAnsweredNonsense);
        row("an error page", 500, "text/html", "<html>oops</html>", ErrorCode::ServiceAnsweredNonsense);
        row("a problem of another kind", 400, problemType, R"({"code":"melted"})", ErrorCode::ServiceAnsweredNonsense);
        row("JSON of another shape", 200, "application/json", "[1,2]", ErrorCode::ServiceAnsweredNonsense);
        row("JSON without fields", 200, "application/json", "{}", ErrorCode::ServiceAnsweredNonsense);
        row("half a JSON", 200, "application/json", R"({"customer":{"id":1)", ErrorCode::ServiceAnsweredNonsense);
        row("nothing", 200, "application/json", "", ErrorCode::ServiceAnsweredNonsense);
        row("nothing, said so", 204, "application/json", "", ErrorCode::ServiceAnsweredNonsense);
        row("a redirect", 302, "text/html", "", ErrorCode::ServiceAnsweredNonsense);
    }
    void a_failure_has_its_code() {
        QFETCH(int, status);
        QFETCH(QString, contentType);
        QFETCH(QString, body);
        QFETCH(ErrorCode, code);
        m_service->on("GET /api/v1/customers/7", [=](const http::ExchangePtr &exchange) {
            exchange->answer({status, contentType.toStdString(), body.toStdString(), {{"Location", "/elsewhere"}}});
        });
        Waiting<Result<CustomerDetails>> waiting;
        m_client->customer(CustomerId(7), this, waiting.take());
        QTRY_VERIFY(waiting.result);
        QVERIFY_FAILS(*waiting.result, code);
        QCOMPARE(m_service->asked().size(), size_t(1));
        QCOMPARE(m_client->isReachable(), status != 503);
    }

    void a_service_that_hangs_is_given_up_after_the_limit() {
        std::vector<http::ExchangePtr> held;
        m_service->on("GET /api/v1/me", [&held](const http::ExchangePtr &exchange) { held.push_back(exchange); });
        m_client->setTimes(quick());
        Waiting<Result<Me>> waiting;
        m_client->me(this, waiting.take());
        QTRY_VERIFY_WITH_TIMEOUT(waiting.result, 2000);
        QVERIFY_FAILS(*waiting.result, ErrorCode::ServiceTimedOut);
        m_service->post([&held] {
            for (const auto &exchange : held) exchange->answer({200, "application/json", "{}", {}});
            held.clear();
        });
        QTest::qWait(100);
        QCOMPARE(waiting.answers, 1);
    }

    void a_service_that_is_gone_is_unreachable_until_it_is_back() {
        QSignalSpy reachable(m_client.get(), &ServiceClient::reachableChanged);
        const std::uint16_t port = m_service->port;
        m_service->on("GET /api/v1/customers/7", 200, json(someCustomer()));
        m_service->stop();
        Waiting<Result<CustomerDetails>> gone;
        m_client->customer(CustomerId(7), this, gone.take());
        QTRY_VERIFY(gone.result);
        QVERIFY_FAILS(*gone.result, ErrorCode::ServiceUnreachable);
        QVERIFY(!m_client->isReachable());
        m_service->start(port);
        QCOMPARE(m_service->port, port);
        Waiting<Result<CustomerDetails>> back;
        m_client->customer(CustomerId(7), this, back.take());
        QTRY_VERIFY(back.result);
        QVERIFY_OK(*back.result);
        QVERIFY(m_client->isReachable());
        QCOMPARE(reachable.size(), 2);
        QCOMPARE(reachable.at(0).at(0).toBool(), false);
        QCOMPARE(reachable.at(1).at(0).toBool(), true);
    }

    void an_answer_is_dropped_when_its_context_has_died_or_it_was_cancelled() {
        m_service->on("GET /api/v1/customers/7", 200, json(someCustomer()));
        int answers = 0;
        auto context = std::make_unique<QObject>();
        m_client->customer(CustomerId(7), context.get(), [&](const Result<CustomerDetails> &) { ++answers; });
        context.reset();
        Pending pending = m_client->customer(CustomerId(7), this, [&](const Result<CustomerDetails> &) { ++answers; });
        pending.cancel();
        pending.cancel();
        Waiting<Result<CustomerDetails>> third;
        Pending finished = m_client->customer(CustomerId(7), this, third.take());
        QTRY_VERIFY(third.result);
        finished.cancel();
        QTest::qWait(50);
        QCOMPARE(answers, 0);
        QVERIFY(m_client->isReachable());
    }

    void the_client_may_be_deleted_in_an_answer_and_with_requests_under_way() {
        m_service->on("GET /api/v1/customers/7", 200, json(someCustomer()));
        int answers = 0;
        for (int i = 0; i < 3; ++i)
            m_client->customer(CustomerId(7), this, [&](const Result<CustomerDetails> &) {
                ++answers;
                m_client.reset();
            });
        QTRY_COMPARE(answers, 1);
        QTest::qWait(50);
        QCOMPARE(answers, 1);
    }

    void the_service_clock_is_learnt_from_any_answer() {
        m_service->on("GET /api/v1/customers/7", 404, problem({ErrorCode::NotFound, {}, {}}, 404), "application/problem+json");
        Waiting<Result<CustomerDetails>> waiting;
        m_client->customer(CustomerId(7), this, waiting.take());
        QTRY_VERIFY(waiting.result);
        const qint64 serviceNow = QDateTime::currentMSecsSinceEpoch() + m_client->clockOffset().count();
        QVERIFY2(qAbs(serviceNow - 1767225600000) < 5000, qPrintable(QString::number(serviceNow)));
    }

    void a_post_is_not_repeated_when_the_service_closes_without_a_word() {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        int requests = 0;
        connect(&server, &QTcpServer::newConnection, this, [&] {
            QTcpSocket *socket = server.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [&requests, socket] {
                if (!socket->readAll().startsWith("POST")) return;
                ++requests;
                socket->disconnectFromHost();
            });
        });
        ServiceClient client(QUrl(QStringLiteral("http://127.0.0.1:%1").arg(server.serverPort())), AgentToken("t"));
        Waiting<tl::expected<IssuedLink, Refusal>> waiting;
        client.issueMagicLink({CustomerId(7), {}, false}, this, waiting.take());
        QTRY_VERIFY(waiting.result);
        QCOMPARE(waiting.result->error().error.code, ErrorCode::ServiceTimedOut);  // it may have been carried out
        QTest::qWait(100);
        QCOMPARE(requests, 1);
    }

    void a_post_after_the_service_has_closed_an_idle_connection_gets_a_new_one() {
        m_service->stop();
        m_service->limits.idle = 100ms;
        m_service->start(0);
        m_service->on("POST /api/v1/links/9/revoke", 204, "");
        ServiceClient client(m_service->url(), AgentToken("t"));
        for (int i = 1; i <= 3; ++i) {
            Waiting<Result<void>> revoked;
            client.revokeLink(LinkId(9), this, revoked.take());
            QTRY_VERIFY(revoked.result);
            QVERIFY_OK(*revoked.result);
            QCOMPARE(m_service->asked().size(), static_cast<size_t>(i));
            QTest::qWait(300);
        }
    }

    void events_arrive_in_order_and_the_stream_is_opened_again() {
        std::shared_ptr<http::Stream> stream;
        std::atomic<int> opened{0};
        m_service->on("GET /api/v1/events", [&](const http::ExchangePtr &exchange) {
            stream = exchange->stream("text/event-stream");
            stream->write(": welcome\n\n");
            ++opened;
        });
        std::vector<Event> seen;
        connect(m_client.get(), &ServiceClient::happened, this, [&](const Event &event) { seen.push_back(event); });
        QSignalSpy reachable(m_client.get(), &ServiceClient::reachableChanged);
        m_client->setTimes(quick());
        m_client->follow();
        m_client->follow();
        QTRY_COMPARE(opened.load(), 1);
        m_service->post([&] {
            for (int i = 1; i <= 20; ++i) {
                const std::string event = "event: link-used\ndata: " + json(Event{EventKind::LinkUsed, CustomerId(7), LinkId(i), Instant(i)}) + "\n\n";
                stream->write(event.substr(0, 9));
                stream->write(event.substr(9));
            }
        });
        QTRY_COMPARE(seen.size(), size_t(20));
        for (int i = 1; i <= 20; ++i) QCOMPARE(seen[static_cast<size_t>(i - 1)].link, LinkId(i));

        m_service->post([&] { stream->close(); });
        QTRY_COMPARE(opened.load(), 2);
        QTRY_COMPARE(seen.size(), size_t(21));
        QCOMPARE(seen.back().kind, EventKind::DirectoryChanged);
        QCOMPARE(reachable.size(), 0);

        const std::uint16_t port = m_service->port;
        m_service->stop();
        stream.reset();
        QTRY_VERIFY(!m_client->isReachable());
        m_service->start(port);
        QTRY_VERIFY(m_client->isReachable());
        QTRY_COMPARE(opened.load(), 3);
        m_service->stop();
        stream.reset();
    }

    void a_silent_stream_is_opened_again() {
        std::vector<std::shared_ptr<http::Stream>> streams;
        std::atomic<int> opened{0};
        m_service->on("GET /api/v1/events", [&](const http::ExchangePtr &exchange) {
            streams.push_back(exchange->stream("text/event-stream"));
            ++opened;
        });
        m_client->setTimes(quick());
        m_client->follow();
        QTRY_VERIFY_WITH_TIMEOUT(opened >= 2, 3000);
        m_service->stop();
    }
};

QTEST_GUILESS_MAIN(ServiceClientTest)
#include "tst_service_client.moc"
