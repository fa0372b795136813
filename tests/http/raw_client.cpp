// A client that sends bytes as they are.
#include "tests/http/raw_client.h"

#include <QElapsedTimer>
#include <QList>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

namespace latchkey {

RawClient::RawClient(std::uint16_t port) {
    m_descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(m_descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0) leave();
}

RawClient::~RawClient() { leave(); }

bool RawClient::send(const QByteArray &bytes) const {
    qsizetype sent = 0;
    while (sent < bytes.size()) {
        const ssize_t count = ::send(m_descriptor, bytes.constData() + sent, static_cast<size_t>(bytes.size() - sent), MSG_NOSIGNAL);
        if (count <= 0) return false;
        sent += count;
    }
    return true;
}

QByteArray RawClient::readSome(int milliseconds, bool &ended) const {
    pollfd waiting{m_descriptor, POLLIN, 0};
    if (m_descriptor < 0 || ::poll(&waiting, 1, qMax(0, milliseconds)) <= 0) return {};
    std::array<char, 65536> bytes{};
    const ssize_t count = ::recv(m_descriptor, bytes.data(), bytes.size(), 0);
    ended = count <= 0;
    return count > 0 ? QByteArray(bytes.data(), count) : QByteArray();
}

QByteArray RawClient::readToEnd(int milliseconds) const {
    QElapsedTimer clock;
    clock.start();
    QByteArray all;
    bool ended = false;
    while (!ended && clock.elapsed() < milliseconds) all += readSome(milliseconds - static_cast<int>(clock.elapsed()), ended);
    return all;
}

QByteArray RawClient::readUntil(const QByteArray &mark, int milliseconds) const {
    QElapsedTimer clock;
    clock.start();
    QByteArray all;
    bool ended = false;
    // Byte by byte in effect: what follows the mark stays for the next reader.
    while (!ended && !all.contains(mark) && clock.elapsed() < milliseconds) {
        pollfd waiting{m_descriptor, POLLIN, 0};
        if (::poll(&waiting, 1, milliseconds - static_cast<int>(clock.elapsed())) <= 0) break;
        char c = 0;
        ended = ::recv(m_descriptor, &c, 1, 0) <= 0;
        if (!ended) all += c;
    }
    return all;
}

QByteArray RawClient::readAnswer(bool toHead, int milliseconds) const {
    QByteArray answer = readUntil("\r\n\r\n", milliseconds);
    const qsizetype wanted = toHead ? 0 : headerOf(answer, "Content-Length").toLongLong();
    QElapsedTimer clock;
    clock.start();
    QByteArray body;
    while (body.size() < wanted && clock.elapsed() < milliseconds) {
        std::array<char, 4096> bytes{};
        const ssize_t count = ::recv(m_descriptor, bytes.data(), static_cast<size_t>(qMin<qsizetype>(4096, wanted - body.size())), 0);
        if (count <= 0) break;
        body.append(bytes.data(), count);
    }
    return answer + body;
}

bool RawClient::isClosedWithin(int milliseconds) const {
    QElapsedTimer clock;
    clock.start();
    bool ended = m_descriptor < 0;
    while (!ended && clock.elapsed() < milliseconds) readSome(milliseconds - static_cast<int>(clock.elapsed()), ended);
    return ended;
}

void RawClient::leaveRudely() {
    const linger reset{1, 0};
    ::setsockopt(m_descriptor, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
    leave();
}

void RawClient::leave() {
    if (m_descriptor >= 0) ::close(m_descriptor);
    m_descriptor = -1;
}

int statusOf(const QByteArray &answer) { return answer.startsWith("HTTP/1.1 ") ? answer.mid(9, 3).toInt() : 0; }

QByteArray headerOf(const QByteArray &answer, const QByteArray &name) {
    const QByteArray head = answer.left(answer.indexOf("\r\n\r\n"));
    for (const QByteArray &line : head.split('\n'))
        if (line.toLower().startsWith(name.toLower() + ":")) return line.mid(name.size() + 1).trimmed();
    return {};
}

QByteArray bodyOf(const QByteArray &answer) { return answer.mid(answer.indexOf("\r\n\r\n") + 4); }

}  // namespace latchkey
