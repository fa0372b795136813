// Listens, accepts within the limits, and runs the server's thread.
#include "services/http/server.h"

#include "services/http/connection.h"
#include "services/http/response_head.h"
#include "services/http/tls.h"

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
#include <linux/filter.h>
#include <pthread.h>
#include <sys/socket.h>

namespace latchkey::http {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using namespace std::chrono_literals;

namespace {

constexpr auto patienceAtStop = 10'000ms;
// Handshakes that have begun with this listener end with it; nobody is that far away.
constexpr auto handOver = 300ms;
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

// Of two that listen on a port, the one that came later is the second in the kernel's list, and is given all that connect from now on.
// When nobody else listens the kernel finds no second, and goes on as before.
void sendNewConnectionsToTheOther(int descriptor) {
    sock_filter second{BPF_RET | BPF_K, 0, 0, 1};
    const sock_fprog program{1, &second};
    ::setsockopt(descriptor, SOL_SOCKET, SO_ATTACH_REUSEPORT_CBPF, &program, sizeof program);
}

void shareThePort(int descriptor) {
    const int yes = 1;
    ::setsockopt(descriptor, SOL_SOCKET, SO_REUSEPORT, &yes, sizeof yes);
}

}  // namespace

struct Server::Inner {
    explicit Inner(Limits limits, Handler handler) : hub(std::make_shared<Hub>(limits, std::move(handler))) {}

    asio::awaitable<void> accept();
    void admit(tcp::socket socket);
    void turnAway(tcp::socket socket);
    asio::awaitable<void> windUp();
    void admitWaiting();

    std::shared_ptr<Hub> hub;
    tcp::acceptor acceptor{hub->io};
    asio::executor_work_guard<asio::io_context::executor_type> guard{hub->io.get_executor()};
    std::thread thread;
    std::atomic<bool> stopped{false};
    bool shared = false;
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
    const std::string peer = address.to_string();
    if (!hub->hasRoomFor(group, hub->trustedProxies().contains(peer))) return turnAway(std::move(socket));
    socket.set_option(tcp::no_delay(true), error);
    auto connection = std::make_shared<Connection>(*hub, std::move(socket), peer, std::move(group));
    asio::co_spawn(hub->io, [connection] { return connection->run(); }, asio::detached);
}

// Never waits: the few bytes fit into the socket's buffer, or the client goes without.
void Server::Inner::turnAway(tcp::socket socket) {
    error_code error;
    hub->answered({Method::Get, {}, 503, {}});
    // In clear text no TLS client could read it.
    if (hub->tls()) return;
    socket.non_blocking(true, error);
    const Response response = plainAnswer(503);
    const std::string bytes = responseHead(response, {false, false}, hub->date()) + response.body;
    socket.write_some(asio::buffer(bytes), error);
    socket.shutdown(tcp::socket::shutdown_send, error);
}

// What stands in the kernel's queue has been told that it is connected: closing the listener would reset it.
void Server::Inner::admitWaiting() {
    error_code error;
    acceptor.non_blocking(true, error);
    while (!error) {
        tcp::socket socket = acceptor.accept(error);
        if (!error) admit(std::move(socket));
    }
}

asio::awaitable<void> Server::Inner::windUp() {
    error_code ignored;
    if (shared && acceptor.is_open()) {
        sendNewConnectionsToTheOther(acceptor.native_handle());
        asio::steady_timer rest(hub->io, handOver);
        co_await rest.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }
    if (acceptor.is_open()) admitWaiting();
    acceptor.close(ignored);
    hub->retire(patienceAtStop);
    guard.reset();
}

Server::Server(Limits limits, Handler handler) : m_inner(std::make_shared<Inner>(limits, std::move(handler))) {}

Server::~Server() { stop(); }

Result<std::uint16_t> Server::listen(const std::string &address, std::uint16_t port, bool shared) {
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
    m_inner->shared = shared;
    if (shared) shareThePort(acceptor.native_handle());
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

Result<std::uint16_t> Server::adopt(int listeningSocket) {
    const QString place = QStringLiteral("socket %1").arg(listeningSocket);
    int listens = 0;
    int family = 0;
    socklen_t size = sizeof listens;
    if (::getsockopt(listeningSocket, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size) != 0 || listens == 0) return fail(ErrorCode::AddressUnusable, place);
    size = sizeof family;
    const bool known = ::getsockopt(listeningSocket, SOL_SOCKET, SO_DOMAIN, &family, &size) == 0 && (family == AF_INET || family == AF_INET6);
    if (!known) return fail(ErrorCode::AddressUnusable, place);
    keepFromChildren(listeningSocket);
    error_code error;
    m_inner->acceptor.assign(family == AF_INET ? tcp::v4() : tcp::v6(), listeningSocket, error);
    if (error) return fail(ErrorCode::AddressUnusable, place);
    return m_inner->acceptor.local_endpoint(error).port();
}

Result<void> Server::useTls(const TlsFiles &files) {
    Result<std::shared_ptr<TlsContext>> tls = TlsContext::load(files);
    if (!tls) return tl::unexpected<Error>(tls.error());
    post([inner = m_inner.get(), tls = std::move(*tls)] { inner->hub->useTls(tls); });
    return {};
}

void Server::conduct(Conduct conduct) {
    post([inner = m_inner.get(), conduct = std::move(conduct)] { inner->hub->conduct(conduct); });
}

void Server::observe(Observer observer) { m_inner->hub->observe(std::move(observer)); }

std::size_t Server::connections() const { return m_inner->hub->connections(); }

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
    asio::co_spawn(inner->hub->io, [inner] { return inner->windUp(); }, asio::detached);
    inner->thread.join();
    inner->stopped = true;
}

void Server::post(std::function<void()> closure) {
    if (!m_inner->stopped) asio::post(m_inner->hub->io, std::move(closure));
}

}  // namespace latchkey::http
