// One thread accepts, one carries each connection's bytes both ways.
#include "tests/support/losing_proxy.h"

#include <QFile>

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <string_view>

namespace latchkey {

namespace {

constexpr int lookAgainMs = 20;

sockaddr_un placeIn(const QString &folder) {
    sockaddr_un place{};
    place.sun_family = AF_UNIX;
    const QByteArray path = QFile::encodeName(folder + QStringLiteral("/.s.PGSQL.5432"));
    std::strncpy(place.sun_path, path.constData(), sizeof place.sun_path - 1);
    return place;
}

}  // namespace

LosingProxy::LosingProxy(const QString &server) : m_server(server) {
    m_listener = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_un place = placeIn(folder());
    if (::bind(m_listener, reinterpret_cast<const sockaddr *>(&place), sizeof place) != 0 || ::listen(m_listener, 16) != 0) qFatal("the proxy cannot listen");
    m_thread = std::thread([this] { accept(); });
}

LosingProxy::~LosingProxy() {
    m_ending = true;
    m_thread.join();
    for (std::thread &carrier : m_carriers) carrier.join();
    ::close(m_listener);
}

void LosingProxy::accept() {
    while (!m_ending) {
        pollfd place{m_listener, POLLIN, 0};
        if (::poll(&place, 1, lookAgainMs) <= 0) continue;
        const int client = ::accept(m_listener, nullptr, nullptr);
        const int server = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const sockaddr_un real = placeIn(m_server);
        if (::connect(server, reinterpret_cast<const sockaddr *>(&real), sizeof real) != 0) qFatal("the proxy cannot reach PostgreSQL");
        m_carriers.emplace_back([this, client, server] { carry(client, server); });
    }
}

void LosingProxy::carry(int client, int server) {
    std::array<char, 65'536> bytes{};
    bool losing = false;
    while (!m_ending) {
        std::array<pollfd, 2> places{{{client, POLLIN, 0}, {server, POLLIN, 0}}};
        if (::poll(places.data(), places.size(), lookAgainMs) <= 0) continue;
        const bool fromClient = places[0].revents != 0;
        const ssize_t read = ::read(fromClient ? client : server, bytes.data(), bytes.size());
        if (read <= 0) break;
        const std::string_view piece(bytes.data(), static_cast<std::size_t>(read));
        if (fromClient && piece.find("COMMIT") != std::string_view::npos && m_lose.exchange(false)) losing = true;
        if (!fromClient && losing) {
            m_lost = true;
            break;
        }
        if (::write(fromClient ? server : client, piece.data(), piece.size()) < 0) break;
    }
    ::close(client);
    ::close(server);
}

}  // namespace latchkey
