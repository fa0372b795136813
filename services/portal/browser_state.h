// What the portal keeps in a customer's browser: the session, the form's nonce and the challenge of a code. Names, shapes and headers.
#pragma once

#include "models/domain/instant.h"
#include "models/domain/secret.h"
#include "services/http/http.h"
#include "services/runtime/chance.h"

#include <QString>

namespace latchkey {

struct HeldChallenge {
    ChallengeSecret challenge;
    int digits = 4;
};

// Thread: any; holds only the names, which depend on whether the portal is reached over https.
class BrowserState {
public:
    explicit BrowserState(const QString &baseUrl);

    [[nodiscard]] SessionSecret session(const http::Request &request) const;
    // Empty when there is none of the right shape.
    [[nodiscard]] FormNonce nonce(const http::Request &request) const;
    [[nodiscard]] HeldChallenge challenge(const http::Request &request) const;

    void keepSession(http::Response &response, const SessionSecret &session, Duration lives) const;
    void keepNonce(http::Response &response, const FormNonce &nonce) const;
    void keepChallenge(http::Response &response, const HeldChallenge &held) const;
    void forgetSession(http::Response &response) const;
    void forgetChallenge(http::Response &response) const;


private:
    [[nodiscard]] std::string_view value(const http::Request &request, const char *name) const;
    void keep(http::Response &response, const char *name, const std::string &value, qint64 seconds) const;

    bool m_secure;
};

}  // namespace latchkey
