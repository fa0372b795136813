// The tables of login codes and of wrong guesses, and who answers to what was typed.
#pragma once

#include "models/domain/email_address.h"
#include "services/store/connection.h"

#include <QList>
#include <QStringList>

namespace latchkey {

// Whom a letter or text would reach.
struct Recipient {
    CustomerId id;
    QString firstName;
    QString lastName;
    QString email;
    QString emailKey;
    EmailState emailState = EmailState::Missing;
    QString phone;
    QString phoneKey;
};
// All three leave out removed customers and answer nothing when nobody fits.
Result<std::optional<Recipient>> recipientById(Connection &db, CustomerId id);
// The first two; several answer to an address or number that they share.
Result<QList<Recipient>> recipientsByEmail(Connection &db, const QString &emailKey);
Result<QList<Recipient>> recipientsByPhone(Connection &db, const QStringList &phoneKeys);

struct NewCode {
    QByteArray challengeHash;
    QByteArray typedHash;
    QByteArray addressHash;
    QByteArray mac;
    QString destination;
    Instant sentAt;
    Instant expiresAt;
    int digits = 4;
};
// Nobody's as yet: giveCode() says whose, apart from the answer to who asked.
Result<qint64> insertCode(Connection &db, const NewCode &code);
Result<void> giveCode(Connection &db, qint64 code, CustomerId customer);  // invalid: it stays nobody's

struct CodeRow {
    qint64 id = 0;
    CustomerId customer;
    QByteArray typedHash;
    QByteArray mac;
    QString destination;
    Instant sentAt;
    Instant expiresAt;
    int tries = 0;
    bool used = false;
    int digits = 4;
};
// Newest first; several when a new code was asked for in the same browser. At most eight.
Result<QList<CodeRow>> codesOfChallenge(Connection &db, QByteArrayView challengeHash);
// The challenge for which this code was made; empty when there is no such code.
Result<QByteArray> challengeOfCode(Connection &db, qint64 code);
// When the n-th newest code was sent after `since`; unset when there are fewer.
Result<Instant> nthNewestCodeOfTyped(Connection &db, QByteArrayView typedHash, Instant since, int n);
Result<Instant> nthNewestCodeOfAddress(Connection &db, QByteArrayView addressHash, Instant since, int n);
Result<Instant> nthNewestCodeOfCustomer(Connection &db, CustomerId customer, Instant since, int n);
Result<void> countTry(Connection &db, qint64 code);
Result<void> markCodesUsed(Connection &db, QByteArrayView challengeHash, Instant now);
Result<void> expireCodesOf(Connection &db, CustomerId customer, Instant now);

// `typed` stands for what was typed, 0 for nothing; `customer` is invalid when nobody answers to it.
Result<void> insertWrongGuess(Connection &db, CustomerId customer, qint64 typed, QByteArrayView addressHash, Instant now);
Result<Instant> nthNewestGuessOfCustomer(Connection &db, CustomerId customer, Instant since, int n);
Result<Instant> nthNewestGuessOfTyped(Connection &db, qint64 typed, Instant since, int n);
Result<Instant> nthNewestGuessOfAddress(Connection &db, QByteArrayView addressHash, Instant since, int n);
// Of the whole site, by a binary search over the row ids, which grow with time.
Result<qint64> countGuesses(Connection &db, Instant since);

// How many digits a code must have now; 0 when nothing has made codes grow.
Result<int> codeLengthNow(Connection &db, Instant now);
Result<void> lengthenCodes(Connection &db, int digits, Instant until);
Result<bool> codesStayLong(Connection &db, int digits, Instant until);  // at least until then

}  // namespace latchkey
