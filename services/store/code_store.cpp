// The statements of login codes, wrong guesses and recipients.
#include "services/store/code_store.h"

#include "services/store/time_search.h"

namespace latchkey {

namespace {

tl::unexpected<Error> failureOf(const Statement &statement) { return tl::unexpected<Error>(*statement.error()); }

Result<void> runIt(Statement &statement) {
    const Result<qint64> done = statement.run();
    if (!done) return tl::unexpected<Error>(done.error());
    return {};
}

Result<Instant> instantOrUnset(Statement &statement) {
    Instant at;
    if (statement.step()) at = statement.instant(0);
    if (statement.error()) return failureOf(statement);
    return at;
}

Recipient recipientOf(const Statement &row) {
    return {row.id<CustomerId>(0), row.text(1), row.text(2), row.text(3), row.text(4), static_cast<EmailState>(row.integer(5)), row.text(6), row.text(7)};
}

Result<std::optional<Recipient>> oneRecipient(Statement &select) {
    std::optional<Recipient> recipient;
    if (select.step()) recipient = recipientOf(select);
    if (select.error()) return failureOf(select);
    return recipient;
}

}  // namespace

Result<std::optional<Recipient>> recipientById(Connection &db, CustomerId id) {
    Statement select = db.prepare(R"(
        SELECT id, first_name, last_name, email, email_key, email_state, phone, phone_key FROM customers
        WHERE id = ? AND removed_at IS NULL)");
    select.bind(id);
    return oneRecipient(select);
}

Result<QList<Recipient>> recipientsByEmail(Connection &db, const QString &emailKey) {
    Statement select = db.prepare(R"(
        SELECT id, first_name, last_name, email, email_key, email_state, phone, phone_key FROM customers
        WHERE email_key = ? AND removed_at IS NULL ORDER BY id LIMIT 2)");
    select.bind(QStringView(emailKey));
    QList<Recipient> found;
    while (select.step()) found.append(recipientOf(select));
    if (select.error()) return failureOf(select);
    return found;
}

Result<QList<Recipient>> recipientsByPhone(Connection &db, const QStringList &phoneKeys) {
    QList<Recipient> found;
    for (const QString &key : phoneKeys) {
        Statement select = db.prepare(R"(
            SELECT id, first_name, last_name, email, email_key, email_state, phone, phone_key FROM customers
            WHERE phone_key = ? AND removed_at IS NULL ORDER BY id LIMIT 2)");
        select.bind(QStringView(key));
        while (select.step()) found.append(recipientOf(select));
        if (select.error()) return failureOf(select);
    }
    return found;
}

Result<qint64> insertCode(Connection &db, const NewCode &code) {
    Statement insert = db.prepare(R"(
        INSERT INTO codes (challenge_hash, typed_hash, address_hash, mac, destination, sent_at, expires_at, digits) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        RETURNING id)");
    insert.bindBlob(code.challengeHash).bindBlob(code.typedHash).bindBlob(code.addressHash).bindBlob(code.mac);
    if (code.destination.isEmpty()) insert.bindNull();
    else insert.bind(QStringView(code.destination));
    insert.bind(code.sentAt).bind(code.expiresAt).bind(code.digits);
    return insert.insertedId();
}

Result<void> giveCode(Connection &db, qint64 code, CustomerId customer) {
    Statement update = db.prepare("UPDATE codes SET customer = ? WHERE id = ?");
    update.bindOrNull(customer).bind(code);
    return runIt(update);
}

Result<QByteArray> challengeOfCode(Connection &db, qint64 code) {
    Statement select = db.prepare("SELECT challenge_hash FROM codes WHERE id = ?");
    select.bind(code);
    QByteArray hash;
    if (select.step()) hash = select.blob(0);
    if (select.error()) return failureOf(select);
    return hash;
}

Result<QList<CodeRow>> codesOfChallenge(Connection &db, QByteArrayView challengeHash) {
    Statement select = db.prepare(R"(
        SELECT id, customer, typed_hash, mac, destination, sent_at, expires_at, tries, used_at IS NOT NULL, digits FROM codes
        WHERE challenge_hash = ? ORDER BY id DESC LIMIT 8)");
    select.bindBlob(challengeHash);
    QList<CodeRow> rows;
    while (select.step())
        rows.append({select.integer(0), select.id<CustomerId>(1), select.blob(2), select.blob(3), select.text(4), select.instant(5),
                     select.instant(6), static_cast<int>(select.integer(7)), select.integer(8) != 0, static_cast<int>(select.integer(9))});
    if (select.error()) return failureOf(select);
    return rows;
}

Result<Instant> nthNewestCodeOfTyped(Connection &db, QByteArrayView typedHash, Instant since, int n) {
    Statement select = db.prepare("SELECT sent_at FROM codes WHERE typed_hash = ? AND sent_at > ? ORDER BY sent_at DESC LIMIT 1 OFFSET ?");
    select.bindBlob(typedHash).bind(since).bind(n - 1);
    return instantOrUnset(select);
}

Result<Instant> nthNewestCodeOfCustomer(Connection &db, CustomerId customer, Instant since, int n) {
    Statement select = db.prepare("SELECT sent_at FROM codes WHERE customer = ? AND sent_at > ? ORDER BY sent_at DESC LIMIT 1 OFFSET ?");
    select.bind(customer).bind(since).bind(n - 1);
    return instantOrUnset(select);
}

Result<Instant> nthNewestCodeOfAddress(Connection &db, QByteArrayView addressHash, Instant since, int n) {
    Statement select = db.prepare("SELECT sent_at FROM codes WHERE address_hash = ? AND sent_at > ? ORDER BY sent_at DESC LIMIT 1 OFFSET ?");
    select.bindBlob(addressHash).bind(since).bind(n - 1);
    return instantOrUnset(select);
}

Result<void> countTry(Connection &db, qint64 code) {
    Statement update = db.prepare("UPDATE codes SET tries = tries + 1 WHERE id = ?");
    update.bind(code);
    return runIt(update);
}

Result<void> markCodesUsed(Connection &db, QByteArrayView challengeHash, Instant now) {
    Statement update = db.prepare("UPDATE codes SET used_at = ? WHERE challenge_hash = ? AND used_at IS NULL");
    update.bind(now).bindBlob(challengeHash);
    return runIt(update);
}

Result<void> expireCodesOf(Connection &db, CustomerId customer, Instant now) {
    Statement update = db.prepare("UPDATE codes SET expires_at = ? WHERE customer = ? AND used_at IS NULL AND expires_at > ?");
    update.bind(now).bind(customer).bind(now);
    return runIt(update);
}

Result<void> insertWrongGuess(Connection &db, CustomerId customer, qint64 typed, QByteArrayView addressHash, Instant now) {
    Statement insert = db.prepare("INSERT INTO code_tries (at, customer, typed, address_hash) VALUES (?, ?, ?, ?)");
    insert.bind(now).bindOrNull(customer).bind(typed).bindBlob(addressHash);
    return runIt(insert);
}

Result<Instant> nthNewestGuessOfCustomer(Connection &db, CustomerId customer, Instant since, int n) {
    Statement select = db.prepare("SELECT at FROM code_tries WHERE customer = ? AND at > ? ORDER BY at DESC LIMIT 1 OFFSET ?");
    select.bind(customer).bind(since).bind(n - 1);
    return instantOrUnset(select);
}

Result<Instant> nthNewestGuessOfTyped(Connection &db, qint64 typed, Instant since, int n) {
    Statement select = db.prepare("SELECT at FROM code_tries WHERE typed = ? AND at > ? ORDER BY at DESC LIMIT 1 OFFSET ?");
    select.bind(typed).bind(since).bind(n - 1);
    return instantOrUnset(select);
}

Result<Instant> nthNewestGuessOfAddress(Connection &db, QByteArrayView addressHash, Instant since, int n) {
    Statement select = db.prepare("SELECT at FROM code_tries WHERE address_hash = ? AND at > ? ORDER BY at DESC LIMIT 1 OFFSET ?");
    select.bindBlob(addressHash).bind(since).bind(n - 1);
    return instantOrUnset(select);
}

Result<qint64> countGuesses(Connection &db, Instant since) {
    constexpr std::string_view newest = "SELECT id FROM code_tries ORDER BY id DESC LIMIT 1";
    const Result<qint64> first = firstRowAt(db, newest, "SELECT id, at FROM code_tries WHERE id >= ? ORDER BY id LIMIT 1", since);
    if (!first) return first;
    Statement select = db.prepare(newest);
    const qint64 last = select.step() ? select.integer(0) : 0;
    if (select.error()) return failureOf(select);
    return last + 1 - *first;
}

Result<int> codeLengthNow(Connection &db, Instant now) {
    Statement select = db.prepare("SELECT digits FROM code_lengths WHERE until > ? ORDER BY digits DESC LIMIT 1");
    select.bind(now);
    int digits = 0;
    if (select.step()) digits = static_cast<int>(select.integer(0));
    if (select.error()) return failureOf(select);
    return digits;
}

Result<bool> codesStayLong(Connection &db, int digits, Instant until) {
    Statement select = db.prepare("SELECT 1 FROM code_lengths WHERE digits = ? AND until >= ?");
    select.bind(digits).bind(until);
    const bool stay = select.step();
    if (select.error()) return failureOf(select);
    return stay;
}

Result<void> lengthenCodes(Connection &db, int digits, Instant until) {
    Statement upsert = db.prepare("INSERT INTO code_lengths (digits, until) VALUES (?, ?) ON CONFLICT (digits) DO UPDATE SET until = excluded.until");
    upsert.bind(digits).bind(until);
    return runIt(upsert);
}

}  // namespace latchkey
