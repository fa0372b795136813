// Sorts what Qt reports about a connection into what a person can do something about.
#include "services/client/trouble.h"

#include <QNetworkReply>
#include <QSslCertificate>
#include <QSslError>
#include <QUrl>
#include <QVersionNumber>

#include <algorithm>

namespace latchkey {

namespace {

constexpr char flawProperty[] = "certificateFlaw";
constexpr char detailProperty[] = "certificateDetail";

TroubleKind flawOf(QSslError::SslError error) {
    switch (error) {
        case QSslError::SelfSignedCertificate:
            return TroubleKind::SelfSigned;
        case QSslError::SelfSignedCertificateInChain:
        case QSslError::UnableToGetIssuerCertificate:
        case QSslError::UnableToGetLocalIssuerCertificate:
        case QSslError::UnableToVerifyFirstCertificate:
        case QSslError::CertificateUntrusted:
            return TroubleKind::UnknownAuthority;
        case QSslError::CertificateExpired:
            return TroubleKind::CertificateExpired;
        case QSslError::CertificateNotYetValid:
            return TroubleKind::CertificateTooNew;
        case QSslError::HostNameMismatch:
            return TroubleKind::OtherHost;
        default:  // Qt's enumeration, which grows
            return TroubleKind::CertificateRefused;
    }
}

// Of several the one that must be mended first: who signed it, then when, then for whom.
int weightOf(TroubleKind kind) {
    constexpr TroubleKind order[] = {TroubleKind::SelfSigned, TroubleKind::UnknownAuthority, TroubleKind::CertificateExpired,
                                     TroubleKind::CertificateTooNew, TroubleKind::OtherHost};
    return static_cast<int>(std::find(std::begin(order), std::end(order), kind) - std::begin(order));
}

QString namesIn(const QSslCertificate &certificate) {
    QStringList names = certificate.subjectAlternativeNames().values();
    if (names.isEmpty()) names = certificate.subjectInfo(QSslCertificate::CommonName);
    names.sort();
    constexpr qsizetype most = 3;
    const bool more = names.size() > most;
    return names.mid(0, most).join(QStringLiteral(", ")) + (more ? QStringLiteral(", …") : QString());
}

QString detailOf(TroubleKind kind, const QSslError &error) {
    const QSslCertificate certificate = error.certificate();
    if (kind == TroubleKind::OtherHost) return namesIn(certificate);
    if (kind == TroubleKind::CertificateExpired) return certificate.expiryDate().date().toString(Qt::ISODate);
    if (kind == TroubleKind::CertificateTooNew) return certificate.effectiveDate().date().toString(Qt::ISODate);
    return kind == TroubleKind::CertificateRefused ? error.errorString() : QString();
}

}  // namespace

bool isAboutCertificate(TroubleKind kind) { return kind == TroubleKind::CertificateRefused || weightOf(kind) < weightOf(TroubleKind::CertificateRefused); }

void noteCertificate(QNetworkReply &reply, const QList<QSslError> &errors) {
    const auto first = std::min_element(errors.cbegin(), errors.cend(),
                                        [](const QSslError &a, const QSslError &b) { return weightOf(flawOf(a.error())) < weightOf(flawOf(b.error())); });
    if (first == errors.cend()) return;
    const TroubleKind kind = flawOf(first->error());
    reply.setProperty(flawProperty, static_cast<int>(kind));
    reply.setProperty(detailProperty, detailOf(kind, *first));
}

Trouble troubleOf(const QNetworkReply &reply) {
    const QVariant flaw = reply.property(flawProperty);
    if (flaw.isValid()) return {static_cast<TroubleKind>(flaw.toInt()), reply.property(detailProperty).toString()};
    switch (reply.error()) {
        case QNetworkReply::HostNotFoundError:
            return {TroubleKind::NoSuchHost, reply.url().host()};
        case QNetworkReply::ConnectionRefusedError:
            return {TroubleKind::NobodyListens};
        case QNetworkReply::TimeoutError:
        case QNetworkReply::OperationCanceledError:
            return {TroubleKind::NoAnswer};
        case QNetworkReply::SslHandshakeFailedError:
            return {TroubleKind::NotEncrypted};
        default:  // Qt's enumeration, which grows
            return {TroubleKind::Broken};
    }
}

Trouble troubleOfVersion(const QString &service, const QString &desk) {
    const int order = QVersionNumber::compare(QVersionNumber::fromString(service), QVersionNumber::fromString(desk));
    return {order < 0 ? TroubleKind::ServiceOlder : order > 0 ? TroubleKind::ServiceNewer : TroubleKind::Unreadable, service};
}

}  // namespace latchkey
