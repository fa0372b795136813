// How the desk stands with its service: connected or not, since when, what stands between them, and when it is tried again.
#pragma once

#include "models/domain/instant.h"

#include <QString>

namespace latchkey {

enum class TroubleKind {
    None,
    NoSuchHost,         // the name leads nowhere
    NobodyListens,      // the host refuses the connection
    NoAnswer,           // nothing came back in time
    Broken,             // the connection ended in the middle, or the network is down
    Unavailable,        // something answers in the service's place: a proxy, or the limit of connections
    NotEncrypted,       // https was asked of something that does not speak it
    UnknownAuthority,   // the certificate is by an authority that this computer does not know
    SelfSigned,
    CertificateExpired, // `detail`: the last day
    CertificateTooNew,  // not valid yet; `detail`: the first day
    OtherHost,          // the certificate is for other names; `detail`: which
    CertificateRefused, // for any other reason; `detail`: TLS's own words
    TokenRefused,
    Redirected,         // `detail`: to which host; never followed, since the token would go there
    NotLatchkey,
    ServiceOlder,       // than this desk understands; `detail`: the service's version
    ServiceNewer,
    Unreadable,         // of the same version, and yet not understood
};

struct Trouble {
    TroubleKind kind = TroubleKind::None;
    QString detail = {};
};

// Whether a certificate stands in the way, which only whoever runs the service can mend.
bool isAboutCertificate(TroubleKind kind);

struct ConnectionState {
    bool connected = true;
    Instant heardAt;           // when the service last said anything, by this computer's clock; unset: never
    bool trying = false;       // at this moment
    Duration untilNextTry{};   // when not
    Trouble trouble = {};      // while not connected
};

}  // namespace latchkey
