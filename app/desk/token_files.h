// Keeps an agent's tokens in files of mode 0600, one for each service: where there is no keychain.
#pragma once

#include "ui/token_keeper.h"

namespace latchkey {

class TokenFiles final : public TokenKeeper {
public:
    explicit TokenFiles(QString folder) : m_folder(std::move(folder)) {}
    void read(const QUrl &service, QObject *context, std::function<void(Result<KeptToken>)> answer) override;
    void keep(const QUrl &service, const AgentToken &token, QObject *context, std::function<void(Result<TokenKeeping>)> answer) override;
    void forget(const QUrl &service, QObject *context, std::function<void(Result<void>)> answer) override;
    [[nodiscard]] QString fileOf(const QUrl &service) const;

private:
    QString m_folder;
};

}  // namespace latchkey
