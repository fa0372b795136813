// What systemd and its kin want to know of a service, said by their datagram protocol, and the socket that they may hand over.
#pragma once

#include <QByteArray>

#include <optional>

namespace latchkey {

// "READY=1" and the like, a line each, to $NOTIFY_SOCKET; nothing happens without one.
void tellServiceManager(const QByteArray &state);
// What a service of Type=notify-reload says when it begins to read its configuration anew.
void tellServiceManagerOfReload();

// The socket that listens for this process, by LISTEN_PID and LISTEN_FDS, which are taken out of the environment; nothing when there is none.
// Negative when there are several: one service listens in one place.
std::optional<int> inheritedSocket();

}  // namespace latchkey
