// The running service as its operator meets it: restarts that refuse nobody, reloads, what it tells the service manager, its log.
#include "tests/app/served.h"
#include "tests/http/crowd.h"
#include "tests/support/test_authority.h"

#include <QDir>
#include <QFile>

#include <QSslConfiguration>
#include <QSslSocket>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/un.h>
#include <unistd.h>

using namespace latchkey;

namespace {

const QByteArray asked("GET /healthz HTTP/1.1\r\nHost: shop\r\n\r\n");

// latchkeyd serve under a service manager that the test plays.
class Managed {
public:
    explicit Managed(const QStringList &words, int inheritedSocket = -1) {
        QStringList all{QStringLiteral("serve")};
        all += words;
        if (inheritedSocket < 0) {
            process.start(QStringLiteral(LATCHKEYD), all);
        } else {
            process.setChildProcessModifier([inheritedSocket] { ::dup2(inheritedSocket, 3); });
            process.start(QStringLiteral("/bin/sh"), QStringList{QStringLiteral("-c"), QStringLiteral("LISTEN_PID=$$ LISTEN_FDS=1 exec \"$0\" \"$@\""), QStringLiteral(LATCHKEYD)} + all);
        }
        while (process.state() != QProcess::NotRunning && !process.canReadLine() && process.waitForReadyRead(20'000)) {
        }
        line = process.readLine().trimmed();
        port = line.mid(line.lastIndexOf(':') + 1).toUShort();
        said = process.readAllStandardOutput();
        process.setReadChannel(QProcess::StandardError);
    }
    ~Managed() {
        if (process.state() == QProcess::NotRunning) return;
        process.kill();
        process.waitForFinished();
    }
    int stop() {
        process.terminate();
        return process.waitForFinished(20'000) && process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    }
    void hangUp() const { ::kill(static_cast<pid_t>(process.processId()), SIGHUP); }
    // Everything logged so far, once `mark` has been.
    QByteArray logWith(const QByteArray &mark) {
        while (!log.contains(mark) && process.state() != QProcess::NotRunning && process.waitForReadyRead(10'000)) log += process.readAllStandardError();
        log += process.readAllStandardError();
        return log;
    }
    QProcess process;
    QByteArray line;
    QByteArray said;  // further on standard output at the start
    QByteArray log;
    std::uint16_t port = 0;
};

// Where the service manager is told things.
class Notified {
public:
    explicit Notified(const QString &path) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        const QByteArray name = path.toUtf8();
        std::memcpy(address.sun_path, name.constData(), static_cast<std::size_t>(name.size()));
        ::bind(m_descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address);
        const timeval patience{10, 0};
        ::setsockopt(m_descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    }
    ~Notified() { ::close(m_descriptor); }
    [[nodiscard]] QByteArray next() const {
        std::array<char, 500> bytes{};
        const ssize_t count = ::recv(m_descriptor, bytes.data(), bytes.size(), 0);
        return QByteArray(bytes.data(), std::max<ssize_t>(0, count));
    }

private:
    int m_descriptor = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
};

// The common name of whoever answers on the port; empty when nobody does.
QByteArray serialOf(std::uint16_t port) {
    QSslSocket socket;
    socket.setPeerVerifyMode(QSslSocket::VerifyNone);
    socket.connectToHostEncrypted(QStringLiteral("127.0.0.1"), port);
    return socket.waitForEncrypted(5000) ? socket.peerCertificate().serialNumber() : QByteArray();
}

}  // namespace

class TestOperation : public QObject {
    Q_OBJECT
private slots:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_words = {QStringLiteral("--store"), path("shop.latchkey"), QStringLiteral("--config"), path("some.conf")};
        write("some.conf", "listen = 127.0.0.1:0\n");
    }

    void aRestartOnAHandedOverSocketRefusesNobody() {
        std::uint16_t port = 0;
        const int descriptor = listeningSocket(port);
        auto service = std::make_unique<Managed>(m_words, descriptor);
        QCOMPARE(service->port, port);
        Crowd crowd(port, asked);
        crowd.waitForMore(20);
        auto next = std::make_unique<Managed>(m_words, descriptor);
        QCOMPARE(next->port, port);
        QCOMPARE(service->stop(), 0);
        service = std::move(next);
        // As systemd restarts: the old one goes before the new one comes, and the socket keeps who connects meanwhile.
        crowd.waitForMore(20);
        QCOMPARE(service->stop(), 0);
        service = std::make_unique<Managed>(m_words, descriptor);
        crowd.waitForMore(20);
        crowd.disperse();
        ::close(descriptor);
        QCOMPARE(crowd.refused.load(), 0);
        QCOMPARE(service->stop(), 0);
    }

    void aRestartOnASharedPortRefusesNobody() {
        write("some.conf", "listen = 127.0.0.1:0\nshared-port = yes\n");
        auto service = std::make_unique<Managed>(m_words);
        QVERIFY2(service->port != 0, service->logWith("").constData());
        const std::uint16_t port = service->port;
        write("some.conf", "listen = 127.0.0.1:" + QByteArray::number(port) + "\nshared-port = yes\n");
        Crowd crowd(port, asked);
        for (int i = 0; i < 2; ++i) {
            crowd.waitForMore(20);
            auto next = std::make_unique<Managed>(m_words);
            QCOMPARE(next->port, port);
            QCOMPARE(service->stop(), 0);
            service = std::move(next);
        }
        crowd.waitForMore(20);
        crowd.disperse();
        QCOMPARE(crowd.refused.load(), 0);
        QCOMPARE(service->stop(), 0);
    }

    void theServiceManagerIsToldWhatHappens() {
        const Notified manager(path("notify"));
        qputenv("NOTIFY_SOCKET", path("notify").toUtf8());
        Managed service(m_words);
        qunsetenv("NOTIFY_SOCKET");
        QCOMPARE(manager.next(), QByteArray("READY=1"));
        service.hangUp();
        const QByteArray reloading = manager.next();
        QVERIFY2(reloading.startsWith("RELOADING=1\nMONOTONIC_USEC=") && reloading.size() > 30, reloading.constData());
        QCOMPARE(manager.next(), QByteArray("READY=1"));
        QCOMPARE(service.stop(), 0);
        QCOMPARE(manager.next(), QByteArray("STOPPING=1"));
    }

    void aReloadTakesOverWhatItCanAndNamesTheRest() {
        const TestAuthority first;
        const TestAuthority second;
        QVERIFY2(first.isMade() && second.isMade(), qPrintable(first.error()));
        const auto tls = [](const TestAuthority &a) { return "tls-certificate = " + a.certificateFile().toUtf8() + "\ntls-key = " + a.keyFile().toUtf8() + "\n"; };
        write("some.conf", "listen = 127.0.0.1:0\n" + tls(first));
        Managed service(m_words);
        QVERIFY2(service.line.startsWith("listening on https://127.0.0.1:"), service.logWith("").constData());
        const QByteArray before = serialOf(service.port);
        QVERIFY(!before.isEmpty());

        write("some.conf", "listen = 127.0.0.1:0\nlink-life-minutes = 20\nlog-level = debug\n" + tls(second));
        service.hangUp();
        const QByteArray taken = service.logWith("wait for a restart");
        QVERIFY2(taken.contains("msg=\"reloaded\" changed=tls-certificate,tls-key,log-level\n"), taken.constData());
        QVERIFY2(taken.contains("keys=link-life-minutes\n"), taken.constData());
        const QByteArray after = serialOf(service.port);
        QVERIFY(!after.isEmpty() && after != before);

        // What is broken changes nothing, and is said.
        service.log.clear();
        write("some.conf", "listen = 127.0.0.1:0\ntls-certificate = " + first.certificateFile().toUtf8() + "\ntls-key = " + second.keyFile().toUtf8() + "\n");
        service.hangUp();
        const QByteArray broken = service.logWith("nothing is reloaded");
        QVERIFY2(broken.contains("which is the key of another certificate"), broken.constData());
        service.log.clear();
        write("some.conf", "listne = 127.0.0.1:0\n");
        service.hangUp();
        QVERIFY(service.logWith("nothing is reloaded").contains("listne"));
        QCOMPARE(serialOf(service.port), after);
        QCOMPARE(service.stop(), 0);
    }

    void whatIsOnOrOffAtTheStartStaysSo() {
        const TestAuthority authority;
        Managed service(m_words);
        QVERIFY(service.port != 0);
        write("some.conf", "listen = 127.0.0.1:0\nbase-url = https://portal.example.com\nmail = capture\nlog-format = json\ntls-certificate = " +
                               authority.certificateFile().toUtf8() + "\ntls-key = " + authority.keyFile().toUtf8() + "\n");
        // Twice: what waits is not forgotten.
        for (int i = 0; i < 2; ++i) {
            service.log.clear();
            service.hangUp();
            const QByteArray log = service.logWith("wait for a restart");
            QVERIFY2(log.contains("base-url,tls-certificate,tls-key,mail"), log.constData());
        }
        const QByteArray answer = ask(service.port, "GET", "/login", {}, {});
        QCOMPARE(statusOf(answer), 200);
        QVERIFY(headerOf(answer, "Strict-Transport-Security").isEmpty());
        QCOMPARE(service.stop(), 0);
    }

    void lettersAreReadAnew() {
        QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("letters")));
        write("some.conf", "listen = 127.0.0.1:0\nmail = capture\nmail-templates = " + path("letters").toUtf8() + "\n");
        Managed service(m_words);
        QVERIFY2(service.port != 0, service.logWith("").constData());
        write("letters/login.en.txt", "{{#unclosed}}");
        service.hangUp();
        const QByteArray broken = service.logWith("reloaded");
        QVERIFY2(broken.contains("nothing is reloaded") && broken.contains("login.en.txt, line 1"), broken.constData());
        QCOMPARE(statusOf(ask(service.port, "GET", "/healthz", {}, {})), 200);
        QVERIFY(QFile::remove(path("letters/login.en.txt")));
        service.log.clear();
        service.hangUp();
        QVERIFY(service.logWith("reloaded").contains("msg=\"reloaded\""));
        QCOMPARE(service.stop(), 0);
    }

    void requestsAreLoggedAtDebugOnlyAndByTheirPattern() {
        const QByteArray token(28, 'k');
        Managed quiet(m_words);
        ask(quiet.port, "GET", "/l/" + token, {}, {});
        QCOMPARE(quiet.stop(), 0);
        QVERIFY(!quiet.logWith("nothing").contains("area=request"));

        write("some.conf", "listen = 127.0.0.1:0\nlog-level = debug\nlog-format = json\n");
        Managed service(m_words);
        ask(service.port, "GET", "/l/" + token, {}, {});
        ask(service.port, "GET", "/nowhere/" + token, {}, {});
        QCOMPARE(service.stop(), 0);
        const QByteArray log = service.logWith("nothing");
        QVERIFY(!log.contains(token));
        QJsonObject seen;
        const QByteArrayList lines = log.trimmed().split('\n');
        for (const QByteArray &each : lines) {
            const QJsonObject object = QJsonDocument::fromJson(each).object();
            QVERIFY2(object.contains(QLatin1String("time")) && object.contains(QLatin1String("level")), each.constData());
            if (object.value(QLatin1String("area")) == QLatin1String("request")) seen.insert(object.value(QLatin1String("route")).toString(), object);
        }
        const QJsonObject one = seen.value(QLatin1String("/l/{token}")).toObject();
        QCOMPARE(one.value(QLatin1String("method")).toString(), QStringLiteral("GET"));
        QVERIFY(one.value(QLatin1String("status")).toString().toInt() >= 200);
        QVERIFY(seen.contains(QLatin1String("none")));
    }

    void anEndFinishesWhatIsUnderWayAndEndsTheStreams() {
        Managed service(QStringList{QStringLiteral("--demo"), QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0")});
        QVERIFY(service.port != 0);
        service.logWith("started");
        const QByteArray token = (service.said + service.process.readAllStandardOutput()).trimmed().split(' ').last();
        noteMinted(token);
        const RawClient desk(service.port);
        QVERIFY(desk.send("GET /api/v1/events HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer " + token + "\r\n\r\n"));
        QCOMPARE(statusOf(desk.readUntil("\r\n\r\n")), 200);
        const RawClient slow(service.port);
        QVERIFY(slow.send("POST /login HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\n"));
        service.process.terminate();
        QVERIFY(desk.isClosedWithin(5000));
        QTRY_VERIFY(!RawClient(service.port).send("x"));
        QVERIFY(slow.send("who="));
        const QByteArray answer = slow.readAnswer();
        QVERIFY2(statusOf(answer) >= 300 && headerOf(answer, "Connection") == "close", answer.constData());
        QVERIFY(service.process.waitForFinished(5000));
        QCOMPARE(service.process.exitCode(), 0);
    }

private:
    [[nodiscard]] QString path(const char *name) const { return m_folder->filePath(QString::fromLatin1(name)); }
    void write(const char *name, const QByteArray &bytes) const {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        QCOMPARE(file.write(bytes), bytes.size());
    }
    std::unique_ptr<QTemporaryDir> m_folder;
    QStringList m_words;
};

QTEST_GUILESS_MAIN(TestOperation)
#include "tst_operation.moc"
