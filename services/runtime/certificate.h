// Looks at a server's certificate and its key as they lie in PEM files; what the configuration's check and the log can say about them.
#pragma once

#include "models/domain/instant.h"

#include <QString>

namespace latchkey {

struct CertificateLook {
    bool isCertificate = false;
    bool isKey = false;    // a private key without a passphrase
    bool keyFits = false;  // it is the certificate's own
    bool isForHost = false;
    Instant from;
    Instant until;
};

// What cannot be read counts as not being there. `host` is a name or an address.
CertificateLook lookAtCertificate(const QString &certificateFile, const QString &keyFile, const QString &host);

}  // namespace latchkey
