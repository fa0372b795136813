// Clients that connect anew for every request, so that a test can see whether a server that comes or goes refuses one of them.
#pragma once

#include "tests/http/raw_client.h"

#include <QTest>

#include <arpa/inet.h>
#include <atomic>
#include <netinet/in.h>
#include <sys/socket.h>
#include <thread>
#include <vector>

namespace latchkey {

// Each of its threads opens one connection after the other, asks once, and counts who was not answered with 200.
class Crowd {
public:
    Crowd(std::uint16_t port, const QByteArray &request) {
        constexpr int clients = 3;
        for (int i = 0; i < clients; ++i)
            m_threads.emplace_back([this, port, request] {
                while (!m_over) {
                    const RawClient client(port);
                    const bool served = client.send(request) && statusOf(client.readAnswer()) == 200;
                    ++(served ? answered : refused);
                }
            });
    }
    ~Crowd() { disperse(); }
    void disperse() {
        m_over = true;
        for (std::thread &thread : m_threads) thread.join();
        m_threads.clear();
    }
    // So that each server has a crowd before it goes.
    void waitForMore(int number) const {
        const int wanted = answered + number;
        QTRY_VERIFY_WITH_TIMEOUT(answered >= wanted, 30'000);
    }
    std::atomic<int> answered{0};
    std::atomic<int> refused{0};

private:
    std::atomic<bool> m_over{false};
    std::vector<std::thread> m_threads;
};

// As a service manager holds one: on this machine, on a port of its own, listening.
inline int listeningSocket(std::uint16_t &port) {
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    ::bind(descriptor, reinterpret_cast<const sockaddr *>(&address), size);
    ::listen(descriptor, SOMAXCONN);
    ::getsockname(descriptor, reinterpret_cast<sockaddr *>(&address), &size);
    port = ntohs(address.sin_port);
    return descriptor;
}

}  // namespace latchkey
