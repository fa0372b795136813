// A connection that is lost and comes back, an answer that nobody heard, and what is said of a service that cannot be used.
#include "models/json/json.h"
#include "services/client/service_client.h"
#include "tests/client/scripted_service.h"
#include "tests/support/cut_line.h"
#include "tests/support/verify.h"

#include <QSignalSpy>
#include <QTest>

#include <atomic>
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

http::Handler answering(int status, std::string body, std::vector<std::pair<std::string, std::string>> headers = {}, std::string type = "application/json") {
    return [=](const http::ExchangePtr &exchange) { exchange->answer({status, type, body, headers}); };
}

const std::pair<std::string, std::string> marked{"X-Service-Time", "1767225600000"};

}  // namespace

class ReconnectTest : public QObject {
    Q_OBJECT

    // A desk that follows a service's events over a line that may be cut.
    struct Followed {
        ScriptedService service;
        std::atomic<int> opened{0};
        std::shared_ptr<http::Stream> stream;
        CutLine line{service.port};
        ServiceClient client{line.url(), AgentToken("token-of-a-test")};
        QSignalSpy reachable{&client, &ServiceClient::reachableChanged};

        Followed() {
            service.on("GET /api/v1/events", [this](const http::ExchangePtr &exchange) {
                stream = exchange->stream("text/event-stream");
                stream->write(": hello\n\n");
                ++opened;
            });
            client.setTimes({250ms, 400ms, 500ms, 20ms, 80ms, 300ms});
            client.follow();
        }
        ~Followed() {
            service.post([this] { stream.reset(); });
            service.stop();
        }
    };

    static Result<Me> meOf(ServiceClient &client) {
        std::optional<Result<Me>> answer;
        client.me(&client, [&](Result<Me> me) { answer.emplace(std::move(me)); });
        [&] { QTRY_VERIFY(answer); }();
        return answer.value_or(fail(ErrorCode::Cancelled));
    }
    static TroubleKind troubleOf(ServiceClient &client) {
        const Result<Me> me = meOf(client);
        return me ? TroubleKind::None : client.whyNot(me.error()).kind;
    }

private slots:
    void a_cut_line_is_noticed_at_once_and_comes_back_by_itself() {
        Followed f;
        QTRY_COMPARE(f.opened.load(), 1);
        QVERIFY(f.client.connection().connected);
        QTRY_VERIFY(f.client.connection().heardAt.isSet());
        QSignalSpy happened(&f.client, &ServiceClient::happened);
        f.line.cut();
        QTRY_VERIFY(!f.client.isReachable());
        QCOMPARE(f.client.connection().trouble.kind, TroubleKind::NobodyListens);
        QVERIFY(f.client.connection().heardAt.isSet());
        f.line.mend();
        QTRY_VERIFY(f.client.isReachable());
        QCOMPARE(f.client.connection().trouble.kind, TroubleKind::None);
        QTRY_COMPARE(happened.size(), 1);  // what happened meanwhile is to be read anew
        QCOMPARE(f.reachable.size(), 2);
    }

    void a_line_that_has_fallen_silent_is_lost_although_nothing_broke() {
        Followed f;
        QTRY_COMPARE(f.opened.load(), 1);
        f.line.hold();
        QTRY_VERIFY(!f.client.isReachable());
        QCOMPARE(f.client.connection().trouble.kind, TroubleKind::NoAnswer);
        f.line.mend();
        QTRY_VERIFY(f.client.isReachable());
        QCOMPARE(f.reachable.size(), 2);
    }

    void pauses_grow_and_trying_now_ends_one() {
        Followed f;
        QTRY_COMPARE(f.opened.load(), 1);
        f.client.setTimes({250ms, 400ms, 500ms, 20ms, 60s, 300ms});
        f.line.cut();
        QTRY_VERIFY(f.client.connection().untilNextTry > 300ms);
        QVERIFY(!f.client.connection().trying);
        f.line.mend();
        f.client.tryNow();
        QVERIFY(f.client.connection().trying);
        QTRY_VERIFY(f.client.isReachable());
        QTRY_VERIFY(!f.client.connection().trying);
    }

    void a_request_that_finds_the_service_again_is_enough() {
        Followed f;
        QTRY_COMPARE(f.opened.load(), 1);
        f.line.cut();
        QTRY_VERIFY(!f.client.isReachable());
        f.line.mend();
        f.service.on("GET /api/v1/me", answering(200, json(Me()), {marked}));
        QVERIFY_OK(meOf(f.client));
        QVERIFY(f.client.isReachable());
        QTRY_VERIFY(f.opened.load() >= 2);
    }

    void a_token_that_is_refused_while_working_is_said_and_tried_again() {
        Followed f;
        QTRY_COMPARE(f.opened.load(), 1);
        f.service.on("GET /api/v1/events", answering(401, R"({"code":"unauthorized"})", {marked}, "application/problem+json"));
        f.service.post([&] { f.stream->close(); });
        QTRY_VERIFY(!f.client.isReachable());
        QCOMPARE(f.client.connection().trouble.kind, TroubleKind::TokenRefused);
    }

    void a_proxy_without_its_service_is_no_service() {
        Followed f;
        QTRY_COMPARE(f.opened.load(), 1);
        f.service.on("GET /api/v1/events", answering(502, "<html>", {}, "text/html"));
        f.service.post([&] { f.stream->close(); });
        QTRY_VERIFY(!f.client.isReachable());
        QCOMPARE(f.client.connection().trouble.kind, TroubleKind::Unavailable);
    }

    void an_action_whose_answer_was_lost_is_not_known_and_not_repeated() {
        Followed f;
        QTRY_COMPARE(f.opened.load(), 1);
        f.service.on("POST /api/v1/links/9/revoke", 204, "");
        f.line.loseAnswers();
        std::optional<Result<void>> answer;
        f.client.revokeLink(LinkId(9), this, [&](Result<void> done) { answer.emplace(std::move(done)); });
        QTRY_COMPARE(f.line.posts("/revoke"), 1);
        f.line.mend();  // breaks the connection
        QTRY_VERIFY(answer);
        QVERIFY_FAILS(*answer, ErrorCode::ServiceTimedOut);
        QTRY_VERIFY(f.opened.load() >= 2 && f.client.isReachable());
        QCOMPARE(f.line.posts("/revoke"), 1);
    }

    void an_action_that_never_left_is_known_not_to_be_done() {
        Followed f;
        QTRY_COMPARE(f.opened.load(), 1);
        f.line.cut();
        std::optional<Result<void>> answer;
        f.client.revokeLink(LinkId(9), this, [&](Result<void> done) { answer.emplace(std::move(done)); });
        QTRY_VERIFY(answer);
        QVERIFY_FAILS(*answer, ErrorCode::ServiceUnreachable);
        f.line.mend();
        QTRY_VERIFY(f.client.isReachable());
        QCOMPARE(f.line.posts("/revoke"), 0);
    }

    void what_cannot_be_used_says_why_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("body");
        QTest::addColumn<QStringList>("headers");
        QTest::addColumn<TroubleKind>("trouble");
        const QString mark = QStringLiteral("X-Service-Time: 1767225600000");
        const auto row = [](const char *name, int status, const char *body, const QStringList &headers, TroubleKind kind) {
            QTest::newRow(name) << status << QString::fromLatin1(body) << headers << kind;
        };
        const char *refused = R"({"code":"unauthorized"})";
        row("some web site", 200, "<html>hello</html>", {}, TroubleKind::NotLatchkey);
        row("some web site without this page", 404, "<html>", {}, TroubleKind::NotLatchkey);
        row("a site that asks for its own password", 401, "<html>", {}, TroubleKind::NotLatchkey);
        row("a Latchkey that does not know the token", 401, refused, {mark}, TroubleKind::TokenRefused);
        row("a redirect", 301, "", {QStringLiteral("Location: https://elsewhere.example.com/login")}, TroubleKind::Redirected);
        row("a proxy alone", 502, "<html>", {}, TroubleKind::Unavailable);
        row("an older service", 404, R"({"code":"not_found"})", {mark, QStringLiteral("Latchkey-Version: 0.0.1")}, TroubleKind::ServiceOlder);
        row("a newer service", 200, R"({"agent":7})", {mark, QStringLiteral("Latchkey-Version: 99.0")}, TroubleKind::ServiceNewer);
        row("an odd one", 200, "{}", {mark, QStringLiteral("Latchkey-Version: " LATCHKEY_VERSION)}, TroubleKind::Unreadable);
    }
    void what_cannot_be_used_says_why() {
        QFETCH(int, status);
        QFETCH(QString, body);
        QFETCH(QStringList, headers);
        QFETCH(TroubleKind, trouble);
        ScriptedService service;
        std::vector<std::pair<std::string, std::string>> lines;
        for (const QString &line : headers) lines.emplace_back(line.section(u':', 0, 0).toStdString(), line.section(u':', 1).trimmed().toStdString());
        service.on("GET /api/v1/me", answering(status, body.toStdString(), lines, body.startsWith(u'{') ? "application/json" : "text/html"));
        ServiceClient client(service.url(), AgentToken("token-of-a-test"));
        QCOMPARE(troubleOf(client), trouble);
        QCOMPARE(service.asked().size(), size_t(1));
    }

    void a_redirect_is_named_and_the_token_stays() {
        ScriptedService other;
        ScriptedService service;
        service.on("GET /api/v1/me", answering(302, "", {{"Location", other.url().toString().toStdString() + "/api/v1/me"}}));
        ServiceClient client(service.url(), AgentToken("token-of-a-test"));
        const Result<Me> me = meOf(client);
        QVERIFY(!me);
        QCOMPARE(client.whyNot(me.error()).kind, TroubleKind::Redirected);
        QCOMPARE(client.whyNot(me.error()).detail, other.url().toString());
        QCOMPARE(other.asked().size(), size_t(0));
    }

    void a_host_that_refuses_or_does_not_exist_is_told_apart() {
        QTcpServer closed;
        QVERIFY(closed.listen(QHostAddress::LocalHost));
        const quint16 port = closed.serverPort();
        closed.close();
        ServiceClient nobody(QUrl(QStringLiteral("http://127.0.0.1:%1").arg(port)), AgentToken("t"));
        QCOMPARE(troubleOf(nobody), TroubleKind::NobodyListens);
        ServiceClient nowhere(QUrl(QStringLiteral("http://no-such-host.invalid")), AgentToken("t"));
        QCOMPARE(troubleOf(nowhere), TroubleKind::NoSuchHost);
    }
};

QTEST_GUILESS_MAIN(ReconnectTest)
#include "tst_reconnect.moc"
