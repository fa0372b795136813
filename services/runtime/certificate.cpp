// Reads the first certificate of the chain, which is the server's own.
#include "services/runtime/certificate.h"

#include <QFile>

#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <ctime>
#include <memory>

namespace latchkey {

namespace {

template <auto Free>
struct Freed {
    template <class T>
    void operator()(T *thing) const {
        Free(thing);
    }
};
using Bytes = std::unique_ptr<BIO, Freed<BIO_free>>;

// In memory, since a file's own reader would ask the terminal.
Bytes bytesOf(const QString &path) {
    QFile file(path);
    constexpr qint64 longest = 1'000'000;
    if (!file.open(QIODevice::ReadOnly)) return {};
    QByteArray read = file.read(longest);
    Bytes bytes(BIO_new(BIO_s_mem()));
    BIO_write(bytes.get(), read.constData(), static_cast<int>(read.size()));
    read.fill('\0');
    return bytes;
}

int noPassphrase(char *, int, int, void *) { return -1; }

Instant instantOf(const ASN1_TIME *time) {
    std::tm parts{};
    if (!time || ASN1_TIME_to_tm(time, &parts) != 1) return {};
    return Instant(static_cast<qint64>(timegm(&parts)) * 1000);
}

}  // namespace

CertificateLook lookAtCertificate(const QString &certificateFile, const QString &keyFile, const QString &host) {
    CertificateLook look;
    const Bytes pem = bytesOf(certificateFile);
    const std::unique_ptr<X509, Freed<X509_free>> certificate(pem ? PEM_read_bio_X509(pem.get(), nullptr, noPassphrase, nullptr) : nullptr);
    const Bytes keyPem = bytesOf(keyFile);
    const std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>> key(keyPem ? PEM_read_bio_PrivateKey(keyPem.get(), nullptr, noPassphrase, nullptr) : nullptr);
    look.isCertificate = certificate != nullptr;
    look.isKey = key != nullptr;
    if (!certificate) return look;
    look.from = instantOf(X509_get0_notBefore(certificate.get()));
    look.until = instantOf(X509_get0_notAfter(certificate.get()));
    look.keyFits = key && X509_check_private_key(certificate.get(), key.get()) == 1;
    const QByteArray name = host.toLatin1();
    look.isForHost = X509_check_host(certificate.get(), name.constData(), static_cast<std::size_t>(name.size()), 0, nullptr) == 1 ||
                     X509_check_ip_asc(certificate.get(), name.constData(), 0) == 1;
    return look;
}

}  // namespace latchkey
