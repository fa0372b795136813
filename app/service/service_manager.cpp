// A datagram for each thing said, and two variables for the sockets; no library is needed for either.
#include "app/service/service_manager.h"

#include <QtGlobal>

#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include <cstddef>
#include <cstring>

namespace latchkey {

void tellServiceManager(const QByteArray &state) {
    const QByteArray path = qgetenv("NOTIFY_SOCKET");
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.isEmpty() || static_cast<std::size_t>(path.size()) >= sizeof address.sun_path) return;
    std::memcpy(address.sun_path, path.constData(), static_cast<std::size_t>(path.size()));
    // A name that begins with @ is no file: its first byte is zero.
    if (address.sun_path[0] == '@') address.sun_path[0] = '\0';
    const int descriptor = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return;
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + static_cast<std::size_t>(path.size()));
    ::sendto(descriptor, state.constData(), static_cast<std::size_t>(state.size()), MSG_NOSIGNAL, reinterpret_cast<const sockaddr *>(&address), size);
    ::close(descriptor);
}

void tellServiceManagerOfReload() {
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    const qint64 microseconds = static_cast<qint64>(now.tv_sec) * 1'000'000 + now.tv_nsec / 1000;
    tellServiceManager("RELOADING=1\nMONOTONIC_USEC=" + QByteArray::number(microseconds));
}

std::optional<int> inheritedSocket() {
    constexpr int firstInherited = 3;
    const int number = qEnvironmentVariableIntValue("LISTEN_FDS");
    const bool isOurs = qgetenv("LISTEN_PID").toLongLong() == ::getpid();
    for (const char *variable : {"LISTEN_FDS", "LISTEN_PID", "LISTEN_FDNAMES"}) qunsetenv(variable);
    if (!isOurs || number < 1) return std::nullopt;
    return number == 1 ? firstInherited : -1;
}

}  // namespace latchkey
