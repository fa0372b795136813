// Where this computer keeps an agent's token: a port that the program fills with the keychain, or with a file.
#pragma once

#include "models/domain/result.h"
#include "models/domain/secret.h"

#include <QUrl>

#include <functional>

class QObject;

namespace latchkey {

enum class TokenPlace { None, Keychain, File, Given };  // Given: by the environment or the command line; kept by nobody here

struct TokenKeeping {
    TokenPlace place = TokenPlace::None;
    QString file = {};  // where the place is one
};

struct KeptToken {
    AgentToken token;
    TokenKeeping keeping;
};

// GUI thread. Each call answers once, later or at once, unless `context` has died. One token per service.
class TokenKeeper {
public:
    virtual ~TokenKeeper() = default;
    virtual void read(const QUrl &service, QObject *context, std::function<void(Result<KeptToken>)> answer) = 0;  // NotFound
    virtual void keep(const QUrl &service, const AgentToken &token, QObject *context, std::function<void(Result<TokenKeeping>)> answer) = 0;
    // An error when the token is, or may be, still kept.
    virtual void forget(const QUrl &service, QObject *context, std::function<void(Result<void>)> answer) = 0;
};

}  // namespace latchkey
