// The bytes before a response's body: status line, Date, length, connection and the handler's own headers.
#pragma once

#include "models/domain/instant.h"
#include "services/http/http.h"

namespace latchkey::http {

struct Framing {
    bool keepAlive = true;
    bool endsWithConnection = false;  // a stream: no length, the end of the connection is the end of the body
    std::string_view strictTransport = {};
};

// A header of the handler's that holds a control character is left out, so that no value can begin a header of its own.
std::string responseHead(const Response &response, Framing framing, std::string_view date);
// "Sun, 06 Nov 1994 08:49:37 GMT"
std::string httpDate(Instant at);
// What the server itself answers to a request that never reaches the handler.
Response plainAnswer(int status);

}  // namespace latchkey::http
