// Listens, accepts within the limits, and runs the server's thread.
#include "services/http/server.h"

#include "services/http/connection.h"
#include "services/http/response_head.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <atomic>
#include <thread>

#include <fcntl.h>
#include <pthread.h>

namespace latchkey::http {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using namespace std::chrono_literals;

namespace {

constexpr auto patienceAtStop = 5000ms;
constexpr auto pauseWithoutDescriptors = 100ms;

// A browser that the desk starts must not inherit our sockets.
void keepFromChildren(int descriptor) { ::fcntl(descriptor, F_SETFD, FD_CLOEXEC); }

asio::ip::address plain(const asio::ip::address &address) {
    if (!address.is_v6()) return address;
    auto v6 = address.to_v6();
    v6.scope_id(0);
    if (v6.is_v4_mapped()) return asio::ip::make_address_v4(asio::ip::v4_mapped, v6);
    return v6;
}

// One IPv6 household owns a whole /64, so that is what the limit per address counts.
std::string groupOf(const asio::ip::address &address) {
    if (!address.is_v6()) return address.to_string();
    auto bytes = address.to_v6().to_bytes();
    std::fill(bytes.begin() + 8, bytes.end(), static_cast<unsigned char>(0));
    return asio::ip::address_v6(bytes).to_string();
}

}  // namespace

struct Server::Inner {
    explicit Inner(Limits limits, Handler handler) : hub(std::make_shared<Hub>(limits, std::move(handler))) {}

    asio::awaitable<void> accept();
    void admit(tcp::socket socket);
    void turnAway(tcp::socket socket);

    std::shared_ptr<Hub> hub;
    tcp::acceptor acceptor{hub->io};
    asio::executor_work_guard<asio::io_context::executor_type> guard{hub->io.get_executor()};
    std::thread thread;
    std::atomic<bool> stopped{false};
};

asio::awaitable<void> Server::Inner::accept() {
    asio::steady_timer pause(hub->io);
    while (acceptor.is_open()) {
        error_code error;
        tcp::socket socket = co_await acceptor.async_accept(asio::redirect_error(asio::use_awaitable, error));
        if (!error) {
            admit(std::move(socket));
            continue;
        }
        if (error == asio::error::connection_aborted || error == asio::error::operation_aborted) continue;
        // Out of descriptors the waiting client would be reported again at once, for ever.
        pause.expires_after(pauseWithoutDescriptors);
        co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
    }
}

void Server::Inner::admit(tcp::socket socket) {
    error_code error;
    const tcp::endpoint remote = socket.remote_endpoint(error);
    if (error) return;
    keepFromChildren(socket.native_handle());
    const asio::ip::address address = plain(remote.address());
    std::string group = groupOf(address);
    if (!hub->hasRoomFor(group)) return turnAway(std::move(socket));
    socket.set_option(tcp::no_delay(true), error);
    auto connection = std::make_shared<Connection>(*hub, std::move(socket), address.to_string(), std::move(group));
    asio::co_spawn(hub->io, [connection] { return connection->run(); }, asio::detached);
}

// Never waits: the few bytes fit into the socket's buffer, or the client goes without.
void Server::Inner::turnAway(tcp::socket socket) {
    error_code error;
    socket.non_blocking(true, error);
    const Response response = plainAnswer(503);
    const std::string bytes = responseHead(response, {false, false}, hub->date()) + response.body;
    socket.write_some(asio::buffer(bytes), error);
    socket.shutdown(tcp::socket::shutdown_send, error);
}

Server::Server(Limits limits, Handler handler) : m_inner(std::make_shared<Inner>(limits, std::move(handler))) {}

Server::~Server() { stop(); }

Result<std::uint16_t> Server::listen(const std::string &address, std::uint16_t port) {
    const QString place = QString::fromStdString(address) + u':' + QString::number(port);
    error_code error;
    const auto parsed = asio::ip::make_address(address == "localhost" ? "127.0.0.1" : address, error);
    if (error) return fail(ErrorCode::AddressUnusable, place);
    const tcp::endpoint endpoint(parsed, port);
    tcp::acceptor &acceptor = m_inner->acceptor;
    acceptor.open(endpoint.protocol(), error);
    if (error) return fail(ErrorCode::AddressUnusable, place);
    keepFromChildren(acceptor.native_handle());
    acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    if (parsed.is_v6()) acceptor.set_option(asio::ip::v6_only(false), error);
    acceptor.bind(endpoint, error);
    if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
    if (error) {
        const bool taken = error == asio::error::address_in_use;
        acceptor.close(error);
        return fail(taken ? ErrorCode::PortInUse : ErrorCode::AddressUnusable, place);
    }
    return acceptor.local_endpoint(error).port();
}

void Server::start() {
    Inner *inner = m_inner.get();
    if (inner->thread.joinable() || inner->stopped) return;
    if (inner->acceptor.is_open()) asio::co_spawn(inner->hub->io, [inner] { return inner->accept(); }, asio::detached);
    inner->thread = std::thread([inner] {
        ::pthread_setname_np(::pthread_self(), "http");
        inner->hub->io.run();
    });
}

void Server::stop() {
    Inner *inner = m_inner.get();
    if (!inner->thread.joinable()) return;
    asio::post(inner->hub->io, [inner] {
        error_code ignored;
        inner->acceptor.close(ignored);
        inner->hub->retire(patienceAtStop);
        inner->guard.reset();
    });
    inner->thread.join();
    inner->stopped = true;
}

void Server::post(std::function<void()> closure) {
    if (!m_inner->stopped) asio::post(m_inner->hub->io, std::move(closure));
}

}  // namespace latchkey::http
