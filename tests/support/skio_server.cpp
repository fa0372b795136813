// Runs the Skio test server with Node and speaks HTTP/1.1 to its control door over a plain socket.
#include "tests/support/skio_server.h"

#include "tests/support/minted.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTcpSocket>

#include <array>

namespace latchkey {

namespace {

constexpr int patience = 60'000;

QByteArray secret() {
    std::array<quint32, 6> words{};
    QRandomGenerator::system()->fillRange(words.data(), qsizetype(words.size()));
    QByteArray made = QByteArray(reinterpret_cast<const char *>(words.data()), sizeof(words)).toHex();
    noteMinted(made);
    return made;
}

QJsonObject failure(const QString &why) { return {{QStringLiteral("ok"), false}, {QStringLiteral("error"), why}}; }

// The connection is closed after one reply, so the reply is all that comes.
QByteArray post(int port, const QByteArray &body) {
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), quint16(port));
    if (!socket.waitForConnected(patience)) return {};
    socket.write("POST /control HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" +
                 body);
    QByteArray reply;
    QElapsedTimer waited;
    waited.start();
    while (socket.state() == QAbstractSocket::ConnectedState && waited.elapsed() < patience) {
        socket.waitForReadyRead(1000);
        reply += socket.readAll();
    }
    reply += socket.readAll();
    const qsizetype head = reply.indexOf("\r\n\r\n");
    return head < 0 ? QByteArray() : reply.mid(head + 4);
}

}  // namespace

SkioServer::SkioServer(const Options &options) : m_token(secret()), m_shopifyToken(secret()) {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("SKIO_TEST_TOKEN"), QString::fromLatin1(m_token));
    environment.insert(QStringLiteral("SHOPIFY_TEST_TOKEN"), QString::fromLatin1(m_shopifyToken));
    m_process.setProcessEnvironment(environment);
    m_process.start(QStringLiteral("node"), {QStringLiteral(LATCHKEY_SKIO_SERVER), QStringLiteral("--customers"), QString::number(options.customers),
                                             QStringLiteral("--subscriptions"), QString::number(options.subscriptions), QStringLiteral("--seed"),
                                             QString::number(options.seed)});
    while (!m_process.canReadLine())
        if (!m_process.waitForReadyRead(patience)) break;
    m_port = QJsonDocument::fromJson(m_process.readLine()).object().value(QLatin1String("port")).toInt();
    if (m_port == 0)
        m_error = QStringLiteral("The Skio test server did not start (./dev test installs what it needs): ") +
                  QString::fromUtf8(m_process.readAllStandardError()) + m_process.errorString();
}

SkioServer::~SkioServer() {
    if (m_process.state() == QProcess::NotRunning) return;
    m_process.closeWriteChannel();
    if (!m_process.waitForFinished(patience)) m_process.kill();
}

QString SkioServer::endpoint() const { return shopifyOrigin() + QStringLiteral("/v1/graphql"); }

QString SkioServer::shopifyOrigin() const { return QStringLiteral("http://127.0.0.1:%1").arg(m_port); }

QJsonObject SkioServer::control(const QJsonObject &command) {
    const QByteArray reply = post(m_port, QJsonDocument(command).toJson(QJsonDocument::Compact));
    const QJsonDocument read = QJsonDocument::fromJson(reply);
    return read.isObject() ? read.object() : failure(QStringLiteral("the control door gave no answer"));
}

QJsonObject SkioServer::control(const QString &command) { return control(QJsonObject{{QStringLiteral("command"), command}}); }

QJsonObject SkioServer::misbehave(const QString &kind, QJsonObject rule) {
    rule.insert(QStringLiteral("command"), QStringLiteral("misbehave"));
    rule.insert(QStringLiteral("kind"), kind);
    return control(rule);
}

QJsonObject SkioServer::set(const QJsonObject &values) {
    return control(QJsonObject{{QStringLiteral("command"), QStringLiteral("set")}, {QStringLiteral("values"), values}});
}

QString SkioServer::id(const QString &name) {
    if (m_names.isEmpty()) m_names = control(QStringLiteral("names"));
    return m_names.value(name).toString();
}

}  // namespace latchkey
