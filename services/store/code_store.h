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
// Of several with one address: who signed in last, else the eldest row.
Result<std::optional<Recipient>> recipientByEmail(Connection &db, const QString &emailKey);
// Nobody when several share the number: a code by SMS could open any of them.
Result<std::optional<Recipient>> recipientByPhone(Connection &db, const QStringList &phoneKeys);

struct NewCode {
    QByteArray challengeHash;
    CustomerId customer;  // invalid: nobody
    QByteArray typedHash;
    QByteArray addressHash;
    QByteArray mac;       // empty: nobody
    QString destination;
    Instant sentAt;
    Instant expiresAt;
};
Result<void> insertCode(Connection &db, const NewCode &code);

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
};
// Newest first; several when a new code was asked for in the same browser. At most eight.
Result<QList<CodeRow>> codesOfChallenge(Connection &db, QByteArrayView challengeHash);
// When the n-th newest code was sent after `since`; unset when there are fewer.
Result<Instant> nthNewestCodeOfTyped(Connection &db, QByteArrayView typedHash, Instant since, int n);
Result<Instant> nthNewestCodeOfAddress(Connection &db, QByteArrayView addressHash, Instant since, int n);
Result<Instant> nthNewestCodeOfCustomer(Connection &db, CustomerId customer, Instant since, int n);
Result<void> countTry(Connection &db, qint64 code);
Result<void> markCodesUsed(Connection &db, QByteArrayView challengeHash, Instant now);
Result<void> expireCodesOf(Connection &db, CustomerId customer, Instant now);

// `subject` is the customer's id, or the negative stand-in of a value that nobody answers to.
Result<void> insertWrongGuess(Connection &db, qint64 subject, QByteArrayView addressHash, Instant now);
Result<Instant> nthNewestGuessOfSubject(Connection &db, qint64 subject, Instant since, int n);
Result<Instant> nthNewestGuessOfAddress(Connection &db, QByteArrayView addressHash, Instant since, int n);
Result<Instant> nthNewestGuess(Connection &db, int n);  // of the whole site

// Codes and wrong guesses; at most a thousand of each.
Result<void> deleteOldCodes(Connection &db, Instant before);

}  // namespace latchkey
