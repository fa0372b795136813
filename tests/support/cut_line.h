// A network line between a desk and a service that a test may cut, hold its breath, lose what comes back, and mend.
#pragma once

#include <QHash>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

#include <algorithm>

namespace latchkey {

// Lives on the test's thread, like the desk; the service is elsewhere.
class CutLine : public QObject {
public:
    explicit CutLine(quint16 servicePort) : m_service(servicePort) {
        connect(&m_server, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *desk = m_server.nextPendingConnection()) join(desk);
        });
        m_server.listen(QHostAddress::LocalHost);
        m_port = m_server.serverPort();
    }
    CutLine(const CutLine &) = delete;
    CutLine &operator=(const CutLine &) = delete;
    ~CutLine() override { cut(); }
    [[nodiscard]] QUrl url() const { return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_port)); }

    // Whoever is connected is thrown out, and nobody gets in.
    void cut() {
        m_server.close();
        const QList<QTcpSocket *> desks = m_ends.keys();
        for (QTcpSocket *desk : desks) part(desk);
    }
    // Connections stand, but nothing goes through: a cable pulled out.
    void hold() { m_held = true; }
    // Requests reach the service, answers do not come back.
    void loseAnswers() { m_losing = true; }
    void mend() {
        const bool wasHeld = std::exchange(m_held, false);
        if (std::exchange(m_losing, false) || wasHeld) {
            const QList<QTcpSocket *> desks = m_ends.keys();
            for (QTcpSocket *desk : desks) part(desk);
        }
        if (!m_server.isListening()) m_server.listen(QHostAddress::LocalHost, m_port);
    }
    // That went through to the service, and whose path holds these words.
    [[nodiscard]] int posts(const QByteArray &path) const {
        return static_cast<int>(std::count_if(m_posts.cbegin(), m_posts.cend(), [&path](const QByteArray &line) { return line.contains(path); }));
    }

private:
    void join(QTcpSocket *desk) {
        auto *service = new QTcpSocket(desk);
        m_ends.insert(desk, service);
        service->connectToHost(QHostAddress::LocalHost, m_service);
        connect(desk, &QTcpSocket::readyRead, this, [this, desk, service] {
            if (m_held) return;
            const QByteArray bytes = desk->readAll();
            if (bytes.startsWith("POST ")) m_posts.append(bytes.left(bytes.indexOf('\r')));
            service->write(bytes);
        });
        connect(service, &QTcpSocket::readyRead, this, [this, desk, service] {
            if (m_held) return;
            const QByteArray bytes = service->readAll();
            if (!m_losing) desk->write(bytes);
        });
        connect(service, &QTcpSocket::disconnected, this, [this, desk] {
            if (!m_held && !m_losing) part(desk);
        });
        connect(desk, &QTcpSocket::disconnected, this, [this, desk] { part(desk); });
    }
    void part(QTcpSocket *desk) {
        QTcpSocket *service = m_ends.take(desk);
        if (service == nullptr) return;
        service->disconnect(this);
        desk->disconnect(this);
        service->abort();
        desk->abort();
        desk->deleteLater();
    }

    quint16 m_service;
    quint16 m_port = 0;
    QTcpServer m_server;
    QHash<QTcpSocket *, QTcpSocket *> m_ends;  // the desk's end and the service's
    bool m_held = false;
    bool m_losing = false;
    QList<QByteArray> m_posts;  // their first lines
};

}  // namespace latchkey
