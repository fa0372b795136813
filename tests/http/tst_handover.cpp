// A new server takes over from an old one while clients keep connecting: not one of them is refused.
#include "services/http/server.h"
#include "tests/http/crowd.h"
#include "tests/http/raw_client.h"
#include "tests/support/verify.h"

#include <QTest>

#include <fcntl.h>
#include <future>
#include <sys/socket.h>
#include <unistd.h>

using namespace latchkey;
using namespace std::chrono_literals;

namespace {

constexpr int handovers = 2;
const QByteArray asked("GET / HTTP/1.1\r\nHost: shop\r\n\r\n");

std::unique_ptr<http::Server> madeServer(int number) {
    return std::make_unique<http::Server>(
        http::Limits(), [number](const http::ExchangePtr &exchange) { exchange->answer({200, "text/plain", std::to_string(number), {}}); });
}

}  // namespace

class TestHandover : public QObject {
    Q_OBJECT
private slots:
    void nobodyIsRefusedWhileThePortIsShared() {
        auto server = madeServer(0);
        const auto port = server->listen("127.0.0.1", 0, true);
        QVERIFY_OK(port);
        server->start();
        Crowd crowd(*port, asked);
        for (int i = 1; i <= handovers; ++i) {
            crowd.waitForMore(20);
            auto next = madeServer(i);
            QVERIFY_OK(next->listen("127.0.0.1", *port, true));
            next->start();
            server->stop();
            server = std::move(next);
            const RawClient client(*port);
            QVERIFY(client.send(asked));
            QCOMPARE(bodyOf(client.readAnswer()), QByteArray::number(i));
        }
        crowd.waitForMore(20);
        crowd.disperse();
        QCOMPARE(crowd.refused.load(), 0);
    }

    void theNewOneIsGivenAllWhoConnectOnceTheOldOneGoes() {
        http::ExchangePtr held;
        std::atomic<bool> holds{false};
        http::Server old({}, [&](const http::ExchangePtr &exchange) {
            if (exchange->request().path != "/held") return exchange->answer({200, "text/plain", "old", {}});
            held = exchange;
            holds = true;
        });
        const auto port = old.listen("127.0.0.1", 0, true);
        QVERIFY_OK(port);
        old.start();
        auto next = madeServer(1);
        QVERIFY_OK(next->listen("127.0.0.1", *port, true));
        // Not started yet: whoever reaches it waits, so that the one that is held is the old one's.
        std::vector<std::unique_ptr<RawClient>> early;
        while (!holds && early.size() < 100) {
            early.push_back(std::make_unique<RawClient>(*port));
            QVERIFY(early.back()->send("GET /held HTTP/1.1\r\nHost: shop\r\n\r\n"));
            QTest::qWait(5);
        }
        QVERIFY(holds);
        early.clear();
        next->start();
        auto stopped = std::async(std::launch::async, [&] { old.stop(); });
        QTRY_VERIFY(([&] {
            const RawClient client(*port);
            return client.send(asked) && bodyOf(client.readAnswer()) == "1";
        })());
        QTest::qWait(50);
        int byTheOld = 0;
        for (int i = 0; i < 40; ++i) {
            const RawClient client(*port);
            byTheOld += client.send(asked) && bodyOf(client.readAnswer()) == "1" ? 0 : 1;
        }
        old.post([&] { std::exchange(held, nullptr)->answer({200, "text/plain", "late", {}}); });
        stopped.wait();
        QCOMPARE(byTheOld, 0);
    }

    void nobodyIsRefusedWhileTheSocketIsSomebodyElses() {
        std::uint16_t port = 0;
        const int descriptor = listeningSocket(port);
        const auto adopting = [&](int number) {
            auto server = madeServer(number);
            const auto adopted = server->adopt(::fcntl(descriptor, F_DUPFD_CLOEXEC, 0));
            if (!adopted || *adopted != port) qFatal("a listening socket is not adopted");
            server->start();
            return server;
        };
        auto server = adopting(0);
        Crowd crowd(port, asked);
        for (int i = 1; i <= handovers; ++i) {
            crowd.waitForMore(20);
            // The old one goes first: who connects meanwhile waits in the socket's queue.
            server->stop();
            server = adopting(i);
        }
        crowd.waitForMore(20);
        crowd.disperse();
        server.reset();
        ::close(descriptor);
        QCOMPARE(crowd.refused.load(), 0);
    }

    void whatDoesNotListenIsNotAdopted() {
        const int file = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
        QVERIFY(!madeServer(0)->adopt(file).has_value());
        const int unbound = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        QVERIFY(!madeServer(0)->adopt(unbound).has_value());
        ::close(file);
        ::close(unbound);
    }

    void aPortIsNotSharedByChance() {
        auto first = madeServer(0);
        const auto port = first->listen("127.0.0.1", 0);
        QVERIFY_OK(port);
        const auto second = madeServer(1)->listen("127.0.0.1", *port, true);
        QVERIFY(!second && second.error().code == ErrorCode::PortInUse);
    }

    void whoHasConnectedBeforeTheEndIsStillServed() {
        auto server = madeServer(0);
        const auto port = server->listen("127.0.0.1", 0);
        QVERIFY_OK(port);
        server->start();
        RawClient kept(*port);
        QVERIFY(kept.send(asked));
        QCOMPARE(headerOf(kept.readAnswer(), "Connection"), QByteArray("keep-alive"));
        RawClient early(*port);
        QTRY_COMPARE(server->connections(), std::size_t(2));
        auto stopped = std::async(std::launch::async, [&] { server->stop(); });
        // Idle connections end with the listener; the one that has not said anything yet may.
        QVERIFY(kept.isClosedWithin(2000));
        QVERIFY(early.send(asked));
        const QByteArray answer = early.readAnswer();
        QCOMPARE(statusOf(answer), 200);
        QCOMPARE(headerOf(answer, "Connection"), QByteArray("close"));
        stopped.wait();
    }
};

QTEST_GUILESS_MAIN(TestHandover)
#include "tst_handover.moc"
