// Reads questions and writes answers by RFC 1035, as far as one question at a time needs it.
#include "tests/support/dns_peer.h"

#include <QtEndian>

#include <arpa/inet.h>
#include <array>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace latchkey {

namespace {

constexpr qsizetype headerSize = 12;

void append16(QByteArray &out, int number) {
    out.append(static_cast<char>(number >> 8));
    out.append(static_cast<char>(number & 0xff));
}

QByteArray nameOf(const QByteArray &host) {
    QByteArray out;
    for (const QByteArray &label : host.isEmpty() ? QList<QByteArray>() : host.split('.')) {
        out.append(static_cast<char>(label.size()));
        out.append(label);
    }
    out.append('\0');
    return out;
}

}  // namespace

DnsPeer::DnsPeer(Script script) : m_script(std::move(script)) {
    m_socket = ::socket(AF_INET, SOCK_DGRAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto *general = reinterpret_cast<sockaddr *>(&address);
    socklen_t size = sizeof address;
    if (::bind(m_socket, general, size) != 0 || ::getsockname(m_socket, general, &size) != 0) qFatal("no port for the name server");
    m_port = ntohs(address.sin_port);
    const timeval slice{0, 20'000};
    ::setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &slice, sizeof slice);
    m_thread = std::thread([this] { serve(); });
}

DnsPeer::~DnsPeer() {
    m_stopped = true;
    m_thread.join();
    ::close(m_socket);
}

QList<QByteArray> DnsPeer::questions() const {
    const std::lock_guard lock(m_mutex);
    return m_questions;
}

void DnsPeer::serve() {
    std::array<char, 1500> buffer{};
    while (!m_stopped) {
        sockaddr_in from{};
        socklen_t size = sizeof from;
        auto *general = reinterpret_cast<sockaddr *>(&from);
        const ssize_t count = ::recvfrom(m_socket, buffer.data(), buffer.size(), 0, general, &size);
        if (count <= headerSize) continue;
        const QByteArray answer = answerTo(QByteArray(buffer.data(), count));
        if (!answer.isEmpty()) (void)::sendto(m_socket, answer.constData(), static_cast<std::size_t>(answer.size()), 0, general, size);
    }
}

QByteArray DnsPeer::answerTo(const QByteArray &packet) {
    QByteArray name;
    qsizetype at = headerSize;
    while (at < packet.size() && packet[at] != '\0') {
        if (!name.isEmpty()) name.append('.');
        name.append(packet.mid(at + 1, packet[at]));
        at += packet[at] + 1;
    }
    const QByteArray question = packet.mid(headerSize, at + 5 - headerSize);
    if (question.size() < 5) return {};
    const int type = qFromBigEndian<quint16>(question.constData() + question.size() - 4);
    {
        const std::lock_guard lock(m_mutex);
        m_questions.append(name + ' ' + QByteArray::number(type));
    }
    const std::optional<Reply> reply = m_script(name, type);
    if (!reply) return {};
    if (reply->garbage) return packet.left(2) + QByteArray(40, '\xff');
    QByteArray out = packet.left(2);
    append16(out, 0x8180 | reply->code);
    for (const int count : {1, static_cast<int>(reply->records.size()), 0, 0}) append16(out, count);
    out.append(question);
    for (const QByteArray &record : reply->records) {
        QByteArray data;
        if (type == Mx) {
            append16(data, record.isEmpty() ? 0 : 10);
            data.append(nameOf(record));
        } else {
            data = record;
        }
        append16(out, 0xc00c);
        append16(out, type);
        append16(out, 1);
        append16(out, 0);
        append16(out, 60);
        append16(out, static_cast<int>(data.size()));
        out.append(data);
    }
    return out;
}

}  // namespace latchkey
