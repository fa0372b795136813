// The other end of real sockets, for tests: listens on 127.0.0.1 and gives each connection, one after another, to a function in its own thread.
#pragma once

#include <QByteArray>
#include <QSslSocket>
#include <QThread>

#include <atomic>
#include <functional>
#include <optional>

namespace latchkey {

// What a serving function speaks through; every wait ends when the peer is stopped or the client goes.
class PeerLine {
public:
    PeerLine(QSslSocket &socket, const std::atomic<bool> &stopped) : m_socket(socket), m_stopped(stopped) {}

    // With its line end; nothing when the client has gone.
    std::optional<QByteArray> readLine();
    std::optional<QByteArray> read(qsizetype bytes);
    void write(const QByteArray &bytes);
    bool encrypt(const QString &certificateFile, const QString &keyFile);
    // Says nothing until the client gives up.
    void hang();
    // Ends the connection at once, so that the client may see a reset.
    void drop() { m_socket.abort(); }
    // After all that was written.
    void close();

private:
    bool waitForBytes();
    [[nodiscard]] bool isGone() const { return m_stopped || m_socket.state() != QAbstractSocket::ConnectedState; }

    QSslSocket &m_socket;
    const std::atomic<bool> &m_stopped;
};

class SocketPeer {
public:
    using Serve = std::function<void(PeerLine &)>;

    explicit SocketPeer(Serve serve);
    ~SocketPeer();
    SocketPeer(const SocketPeer &) = delete;
    SocketPeer &operator=(const SocketPeer &) = delete;

    [[nodiscard]] int port() const { return m_port; }
    [[nodiscard]] int connections() const { return m_connections; }

private:
    Serve m_serve;
    std::atomic<int> m_port = 0;
    std::atomic<int> m_connections = 0;
    std::atomic<bool> m_stopped = false;
    std::unique_ptr<QThread> m_thread;
};

// A port of this computer on which nobody listens.
int portWithoutListener();

}  // namespace latchkey
