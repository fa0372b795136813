// Whether mail domains take mail, as the name servers say: answered from memory at once, asked for in a thread of its own.
#pragma once

#include "models/domain/id.h"
#include "models/domain/instant.h"

#include <QList>
#include <QString>

#include <functional>
#include <memory>
#include <optional>

namespace latchkey {

class Clock;

enum class MailDomainState {
    TakesMail,
    NoMail,  // it does not exist, has a null MX (RFC 7505), or neither MX nor address (RFC 5321, 5.1)
};

// Any thread may ask. What name servers do not answer in 2 seconds, or answer with an error, stays unknown: silence is no finding.
class MailDomains {
public:
    struct Setup {
        const Clock &clock;          // outlives this
        QString nameServer;          // "192.0.2.1:53" or "[2001:db8::1]:53"; empty: the system's own
        // Told in the thread of this when a domain turns out to take no mail, with the customers who were asked about it meanwhile.
        std::function<void(const QList<CustomerId> &waited)> tellNoMail;
    };
    explicit MailDomains(Setup setup);
    ~MailDomains();  // does not wait for name servers
    MailDomains(const MailDomains &) = delete;
    MailDomains &operator=(const MailDomains &) = delete;

    // Never blocks. `domain` as mailDomainOf() folds it. Nothing while it is not known; then it is being asked for, unless too many wait.
    std::optional<MailDomainState> known(const QString &domain, CustomerId waiting);

private:
    struct Inner;
    std::unique_ptr<Inner> m_inner;
};

// An answer is good for so long, be it yes or no; a silence is not tried again before the second.
inline constexpr Duration mailDomainKept = std::chrono::hours(1);
inline constexpr Duration silenceKept = std::chrono::minutes(1);

}  // namespace latchkey
