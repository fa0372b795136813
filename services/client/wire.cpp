// Sends one request to the service and settles its reply.
#include "services/client/wire.h"

#include "models/json/json.h"
#include "services/client/one_time_body.h"
#include "services/client/trouble.h"
#include "services/runtime/chance.h"
#include "services/runtime/clock.h"

#include <QHostAddress>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QSslCertificate>
#include <QSysInfo>
#include <QTimer>

namespace latchkey {

namespace {

constexpr char timedOutProperty[] = "timedOut";
constexpr QLatin1String bodyName("body");
constexpr QLatin1String mark("X-Service-Time");  // every answer of a Latchkey has it

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

// Whether a request that was not answered may have been carried out all the same.
bool mayHaveArrived(const QNetworkReply &reply) {
    const QNetworkReply::NetworkError error = reply.error();
    if (error == QNetworkReply::ConnectionRefusedError || error == QNetworkReply::HostNotFoundError || error == QNetworkReply::SslHandshakeFailedError)
        return false;
    const auto *body = static_cast<const OneTimeBody *>(reply.findChild<QIODevice *>(bodyName));
    return body == nullptr || body->wasRead();
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
    connect(m_network, &QNetworkAccessManager::sslErrors, this,
            [](QNetworkReply *reply, const QList<QSslError> &errors) { noteCertificate(*reply, errors); });
}

Result<void> Wire::trust(const QString &pemFile) {
    const QList<QSslCertificate> authorities = QSslCertificate::fromPath(pemFile, QSsl::Pem, QSslCertificate::PatternSyntax::FixedString);
    if (authorities.isEmpty()) return fail(ErrorCode::FileUnreadable, pemFile);
    m_tls = QSslConfiguration::defaultConfiguration();
    m_tls->addCaCertificates(authorities);
    return {};
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
    if (m_tls) request.setSslConfiguration(*m_tls);
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
    body->setObjectName(bodyName);
    QNetworkReply *reply = m_network->sendCustomRequest(prepared, request.verb, body);
    body->setParent(reply);
    return reply;
}

Duration Wire::durationOf(Limit limit) const {
    switch (limit) {
        case Limit::List:
            return m_times.list;
        case Limit::Verb:
            return m_times.verb;
        case Limit::Trial:
            return m_times.trial;
        case Limit::Shop:
            return m_times.shop;
    }
    return m_times.verb;
}

Pending Wire::send(const Request &request, QObject *context, std::function<void(Settled)> settled) {
    QNetworkReply *reply = dispatch(request);
    auto *limit = new QTimer(reply);
    limit->setSingleShot(true);
    connect(limit, &QTimer::timeout, reply, [reply] {
        reply->setProperty(timedOutProperty, true);
        reply->abort();
    });
    limit->start(durationOf(request.limit));
    connect(reply, &QNetworkReply::finished, this,
            [this, reply, changes = request.verb != "GET", hasContext = context != nullptr, guard = QPointer<QObject>(context), settled = std::move(settled)] {
                reply->deleteLater();
                const QPointer<Wire> self(this);
                observe(*reply);
                if (!self || (hasContext && !guard)) return;
                // Last: the receiver may delete the client.
                settled(settle(*reply, reply->property(timedOutProperty).toBool(), changes));
            });
    return Pending(reply);
}

QNetworkReply *Wire::open(const QString &path) {
    QNetworkRequest request = prepare(path, {});
    request.setRawHeader("Accept", "text/event-stream");
    return m_network->get(request);
}

void Wire::observe(const QNetworkReply &reply) {
    const int status = statusOf(reply);
    if (status == 0) {
        // Our own abort says nothing about the service.
        if (reply.error() != QNetworkReply::OperationCanceledError && reply.error() != QNetworkReply::NoError) lose(troubleOf(reply));
        return;
    }
    const bool marked = reply.hasRawHeader(mark.data());
    if (marked) {
        bool isNumber = false;
        const qint64 serviceTime = reply.rawHeader(mark.data()).toLongLong(&isNumber);
        if (isNumber) m_clockOffset = Instant(serviceTime) - SystemClock().now();
        m_isLatchkey = true;
    }
    if (reply.hasRawHeader("Latchkey-Version")) m_serviceVersion = QString::fromLatin1(reply.rawHeader("Latchkey-Version").left(40));
    m_redirectedTo.clear();
    if (status >= 300 && status < 400) {
        const QUrl there = reply.url().resolved(reply.header(QNetworkRequest::LocationHeader).toUrl());
        m_redirectedTo = there.adjusted(QUrl::RemoveUserInfo | QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment).toString();
    }
    if (status == 401 && marked) return lose({TroubleKind::TokenRefused});
    // A proxy whose service is gone, or a server that has no room for one more connection.
    if (!marked && (status == 502 || status == 503 || status == 504)) return lose({TroubleKind::Unavailable});
    heard();
    setReachable(true);
}

void Wire::heard() { m_heardAt = SystemClock().now(); }

void Wire::lose(const Trouble &trouble) {
    m_trouble = trouble;
    setReachable(false);
}

void Wire::setReachable(bool reachable) {
    if (reachable) m_trouble = {};
    if (reachable == m_reachable) return;
    m_reachable = reachable;
    emit reachableChanged(m_reachable);
}

Trouble Wire::whyNot(const Error &error) const {
    if (!m_redirectedTo.isEmpty()) return {TroubleKind::Redirected, m_redirectedTo};
    if (error.code == ErrorCode::ServiceTimedOut) return {TroubleKind::NoAnswer};
    if (error.code == ErrorCode::ServiceUnreachable) return m_trouble.kind == TroubleKind::None ? Trouble{TroubleKind::Broken} : m_trouble;
    if (!m_isLatchkey) return {TroubleKind::NotLatchkey};
    if (error.code == ErrorCode::Unauthorized) return {TroubleKind::TokenRefused};
    return troubleOfVersion(m_serviceVersion, QStringLiteral(LATCHKEY_VERSION));
}

Wire::Settled Wire::settle(QNetworkReply &reply, bool timedOut, bool changes) const {
    const QString place = m_baseUrl.authority();
    const int status = statusOf(reply);
    const bool lost = changes && mayHaveArrived(reply);
    if (timedOut) return refuse(lost || !changes ? ErrorCode::ServiceTimedOut : ErrorCode::ServiceUnreachable, place);
    if (status == 0 || (status < 400 && reply.error() != QNetworkReply::NoError))
        return refuse(lost ? ErrorCode::ServiceTimedOut : ErrorCode::ServiceUnreachable, place);
    if (status == 204) return QJsonDocument();
    const QJsonDocument document = QJsonDocument::fromJson(reply.readAll());
    // A proxy says so also when the service ended while it was at work.
    if (status == 502 && lost && !document.isObject()) return refuse(ErrorCode::ServiceTimedOut, place);
    if (status >= 400) return readRefusal(status, document);
    if (status >= 300 || document.isNull()) return refuse(ErrorCode::ServiceAnsweredNonsense, QStringLiteral("HTTP %1").arg(status));
    return document;
}

}  // namespace latchkey
