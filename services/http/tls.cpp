// Reads the PEM files and sets what a server of 2026 offers.
#include "services/http/tls.h"

namespace latchkey::http {

namespace {

namespace ssl = boost::asio::ssl;
using boost::system::error_code;

// For TLS 1.2; the suites of 1.3 are all fit as they are.
constexpr const char *ciphers = "ECDHE+AESGCM:ECDHE+CHACHA20:!PSK:!aNULL";
constexpr std::string_view sessionsOf = "latchkey";

}  // namespace

Result<std::shared_ptr<TlsContext>> TlsContext::load(const TlsFiles &files) {
    std::shared_ptr<TlsContext> made(new TlsContext);
    ssl::context &tls = made->m_context;
    error_code error;
    tls.set_options(ssl::context::no_sslv2 | ssl::context::no_sslv3 | ssl::context::no_tlsv1 | ssl::context::no_tlsv1_1 | ssl::context::no_compression, error);
    SSL_CTX *native = tls.native_handle();
    // A client that asks for a new handshake again and again would keep the processor busy.
    SSL_CTX_set_options(native, SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
    // Idle connections keep no buffers.
    SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);
    if (SSL_CTX_set_cipher_list(native, ciphers) != 1) return fail(ErrorCode::ConfigurationInvalid, QStringLiteral("TLS"));
    SSL_CTX_set_session_id_context(native, reinterpret_cast<const unsigned char *>(sessionsOf.data()), static_cast<unsigned>(sessionsOf.size()));
    tls.use_certificate_chain_file(files.certificate, error);
    if (error) return fail(ErrorCode::ConfigurationInvalid, QString::fromStdString(files.certificate));
    // A key with a passphrase would have OpenSSL ask for it on the terminal.
    tls.set_password_callback([](std::size_t, ssl::context::password_purpose) { return std::string(); }, error);
    tls.use_private_key_file(files.key, ssl::context::pem, error);
    if (error || SSL_CTX_check_private_key(native) != 1) return fail(ErrorCode::ConfigurationInvalid, QString::fromStdString(files.key));
    return made;
}

}  // namespace latchkey::http
