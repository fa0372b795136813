// Blocking reads and writes on the sockets of a listener that lives in a thread of its own.
#include "tests/support/socket_peer.h"

#include <QFile>
#include <QSemaphore>
#include <QSslKey>
#include <QTcpServer>

namespace latchkey {

namespace {

constexpr int lookAgain = 50;  // how soon a stop is noticed
constexpr int patience = 30'000;

class Listener : public QTcpServer {
public:
    qintptr taken = -1;

protected:
    void incomingConnection(qintptr handle) override { taken = handle; }
};

}  // namespace

bool PeerLine::waitForBytes() {
    while (!isGone())
        if (m_socket.waitForReadyRead(lookAgain)) return true;
    return m_socket.bytesAvailable() > 0;
}

std::optional<QByteArray> PeerLine::readLine() {
    while (!m_socket.canReadLine())
        if (isGone() || !waitForBytes()) return {};
    return m_socket.readLine();
}

std::optional<QByteArray> PeerLine::read(qsizetype bytes) {
    while (m_socket.bytesAvailable() < bytes)
        if (isGone() || !waitForBytes()) return {};
    return m_socket.read(bytes);
}

void PeerLine::write(const QByteArray &bytes) {
    m_socket.write(bytes);
    while (!isGone() && m_socket.bytesToWrite() > 0 && m_socket.waitForBytesWritten(patience)) {
    }
}

bool PeerLine::encrypt(const QString &certificateFile, const QString &keyFile) {
    QFile key(keyFile);
    if (!key.open(QIODevice::ReadOnly)) return false;
    m_socket.setLocalCertificate(certificateFile);
    m_socket.setPrivateKey(QSslKey(&key, QSsl::Ec));
    m_socket.startServerEncryption();
    return m_socket.waitForEncrypted(patience);
}

void PeerLine::hang() {
    while (!isGone()) {
        m_socket.waitForReadyRead(lookAgain);
        m_socket.readAll();
    }
}

void PeerLine::close() {
    m_socket.disconnectFromHost();
    if (m_socket.state() != QAbstractSocket::UnconnectedState) m_socket.waitForDisconnected(patience);
}

SocketPeer::SocketPeer(Serve serve) : m_serve(std::move(serve)) {
    QSemaphore ready;
    m_thread.reset(QThread::create([this, &ready] {
        Listener listener;
        listener.listen(QHostAddress::LocalHost);
        m_port = listener.serverPort();
        ready.release();
        while (!m_stopped) {
            listener.taken = -1;
            if (!listener.waitForNewConnection(lookAgain) || listener.taken < 0) continue;
            QSslSocket socket;
            socket.setSocketDescriptor(listener.taken);
            ++m_connections;
            PeerLine line(socket, m_stopped);
            m_serve(line);
        }
    }));
    m_thread->start();
    ready.acquire();
}

SocketPeer::~SocketPeer() {
    m_stopped = true;
    m_thread->wait();
}

int portWithoutListener() {
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

}  // namespace latchkey
