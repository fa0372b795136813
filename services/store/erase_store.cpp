// The statements that empty a customer's rows.
#include "services/store/erase_store.h"

#include "models/domain/message.h"
#include "services/runtime/digest.h"
#include "services/store/count_store.h"
#include "services/store/search_store.h"

namespace latchkey {

namespace {

// After every name, so that emptied rows do not stand at the head of the list.
const QString lastInOrder = QStringLiteral(u"\U0010FFFD");

tl::unexpected<Error> failureOf(const Statement &statement) { return tl::unexpected<Error>(*statement.error()); }

Result<void> runIt(Statement &statement) {
    const Result<qint64> done = statement.run();
    if (!done) return tl::unexpected<Error>(done.error());
    return {};
}

// Keyed by the store, so that the mark of an address is another one in every shop.
Result<QByteArray> markOf(Connection &db, QByteArrayView address) {
    Statement key = db.prepare("SELECT value FROM meta WHERE name = 'public_id_key'");
    if (key.step()) return hmacSha256(key.text(0).toUtf8(), QByteArray("erased\0", 7).append(address));
    if (key.error()) return failureOf(key);
    return fail(ErrorCode::StoreDamaged, QStringLiteral("public_id_key"));
}

Result<void> keepMark(Connection &db, const QString &address, CustomerId customer) {
    if (!address.contains(QLatin1Char('@'))) return {};
    const Result<QByteArray> mark = markOf(db, address.toUtf8());
    if (!mark) return tl::unexpected<Error>(mark.error());
    Statement insert = db.prepare("INSERT INTO erased_marks (mark, customer) VALUES (?, ?) ON CONFLICT (mark) DO UPDATE SET customer = excluded.customer");
    insert.bindBlob(*mark).bind(customer);
    return runIt(insert);
}

Result<void> emptyRow(Connection &db, CustomerId customer, Instant now) {
    Statement update = db.prepare(R"(
        UPDATE customers SET ref = CASE WHEN instr(ref, '@') > 0 THEN 'erased:' || id ELSE ref END, first_name = '', last_name = '', name_key = ?,
               email = '', email_key = NULL, email_state = ?, phone = '', phone_key = NULL, version = version + 1,
               removed_at = coalesce(removed_at, ?), erased_at = ?, last_sign_in_at = NULL
        WHERE id = ?)");
    update.bind(QStringView(lastInOrder)).bind(static_cast<int>(EmailState::Missing)).bind(now).bind(now).bind(customer);
    return runIt(update);
}

}  // namespace

OverwriteFreedPages::OverwriteFreedPages(Connection &db) : m_db(db) {
    if (m_db.engine() == Engine::SQLite) (void)m_db.execute("PRAGMA secure_delete=ON");
}
OverwriteFreedPages::~OverwriteFreedPages() {
    if (m_db.engine() == Engine::SQLite) (void)m_db.execute("PRAGMA secure_delete=FAST");
}

Result<void> emptyCustomer(Connection &db, const Customer &before, Instant now) {
    const qint64 id = before.id.value();
    if (Result<void> kept = keepMark(db, before.ref, before.id); !kept) return kept;
    if (Result<void> kept = keepMark(db, emailKey(before.email), before.id); !kept) return kept;
    const Result<StoredText> was = readSearchText(db, id);
    if (!was) return tl::unexpected<Error>(was.error());
    if (Result<void> emptied = emptyRow(db, before.id, now); !emptied) return emptied;
    Result<StoredText> is = readSearchText(db, id);
    if (!is) return tl::unexpected<Error>(is.error());
    is->name.clear();
    SearchEditor editor;
    editor.remove(id, was->view());
    editor.add(id, is->view());
    if (Result<void> written = editor.write(db); !written) return written;
    CountChanges counts;
    counts.customer(before.emailState, -1);
    counts.customer(EmailState::Missing, 1);
    return counts.write(db);
}

Result<QList<MessageId>> emptyMessages(Connection &db, CustomerId customer, Instant now) {
    Statement attempts = db.prepare("UPDATE message_attempts SET words = '' WHERE message IN (SELECT id FROM messages WHERE customer = ?)");
    attempts.bind(customer);
    if (const Result<void> done = runIt(attempts); !done) return tl::unexpected<Error>(done.error());
    static_assert(static_cast<int>(MessageState::Waiting) == 0 && static_cast<int>(MessageState::Failed) == 3);
    static_assert(static_cast<int>(DeliveryProblem::CustomerErased) == 20);
    // The code's number goes too: rows of codes that are gone give theirs to others.
    Statement update = db.prepare(R"(
        UPDATE messages SET recipient = '', subject = '', body = '', detail = '', code = NULL, taken_at = NULL, next_at = NULL,
               problem = CASE state WHEN 0 THEN 20 ELSE problem END, settled_at = CASE state WHEN 0 THEN ? ELSE settled_at END,
               state = CASE state WHEN 0 THEN 3 ELSE state END
        WHERE customer = ? RETURNING id)");
    update.bind(now).bind(customer);
    QList<MessageId> emptied;
    while (update.step()) emptied.append(update.id<MessageId>(0));
    if (update.error()) return failureOf(update);
    return emptied;
}

Result<void> emptyLinks(Connection &db, CustomerId customer) {
    Statement visits = db.prepare("UPDATE visits SET browser = NULL WHERE browser IS NOT NULL AND link IN (SELECT id FROM links WHERE customer = ?)");
    visits.bind(customer);
    if (Result<void> done = runIt(visits); !done) return done;
    Statement links = db.prepare("UPDATE links SET destination = NULL, browser_hash = NULL WHERE customer = ?");
    links.bind(customer);
    if (Result<void> done = runIt(links); !done) return done;
    Statement waits = db.prepare("DELETE FROM shop_email_waits WHERE customer = ?");
    waits.bind(customer);
    return runIt(waits);
}

Result<void> forgetDomain(Connection &db, CustomerId customer, const QString &domain) {
    // Looks through the index of all addresses, but only where a scanner has been at this domain.
    Statement forget = db.prepare(R"(
        DELETE FROM domain_scans WHERE domain = ? AND NOT EXISTS (
            SELECT 1 FROM customers WHERE email_key IS NOT NULL AND substr(email_key, length(email_key) - length(?)) = ? AND id <> ?))");
    forget.bind(QStringView(domain)).bind(QStringView(domain)).bind(QStringView(QLatin1Char('@') + domain)).bind(customer);
    return runIt(forget);
}

// The newest row of a table keeps its place, emptied, since its number must not be given again.
Result<void> removeSessions(Connection &db, CustomerId customer, Instant now) {
    Statement older = db.prepare("DELETE FROM sessions WHERE customer = ? AND id < (SELECT max(id) FROM sessions)");
    older.bind(customer);
    if (Result<void> done = runIt(older); !done) return done;
    Statement newest = db.prepare(R"(
        UPDATE sessions SET hash = CAST('erased:' || id AS BLOB), device = '', link = NULL, ended_at = coalesce(ended_at, ?) WHERE customer = ?)");
    newest.bind(now).bind(customer);
    return runIt(newest);
}

Result<void> removeCodes(Connection &db, CustomerId customer, const QList<TypedMark> &typed, Instant now) {
    for (const TypedMark &mark : typed) {
        Statement give = db.prepare("UPDATE codes SET customer = ? WHERE typed_hash = ? AND customer IS NULL");
        give.bind(customer).bindBlob(mark.hash);
        if (Result<void> done = runIt(give); !done) return done;
        Statement guesses = db.prepare("UPDATE code_tries SET typed = 0, address_hash = x'' WHERE typed = ? AND customer IS NULL");
        guesses.bind(mark.number);
        if (Result<void> done = runIt(guesses); !done) return done;
    }
    Statement older = db.prepare("DELETE FROM codes WHERE customer = ? AND id < (SELECT max(id) FROM codes)");
    older.bind(customer);
    if (Result<void> done = runIt(older); !done) return done;
    Statement newest = db.prepare(R"(
        UPDATE codes SET customer = NULL, challenge_hash = x'', typed_hash = x'', address_hash = x'', mac = NULL, destination = NULL, used_at = ?
        WHERE customer = ?)");
    newest.bind(now).bind(customer);
    if (Result<void> done = runIt(newest); !done) return done;
    // The site still counts how many guesses there were.
    Statement guesses = db.prepare("UPDATE code_tries SET customer = NULL, typed = 0, address_hash = x'' WHERE customer = ?");
    guesses.bind(customer);
    return runIt(guesses);
}

Result<void> removeWords(Connection &db, CustomerId customer) {
    // CROSS keeps SQLite from reading the whole record, of which few entries have words.
    Statement words = db.prepare(R"(
        DELETE FROM activity_words WHERE activity IN (
            SELECT w.activity FROM activity_words w CROSS JOIN activity v ON v.id = w.activity WHERE v.customer = ?))");
    words.bind(customer);
    return runIt(words);
}

Result<std::optional<ErasedCustomer>> erasedByAddress(Connection &db, std::string_view address) {
    std::optional<ErasedCustomer> found;
    if (address.find('@') == std::string_view::npos) return found;
    const Result<QByteArray> mark = markOf(db, QByteArrayView(address.data(), static_cast<qsizetype>(address.size())));
    if (!mark) return tl::unexpected<Error>(mark.error());
    Statement select = db.prepare("SELECT m.customer, c.erased_at FROM erased_marks m JOIN customers c ON c.id = m.customer WHERE m.mark = ?");
    select.bindBlob(*mark);
    if (select.step()) found = ErasedCustomer{select.id<CustomerId>(0), select.instant(1)};
    if (select.error()) return failureOf(select);
    return found;
}

}  // namespace latchkey
