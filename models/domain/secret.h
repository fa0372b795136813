// A secret is a type that cannot be printed: link tokens, codes, session ids and API tokens travel in it.
#pragma once

#include <QByteArray>
#include <QDebug>

#include <ostream>
#include <utility>

namespace latchkey {

template <class Tag>
class Secret {
public:
    Secret() = default;
    explicit Secret(QByteArray text) : m_text(std::move(text)) {}
    Secret(const Secret &) = default;
    Secret(Secret &&) noexcept = default;
    Secret &operator=(const Secret &) = default;
    Secret &operator=(Secret &&) noexcept = default;
    // Overwrites the bytes when this is their last holder, so that a core dump shows fewer of them.
    ~Secret() { if (m_text.isDetached()) m_text.fill('\0'); }

    [[nodiscard]] bool isEmpty() const { return m_text.isEmpty(); }
    // The only way to the bytes; its name is what a reviewer greps for.
    [[nodiscard]] const QByteArray &reveal() const { return m_text; }

    friend bool operator==(const Secret &a, const Secret &b) {
        if (a.m_text.size() != b.m_text.size()) return false;
        unsigned char difference = 0;
        for (qsizetype i = 0; i < a.m_text.size(); ++i)
            difference = static_cast<unsigned char>(difference | (a.m_text[i] ^ b.m_text[i]));
        return difference == 0;
    }
    friend QDebug operator<<(QDebug, const Secret &) = delete;
    friend std::ostream &operator<<(std::ostream &, const Secret &) = delete;

private:
    QByteArray m_text;
};

using SessionSecret = Secret<struct SessionSecretTag>;    // the cookie's 128 bits as hex
using ChallengeSecret = Secret<struct ChallengeTag>;      // binds a login code to the browser that asked
using CodeSecret = Secret<struct CodeTag>;                // the digits
using AgentToken = Secret<struct AgentTokenTag>;          // the desk's bearer token
using FormNonce = Secret<struct FormNonceTag>;            // pairs a form with its cookie
using LinkUrl = Secret<struct LinkUrlTag>;                // a whole Magic link, on its way into a letter
using ShopSecret = Secret<struct ShopSecretTag>;          // what the house holds of others: the password of a mail server, a gateway's token

}  // namespace latchkey
