// What a well-behaved client may expect of the server: order, HEAD, keep-alive, deferred answers, streams and an orderly end.
#include "services/http/server.h"
#include "tests/http/raw_client.h"
#include "tests/support/verify.h"

#include <QElapsedTimer>
#include <QTest>

#include <atomic>
#include <ctime>
#include <future>
#include <thread>

#include <sys/resource.h>
#include <unistd.h>

using namespace latchkey;
using namespace std::chrono_literals;

namespace {

QByteArray request(const QByteArray &method, const QByteArray &target, const QByteArray &more = {}) {
    return method + " " + target + " HTTP/1.1\r\nHost: shop\r\n" + more + "\r\n";
}

std::string described(const http::Request &request) {
    std::string text = request.path + "|" + request.query + "|" + request.body + "|" + request.peer;
    for (const auto &[name, value] : request.headers) text += "|" + name + "=" + value;
    return text;
}

// A server whose handler the test gives; the handler runs on the server's thread.
struct Running {
    explicit Running(http::Handler handler, http::Limits limits = {}) : server(limits, std::move(handler)) {
        const auto bound = server.listen("127.0.0.1", 0);
        if (bound) port = *bound;
        server.start();
    }
    http::Server server;
    std::uint16_t port = 0;
};

void echo(const http::ExchangePtr &exchange) { exchange->answer({200, "text/plain", described(exchange->request()), {}}); }

}  // namespace

class HttpServer : public QObject {
    Q_OBJECT
private slots:
    void a_request_reaches_the_handler_whole() {
        Running running(echo);
        RawClient client(running.port);
        client.send(request("POST", "/caf%C3%A9/x?a=%2F", "X-Mixed: Yes\r\nContent-Length: 4\r\n") + "body");
        const QByteArray answer = client.readAnswer();
        QCOMPARE(statusOf(answer), 200);
        QCOMPARE(bodyOf(answer), QByteArray("/caf\xc3\xa9/x|a=%2F|body|127.0.0.1|host=shop|x-mixed=Yes|content-length=4"));
        QCOMPARE(headerOf(answer, "Content-Type"), QByteArray("text/plain"));
        QVERIFY(headerOf(answer, "Date").endsWith(" GMT"));
    }

    void a_chunked_body_arrives_joined_and_its_trailers_are_no_headers() {
        Running running(echo);
        RawClient client(running.port);
        client.send(request("POST", "/", "Transfer-Encoding: chunked\r\n") + "3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nAuthorization: Bearer x\r\n\r\n");
        QCOMPARE(bodyOf(client.readAnswer()), QByteArray("/||abcde|127.0.0.1|host=shop|transfer-encoding=chunked"));
        client.send(request("GET", "/next"));
        QCOMPARE(bodyOf(client.readAnswer()), QByteArray("/next|||127.0.0.1|host=shop"));
    }

    void head_is_answered_with_the_length_and_no_body() {
        Running running([](const http::ExchangePtr &exchange) { exchange->answer({200, "text/plain", "twelve bytes", {}}); });
        RawClient client(running.port);
        client.send(request("HEAD", "/") + request("GET", "/"));
        const QByteArray head = client.readAnswer(true);
        QCOMPARE(headerOf(head, "Content-Length"), QByteArray("12"));
        QVERIFY(bodyOf(head).isEmpty());
        QCOMPARE(bodyOf(client.readAnswer()), QByteArray("twelve bytes"));
    }

    void a_connection_is_kept_unless_the_client_says_close() {
        Running running(echo);
        RawClient client(running.port);
        client.send(request("GET", "/1"));
        QCOMPARE(headerOf(client.readAnswer(), "Connection"), QByteArray("keep-alive"));
        client.send(request("GET", "/2", "Connection: close\r\n"));
        const QByteArray last = client.readToEnd();
        QCOMPARE(headerOf(last, "Connection"), QByteArray("close"));
        RawClient old(running.port);
        old.send("GET /3 HTTP/1.0\r\n\r\n");
        QCOMPARE(bodyOf(old.readToEnd()), QByteArray("/3|||127.0.0.1"));
    }

    void pipelined_requests_are_answered_in_order_though_the_first_is_slow() {
        std::vector<std::thread> threads;
        http::Server *server = nullptr;
        Running running([&](const http::ExchangePtr &exchange) {
            if (exchange->request().path != "/slow") return echo(exchange);
            threads.emplace_back([exchange, &server] {
                std::this_thread::sleep_for(50ms);
                server->post([exchange] { echo(exchange); });
            });
        });
        server = &running.server;
        RawClient client(running.port);
        client.send(request("GET", "/slow") + request("POST", "/b", "Content-Length: 1\r\n") + "x" + request("GET", "/c"));
        QVERIFY(bodyOf(client.readAnswer()).startsWith("/slow|"));
        QVERIFY(bodyOf(client.readAnswer()).startsWith("/b||x|"));
        QVERIFY(bodyOf(client.readAnswer()).startsWith("/c|"));
        running.server.stop();
        for (std::thread &thread : threads) thread.join();
    }

    void a_client_that_waits_for_100_continue_is_told_to_go_on() {
        Running running(echo);
        RawClient client(running.port);
        client.send(request("POST", "/", "Expect: 100-continue\r\nContent-Length: 2\r\n"));
        QCOMPARE(client.readUntil("\r\n\r\n"), QByteArray("HTTP/1.1 100 Continue\r\n\r\n"));
        client.send("hi");
        QVERIFY(bodyOf(client.readAnswer()).startsWith("/||hi|"));
    }

    void an_answer_after_the_client_has_left_is_harmless() {
        std::promise<http::ExchangePtr> reached;
        Running running([&](const http::ExchangePtr &exchange) {
            if (exchange->request().path == "/leave") return reached.set_value(exchange);
            echo(exchange);
        });
        auto client = std::make_unique<RawClient>(running.port);
        client->send(request("GET", "/leave"));
        http::ExchangePtr exchange = reached.get_future().get();
        client->leaveRudely();
        std::promise<void> answered;
        running.server.post([&] {
            exchange->answer({200, "text/plain", std::string(100000, 'x'), {}});
            exchange->answer({200, "text/plain", "twice", {}});
            answered.set_value();
        });
        answered.get_future().wait();
        RawClient next(running.port);
        next.send(request("GET", "/next"));
        QCOMPARE(statusOf(next.readAnswer()), 200);
    }

    void a_handler_that_forgets_its_exchange_answers_500() {
        Running running([](const http::ExchangePtr &) {});
        RawClient client(running.port);
        client.send(request("GET", "/"));
        QCOMPARE(statusOf(client.readAnswer()), 500);
    }

    void a_header_value_cannot_begin_another_header() {
        Running running([](const http::ExchangePtr &exchange) {
            exchange->answer({303, "", "", {{"Location", "/a\r\nSet-Cookie: x=y"}, {"X-Good", "1"}}});
        });
        RawClient client(running.port);
        client.send(request("GET", "/"));
        const QByteArray answer = client.readAnswer();
        QVERIFY(!answer.contains("Set-Cookie"));
        QCOMPARE(headerOf(answer, "X-Good"), QByteArray("1"));
        QCOMPARE(headerOf(answer, "Content-Length"), QByteArray("0"));
    }

    void no_content_has_no_length() {
        Running running([](const http::ExchangePtr &exchange) { exchange->answer({204, "", "", {}}); });
        RawClient client(running.port);
        client.send(request("DELETE", "/") + request("GET", "/"));
        const QByteArray answer = client.readUntil("\r\n\r\n");
        QCOMPARE(statusOf(answer), 204);
        QVERIFY(headerOf(answer, "Content-Length").isEmpty());
        QCOMPARE(statusOf(client.readUntil("\r\n\r\n")), 204);
    }

    void a_large_answer_arrives_whole() {
        const std::string large(8 * 1024 * 1024, 'x');
        Running running([&](const http::ExchangePtr &exchange) { exchange->answer({200, "text/plain", large, {}}); });
        RawClient client(running.port);
        client.send(request("GET", "/", "Connection: close\r\n"));
        QCOMPARE(bodyOf(client.readToEnd()).size(), qsizetype(large.size()));
    }

    void a_client_that_does_not_read_its_answer_is_dropped() {
        http::Limits limits;
        limits.request = 300ms;
        Running running([](const http::ExchangePtr &exchange) { exchange->answer({200, "text/plain", std::string(32 << 20, 'x'), {}}); }, limits);
        RawClient client(running.port);
        client.send(request("GET", "/"));
        QTest::qWait(1200);
        QVERIFY(client.readToEnd().size() < (32 << 20));
    }

    void a_stream_delivers_in_order_and_says_when_the_client_has_left() {
        std::shared_ptr<http::Stream> stream;
        std::promise<void> opened;
        std::promise<void> closed;
        Running running([&](const http::ExchangePtr &exchange) {
            stream = exchange->stream("text/event-stream");
            stream->onClosed = [&] { closed.set_value(); };
            stream->write("data: 1\n\n");
            opened.set_value();
        });
        RawClient client(running.port);
        client.send(request("GET", "/events"));
        opened.get_future().wait();
        running.server.post([&] { stream->write("data: 2\n\n"); });
        running.server.post([&] { stream->write("data: 3\n\n"); });
        const QByteArray all = client.readUntil("data: 3\n\n");
        QCOMPARE(statusOf(all), 200);
        QCOMPARE(headerOf(all, "Content-Type"), QByteArray("text/event-stream"));
        QCOMPARE(bodyOf(all), QByteArray("data: 1\n\ndata: 2\n\ndata: 3\n\n"));
        client.leave();
        QCOMPARE(closed.get_future().wait_for(3s), std::future_status::ready);
        std::promise<bool> written;
        running.server.post([&] { written.set_value(stream->write("late")); });
        QCOMPARE(written.get_future().get(), false);
        running.server.stop();
    }

    void a_stream_closed_by_the_service_ends_after_what_was_written() {
        Running running([&](const http::ExchangePtr &exchange) {
            const auto stream = exchange->stream("text/plain");
            stream->write("last words");
            stream->close();
        });
        RawClient client(running.port);
        client.send(request("GET", "/"));
        QCOMPARE(bodyOf(client.readToEnd()), QByteArray("last words"));
    }

    void a_stream_whose_client_does_not_read_is_closed_at_its_bound() {
        std::shared_ptr<http::Stream> stream;
        std::promise<void> opened;
        std::promise<void> closed;
        Running running([&](const http::ExchangePtr &exchange) {
            stream = exchange->stream("text/plain");
            stream->onClosed = [&] { closed.set_value(); };
            opened.set_value();
        });
        RawClient client(running.port);
        client.send(request("GET", "/"));
        opened.get_future().wait();
        std::atomic<int> accepted{0};
        std::atomic<bool> refused{false};
        for (int i = 0; i < 400 && !refused; ++i) {
            running.server.post([&] { stream->write(std::string(100000, 'x')) ? ++accepted : (refused = true, 0); });
            QTest::qWait(1);
        }
        QVERIFY(refused);
        QVERIFY(accepted > 0);
        QCOMPARE(closed.get_future().wait_for(3s), std::future_status::ready);
        running.server.stop();
    }

    void streams_count_as_connections() {
        http::Limits limits;
        limits.connections = 3;
        std::vector<std::shared_ptr<http::Stream>> streams;
        Running running([&](const http::ExchangePtr &exchange) {
            streams.push_back(exchange->stream("text/plain"));
            streams.back()->write("open");
        }, limits);
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < 3; ++i) {
            clients.push_back(std::make_unique<RawClient>(running.port));
            clients.back()->send(request("GET", "/"));
            QVERIFY(clients.back()->readUntil("open").endsWith("open"));
        }
        RawClient surplus(running.port);
        QCOMPARE(statusOf(surplus.readToEnd()), 503);
        running.server.stop();
    }

    void stop_lets_a_running_exchange_finish_and_ends_streams_and_idle_connections() {
        std::shared_ptr<http::Stream> stream;
        std::thread worker;
        std::promise<void> reached;
        std::atomic<bool> streamClosed{false};
        Running *self = nullptr;
        Running running([&](const http::ExchangePtr &exchange) {
            if (exchange->request().path == "/events") {
                stream = exchange->stream("text/plain");
                stream->onClosed = [&] { streamClosed = true; };
                stream->write("open");
            } else if (exchange->request().path == "/slow") {
                worker = std::thread([exchange, &self] {
                    std::this_thread::sleep_for(300ms);
                    self->server.post([exchange] { echo(exchange); });
                });
                reached.set_value();
            } else {
                echo(exchange);
            }
        });
        self = &running;
        RawClient idle(running.port);
        idle.send(request("GET", "/"));
        QCOMPARE(statusOf(idle.readAnswer()), 200);
        RawClient listener(running.port);
        listener.send(request("GET", "/events"));
        QVERIFY(listener.readUntil("open").endsWith("open"));
        RawClient slow(running.port);
        slow.send(request("GET", "/slow"));
        reached.get_future().wait();
        QElapsedTimer clock;
        clock.start();
        running.server.stop();
        worker.join();
        QVERIFY2(clock.elapsed() < 3000, qPrintable(QString::number(clock.elapsed())));
        const QByteArray answer = slow.readToEnd();
        QCOMPARE(statusOf(answer), 200);
        QCOMPARE(headerOf(answer, "Connection"), QByteArray("close"));
        QVERIFY(streamClosed);
        QVERIFY(listener.isClosedWithin(1000));
        QVERIFY(idle.isClosedWithin(1000));
        QVERIFY(!RawClient(running.port).send("x"));
        running.server.post([] { QFAIL("ran after stop"); });
    }

    void without_descriptors_the_server_waits_instead_of_spinning_and_then_goes_on() {
        Running running(echo);
        rlimit before{};
        QCOMPARE(::getrlimit(RLIMIT_NOFILE, &before), 0);
        const rlimit few{std::min<rlim_t>(256, before.rlim_cur), before.rlim_max};
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &few), 0);
        std::vector<int> taken;
        for (int copy = ::dup(0); copy >= 0; copy = ::dup(0)) taken.push_back(copy);
        QVERIFY(!taken.empty());
        ::close(taken.back());
        taken.pop_back();
        RawClient client(running.port);
        const bool sent = client.send(request("GET", "/waited"));
        const std::clock_t cpu = std::clock();
        std::this_thread::sleep_for(400ms);
        const double busy = static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC;
        for (const int copy : taken) ::close(copy);
        ::setrlimit(RLIMIT_NOFILE, &before);
        QVERIFY(sent);
        QVERIFY2(busy < 0.1, qPrintable(QString::number(busy)));
        QVERIFY(bodyOf(client.readAnswer()).startsWith("/waited|"));
    }

    void a_trusted_proxy_names_the_client_and_may_have_every_connection() {
        http::Limits limits;
        limits.connectionsPerAddress = 2;
        Running running(echo, limits);
        const QByteArray asked = request("GET", "/", "X-Forwarded-For: 192.0.2.7, 203.0.113.9\r\n");
        const auto peerOf = [](const QByteArray &answer) { return bodyOf(answer).split('|').value(3); };
        RawClient stranger(running.port);
        stranger.send(asked);
        QCOMPARE(peerOf(stranger.readAnswer()), QByteArray("127.0.0.1"));
        running.server.conduct({http::Networks::loopback(), {}});
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < 5; ++i) {
            clients.push_back(std::make_unique<RawClient>(running.port));
            clients.back()->send(asked);
            QCOMPARE(peerOf(clients.back()->readAnswer()), QByteArray("203.0.113.9"));
        }
        QCOMPARE(running.server.connections(), std::size_t(6));
    }

    void every_answer_is_observed_by_its_pattern_and_carries_the_strict_transport() {
        std::vector<std::pair<std::string, int>> seen;
        http::Server server({}, [](const http::ExchangePtr &exchange) {
            if (exchange->request().path != "/forgotten") exchange->route = "/things/{id}";
            if (exchange->request().path == "/things/7") echo(exchange);
        });
        server.observe([&](const http::Answered &answered) { seen.emplace_back(answered.route, answered.status); });
        server.conduct({{}, "max-age=60"});
        const auto port = server.listen("127.0.0.1", 0);
        QVERIFY_OK(port);
        server.start();
        for (const QByteArray &path : {QByteArray("/things/7"), QByteArray("/forgotten"), QByteArray("/bad path")}) {
            RawClient client(*port);
            client.send(request("GET", path));
            QCOMPARE(headerOf(client.readAnswer(), "Strict-Transport-Security"), QByteArray("max-age=60"));
        }
        server.stop();
        QCOMPARE(seen.size(), std::size_t(3));
        QVERIFY(seen[0] == std::make_pair(std::string("/things/{id}"), 200));
        QVERIFY(seen[1] == std::make_pair(std::string(), 500));
        QVERIFY(seen[2] == std::make_pair(std::string(), 400));
    }

    void a_taken_port_and_a_foreign_address_are_said_so() {
        Running running(echo);
        http::Server second({}, echo);
        QVERIFY_FAILS(second.listen("127.0.0.1", running.port), ErrorCode::PortInUse);
        QVERIFY_FAILS(second.listen("192.0.2.1", 0), ErrorCode::AddressUnusable);
        QVERIFY_FAILS(second.listen("nonsense", 0), ErrorCode::AddressUnusable);
    }

    void a_peer_that_comes_over_both_protocols_is_named_by_its_ipv4_address() {
        http::Server server({}, echo);
        const auto port = server.listen("::", 0);
        if (!port) QSKIP("no IPv6 here");
        server.start();
        RawClient client(*port);
        client.send(request("GET", "/"));
        QVERIFY(bodyOf(client.readAnswer()).startsWith("/|||127.0.0.1|"));
    }
};

QTEST_GUILESS_MAIN(HttpServer)
#include "tst_http_server.moc"
