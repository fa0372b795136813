// The server's certificate, ready to be spoken with: TLS 1.2 or newer, forward secrecy only.
#pragma once

#include "models/domain/result.h"
#include "services/http/server.h"

#include <boost/asio/ssl/context.hpp>

#include <memory>

namespace latchkey::http {

class TlsContext {
public:
    // ConfigurationInvalid with the path of the file that cannot be used, or of the key when it belongs to another certificate.
    static Result<std::shared_ptr<TlsContext>> load(const TlsFiles &files);
    [[nodiscard]] boost::asio::ssl::context &context() { return m_context; }

private:
    TlsContext() = default;
    boost::asio::ssl::context m_context{boost::asio::ssl::context::tls_server};
};

}  // namespace latchkey::http
