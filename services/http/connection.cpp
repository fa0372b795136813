// The coroutine of a connection. All waiting is bounded: the hub's sweep ends whatever stands past its deadline.
#include "services/http/connection.h"

#include "services/http/client_address.h"
#include "services/http/connection_exchange.h"
#include "services/http/request_head.h"
#include "services/http/response_head.h"
#include "services/http/wire.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>

#include <array>

namespace latchkey::http {

namespace asio = boost::asio;
namespace beast = boost::beast;
using boost::system::error_code;
using namespace std::chrono_literals;

namespace {

// Beside statuses: the client has gone or was idle too long, nobody is there to be told.
constexpr int clientLeft = -1;
constexpr std::size_t readBytes = 4096;
constexpr std::size_t mostLingeringBytes = 1024 * 1024;
constexpr auto lastWords = 1000ms;
// Who connects while the server stops has a request on its way.
constexpr auto patienceWithTheNew = 2000ms;
// What every handshake begins with; no request does.
constexpr char handshakeRecord = 0x16;

std::string lowerCase(beast::string_view text) {
    std::string lower(text.data(), text.size());
    for (char &c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

std::string_view view(beast::string_view text) { return {text.data(), text.size()}; }

std::string_view view(const beast::flat_buffer &buffer) {
    return {static_cast<const char *>(buffer.cdata().data()), buffer.size()};
}

}  // namespace

struct Connection::Incoming {
    beast::http::request_parser<beast::http::string_body> parser;
    Request request;
};

Connection::Connection(Hub &hub, asio::ip::tcp::socket socket, std::string peer, std::string addressGroup)
    : m_hub(hub),
      m_wire(std::make_unique<Wire>(std::move(socket))),
      m_event(hub.io, Moment::max()),
      m_input(hub.limits().headerBytes + readBytes),
      m_peer(std::move(peer)),
      m_addressGroup(std::move(addressGroup)) {
    m_hub.join(*this, m_addressGroup);
}

Connection::~Connection() { m_hub.leave(*this, m_addressGroup); }

void Connection::within(std::chrono::milliseconds time) { m_deadline = std::chrono::steady_clock::now() + time; }

asio::awaitable<void> Connection::run() {
    const auto self = shared_from_this();
    bool goesOn = co_await secure();
    while (goesOn) goesOn = co_await serveOne();
    m_phase = Phase::Closing;
    if (!m_aborted && !m_timedOut) co_await linger();
    error_code ignored;
    m_wire->socket().close(ignored);
}

// Looks at the first byte without taking it: a client that speaks plain HTTP to an encrypted port is told so in words that it understands.
asio::awaitable<bool> Connection::secure() {
    if (!m_hub.tls()) co_return true;
    m_phase = Phase::Handshaking;
    within(m_hub.limits().request);
    m_handshakeOpen = true;
    char first = 0;
    error_code error;
    co_await m_wire->socket().async_receive(asio::buffer(&first, 1), asio::socket_base::message_peek, asio::redirect_error(asio::use_awaitable, error));
    if (error) co_return false;
    if (first != handshakeRecord) {
        Response response = plainAnswer(400);
        response.body = "This port speaks https only.\n";
        co_return co_await writeAnswer(std::move(response), false, false);
    }
    co_await m_wire->startTls(m_hub.tls()).async_handshake(asio::ssl::stream_base::server, asio::redirect_error(asio::use_awaitable, error));
    m_handshakeOpen = static_cast<bool>(error);
    co_return !error;
}

asio::awaitable<bool> Connection::serveOne() {
    m_answer.reset();
    Incoming incoming;
    const int refusal = co_await readRequest(incoming);
    if (refusal == clientLeft) co_return false;
    if (refusal != 0) {
        const bool isHead = incoming.parser.get().method() == beast::http::verb::head;
        m_hub.answered({Method::Get, {}, refusal, {}});
        co_return co_await writeAnswer(plainAnswer(refusal), isHead, false);
    }
    const bool isHead = incoming.request.method == Method::Head;
    const bool keepAlive = incoming.parser.keep_alive();
    m_hasServed = true;
    m_phase = Phase::Handling;
    m_deadline = Moment::max();
    m_hub.handle(std::make_shared<ConnectionExchange>(m_hub.weak_from_this(), weak_from_this(), std::move(incoming.request)));
    co_return co_await respond(isHead, keepAlive);
}

asio::awaitable<bool> Connection::respond(bool isHead, bool keepAlive) {
    while (!m_answer && !m_streamAsked && !m_aborted) co_await nextEvent();
    if (m_aborted) co_return false;
    if (m_streamAsked) {
        co_await serveStream(isHead);
        co_return false;
    }
    Response response = std::move(*m_answer);
    co_return co_await writeAnswer(std::move(response), isHead, keepAlive && !m_hub.isStopping());
}

asio::awaitable<int> Connection::readHead(HeadScanner &scanner) {
    m_phase = Phase::Idle;
    within(m_hasServed ? m_hub.limits().idle : m_hub.limits().request);
    while (true) {
        if (m_input.size() > 0) {
            if (m_phase == Phase::Idle && m_hasServed) within(m_hub.limits().request);
            m_phase = Phase::Reading;
            const HeadScanner::State state = scanner.scan(view(m_input));
            if (state == HeadScanner::State::Bad) co_return 400;
            if (scanner.end() > m_hub.limits().headerBytes) co_return 431;
            if (state == HeadScanner::State::Done) co_return 0;
        }
        if (m_hub.isStopping() && m_phase == Phase::Idle && m_hasServed) co_return clientLeft;
        error_code error;
        const std::size_t count = co_await m_wire->async_read_some(m_input.prepare(std::min(readBytes, m_input.max_size() - m_input.size())),
                                                                    asio::redirect_error(asio::use_awaitable, error));
        m_input.commit(count);
        if (m_timedOut) co_return m_phase == Phase::Reading ? 408 : clientLeft;
        if (error) co_return clientLeft;
    }
}

asio::awaitable<int> Connection::readRequest(Incoming &incoming) {
    HeadScanner scanner;
    const int headRefusal = co_await readHead(scanner);
    if (headRefusal != 0) co_return headRefusal;
    auto &parser = incoming.parser;
    parser.header_limit(static_cast<std::uint32_t>(m_hub.limits().headerBytes + 1));
    const Limits &limits = m_hub.limits();
    parser.body_limit(limits.bodyBytesOf ? std::max(limits.bodyBytes, limits.largestBodyBytes) : limits.bodyBytes);
    m_input.consume(scanner.begin());
    error_code error;
    m_input.consume(parser.put(asio::const_buffer(m_input.cdata().data(), scanner.end() - scanner.begin()), error));
    if (error == beast::http::error::body_limit) co_return 413;
    if (error || !parser.is_header_done()) co_return 400;

    // Copied before the body is read, since trailers would be added to them.
    Head head{view(parser.get().method_string()), view(parser.get().target()), parser.get().version(), {}};
    for (const auto &field : parser.get()) head.headers.emplace_back(lowerCase(field.name_string()), view(field.value()));
    const int refusal = refusalOf(head);
    if (refusal != 0) co_return refusal;
    auto target = readTarget(head.target);
    if (!target) co_return 400;
    const bool goesOn = wantsContinue(head);
    auto told = addressByProxy(m_peer, head.headers, m_hub.trustedProxies());
    const bool throughProxy = told.has_value();
    Request &request = incoming.request = Request{methodOf(head.method), std::move(target->path), std::move(target->query), {},
                                                  throughProxy ? std::move(*told) : m_peer, std::move(head.headers), throughProxy};
    if (!parser.is_done()) {
        const std::size_t most = limits.bodyBytesOf ? limits.bodyBytesOf(request) : limits.bodyBytes;
        if (parser.content_length().value_or(0) > most) co_return 413;
        parser.body_limit(most);
        if (goesOn && m_input.size() == 0) {
            static constexpr std::string_view goOn = "HTTP/1.1 100 Continue\r\n\r\n";
            co_await asio::async_write(*m_wire, asio::buffer(goOn), asio::redirect_error(asio::use_awaitable, error));
            if (error) co_return clientLeft;
        }
        co_await beast::http::async_read(*m_wire, m_input, parser, asio::redirect_error(asio::use_awaitable, error));
        if (m_timedOut) co_return 408;
        if (error == beast::http::error::body_limit) co_return 413;
        if (error.category() == make_error_code(beast::http::error::bad_chunk).category() &&
            error != beast::http::error::end_of_stream && error != beast::http::error::partial_message)
            co_return 400;
        if (error) co_return clientLeft;
    }
    request.body = std::move(parser.get().body());
    co_return 0;
}

asio::awaitable<bool> Connection::writeAnswer(Response response, bool isHead, bool keepAlive) {
    m_phase = Phase::Writing;
    within(m_timedOut ? std::min<std::chrono::milliseconds>(lastWords, m_hub.limits().request) : m_hub.limits().request);
    if (response.status == 204 || response.status == 304) response.body.clear();
    const std::string head = responseHead(response, {keepAlive, false, m_hub.strictTransport()}, m_hub.date());
    const std::array<asio::const_buffer, 2> bytes{asio::buffer(head), isHead ? asio::const_buffer() : asio::buffer(response.body)};
    error_code error;
    co_await asio::async_write(*m_wire, bytes, asio::redirect_error(asio::use_awaitable, error));
    co_return !error && keepAlive;
}

asio::awaitable<void> Connection::serveStream(bool isHead) {
    m_phase = Phase::Streaming;
    Response response;
    response.contentType = m_streamType;
    response.headers.emplace_back("Cache-Control", "no-store");
    m_outbox.insert(0, responseHead(response, {false, true, m_hub.strictTransport()}, m_hub.date()));
    if (isHead) m_streamEnded = true;
    if (m_hub.isStopping()) m_streamEnded = true;
    asio::co_spawn(m_hub.io, [self = shared_from_this()] { return self->watchForLeave(); }, asio::detached);
    while (!m_aborted) {
        if (m_outbox.empty()) {
            if (m_streamEnded) break;
            co_await nextEvent();
            continue;
        }
        const std::string sending = std::exchange(m_outbox, {});
        m_sending = sending.size();
        within(m_hub.isStopping() ? std::min<std::chrono::milliseconds>(lastWords, m_hub.limits().request) : m_hub.limits().request);
        error_code error;
        co_await asio::async_write(*m_wire, asio::buffer(sending), asio::redirect_error(asio::use_awaitable, error));
        m_sending = 0;
        m_deadline = Moment::max();
        if (error) break;
    }
    closeStream();
}

// A client of a stream has nothing more to say: whatever it sends is thrown away, and its end is the stream's.
asio::awaitable<void> Connection::watchForLeave() {
    std::array<char, 512> ignored{};
    error_code error;
    while (!error) co_await m_wire->async_read_some(asio::buffer(ignored), asio::redirect_error(asio::use_awaitable, error));
    if (m_phase == Phase::Streaming) abort();
}

void Connection::closeStream() {
    m_phase = Phase::Closing;
    m_streamEnded = true;
    m_outbox.clear();
    const auto stream = m_stream.lock();
    if (!stream) return;
    // Taken out first: the callback commonly holds the stream itself.
    const auto onClosed = std::exchange(stream->onClosed, nullptr);
    if (onClosed) onClosed();
}

// Closing with unread input would make the kernel reset the connection, and the client would never read why it was refused.
asio::awaitable<void> Connection::linger() {
    error_code error;
    within(std::min<std::chrono::milliseconds>(lastWords, m_hub.limits().request));
    // The end is said in the encrypted conversation too, or the client could not tell it from a cut.
    if (Wire::TlsStream *tls = m_wire->tls(); tls && !m_handshakeOpen)
        co_await tls->async_shutdown(asio::redirect_error(asio::use_awaitable, error));
    m_wire->socket().shutdown(asio::ip::tcp::socket::shutdown_send, error);
    if (error || m_hub.isStopping()) co_return;
    std::array<char, readBytes> ignored{};
    for (std::size_t seen = 0; !error && !m_timedOut && seen < mostLingeringBytes;)
        seen += co_await m_wire->socket().async_read_some(asio::buffer(ignored), asio::redirect_error(asio::use_awaitable, error));
}

asio::awaitable<void> Connection::nextEvent() {
    error_code ignored;
    co_await m_event.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
}

void Connection::answer(Response response) {
    if (m_phase != Phase::Handling || m_answer || m_streamAsked) return;
    m_answer = std::move(response);
    m_event.cancel();
}

void Connection::openStream(std::string contentType, const std::shared_ptr<ConnectionStream> &stream) {
    m_streamAsked = true;
    m_streamType = std::move(contentType);
    m_stream = stream;
    m_event.cancel();
}

bool Connection::send(std::string chunk) {
    if (m_streamEnded || m_aborted) return false;
    if (m_sending + m_outbox.size() + chunk.size() > m_hub.limits().unsentBytes) {
        abort();
        return false;
    }
    m_outbox += chunk;
    m_event.cancel();
    return true;
}

void Connection::endStream() {
    m_streamEnded = true;
    m_event.cancel();
}

void Connection::expire(Moment now) {
    if (now < m_deadline) return;
    const bool mayBeTold = !m_timedOut && (m_phase == Phase::Reading || m_phase == Phase::Idle);
    m_timedOut = true;
    if (!mayBeTold) return abort();
    m_deadline = now + lastWords;
    error_code ignored;
    m_wire->socket().cancel(ignored);
}

void Connection::retire(Moment now) {
    if (m_phase == Phase::Closing) abort();
    if (m_phase == Phase::Streaming) endStream();
    if (m_phase != Phase::Idle && m_phase != Phase::Handshaking) return;
    error_code ignored;
    const bool saidSomething = !m_hasServed || m_wire->socket().available(ignored) > 0;
    if (!saidSomething) return abort();
    m_deadline = std::min(m_deadline, now + patienceWithTheNew);
}

void Connection::abort() {
    m_aborted = true;
    m_deadline = Moment::max();
    error_code ignored;
    m_wire->socket().close(ignored);
    m_event.cancel();
}

}  // namespace latchkey::http
