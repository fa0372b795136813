// Sets libcurl up for one letter, lets it talk, and hands what was said to the conversation's judgement.
#include "services/delivery/smtp_transport.h"

#include "services/web/curl_handle.h"
#include "services/web/loopback.h"
#include "services/delivery/mail_headers.h"
#include "services/delivery/smtp_conversation.h"

#include <QUrl>

#include <sys/socket.h>

namespace latchkey {

namespace {

constexpr long idleSeconds = 20;  // shorter than the patience of common servers with an idle connection
constexpr Duration longestConnect{20'000};
constexpr char handshakeRecord = 0x16;  // TLS's content type of a handshake

// libcurl's encoder takes a bare \n for content that must be escaped.
QByteArray withMailLineEnds(QByteArray text) {
    text.replace("\r\n", "\n");
    text.replace('\n', "\r\n");
    return text;
}

SendOutcome refusedBeforehand(DeliveryProblem problem, DeliveryStep step) {
    SendOutcome outcome;
    outcome.problem = problem;
    outcome.step = step;
    return outcome;
}

// Its path is what EHLO says: the sender's domain, because the host's own name is often none that servers accept.
QByteArray serverUrl(const MailSetup &setup, const std::optional<QByteArray> &from) {
    QUrl url;
    url.setScheme(setup.security == MailSecurity::Tls ? QStringLiteral("smtps") : QStringLiteral("smtp"));
    url.setHost(setup.server, QUrl::StrictMode);
    url.setPort(setup.port);
    if (from) url.setPath(QLatin1Char('/') + QString::fromLatin1(domainOf(*from)));
    return url.isValid() && !url.host().isEmpty() ? url.toEncoded(QUrl::FullyEncoded) : QByteArray();
}

int listen(CURL *, curl_infotype type, char *data, size_t size, void *of) {
    auto *conversation = static_cast<SmtpConversation *>(of);
    const QByteArrayView bytes(data, static_cast<qsizetype>(size));
    if (type == CURLINFO_HEADER_IN)
        conversation->said(bytes);
    else if (type == CURLINFO_HEADER_OUT)
        conversation->sent(bytes);
    else if (type == CURLINFO_DATA_OUT)
        conversation->bodySent(bytes.size());
    // Where TLS comes first, libcurl itself tells of the connection only when it is secured.
    else if (type == CURLINFO_SSL_DATA_OUT && bytes.startsWith(handshakeRecord))
        conversation->connected();
    return 0;
}

struct Watch {
    const SmtpConversation &conversation;
    const std::atomic<bool> *stop;
};

// libcurl takes leave after a refusal; its answer is not worth waiting for. Nor is anything once the service ends.
int goOnUnlessOver(void *of, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    const auto *watch = static_cast<const Watch *>(of);
    // Between two letters libcurl may ask as well.
    if (watch == nullptr) return 0;
    return watch->conversation.isOver() || (watch->stop != nullptr && *watch->stop) ? 1 : 0;
}

SmtpEnd endOf(CURLcode code, QByteArrayView words) {
    switch (code) {
        case CURLE_OK:
            return SmtpEnd::Done;
        case CURLE_COULDNT_RESOLVE_HOST:
        case CURLE_COULDNT_CONNECT:
            return SmtpEnd::Unreachable;
        case CURLE_OPERATION_TIMEDOUT:
            return SmtpEnd::TimedOut;
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CACERT_BADFILE:
        case CURLE_SSL_ISSUER_ERROR:
        case CURLE_SSL_INVALIDCERTSTATUS:
            return SmtpEnd::BadCertificate;
        case CURLE_USE_SSL_FAILED:
        case CURLE_SSL_CIPHER:
            return SmtpEnd::NotEncrypted;
        case CURLE_SSL_CONNECT_ERROR: {
            // One code for a handshake that was cut and one that cannot succeed; OpenSSL's words tell them apart.
            const QByteArray text = words.toByteArray();
            const bool cut = text.contains("SYSCALL") || text.contains("unexpected eof") || text.contains("reset by peer");
            return cut ? SmtpEnd::Closed : SmtpEnd::NotEncrypted;
        }
        case CURLE_LOGIN_DENIED:
            return SmtpEnd::NoSignInMethod;
        case CURLE_WEIRD_SERVER_REPLY:
            return SmtpEnd::Nonsense;
        default:
            return SmtpEnd::Closed;
    }
}

const char *signInOptions(MailSignIn signIn) {
    switch (signIn) {
        case MailSignIn::None:
            return nullptr;
        case MailSignIn::Plain:
            return "AUTH=PLAIN";
        case MailSignIn::Login:
            return "AUTH=LOGIN";
        case MailSignIn::Any:
            return "AUTH=PLAIN;AUTH=LOGIN";
    }
    return nullptr;
}

}  // namespace

struct SmtpTransport::Inner {
    MailSetup setup;
    ShopSecret password;
    std::optional<QByteArray> from;
    QByteArray url;
    CurlHandle curl = newCurlHandle();
    const std::atomic<bool> *stop = nullptr;

    explicit Inner(const DeliverySettings &settings);
    SendOutcome talk(const Envelope &envelope, const QByteArray &to);

private:
    struct Attempt {
        CURLcode code = CURLE_FAILED_INIT;
        QByteArray words;
    };
    template <class T>
    void set(CURLoption option, T value) {
        curl_easy_setopt(curl.get(), option, value);
    }
    [[nodiscard]] curl_off_t number(CURLINFO what) const {
        curl_off_t value = 0;
        curl_easy_getinfo(curl.get(), what, &value);
        return value;
    }
    void setUpConnection();
    void setUpSignIn();
    [[nodiscard]] CurlMime body(const Envelope &envelope) const;
    [[nodiscard]] std::vector<MessageText> hiddenFrom(const Envelope &envelope) const;
    Attempt perform(SmtpConversation &conversation, Duration patience);
};

SmtpTransport::Inner::Inner(const DeliverySettings &settings)
    : setup(settings.setup.mail),
      password(settings.mailPassword),
      from(addressOnWire(mailboxFromText(setup.from).address)),
      url(serverUrl(setup, from)) {
    if (!curl) return;
    setUpConnection();
    setUpSignIn();
}

void SmtpTransport::Inner::setUpConnection() {
    set(CURLOPT_URL, url.constData());
    set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set(CURLOPT_PROXY, "");
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_USE_SSL, setup.security == MailSecurity::None ? long{CURLUSESSL_NONE} : long{CURLUSESSL_ALL});
    set(CURLOPT_SSLVERSION, long{CURL_SSLVERSION_TLSv1_2});
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    if (!setup.caFile.isEmpty()) {
        set(CURLOPT_CAINFO, setup.caFile.toLocal8Bit().constData());
        set(CURLOPT_CAPATH, nullptr);
    }
    set(CURLOPT_MAXAGE_CONN, idleSeconds);
    set(CURLOPT_SERVER_RESPONSE_TIMEOUT, static_cast<long>(setup.timeoutSeconds));
    // Without it libcurl would itself begin anew on another connection, behind the conversation's back.
    set(CURLOPT_UPLOAD, 1L);
    set(CURLOPT_DEBUGFUNCTION, listen);
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, goOnUnlessOver);
}

void SmtpTransport::Inner::setUpSignIn() {
    const char *options = signInOptions(setup.signIn);
    if (options == nullptr || setup.user.isEmpty()) return;
    set(CURLOPT_LOGIN_OPTIONS, options);
    set(CURLOPT_USERNAME, setup.user.toUtf8().constData());
    set(CURLOPT_PASSWORD, password.reveal().constData());
}

CurlMime SmtpTransport::Inner::body(const Envelope &envelope) const {
    CurlMime mime(curl_mime_init(curl.get()));
    const auto add = [&mime](const MessageText &text, const char *type) {
        curl_mimepart *part = curl_mime_addpart(mime.get());
        const QByteArray content = withMailLineEnds(text.reveal());
        curl_mime_data(part, content.constData(), static_cast<size_t>(content.size()));
        curl_mime_type(part, type);
        curl_mime_encoder(part, "quoted-printable");
    };
    add(envelope.text, "text/plain; charset=utf-8");
    if (!envelope.html.isEmpty()) add(envelope.html, "text/html; charset=utf-8");
    return mime;
}

SmtpTransport::Inner::Attempt SmtpTransport::Inner::perform(SmtpConversation &conversation, Duration patience) {
    std::array<char, CURL_ERROR_SIZE> words{};
    set(CURLOPT_ERRORBUFFER, words.data());
    set(CURLOPT_DEBUGDATA, &conversation);
    Watch watch{conversation, stop};
    set(CURLOPT_XFERINFODATA, &watch);
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(patience.count()));
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(std::min(patience, longestConnect).count()));
    // Only while there is a conversation to listen to.
    set(CURLOPT_VERBOSE, 1L);
    const CURLcode code = curl_easy_perform(curl.get());
    set(CURLOPT_VERBOSE, 0L);
    set(CURLOPT_ERRORBUFFER, nullptr);
    set(CURLOPT_XFERINFODATA, nullptr);
    long newConnections = 0;
    curl_easy_getinfo(curl.get(), CURLINFO_NUM_CONNECTS, &newConnections);
    if (newConnections > 0 && number(CURLINFO_CONNECT_TIME_T) > 0) conversation.connected();
    if (number(CURLINFO_APPCONNECT_TIME_T) > 0) conversation.secured();
    return {code, QByteArray(words.data())};
}

std::vector<MessageText> SmtpTransport::Inner::hiddenFrom(const Envelope &envelope) const {
    std::vector<MessageText> hidden = envelope.hidden;
    // As PLAIN and LOGIN say it, and as it stands in the setup; the longest first, which may hold the others.
    const QByteArray user = setup.user.toUtf8();
    hidden.emplace_back((QByteArray(1, '\0') + user + '\0' + password.reveal()).toBase64());
    hidden.emplace_back(password.reveal().toBase64());
    hidden.emplace_back(password.reveal());
    return hidden;
}

SendOutcome SmtpTransport::Inner::talk(const Envelope &envelope, const QByteArray &to) {
    CurlList headers;
    for (const QByteArray &header : mailHeaders(envelope, setup, *from, to)) headers.append(header);
    headers.append("Content-Type: multipart/alternative");
    CurlList recipients;
    recipients.append('<' + to + '>');
    const CurlMime mime = body(envelope);
    set(CURLOPT_MAIL_FROM, QByteArray('<' + *from + '>').constData());
    set(CURLOPT_MAIL_RCPT, recipients.get());
    set(CURLOPT_HTTPHEADER, headers.get());
    set(CURLOPT_MIMEPOST, mime.get());

    const std::vector<MessageText> hidden = hiddenFrom(envelope);
    const Duration patience = std::chrono::seconds(setup.timeoutSeconds);
    SmtpConversation conversation(setup.security, hidden);
    Attempt attempt = perform(conversation, patience);
    SmtpEnd end = endOf(attempt.code, attempt.words);
    const Duration left = patience - std::chrono::duration_cast<Duration>(std::chrono::microseconds(number(CURLINFO_TOTAL_TIME_T)));
    if (conversation.foundOldConnectionGone(end) && left.count() > 0) {
        conversation = SmtpConversation(setup.security, hidden);
        set(CURLOPT_FRESH_CONNECT, 1L);
        attempt = perform(conversation, left);
        set(CURLOPT_FRESH_CONNECT, 0L);
        end = endOf(attempt.code, attempt.words);
    }
    set(CURLOPT_MIMEPOST, nullptr);
    set(CURLOPT_HTTPHEADER, nullptr);
    set(CURLOPT_MAIL_RCPT, nullptr);
    return conversation.outcome(end, attempt.words);
}

SmtpTransport::SmtpTransport(const DeliverySettings &settings) : m_inner(std::make_unique<Inner>(settings)) {}

SmtpTransport::~SmtpTransport() {
    // libcurl would take leave of the server and wait two minutes for its answer; a server that hangs must not hold the service's end up.
    curl_socket_t socket = CURL_SOCKET_BAD;
    if (m_inner->curl && curl_easy_getinfo(m_inner->curl.get(), CURLINFO_ACTIVESOCKET, &socket) == CURLE_OK && socket != CURL_SOCKET_BAD)
        ::shutdown(socket, SHUT_RDWR);
}

SendOutcome SmtpTransport::send(const Envelope &envelope) {
    const MailSetup &setup = m_inner->setup;
    if (!m_inner->curl || m_inner->url.isEmpty()) return refusedBeforehand(DeliveryProblem::NotSetUp, DeliveryStep::Connect);
    if (setup.security == MailSecurity::None && !isLoopbackHost(setup.server))
        return refusedBeforehand(DeliveryProblem::NoEncryption, DeliveryStep::Secure);
    if (!m_inner->from) return refusedBeforehand(DeliveryProblem::SenderRefused, DeliveryStep::Sender);
    const auto to = addressOnWire(envelope.to);
    if (!to) return refusedBeforehand(DeliveryProblem::RecipientRefused, DeliveryStep::Recipient);
    m_inner->stop = stopFlag();
    return m_inner->talk(envelope, *to);
}

}  // namespace latchkey
