// Posts by libcurl, each on a connection of its own unless a line is given.
#include "services/web/http_post.h"

#include "services/web/curl_handle.h"
#include "services/web/loopback.h"

#include <QUrl>

#include <array>

namespace latchkey {

namespace {

constexpr qsizetype longestHeader = 100;
constexpr Duration longestConnect{10'000};
constexpr qint64 longestRetryAfter = 24 * 60 * 60;

struct Kept {
    HttpAnswer &answer;
    qsizetype longest;
};

size_t keepBody(char *data, size_t size, size_t count, void *of) {
    auto *kept = static_cast<Kept *>(of);
    const size_t bytes = size * count;
    const size_t room = static_cast<size_t>(kept->longest - kept->answer.body.size());
    kept->answer.body.append(data, static_cast<qsizetype>(qMin(bytes, room)));
    kept->answer.isCut = bytes > room;
    return qMin(bytes, room);
}

QByteArray valueOf(QByteArrayView line, QByteArrayView name) {
    if (line.size() <= name.size() || line[name.size()] != ':' || line.first(name.size()).compare(name, Qt::CaseInsensitive) != 0) return {};
    const QByteArrayView value = line.sliced(name.size() + 1).trimmed();
    return value.first(qMin<qsizetype>(value.size(), longestHeader)).toByteArray();
}

size_t keepHeader(char *data, size_t size, size_t count, void *of) {
    HttpAnswer &answer = static_cast<Kept *>(of)->answer;
    const QByteArrayView line(data, static_cast<qsizetype>(size * count));
    // Of several answers on the way (a proxy's, "continue") the last one counts.
    if (line.startsWith("HTTP/")) {
        answer.date.clear();
        answer.retryAfterText.clear();
    }
    if (const QByteArray date = valueOf(line, "date"); !date.isEmpty()) answer.date = date;
    if (const QByteArray wait = valueOf(line, "retry-after"); !wait.isEmpty()) answer.retryAfterText = wait;
    return size * count;
}

int noteRequest(CURL *, curl_infotype type, char *data, size_t size, void *of) {
    auto *answer = static_cast<HttpAnswer *>(of);
    // A handshake's first bytes: libcurl itself tells of the connection only when it is secured.
    if (type == CURLINFO_SSL_DATA_OUT) answer->connected = true;
    // A proxy's CONNECT goes the same way as a POST and sends nothing of ours.
    const bool isPost = QByteArrayView(data, static_cast<qsizetype>(size)).startsWith("POST ");
    if (type == CURLINFO_DATA_OUT || (type == CURLINFO_HEADER_OUT && isPost)) answer->requestSent = true;
    return 0;
}

HttpEnd endOf(CURLcode code) {
    switch (code) {
        case CURLE_COULDNT_RESOLVE_HOST:
        case CURLE_COULDNT_RESOLVE_PROXY:
        case CURLE_COULDNT_CONNECT:
            return HttpEnd::Unreachable;
        case CURLE_OPERATION_TIMEDOUT:
            return HttpEnd::TimedOut;
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CACERT_BADFILE:
        case CURLE_SSL_ISSUER_ERROR:
        case CURLE_SSL_INVALIDCERTSTATUS:
            return HttpEnd::BadCertificate;
        // libcurl's word for an answer that is no HTTP/1 at all.
        case CURLE_UNSUPPORTED_PROTOCOL:
        case CURLE_WEIRD_SERVER_REPLY:
            return HttpEnd::Nonsense;
        default:
            return HttpEnd::Closed;
    }
}

int goOnUnlessStopped(void *flag, curl_off_t, curl_off_t, curl_off_t, curl_off_t) { return *static_cast<const std::atomic<bool> *>(flag) ? 1 : 0; }

class Call {
public:
    Call(const HttpPost &post, const QUrl &url, CURL *curl) : m_post(post), m_url(url), m_curl(curl) { setUp(); }
    HttpAnswer run() {
        std::array<char, CURL_ERROR_SIZE> words{};
        set(CURLOPT_ERRORBUFFER, words.data());
        const CURLcode code = curl_easy_perform(m_curl);
        set(CURLOPT_ERRORBUFFER, nullptr);
        m_answer.words = QByteArray(words.data());
        m_answer.connected = m_answer.connected || number(CURLINFO_CONNECT_TIME_T) > 0;
        m_answer.secured = number(CURLINFO_APPCONNECT_TIME_T) > 0;
        readStatus(code);
        return m_answer;
    }

private:
    template <class T>
    void set(CURLoption option, T value) {
        curl_easy_setopt(m_curl, option, value);
    }
    [[nodiscard]] curl_off_t number(CURLINFO what) const {
        curl_off_t value = 0;
        curl_easy_getinfo(m_curl, what, &value);
        return value;
    }
    void setUp();
    void readStatus(CURLcode code);

    const HttpPost &m_post;
    QUrl m_url;
    HttpAnswer m_answer;
    Kept m_kept{m_answer, m_post.longestAnswer};
    CurlList m_headers;
    CURL *m_curl;
};

void Call::setUp() {
    const bool plain = m_url.scheme() == QLatin1String("http");
    m_answer.encrypted = !plain;
    for (const QByteArray &header : m_post.headers) m_headers.append(header);
    // libcurl repeats a POST by itself when a kept connection turns out to be dead: what must not be sent twice has one of its own.
    set(CURLOPT_URL, m_url.toEncoded(QUrl::FullyEncoded).constData());
    set(CURLOPT_PROTOCOLS_STR, plain ? "http" : "https");
    if (plain) set(CURLOPT_PROXY, "");
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_HTTP_VERSION, long{CURL_HTTP_VERSION_1_1});
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_SSLVERSION, long{CURL_SSLVERSION_TLSv1_2});
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(m_post.patience.count()));
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(std::min(m_post.patience, longestConnect).count()));
    set(CURLOPT_HTTPHEADER, m_headers.get());
    set(CURLOPT_POSTFIELDSIZE, static_cast<long>(m_post.body.size()));
    set(CURLOPT_POSTFIELDS, m_post.body.constData());
    if (!m_post.user.isEmpty()) {
        set(CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
        set(CURLOPT_USERNAME, m_post.user.toUtf8().constData());
        set(CURLOPT_PASSWORD, m_post.password.reveal().constData());
    }
    if (m_post.stop != nullptr) {
        set(CURLOPT_NOPROGRESS, 0L);
        set(CURLOPT_XFERINFOFUNCTION, goOnUnlessStopped);
        set(CURLOPT_XFERINFODATA, m_post.stop);
    }
    set(CURLOPT_WRITEFUNCTION, keepBody);
    set(CURLOPT_WRITEDATA, &m_kept);
    set(CURLOPT_HEADERFUNCTION, keepHeader);
    set(CURLOPT_HEADERDATA, &m_kept);
    set(CURLOPT_VERBOSE, 1L);
    set(CURLOPT_DEBUGFUNCTION, noteRequest);
    set(CURLOPT_DEBUGDATA, &m_answer);
}

void Call::readStatus(CURLcode code) {
    long status = 0;
    curl_easy_getinfo(m_curl, CURLINFO_RESPONSE_CODE, &status);
    // The status counts even if the rest of the answer was cut off or too long; one of a proxy or of "continue" does not.
    if (m_answer.requestSent && status >= 200 && endOf(code) != HttpEnd::Nonsense) {
        m_answer.end = HttpEnd::Answered;
        m_answer.status = static_cast<int>(status);
        if (code != CURLE_OK && !m_answer.isCut) m_answer.brokenOff = endOf(code);
        const curl_off_t wait = number(CURLINFO_RETRY_AFTER);
        if (wait > 0) m_answer.retryAfter = std::chrono::seconds(qMin<qint64>(wait, longestRetryAfter));
    } else {
        m_answer.end = endOf(code);
        m_answer.body.clear();
    }
}

}  // namespace

struct HttpLine::Inner {
    CurlHandle curl = newCurlHandle();
};

HttpLine::HttpLine() : m_inner(std::make_unique<Inner>()) {}
HttpLine::~HttpLine() = default;

HttpAnswer sendPost(const HttpPost &post, HttpLine *kept) {
    const QUrl url(post.url, QUrl::StrictMode);
    HttpAnswer answer;
    answer.end = HttpEnd::NotSetUp;
    if (!url.isValid() || url.host().isEmpty()) return answer;
    answer.end = HttpEnd::NotEncrypted;
    if (url.scheme() != QLatin1String("https") && !(url.scheme() == QLatin1String("http") && isLoopbackHost(url.host()))) return answer;
    const CurlHandle own = kept == nullptr ? newCurlHandle() : CurlHandle();
    CURL *curl = kept == nullptr ? own.get() : kept->m_inner->curl.get();
    answer.end = HttpEnd::Closed;
    if (curl == nullptr) return answer;
    answer = Call(post, url, curl).run();
    // Forgets headers, body and callbacks of this call; the connection stays.
    if (kept != nullptr) curl_easy_reset(curl);
    return answer;
}

}  // namespace latchkey
