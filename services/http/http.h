// What the HTTP server and its users share: requests, responses, exchanges. Knows nothing of links, customers or Asio.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace latchkey::http {

enum class Method { Get, Head, Post, Patch, Delete };

struct Request {
    Method method = Method::Get;
    std::string path;      // decoded and checked: valid UTF-8, no NUL, no dot segments, begins with '/'
    std::string query;     // raw, without '?'
    std::string body;
    std::string peer;      // network address of the client, without port
    std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
    bool throughProxy = false;  // `peer` is what a trusted proxy said, not who holds the connection

    // Empty when absent.
    [[nodiscard]] std::string_view header(std::string_view lowerCaseName) const;
    // A cookie by name; empty when absent.
    [[nodiscard]] std::string_view cookie(std::string_view name) const;
};

struct Response {
    int status = 200;
    std::string contentType = "application/json";
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;
};

// `a=1&b=%20` decoded; plus is a space. Pairs with invalid encoding are left out.
std::vector<std::pair<std::string, std::string>> parseForm(std::string_view text);

// A response that stays open (server-sent events). Every method on the server's thread.
class Stream {
public:
    virtual ~Stream() = default;
    // False when the client has left or its unsent output passed the bound; the stream is then closed.
    virtual bool write(std::string chunk) = 0;
    virtual void close() = 0;
    std::function<void()> onClosed;
};

// One request on its way to its answer. Kept alive by shared_ptr; answer exactly once, on the server's thread.
// Answering after the client has left does nothing.
class Exchange {
public:
    virtual ~Exchange() = default;
    [[nodiscard]] virtual const Request &request() const = 0;
    virtual void answer(Response response) = 0;
    // Answers with 200, `contentType` and a body that goes on until it is closed.
    virtual std::shared_ptr<Stream> stream(std::string contentType) = 0;
    // The pattern of the route that was found, for counts and logs, which must never see a path; lives as long as the router.
    std::string_view route;
};
using ExchangePtr = std::shared_ptr<Exchange>;
using Handler = std::function<void(ExchangePtr)>;

// One answer, as counts and logs may know it. `route` is empty where no route was found or the request was refused before.
struct Answered {
    Method method = Method::Get;
    std::string_view route;
    int status = 0;
    std::chrono::microseconds took{};  // from the whole request to its answer, without the way through the network
};
using Observer = std::function<void(const Answered &)>;

}  // namespace latchkey::http
