// The soft limits of login codes: per typed value, customer, network address and for the whole site. They never touch links.
#pragma once

#include "models/domain/access_policy.h"
#include "services/store/connection.h"

namespace latchkey {

// By whom codes are asked for and guessed. What was typed is throttled alike, whether or not a customer answers to it.
struct CodeSubject {
    CustomerId customer;  // invalid: not known, or nobody
    QByteArray typedHash;
    QByteArray addressHash;

    [[nodiscard]] qint64 typed() const;  // stands for the typed value among the guesses
};

// ResendTooSoon or TooManyTries, with when to come back. Looks at nothing that a stranger's request would not have.
Result<void> mayAskForCode(Connection &db, const CodeSubject &subject, const AccessPolicy &policy, Instant now);
// TooManyTries when the customer was sent as many codes within the hour as they may have.
Result<void> mayBeWrittenTo(Connection &db, CustomerId customer, const AccessPolicy &policy, Instant now);
Result<void> mayGuess(Connection &db, const CodeSubject &subject, const AccessPolicy &policy, Instant now);
// How many digits a new code has, and an earlier one must have to open anything: more while the whole site is guessed at.
Result<int> codeDigits(Connection &db, const AccessPolicy &policy, Instant now);
// After each wrong guess that was counted: makes the codes grow for 24 hours when the site's budget is passed.
Result<void> noteGuessOfSite(Connection &db, Instant now);

}  // namespace latchkey
