// One authenticated request on its way through the API, and the ways to answer it.
#pragma once

#include "models/domain/agent.h"
#include "models/domain/finding.h"
#include "models/domain/result.h"
#include "services/http/router.h"
#include "services/runtime/clock.h"

#include <QString>

#include <optional>
#include <string>

namespace latchkey {

class Metrics;

// Copied into jobs freely; it keeps the exchange alive. Answers on the server's thread, once.
struct Call {
    http::ExchangePtr exchange;
    http::Parameters parameters;
    Agent agent;
    QString desk;  // the name that the agent's desk gives itself; empty when it gives none
    const Clock *clock = nullptr;
    Metrics *metrics = nullptr;
    // What the route asks of an agent of the store, to be asked again by whoever writes; nothing for the embedded desk's.
    std::optional<Permission> permission = {};
    QByteArray tokenHash = {};  // of the token by which the agent came in, to be asked for with it

    // The number in the path's first braces; invalid when it is none.
    template <class IdType>
    [[nodiscard]] IdType id() const {
        return IdType(number());
    }
    [[nodiscard]] qint64 number() const;

    void json(int status, std::string body) const;
    void nothing() const;  // 204
    void text(std::string contentType, std::string body) const;
    void refuse(const Error &error, const QList<Finding> &findings = {}) const;

private:
    void send(int status, std::string contentType, std::string body, std::vector<std::pair<std::string, std::string>> headers) const;
};

}  // namespace latchkey
