// The floor beside issue and redeem: a bare epoll loop that answers every request after one inserted row is durable (WAL, FULL), many rows a commit.
// usage: bare_loop STORE   prints its port on standard output
#include <arpa/inet.h>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <netinet/tcp.h>
#include <sqlite3.h>
#include <string>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <unordered_map>
#include <vector>

namespace {

int listenOnLoopback(std::uint16_t &port) {
    const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ::bind(fd, reinterpret_cast<sockaddr *>(&address), sizeof address);
    ::listen(fd, 512);
    socklen_t size = sizeof address;
    ::getsockname(fd, reinterpret_cast<sockaddr *>(&address), &size);
    port = ntohs(address.sin_port);
    return fd;
}

// Takes whole requests out of `in`; answers how many there were.
int takeRequests(std::string &in) {
    int count = 0;
    for (;;) {
        const std::size_t end = in.find("\r\n\r\n");
        if (end == std::string::npos) return count;
        std::size_t length = 0;
        const std::size_t at = in.find("Content-Length: ");
        if (at != std::string::npos && at < end) length = static_cast<std::size_t>(std::strtoul(in.c_str() + at + 16, nullptr, 10));
        if (in.size() < end + 4 + length) return count;
        in.erase(0, end + 4 + length);
        ++count;
    }
}

}  // namespace

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    sqlite3 *db = nullptr;
    sqlite3_open(argv[1], &db);
    sqlite3_exec(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE rows (id INTEGER PRIMARY KEY, at INTEGER, text TEXT)", nullptr, nullptr, nullptr);
    sqlite3_stmt *insert = nullptr;
    sqlite3_prepare_v2(db, "INSERT INTO rows (at, text) VALUES (1, 'abcdefghijklmnopqrstuvwxyz012345')", -1, &insert, nullptr);
    std::uint16_t port = 0;
    const int listener = listenOnLoopback(port);
    std::printf("%u\n", port);
    std::fflush(stdout);
    const int poll = ::epoll_create1(0);
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = listener;
    ::epoll_ctl(poll, EPOLL_CTL_ADD, listener, &event);
    std::unordered_map<int, std::string> inputs;
    std::vector<epoll_event> events(256);
    char buffer[16384];
    const std::string answer = "HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\n{}";
    for (;;) {
        const int ready = ::epoll_wait(poll, events.data(), 256, -1);
        std::vector<std::pair<int, int>> waiting;
        for (int e = 0; e < ready; ++e) {
            const int fd = events[static_cast<std::size_t>(e)].data.fd;
            if (fd == listener) {
                const int client = ::accept(listener, nullptr, nullptr);
                const int one = 1;
                ::setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
                event.data.fd = client;
                ::epoll_ctl(poll, EPOLL_CTL_ADD, client, &event);
                continue;
            }
            const ssize_t got = ::recv(fd, buffer, sizeof buffer, 0);
            if (got <= 0) {
                ::close(fd);
                inputs.erase(fd);
                continue;
            }
            inputs[fd].append(buffer, static_cast<std::size_t>(got));
            if (const int count = takeRequests(inputs[fd])) waiting.emplace_back(fd, count);
        }
        if (waiting.empty()) continue;
        sqlite3_exec(db, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr);
        for (const auto &[fd, count] : waiting)
            for (int i = 0; i < count; ++i) {
                sqlite3_step(insert);
                sqlite3_reset(insert);
            }
        sqlite3_exec(db, "COMMIT", nullptr, nullptr, nullptr);
        for (const auto &[fd, count] : waiting)
            for (int i = 0; i < count; ++i) ::send(fd, answer.data(), answer.size(), MSG_NOSIGNAL);
    }
}
