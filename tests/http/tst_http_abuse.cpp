// What a broken or hostile client may send, and that the server refuses it and goes on serving the next one.
#include "services/http/server.h"
#include "tests/http/raw_client.h"
#include "tests/support/verify.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

#include <atomic>
#include <thread>

using namespace latchkey;
using namespace std::chrono_literals;

namespace {

QByteArray get(const QByteArray &target) { return "GET " + target + " HTTP/1.1\r\nHost: shop\r\n\r\n"; }
QByteArray withHeader(const QByteArray &line) { return "POST /x HTTP/1.1\r\nHost: shop\r\n" + line + "\r\n"; }

qint64 residentKilobytes() {
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly)) return 0;
    return file.readAll().split(' ').value(1).toLongLong() * 4;
}

}  // namespace

class HttpAbuse : public QObject {
    Q_OBJECT

    static http::Limits limits() {
        http::Limits small;
        small.request = 600ms;
        small.idle = 800ms;
        return small;
    }
    std::atomic<int> m_handled{0};
    http::Server m_server{limits(), [this](const http::ExchangePtr &exchange) {
                              ++m_handled;
                              exchange->answer({200, "text/plain", exchange->request().path, {}});
                          }};
    std::uint16_t m_port = 0;

    void stillServes() {
        RawClient client(m_port);
        QVERIFY(client.send(get("/fine")));
        const QByteArray answer = client.readAnswer();
        QCOMPARE(statusOf(answer), 200);
        QCOMPARE(bodyOf(answer), QByteArray("/fine"));
    }

private slots:
    void initTestCase() {
        const auto port = m_server.listen("127.0.0.1", 0);
        QVERIFY_OK(port);
        m_port = *port;
        m_server.start();
    }

    void a_request_that_can_be_read_in_two_ways_is_refused_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("status");
        const auto row = [](const char *name, const QByteArray &bytes, int status) { QTest::newRow(name) << bytes << status; };
        row("length with chunked", withHeader("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n") + "0\r\n\r\n", 400);
        row("chunked with length", withHeader("Transfer-Encoding: chunked\r\nContent-Length: 4\r\n") + "0\r\n\r\n", 400);
        row("two lengths", withHeader("Content-Length: 1\r\nContent-Length: 2\r\n") + "ab", 400);
        row("two equal lengths", withHeader("Content-Length: 1\r\nContent-Length: 1\r\n") + "a", 400);
        row("list of lengths", withHeader("Content-Length: 1, 1\r\n") + "a", 400);
        row("negative length", withHeader("Content-Length: -1\r\n"), 400);
        row("signed length", withHeader("Content-Length: +1\r\n") + "a", 400);
        row("hexadecimal length", withHeader("Content-Length: 0x1\r\n") + "a", 400);
        row("empty length", withHeader("Content-Length: \r\n"), 400);
        row("overflowing length", withHeader("Content-Length: 99999999999999999999999\r\n"), 400);
        row("unknown coding", withHeader("Transfer-Encoding: gzip\r\n"), 400);
        row("coding twice", withHeader("Transfer-Encoding: chunked, chunked\r\n"), 400);
        row("two codings", withHeader("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n") + "0\r\n\r\n", 400);
        row("disguised coding", withHeader("Transfer-Encoding: xchunked\r\n"), 400);
        row("chunked in 1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400);
        row("bad chunk size", withHeader("Transfer-Encoding: chunked\r\n") + "zz\r\nab\r\n0\r\n\r\n", 400);
        row("chunk longer than said", withHeader("Transfer-Encoding: chunked\r\n") + "1\r\nabc\r\n0\r\n\r\n", 400);
        row("huge chunk size", withHeader("Transfer-Encoding: chunked\r\n") + "fffffffffffffffff\r\n", 400);
        row("endless chunk extension", withHeader("Transfer-Encoding: chunked\r\n") + "1;" + QByteArray(40000, 'a'), 400);
        row("no host", "GET / HTTP/1.1\r\n\r\n", 400);
        row("two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400);
        row("two equal hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400);
        row("empty host", "GET / HTTP/1.1\r\nHost: \r\n\r\n", 400);
        row("host with a path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400);
        row("host with a user", "GET / HTTP/1.1\r\nHost: a@b\r\n\r\n", 400);
        row("folded header", "GET / HTTP/1.1\r\nHost: a\r\nX-A: 1\r\n 2\r\n\r\n", 400);
        row("folded with a tab", "GET / HTTP/1.1\r\nHost: a\r\nX-A: 1\r\n\t2\r\n\r\n", 400);
        row("space before the colon", "GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400);
        row("header without a colon", "GET / HTTP/1.1\r\nHost: a\r\nnonsense\r\n\r\n", 400);
        row("header without a name", "GET / HTTP/1.1\r\nHost: a\r\n: x\r\n\r\n", 400);
        row("NUL in a header", QByteArray("GET / HTTP/1.1\r\nHost: a\r\nX: a", 30) + '\0' + "b\r\n\r\n", 400);
        row("control character in a header", "GET / HTTP/1.1\r\nHost: a\r\nX: a\x01" "b\r\n\r\n", 400);
        row("delete in a header", "GET / HTTP/1.1\r\nHost: a\r\nX: a\x7f\r\n\r\n", 400);
        row("bare line feeds", "GET / HTTP/1.1\nHost: a\n\n", 400);
        row("bare return", "GET / HTTP/1.1\r\nHost: a\rX: b\r\n\r\n", 400);
        row("HTTP/9.9", "GET / HTTP/9.9\r\nHost: a\r\n\r\n", 400);
        row("HTTP/2.0", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400);
        row("HTTP/0.9", "GET /\r\n\r\n", 400);
        row("no version", "GET / \r\nHost: a\r\n\r\n", 400);
        row("TLS hello", QByteArray::fromHex("160301020001000001fc0303"), 400);
        row("only line ends", "\r\n\r\n\r\n", 400);
    }
    void a_request_that_can_be_read_in_two_ways_is_refused() { refuses(); }

    void a_target_with_a_second_meaning_is_refused_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("status");
        for (const char *target : {"http://shop/x", "//shop\\x", "x", "*", "/%00", "/a%00b", "/%", "/%4", "/%zz", "/%ff", "/%c0%af", "/%ed%a0%80",
                                   "/a%2Fb", "/a%2fb", "/a%5Cb", "/a\\b", "/../etc", "/a/..", "/a/../b", "/./a", "/.", "/%2e%2e/a", "/a/%2E.",
                                   "/a%0d%0aX: b", "/a%7f", "/a#b", "/a\"b", "/<a>", "/\xc3\xa9", "/a?b=\xff"})
            QTest::newRow(target) << get(target) << 400;
    }
    void a_target_with_a_second_meaning_is_refused() { refuses(); }

    void a_method_that_we_do_not_serve_gets_405_data() {
        QTest::addColumn<QByteArray>("method");
        for (const char *method : {"TRACE", "CONNECT", "PUT", "OPTIONS", "PROPFIND", "BREW", "get"}) QTest::newRow(method) << QByteArray(method);
    }
    void a_method_that_we_do_not_serve_gets_405() {
        QFETCH(QByteArray, method);
        RawClient client(m_port);
        QVERIFY(client.send(method + " / HTTP/1.1\r\nHost: a\r\n\r\n"));
        const QByteArray answer = client.readToEnd();
        QCOMPARE(statusOf(answer), 405);
        QCOMPARE(headerOf(answer, "Allow"), QByteArray("GET, HEAD, POST, PATCH, DELETE"));
        stillServes();
    }

    void too_much_is_refused_before_it_is_read_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("status");
        const auto row = [](const char *name, const QByteArray &bytes, int status) { QTest::newRow(name) << bytes << status; };
        row("announced body", withHeader("Content-Length: 65537\r\n"), 413);
        row("announced gigabytes", withHeader("Content-Length: 20000000000\r\n"), 413);
        row("announced after asking", withHeader("Expect: 100-continue\r\nContent-Length: 65537\r\n"), 413);
        row("chunked body", withHeader("Transfer-Encoding: chunked\r\n") + "10001\r\n" + QByteArray(65537, 'a') + "\r\n0\r\n\r\n", 413);
        row("long header", withHeader("X-A: " + QByteArray(17000, 'a') + "\r\n"), 431);
        row("long target", get("/" + QByteArray(17000, 'a')), 431);
        row("many headers", withHeader(QByteArray("a: b\r\n").repeated(200)), 431);
        row("unknown expectation", withHeader("Expect: cake\r\nContent-Length: 1\r\n"), 417);
    }
    void too_much_is_refused_before_it_is_read() { refuses(); }

    void memory_stays_flat_under_endless_headers_and_bodies() {
        const qint64 before = residentKilobytes();
        const QByteArray megabyte(1024 * 1024, 'a');
        for (int round = 0; round < 5; ++round) {
            RawClient header(m_port);
            header.send("GET / HTTP/1.1\r\nHost: a\r\nX: ");
            for (int i = 0; i < 20 && header.send(megabyte); ++i) {}
            RawClient body(m_port);
            body.send(withHeader("Content-Length: 200000000\r\n"));
            for (int i = 0; i < 20 && body.send(megabyte); ++i) {}
        }
        QVERIFY2(residentKilobytes() - before < 16 * 1024, qPrintable(QString::number(residentKilobytes() - before)));
        stillServes();
    }

    void a_trickle_does_not_outlive_the_limit_data() {
        QTest::addColumn<QByteArray>("start");
        QTest::newRow("in the head") << QByteArray("GET / HTTP/1.1\r\nHost: a\r\nX: ");
        QTest::newRow("in the body") << withHeader("Content-Length: 5000\r\n");
        QTest::newRow("in the chunks") << withHeader("Transfer-Encoding: chunked\r\n") + "fff\r\n";
    }
    void a_trickle_does_not_outlive_the_limit() {
        QFETCH(QByteArray, start);
        RawClient client(m_port);
        QElapsedTimer clock;
        clock.start();
        client.send(start);
        while (client.send("a") && clock.elapsed() < 5000) std::this_thread::sleep_for(20ms);
        QVERIFY2(clock.elapsed() >= 500 && clock.elapsed() < 2500, qPrintable(QString::number(clock.elapsed())));
        stillServes();
    }

    void a_client_that_stops_in_the_middle_is_told_so() {
        RawClient client(m_port);
        client.send("GET / HTTP/1.1\r\nHo");
        QCOMPARE(statusOf(client.readToEnd()), 408);
    }

    void a_client_that_says_nothing_is_closed_without_a_word() {
        RawClient client(m_port);
        QCOMPARE(client.readToEnd(3000), QByteArray());
        QVERIFY(client.isClosedWithin(0) || client.isClosedWithin(100));
        RawClient second(m_port);
        second.send(get("/"));
        QCOMPARE(statusOf(second.readAnswer()), 200);
        QVERIFY(second.isClosedWithin(2500));
    }

    void a_client_that_leaves_at_any_point_is_harmless() {
        const QByteArray request = withHeader("Content-Length: 3\r\n") + "abc";
        for (int length = 0; length <= request.size(); ++length) {
            RawClient client(m_port);
            client.send(request.left(length));
            if (length % 2 == 0) client.leaveRudely();
        }
        stillServes();
    }

    void noise_is_harmless() {
        quint32 state = 12345;
        for (int round = 0; round < 300; ++round) {
            QByteArray bytes = withHeader("Transfer-Encoding: chunked\r\n") + "3\r\nabc\r\n0\r\n\r\n";
            for (int change = 0; change < 1 + round % 4; ++change) {
                state = state * 1664525U + 1013904223U;
                bytes[static_cast<int>(state >> 8) % bytes.size()] = static_cast<char>(state >> 3);
            }
            RawClient client(m_port);
            client.send(bytes);
            if (round % 3 == 0) continue;
            const int status = statusOf(client.readUntil("\r\n", 50));
            QVERIFY2(status == 0 || status == 200 || (status >= 400 && status < 500), qPrintable(QString::number(status)));
        }
        stillServes();
    }

    void one_address_cannot_take_every_connection() {
        QTest::qWait(1500);
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < 64; ++i) {
            clients.push_back(std::make_unique<RawClient>(m_port));
            QVERIFY(clients.back()->send(get("/")));
            QCOMPARE(statusOf(clients.back()->readAnswer()), 200);
        }
        RawClient surplus(m_port);
        QCOMPARE(statusOf(surplus.readToEnd()), 503);
        clients.clear();
        QTRY_VERIFY(([this] {
            RawClient again(m_port);
            again.send(get("/"));
            return statusOf(again.readAnswer()) == 200;
        })());
    }

private:
    void refuses() {
        QFETCH(QByteArray, bytes);
        QFETCH(int, status);
        const int before = m_handled;
        {
            RawClient client(m_port);
            client.send(bytes);
            const QByteArray answer = client.readToEnd();
            QCOMPARE(statusOf(answer), status);
            QCOMPARE(headerOf(answer, "Connection"), QByteArray("close"));
            QCOMPARE(answer.count("HTTP/1.1 "), 1);
        }
        QCOMPARE(m_handled.load(), before);
        stillServes();
    }
};

QTEST_GUILESS_MAIN(HttpAbuse)
#include "tst_http_abuse.moc"
