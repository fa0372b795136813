// Keeps an agent's tokens in this computer's keychain; where none answers in time, where it is told to.
#pragma once

#include "models/domain/instant.h"
#include "ui/token_keeper.h"

#include <memory>

namespace latchkey {

class KeychainTokens final : public TokenKeeper {
public:
    // How long a keychain may take, the question to its owner included.
    static constexpr Duration patience = std::chrono::seconds(5);

    KeychainTokens(std::unique_ptr<TokenKeeper> otherwise, Duration limit = patience) : m_otherwise(std::move(otherwise)), m_limit(limit) {}
    void read(const QUrl &service, QObject *context, std::function<void(Result<KeptToken>)> answer) override;
    void keep(const QUrl &service, const AgentToken &token, QObject *context, std::function<void(Result<TokenKeeping>)> answer) override;
    void forget(const QUrl &service, QObject *context, std::function<void(Result<void>)> answer) override;

private:
    std::unique_ptr<TokenKeeper> m_otherwise;  // outlives what is asked, as this does: the program owns both
    Duration m_limit;
};

}  // namespace latchkey
