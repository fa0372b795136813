// Reads the n-th newest code or guess of each budget: a bounded read that also tells when the budget is free again.
#include "services/access/code_limits.h"

#include "services/store/code_store.h"
#include "services/store/session_store.h"

#include <algorithm>
#include <cstring>

namespace latchkey {

namespace {

constexpr Duration hour = std::chrono::hours(1);
constexpr Duration day = std::chrono::hours(24);
// Four digits are safe only while the whole site lets few guesses through: fifty a day, or one in fifty of yesterday's logins.
constexpr qint64 fewestSiteGuesses = 50;
constexpr qint64 loginsPerSiteGuess = 50;
// How many digits a code has once these are passed, and once they are passed tenfold.
constexpr int guessedAt = 6;
constexpr int underSiege = 8;
// Whoever walks through a list of addresses to have letters and texts sent types no code at all, so that asking has a bound of its own;
// it is wide, because a whole office may stand behind one address.
constexpr int codesPerAddressTry = 5;

Result<void> refuseIfSet(const Result<Instant> &nth, ErrorCode code, Duration window) {
    if (!nth) return tl::unexpected<Error>(nth.error());
    if (!nth->isSet()) return {};
    return fail(code, {}, *nth + window);
}

Result<void> mayGuessFrom(Connection &db, const QByteArray &addressHash, const AccessPolicy &policy, Instant now) {
    return refuseIfSet(nthNewestGuessOfAddress(db, addressHash, now - hour, policy.triesPerAddressPerHour), ErrorCode::TooManyTries, hour);
}

}  // namespace

qint64 CodeSubject::typed() const {
    quint64 bits = 0;
    std::memcpy(&bits, typedHash.constData(), std::min<std::size_t>(sizeof bits, static_cast<std::size_t>(typedHash.size())));
    return static_cast<qint64>(bits >> 2) + 1;
}

Result<void> mayGuess(Connection &db, const CodeSubject &subject, const AccessPolicy &policy, Instant now) {
    const auto ofTyped = nthNewestGuessOfTyped(db, subject.typed(), now - day, policy.triesPerCustomerPerDay);
    if (const Result<void> allowed = refuseIfSet(ofTyped, ErrorCode::TooManyTries, day); !allowed) return allowed;
    // Asked for nobody as well, who has made no guess: it takes as long.
    const auto ofCustomer = nthNewestGuessOfCustomer(db, subject.customer, now - day, policy.triesPerCustomerPerDay);
    if (const Result<void> allowed = refuseIfSet(ofCustomer, ErrorCode::TooManyTries, day); !allowed) return allowed;
    return mayGuessFrom(db, subject.addressHash, policy, now);
}

Result<void> mayBeWrittenTo(Connection &db, CustomerId customer, const AccessPolicy &policy, Instant now) {
    return refuseIfSet(nthNewestCodeOfCustomer(db, customer, now - hour, policy.codesPerCustomerPerHour), ErrorCode::TooManyTries, hour);
}

Result<void> mayAskForCode(Connection &db, const CodeSubject &subject, const AccessPolicy &policy, Instant now) {
    const auto newest = nthNewestCodeOfTyped(db, subject.typedHash, now - policy.resendAfter, 1);
    if (const Result<void> allowed = refuseIfSet(newest, ErrorCode::ResendTooSoon, policy.resendAfter); !allowed) return allowed;
    const auto ofTyped = nthNewestCodeOfTyped(db, subject.typedHash, now - hour, policy.codesPerCustomerPerHour);
    if (const Result<void> allowed = refuseIfSet(ofTyped, ErrorCode::TooManyTries, hour); !allowed) return allowed;
    const auto ofAddress = nthNewestCodeOfAddress(db, subject.addressHash, now - hour, policy.triesPerAddressPerHour * codesPerAddressTry);
    if (const Result<void> allowed = refuseIfSet(ofAddress, ErrorCode::TooManyTries, hour); !allowed) return allowed;
    // Wrong guesses at a value do not keep its owner from asking: their letter then comes with the link alone.
    return mayGuessFrom(db, subject.addressHash, policy, now);
}

Result<int> codeDigits(Connection &db, const AccessPolicy &policy, Instant now) {
    const Result<int> grown = codeLengthNow(db, now);
    if (!grown) return grown;
    return std::max(policy.codeDigits, *grown);
}

Result<void> noteGuessOfSite(Connection &db, Instant now) {
    // Said anew once a minute at most: during an attack this runs with every guess.
    const Result<bool> longest = codesStayLong(db, underSiege, now + day - std::chrono::minutes(1));
    if (!longest) return tl::unexpected<Error>(longest.error());
    if (*longest) return {};
    const Result<qint64> guesses = countGuesses(db, now - day);
    if (!guesses) return tl::unexpected<Error>(guesses.error());
    if (*guesses <= fewestSiteGuesses) return {};
    const Result<qint64> logins = countSignIns(db, now - 2 * day, now - day);
    if (!logins) return tl::unexpected<Error>(logins.error());
    const qint64 budget = std::max(fewestSiteGuesses, *logins / loginsPerSiteGuess);
    if (*guesses <= budget) return {};
    if (const Result<void> grown = lengthenCodes(db, guessedAt, now + day); !grown) return grown;
    return *guesses > 10 * budget ? lengthenCodes(db, underSiege, now + day) : Result<void>();
}

}  // namespace latchkey
