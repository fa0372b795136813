// The load generator's epoll loop.
#include "tests/bench/load.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <algorithm>
#include <cctype>
#include <chrono>
#include <cstdlib>
#include <deque>

namespace latchkey::bench {

namespace {

using SteadyClock = std::chrono::steady_clock;

struct Client {
    int socket = -1;
    int step = 0;
    std::string in;
    SteadyClock::time_point began;
    bool running = false;
};

int connectTo(std::uint16_t port) {
    const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(fd, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0) {
        ::close(fd);
        return -1;
    }
    const int one = 1;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    return fd;
}

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

// True when `in` holds a whole reply, which is then taken out of it.
bool takeReply(std::string &in, Reply &reply) {
    const std::size_t end = in.find("\r\n\r\n");
    if (end == std::string::npos) return false;
    reply.head = in.substr(0, end + 2);
    reply.status = std::atoi(reply.head.c_str() + 9);
    const std::size_t length = static_cast<std::size_t>(std::strtoull(reply.header("content-length").c_str(), nullptr, 10));
    if (in.size() < end + 4 + length) return false;
    reply.body = in.substr(end + 4, length);
    in.erase(0, end + 4 + length);
    return true;
}

bool sendAll(int fd, const std::string &bytes) { return ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size()); }

}  // namespace

std::string Reply::header(const std::string &name) const {
    const std::string folded = lower(head);
    const std::size_t at = folded.find("\r\n" + name + ":");
    if (at == std::string::npos) return {};
    std::size_t from = at + name.size() + 3;
    while (from < head.size() && head[from] == ' ') ++from;
    return head.substr(from, head.find("\r\n", from) - from);
}

double LoadResult::percentile(double p) const {
    if (milliseconds.empty()) return 0;
    return milliseconds[std::min(milliseconds.size() - 1, static_cast<std::size_t>(p * static_cast<double>(milliseconds.size())))];
}

LoadResult runLoad(std::uint16_t port, int clients, std::uint64_t operations, double seconds, const NextRequest &next) {
    LoadResult result;
    std::vector<Client> all(static_cast<std::size_t>(clients));
    const int poll = ::epoll_create1(0);
    std::uint64_t started = 0;
    const auto begin = SteadyClock::now();
    const auto open = [&](std::size_t i) {
        Client &client = all[i];
        client.socket = connectTo(port);
        client.in.clear();
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.u64 = i;
        ::epoll_ctl(poll, EPOLL_CTL_ADD, client.socket, &event);
    };
    const auto startOperation = [&](std::size_t i) {
        Client &client = all[i];
        client.running = started < operations;
        if (!client.running) return;
        ++started;
        client.step = 0;
        client.began = SteadyClock::now();
        if (!sendAll(client.socket, next(static_cast<int>(i), 0, nullptr))) ++result.failures;
    };
    for (std::size_t i = 0; i < all.size(); ++i) {
        open(i);
        startOperation(i);
    }
    std::vector<epoll_event> events(256);
    std::deque<std::pair<SteadyClock::time_point, std::size_t>> pausing;
    char buffer[65536];
    while (result.operations + result.failures < operations) {
        if (std::chrono::duration<double>(SteadyClock::now() - begin).count() > seconds) break;
        const int ready = ::epoll_wait(poll, events.data(), static_cast<int>(events.size()), pausing.empty() ? 1000 : 1);
        for (; !pausing.empty() && pausing.front().first <= SteadyClock::now(); pausing.pop_front()) {
            const std::size_t i = pausing.front().second;
            sendAll(all[i].socket, next(static_cast<int>(i), all[i].step, nullptr));
        }
        for (int e = 0; e < ready; ++e) {
            const std::size_t i = events[static_cast<std::size_t>(e)].data.u64;
            Client &client = all[i];
            const ssize_t got = ::recv(client.socket, buffer, sizeof buffer, 0);
            if (got <= 0) {
                ::close(client.socket);
                if (client.running) ++result.failures;
                open(i);
                startOperation(i);
                continue;
            }
            client.in.append(buffer, static_cast<std::size_t>(got));
            Reply reply;
            while (client.running && takeReply(client.in, reply)) {
                std::string request;
                const bool good = reply.status >= 200 && reply.status < 400;
                if (good) request = next(static_cast<int>(i), ++client.step, &reply);
                if (request == askLater) {
                    pausing.emplace_back(SteadyClock::now() + std::chrono::milliseconds(10), i);
                    break;
                }
                if (!request.empty()) {
                    sendAll(client.socket, request);
                    continue;
                }
                if (good) {
                    ++result.operations;
                    result.milliseconds.push_back(std::chrono::duration<double, std::milli>(SteadyClock::now() - client.began).count());
                } else {
                    ++result.failures;
                }
                startOperation(i);
            }
        }
    }
    result.seconds = std::chrono::duration<double>(SteadyClock::now() - begin).count();
    for (const Client &client : all) ::close(client.socket);
    ::close(poll);
    std::sort(result.milliseconds.begin(), result.milliseconds.end());
    return result;
}

}  // namespace latchkey::bench
