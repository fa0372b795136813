// The server speaking TLS by itself: what it agrees on, what it refuses, how long it waits, and how its certificate is changed.
#include "services/http/server.h"
#include "tests/http/raw_client.h"
#include "tests/support/test_authority.h"
#include "tests/support/verify.h"

#include <QElapsedTimer>
#include <QSslCipher>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QTest>

#include <atomic>

using namespace latchkey;
using namespace std::chrono_literals;

namespace {

const QByteArray asked("GET /x HTTP/1.1\r\nHost: localhost\r\n\r\n");

http::TlsFiles filesOf(const TestAuthority &authority) { return {authority.certificateFile().toStdString(), authority.keyFile().toStdString()}; }

struct Running {
    explicit Running(const TestAuthority &authority, http::Handler handler, http::Limits limits = {}) : server(limits, std::move(handler)) {
        const auto bound = server.listen("127.0.0.1", 0);
        if (bound && server.useTls(filesOf(authority))) port = *bound;
        server.start();
    }
    http::Server server;
    std::uint16_t port = 0;
};

void echo(const http::ExchangePtr &exchange) {
    exchange->answer({200, "text/plain", exchange->request().path + "|" + exchange->request().peer + "|" + exchange->request().body, {}});
}

class SecureClient {
public:
    SecureClient(std::uint16_t port, const TestAuthority &authority, QSsl::SslProtocol protocol = QSsl::SecureProtocols) {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setCaCertificates(QSslCertificate::fromPath(authority.caFile()));
        configuration.setProtocol(protocol);
        socket.setSslConfiguration(configuration);
        socket.connectToHostEncrypted(QStringLiteral("127.0.0.1"), port);
        isSecure = socket.waitForEncrypted(5000);
    }
    void send(const QByteArray &bytes) {
        socket.write(bytes);
        socket.flush();
    }
    QByteArray readAnswer() {
        QByteArray answer;
        while (!answer.contains("\r\n\r\n") || bodyOf(answer).size() < headerOf(answer, "Content-Length").toLongLong()) {
            if (socket.bytesAvailable() == 0 && !socket.waitForReadyRead(5000)) break;
            answer += socket.readAll();
        }
        return answer;
    }
    QByteArray ask(const QByteArray &bytes) {
        send(bytes);
        return readAnswer();
    }
    QSslSocket socket;
    bool isSecure = false;
};

// The first words of a client that knows nothing newer than TLS 1.1.
QByteArray helloOfOldTimes() {
    const QByteArray hello = QByteArray::fromHex("0302") + QByteArray(32, 'r') + QByteArray::fromHex("00" "0004c013c014" "0100");
    const QByteArray handshake = QByteArray::fromHex("010000") + char(hello.size()) + hello;
    return QByteArray::fromHex("16030100") + char(handshake.size()) + handshake;
}

}  // namespace

class TestTls : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() {
        QVERIFY2(m_authority.isMade(), qPrintable(m_authority.error()));
        QVERIFY2(m_other.isMade(), qPrintable(m_other.error()));
        QVERIFY(QSslSocket::supportsSsl());
    }

    void requestsAreAnsweredOverBothVersions_data() {
        QTest::addColumn<int>("protocol");
        QTest::newRow("TLS 1.2") << int(QSsl::TlsV1_2);
        QTest::newRow("TLS 1.3") << int(QSsl::TlsV1_3);
    }
    void requestsAreAnsweredOverBothVersions() {
        QFETCH(int, protocol);
        Running running(m_authority, echo);
        SecureClient client(running.port, m_authority, static_cast<QSsl::SslProtocol>(protocol));
        QVERIFY2(client.isSecure, qPrintable(client.socket.errorString()));
        QCOMPARE(int(client.socket.sessionProtocol()), protocol);
        QVERIFY(client.socket.sessionCipher().keyExchangeMethod() != QLatin1String("RSA"));
        const QByteArray first = client.ask(asked);
        QCOMPARE(bodyOf(first), QByteArray("/x|127.0.0.1|"));
        QCOMPARE(headerOf(first, "Connection"), QByteArray("keep-alive"));
        QCOMPARE(bodyOf(client.ask("POST /y HTTP/1.1\r\nHost: h\r\nContent-Length: 20000\r\n\r\n" + QByteArray(20'000, 'b'))).size(), 13 + 20'000);
        client.send("GET /z HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
        QVERIFY(bodyOf(client.readAnswer()).startsWith("/z|"));
        QVERIFY(client.socket.state() == QAbstractSocket::UnconnectedState || client.socket.waitForDisconnected(2000));
        // Closed in words, not cut off.
        QCOMPARE(client.socket.error(), QAbstractSocket::RemoteHostClosedError);
    }

    void olderVersionsAreRefused() {
        Running running(m_authority, echo);
        const RawClient old(running.port);
        QVERIFY(old.send(helloOfOldTimes()));
        const QByteArray alert = old.readToEnd();
        QVERIFY2(alert.size() >= 7 && alert[0] == 0x15 && alert[6] == 70, alert.toHex().constData());
    }

    void plainHttpIsToldSo() {
        Running running(m_authority, echo);
        const RawClient plain(running.port);
        QVERIFY(plain.send(asked));
        const QByteArray answer = plain.readToEnd();
        QCOMPARE(statusOf(answer), 400);
        QVERIFY(bodyOf(answer).contains("https"));
    }

    void aSlowHandshakeHoldsNoPlace_data() {
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("the first byte") << QByteArray(1, 0x16);
        QTest::newRow("half a hello") << helloOfOldTimes().left(20);
    }
    void aSlowHandshakeHoldsNoPlace() {
        QFETCH(QByteArray, said);
        http::Limits limits;
        limits.request = 300ms;
        limits.connections = 1;
        Running running(m_authority, echo, limits);
        const RawClient slow(running.port);
        QVERIFY(slow.send(said));
        QElapsedTimer clock;
        clock.start();
        QVERIFY(slow.isClosedWithin(3000));
        QVERIFY(clock.elapsed() >= 200);
        QTRY_COMPARE(running.server.connections(), std::size_t(0));
        SecureClient next(running.port, m_authority);
        QCOMPARE(statusOf(next.ask(asked)), 200);
    }

    void noiseIsHarmless() {
        Running running(m_authority, echo);
        for (int i = 0; i < 20; ++i) {
            RawClient noisy(running.port);
            noisy.send(QByteArray(1, 0x16) + QByteArray(1 + i * 37, char(i * 7)));
            if (i % 2) noisy.leaveRudely();
        }
        SecureClient client(running.port, m_authority);
        QCOMPARE(statusOf(client.ask(asked)), 200);
    }

    void aNewCertificateIsForNewConnections() {
        Running running(m_authority, echo);
        SecureClient before(running.port, m_authority);
        QVERIFY(before.isSecure);
        QVERIFY_OK(running.server.useTls(filesOf(m_other)));
        QCOMPARE(statusOf(before.ask(asked)), 200);
        SecureClient after(running.port, m_other);
        QVERIFY2(after.isSecure, qPrintable(after.socket.errorString()));
        QCOMPARE(statusOf(after.ask(asked)), 200);
        SecureClient behindTheTimes(running.port, m_authority);
        QVERIFY(!behindTheTimes.isSecure);
    }

    void whatCannotBeUsedChangesNothing_data() {
        QTest::addColumn<QString>("certificate");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("named");
        const QString nowhere = QStringLiteral("/nowhere.pem");
        QTest::newRow("another's key") << m_authority.certificateFile() << m_other.keyFile() << m_other.keyFile();
        QTest::newRow("no certificate") << nowhere << m_authority.keyFile() << nowhere;
        QTest::newRow("no key") << m_authority.certificateFile() << nowhere << nowhere;
        QTest::newRow("changed about") << m_authority.keyFile() << m_authority.certificateFile() << m_authority.keyFile();
    }
    void whatCannotBeUsedChangesNothing() {
        QFETCH(QString, certificate);
        QFETCH(QString, key);
        QFETCH(QString, named);
        Running running(m_authority, echo);
        const auto refused = running.server.useTls({certificate.toStdString(), key.toStdString()});
        QVERIFY(!refused && refused.error().code == ErrorCode::ConfigurationInvalid);
        QCOMPARE(refused.error().detail, named);
        SecureClient client(running.port, m_authority);
        QCOMPARE(statusOf(client.ask(asked)), 200);
    }

    void aStreamArrivesAndItsClientsLeaveIsSeen() {
        std::shared_ptr<http::Stream> stream;
        std::atomic<bool> closed{false};
        Running running(m_authority, [&](const http::ExchangePtr &exchange) {
            stream = exchange->stream("text/event-stream");
            stream->onClosed = [&] { closed = true; };
            stream->write("data: one\n\n");
        });
        SecureClient client(running.port, m_authority);
        client.send(asked);
        QByteArray seen;
        while (!seen.contains("data: one") && client.socket.waitForReadyRead(5000)) seen += client.socket.readAll();
        QVERIFY(seen.contains("data: one"));
        running.server.post([&] { stream->write("data: " + std::string(50'000, 'x') + "\n\n"); });
        seen.clear();
        while (seen.size() < 50'000 && client.socket.waitForReadyRead(5000)) seen += client.socket.readAll();
        QVERIFY(seen.size() >= 50'000);
        client.socket.abort();
        QTRY_VERIFY(closed);
    }

    void aRunningExchangeIsFinishedAtTheEnd() {
        http::ExchangePtr waiting;
        std::atomic<bool> reached{false};
        Running running(m_authority, [&](const http::ExchangePtr &exchange) {
            waiting = exchange;
            reached = true;
        });
        SecureClient client(running.port, m_authority);
        client.send(asked);
        QTRY_VERIFY(reached);
        running.server.post([&] { echo(std::exchange(waiting, nullptr)); });
        running.server.stop();
        const QByteArray answer = client.readAnswer();
        QCOMPARE(statusOf(answer), 200);
    }

private:
    TestAuthority m_authority;
    TestAuthority m_other;
};

QTEST_GUILESS_MAIN(TestTls)
#include "tst_tls.moc"
