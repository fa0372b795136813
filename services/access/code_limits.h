// The soft limits of login codes: per typed value, customer, network address and for the whole site. They never touch links.
#pragma once

#include "models/domain/access_policy.h"
#include "services/store/connection.h"

namespace latchkey {

// By whom codes are asked for and guessed. Somebody unknown is throttled by what was typed, exactly as a customer is.
struct CodeSubject {
    CustomerId customer;
    QByteArray typedHash;
    QByteArray addressHash;

    // The customer's id, or a negative stand-in made of the typed value.
    [[nodiscard]] qint64 number() const;
};

// ResendTooSoon or TooManyTries, with when to come back.
Result<void> mayAskForCode(Connection &db, const CodeSubject &subject, const AccessPolicy &policy, Instant now);
Result<void> mayGuess(Connection &db, const CodeSubject &subject, const AccessPolicy &policy, Instant now);
// How many digits a new code has: more while the whole site lets through too many wrong guesses.
Result<int> codeDigits(Connection &db, const AccessPolicy &policy, Instant now);

}  // namespace latchkey
