// What a desk makes of a service's certificate: a good one is used, and of any other it is said what is wrong.
#include "models/json/json.h"
#include "services/client/service_client.h"
#include "tests/client/scripted_service.h"
#include "tests/support/dated_authority.h"
#include "tests/support/verify.h"

#include <QDate>
#include <QFile>
#include <QSslKey>
#include <QSslServer>
#include <QSslSocket>
#include <QTest>

#include <optional>

using namespace latchkey;

namespace {

// Answers everything with an agent's data, over TLS.
class TlsService {
public:
    explicit TlsService(const DatedAuthority::Server &with) {
        QFile key(with.key);
        if (!key.open(QIODevice::ReadOnly)) qFatal("no key");
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setLocalCertificateChain(QSslCertificate::fromPath(with.certificate, QSsl::Pem, QSslCertificate::PatternSyntax::FixedString));
        tls.setPrivateKey(QSslKey(&key, QSsl::Ec));
        m_server.setSslConfiguration(tls);
        JsonWriter out;
        writeJson(out, Me());
        const QByteArray body = QByteArray::fromStdString(out.take());
        QObject::connect(&m_server, &QTcpServer::pendingConnectionAvailable, &m_server, [this, body] {
            while (QTcpSocket *socket = m_server.nextPendingConnection())
                QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket, body] {
                    heard += socket->readAll();
                    socket->write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Service-Time: 1767225600000\r\nContent-Length: " +
                                  QByteArray::number(body.size()) + "\r\n\r\n" + body);
                });
        });
        if (!m_server.listen(QHostAddress::LocalHost)) qFatal("cannot listen");
    }
    [[nodiscard]] QUrl url() const { return QUrl(QStringLiteral("https://localhost:%1").arg(m_server.serverPort())); }
    QByteArray heard;

private:
    QSslServer m_server;
};

}  // namespace

class CertificatesTest : public QObject {
    Q_OBJECT

    DatedAuthority m_authority;
    QHash<QString, DatedAuthority::Server> m_servers;

    static Trouble troubleOf(ServiceClient &client) {
        std::optional<Result<Me>> answer;
        client.me(&client, [&](Result<Me> me) { answer.emplace(std::move(me)); });
        [&] { QTRY_VERIFY(answer); }();
        return !answer ? Trouble{TroubleKind::NoAnswer} : *answer ? Trouble{} : client.whyNot(answer->error());
    }

private slots:
    void initTestCase() {
        const QString here = QStringLiteral("DNS:localhost,IP:127.0.0.1");
        const QString long_ago = QStringLiteral("20200101000000Z"), far = QStringLiteral("20990101000000Z");
        m_servers[QStringLiteral("good")] = m_authority.sign(QStringLiteral("good"), here, long_ago, far);
        m_servers[QStringLiteral("ended")] = m_authority.sign(QStringLiteral("ended"), here, long_ago, QStringLiteral("20210203000000Z"));
        m_servers[QStringLiteral("early")] = m_authority.sign(QStringLiteral("early"), here, QStringLiteral("20980704000000Z"), far);
        m_servers[QStringLiteral("other")] = m_authority.sign(QStringLiteral("other"), QStringLiteral("DNS:desk.example.com"), long_ago, far);
        m_servers[QStringLiteral("self")] = m_authority.signItself(here);
        QVERIFY2(m_authority.isMade(), qPrintable(m_authority.error()));
    }

    void aCertificateIsJudged_data() {
        QTest::addColumn<QString>("server");
        QTest::addColumn<bool>("trusted");
        QTest::addColumn<TroubleKind>("trouble");
        QTest::addColumn<QString>("detail");
        const auto row = [](const char *name, const char *server, bool trusted, TroubleKind kind, const char *detail) {
            QTest::newRow(name) << QString::fromLatin1(server) << trusted << kind << QString::fromLatin1(detail);
        };
        row("by an authority whose file was named", "good", true, TroubleKind::None, "");
        row("by an authority that nobody knows", "good", false, TroubleKind::UnknownAuthority, "");
        row("by itself", "self", true, TroubleKind::SelfSigned, "");
        row("over", "ended", true, TroubleKind::CertificateExpired, "2021-02-03");
        row("not begun", "early", true, TroubleKind::CertificateTooNew, "2098-07-04");
        row("for another host", "other", true, TroubleKind::OtherHost, "desk.example.com");
    }
    void aCertificateIsJudged() {
        QFETCH(QString, server);
        QFETCH(bool, trusted);
        QFETCH(TroubleKind, trouble);
        QFETCH(QString, detail);
        TlsService service(m_servers.value(server));
        ServiceClient client(service.url(), AgentToken("token-of-a-test"));
        if (trusted) QVERIFY_OK(client.trust(m_authority.caFile()));
        const Trouble found = troubleOf(client);
        QCOMPARE(found.kind, trouble);
        QCOMPARE(found.detail, detail);
        QCOMPARE(isAboutCertificate(found.kind), trouble != TroubleKind::None);
        QCOMPARE(service.heard.contains("Bearer"), trouble == TroubleKind::None);  // the token goes nowhere else
    }

    void aServiceWithoutTlsIsNotSpokenTo() {
        ScriptedService service;
        QUrl url = service.url();
        url.setScheme(QStringLiteral("https"));
        ServiceClient client(url, AgentToken("token-of-a-test"));
        QCOMPARE(troubleOf(client).kind, TroubleKind::NotEncrypted);
        QCOMPARE(service.asked().size(), size_t(0));
    }

    void aFileWithoutACertificateIsRefused() {
        ServiceClient client(QUrl(QStringLiteral("https://localhost:1")), AgentToken("t"));
        QVERIFY_FAILS(client.trust(QStringLiteral("/no/such/file.pem")), ErrorCode::FileUnreadable);
        QVERIFY_FAILS(client.trust(m_servers[QStringLiteral("good")].key), ErrorCode::FileUnreadable);
    }
};

QTEST_GUILESS_MAIN(CertificatesTest)
#include "tst_certificates.moc"
