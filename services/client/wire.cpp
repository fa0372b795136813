// Sends one request to the service and settles its reply.
#include "services/client/wire.h"

#include "models/json/json.h"
#include "services/client/one_time_body.h"
#include "services/runtime/chance.h"
#include "services/runtime/clock.h"

#include <QHostAddress>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QSysInfo>
#include <QTimer>

namespace latchkey {

namespace {

constexpr char timedOutProperty[] = "timedOut";

QByteArray newWindow() {
    const auto bytes = SystemChance().bytes<8>();
    return QByteArray(reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size())).toHex();
}

// What the activity calls this desk: the machine's own name, in characters that a header may carry (RFC 9110, 5.5).
QByteArray deskName() {
    QByteArray name = QSysInfo::machineHostName().toLatin1().left(60);
    for (char &c : name)
        if (c < 0x21 || c > 0x7e) c = '-';
    return name.isEmpty() ? QByteArrayLiteral("desk") : name;
}

bool isLoopback(const QString &host) {
    return host == QLatin1String("localhost") || QHostAddress(host).isLoopback();
}

int statusOf(const QNetworkReply &reply) { return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(); }

tl::unexpected<Refusal> refuse(ErrorCode code, QString detail) {
    return tl::unexpected<Refusal>(Refusal{Error{code, std::move(detail), {}}, {}});
}

// What stands between may answer in its own words: a proxy, or the server's own limits.
tl::unexpected<Refusal> readRefusal(int status, const QJsonDocument &document) {
    if (document.isObject()) {
        if (Result<Problem> problem = readProblem(document.object()))
            return tl::unexpected<Refusal>(Refusal{std::move(problem->error), std::move(problem->findings)});
    }
    const QString detail = QStringLiteral("HTTP %1").arg(status);
    if (status == 401) return refuse(ErrorCode::Unauthorized, detail);
    if (status == 413) return refuse(ErrorCode::InvalidRequest, detail);
    if (status == 502 || status == 503) return refuse(ErrorCode::ServiceUnreachable, detail);
    if (status == 408 || status == 504) return refuse(ErrorCode::ServiceTimedOut, detail);
    return refuse(ErrorCode::ServiceAnsweredNonsense, detail);
}

}  // namespace

Wire::Wire(const QUrl &baseUrl, AgentToken token, QObject *parent)
    : QObject(parent), m_baseUrl(baseUrl), m_token(std::move(token)), m_desk(deskName()), m_window(newWindow()), m_network(new QNetworkAccessManager(this)) {
    // A proxy for the outside must not see what one program says to itself.
    if (isLoopback(m_baseUrl.host())) m_network->setProxy(QNetworkProxy::NoProxy);
}

QNetworkRequest Wire::prepare(const QString &path, const Query &query) const {
    QUrl url = m_baseUrl;
    QString prefix = url.path();
    while (prefix.endsWith(u'/')) prefix.chop(1);
    url.setPath(prefix + QStringLiteral("/api/v1") + path);
    QByteArray encoded;
    for (const auto &[name, value] : query) {
        if (!encoded.isEmpty()) encoded += '&';
        encoded += name.toUtf8() + '=' + QUrl::toPercentEncoding(value);
    }
    if (!encoded.isEmpty()) url.setQuery(QString::fromLatin1(encoded), QUrl::StrictMode);
    QNetworkRequest request(url);
    request.setRawHeader("Authorization", "Bearer " + m_token.reveal());
    request.setRawHeader("Accept", "application/json");
    request.setRawHeader("X-Window", m_window);
    request.setRawHeader("Latchkey-Desk", m_desk);
    request.setRawHeader("Accept-Encoding", "identity");
    request.setRawHeader("User-Agent", "latchkey/" LATCHKEY_VERSION);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    // A redirect would carry the token to somebody else.
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    return request;
}

QNetworkReply *Wire::dispatch(const Request &request) {
    QNetworkRequest prepared = prepare(request.path, request.query);
    if (request.body.isEmpty()) return m_network->sendCustomRequest(prepared, request.verb);
    prepared.setHeader(QNetworkRequest::ContentTypeHeader, request.type);
    prepared.setHeader(QNetworkRequest::ContentLengthHeader, request.body.size());
    prepared.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    auto *body = new OneTimeBody(request.body, nullptr);
    QNetworkReply *reply = m_network->sendCustomRequest(prepared, request.verb, body);
    body->setParent(reply);
    return reply;
}

Pending Wire::send(const Request &request, QObject *context, std::function<void(Settled)> settled) {
    QNetworkReply *reply = dispatch(request);
    auto *limit = new QTimer(reply);
    limit->setSingleShot(true);
    connect(limit, &QTimer::timeout, reply, [reply] {
        reply->setProperty(timedOutProperty, true);
        reply->abort();
    });
    limit->start(request.limit == Limit::List ? m_times.list : request.limit == Limit::Trial ? m_times.trial : m_times.verb);
    connect(reply, &QNetworkReply::finished, this,
            [this, reply, hasContext = context != nullptr, guard = QPointer<QObject>(context), settled = std::move(settled)] {
                reply->deleteLater();
                const QPointer<Wire> self(this);
                observe(*reply);
                if (!self || (hasContext && !guard)) return;
                // Last: the receiver may delete the client.
                settled(settle(*reply, reply->property(timedOutProperty).toBool()));
            });
    return Pending(reply);
}

QNetworkReply *Wire::open(const QString &path) {
    QNetworkRequest request = prepare(path, {});
    request.setRawHeader("Accept", "text/event-stream");
    return m_network->get(request);
}

void Wire::observe(const QNetworkReply &reply) {
    const bool answered = statusOf(reply) != 0;
    if (answered && reply.hasRawHeader("X-Service-Time")) {
        bool isNumber = false;
        const qint64 serviceTime = reply.rawHeader("X-Service-Time").toLongLong(&isNumber);
        if (isNumber) m_clockOffset = Instant(serviceTime) - SystemClock().now();
    }
    // Our own abort says nothing about the service.
    if (!answered && (reply.error() == QNetworkReply::OperationCanceledError || reply.error() == QNetworkReply::NoError)) return;
    if (answered == m_reachable) return;
    m_reachable = answered;
    emit reachableChanged(m_reachable);
}

Wire::Settled Wire::settle(QNetworkReply &reply, bool timedOut) const {
    const QString place = m_baseUrl.authority();
    if (timedOut) return refuse(ErrorCode::ServiceTimedOut, place);
    const int status = statusOf(reply);
    if (status == 0) return refuse(ErrorCode::ServiceUnreachable, place);
    if (status == 204) return QJsonDocument();
    const QJsonDocument document = QJsonDocument::fromJson(reply.readAll());
    if (status >= 400) return readRefusal(status, document);
    if (reply.error() != QNetworkReply::NoError) return refuse(ErrorCode::ServiceUnreachable, place);
    if (status >= 300 || document.isNull()) return refuse(ErrorCode::ServiceAnsweredNonsense, QStringLiteral("HTTP %1").arg(status));
    return document;
}

}  // namespace latchkey
