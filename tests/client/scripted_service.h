// A real HTTP server whose answers a test scripts by method and path; it remembers what was asked.
#pragma once

#include "services/http/server.h"

#include <QByteArray>
#include <QUrl>

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

namespace latchkey {

class ScriptedService {
public:
    ScriptedService() { start(0); }
    ScriptedService(const ScriptedService &) = delete;
    ScriptedService &operator=(const ScriptedService &) = delete;
    ~ScriptedService() { stop(); }

    // "GET /api/v1/me"
    void on(const std::string &call, http::Handler handler) {
        const std::lock_guard lock(m_mutex);
        m_handlers[call] = std::move(handler);
    }
    void on(const std::string &call, int status, std::string body, std::string contentType = "application/json") {
        on(call, [status, body = std::move(body), contentType = std::move(contentType)](const http::ExchangePtr &exchange) {
            exchange->answer({status, contentType, body, {{"X-Service-Time", "1767225600000"}}});
        });
    }
    [[nodiscard]] std::vector<http::Request> asked() {
        const std::lock_guard lock(m_mutex);
        return m_asked;
    }
    [[nodiscard]] http::Request last() {
        const std::lock_guard lock(m_mutex);
        return m_asked.empty() ? http::Request() : m_asked.back();
    }
    void post(std::function<void()> closure) { m_server->post(std::move(closure)); }
    void stop() { m_server.reset(); }
    void start(std::uint16_t wanted) {
        m_server = std::make_unique<http::Server>(limits, [this](const http::ExchangePtr &exchange) { handle(exchange); });
        const auto bound = m_server->listen("127.0.0.1", wanted);
        port = bound ? *bound : std::uint16_t(0);
        m_server->start();
    }
    [[nodiscard]] QUrl url() const { return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(port)); }

    std::uint16_t port = 0;
    http::Limits limits;  // of the next start

private:
    void handle(const http::ExchangePtr &exchange) {
        http::Handler handler;
        {
            const std::lock_guard lock(m_mutex);
            m_asked.push_back(exchange->request());
            static constexpr const char *names[] = {"GET ", "HEAD ", "POST ", "PATCH ", "DELETE "};
            const auto found = m_handlers.find(names[static_cast<int>(exchange->request().method)] + exchange->request().path);
            if (found != m_handlers.end()) handler = found->second;
        }
        if (handler) handler(exchange);
        else exchange->answer({404, "text/plain", "not scripted", {}});
    }

    std::mutex m_mutex;
    std::map<std::string, http::Handler> m_handlers;
    std::vector<http::Request> m_asked;
    std::unique_ptr<http::Server> m_server;
};

}  // namespace latchkey
