// The statements of a step. Each is led by the key of its table, from the smallest number on.
#include "services/store/retention_store.h"

#include "services/store/refusal_store.h"

#include <functional>

namespace latchkey {

namespace {

// How many numbers are looked through in one go for the next old row; nothing of them is written.
constexpr qint64 numbersALook = 20'000;

// The numbers that a step looks at: from `low` up to `high`, which is not among them.
struct Window {
    qint64 low = 0;
    qint64 high = 0;
};

// How a table is looked through: its smallest number from one on, and the smallest of an old row between two.
struct Table {
    std::string_view from;
    std::string_view firstOld;
};

Result<std::optional<qint64>> numberIn(Statement &select) {
    std::optional<qint64> number;
    if (select.step() && !select.isNull(0)) number = select.integer(0);
    if (select.error()) return tl::unexpected<Error>(*select.error());
    return number;
}

Result<Window> eldest(Connection &db, const Table &table, int rows) {
    Statement select = db.prepare(table.from);
    select.bind(qint64(0));
    const Result<std::optional<qint64>> low = numberIn(select);
    if (!low) return tl::unexpected<Error>(low.error());
    return *low ? Window{**low, **low + rows} : Window{};
}

// The next old row from `cursor` on, and those after it; none when this look has met none, and the cursor is past it then, or at the beginning.
Result<Window> further(Connection &db, const Table &table, Instant before, qint64 &cursor, int rows) {
    Statement select = db.prepare(table.from);
    select.bind(std::exchange(cursor, 0));
    const Result<std::optional<qint64>> low = numberIn(select);
    if (!low) return tl::unexpected<Error>(low.error());
    if (!*low) return Window{};
    cursor = **low + numbersALook;
    Statement old = db.prepare(table.firstOld);
    old.bind(**low).bind(cursor).bind(before);
    const Result<std::optional<qint64>> first = numberIn(old);
    if (!first) return tl::unexpected<Error>(first.error());
    if (!*first) return Window{};
    cursor = **first;
    return Window{**first, **first + rows};
}

using Remove = std::function<Result<qint64>(Window)>;

// Rows are old in the order of their numbers but for those that live longer or that a wrong clock has dated. Behind these is the cursor's part:
// it stays where something went, and moves on where nothing did.
Result<qint64> purge(Connection &db, const Table &table, Instant before, qint64 &cursor, const Remove &remove, int rows = rowsAStep) {
    const Result<Window> first = eldest(db, table, rows);
    if (!first) return tl::unexpected<Error>(first.error());
    if (first->low == first->high) return 0;
    const Result<qint64> gone = remove(*first);
    if (!gone || *gone > 0) return gone;
    const Result<Window> next = further(db, table, before, cursor, rows);
    if (!next) return tl::unexpected<Error>(next.error());
    if (next->low == next->high) return 0;
    const Result<qint64> removed = remove(*next);
    // The newest row is never taken, however old.
    if (removed && *removed == 0) cursor = next->high;
    return removed;
}

// `sql` takes the window and the time.
Result<qint64> runIn(Connection &db, Window window, std::string_view sql, Instant before) {
    Statement statement = db.prepare(sql);
    return statement.bind(window.low).bind(window.high).bind(before).run();
}

Result<qint64> deleteIn(Connection &db, const Table &table, std::string_view sql, Instant before, qint64 &cursor) {
    return purge(db, table, before, cursor, [&](Window window) { return runIn(db, window, sql, before); });
}

// No further than the last old one, so that the visits of those that stay are not looked through.
Result<Window> oldLinksIn(Connection &db, Window window, Instant before) {
    Statement select = db.prepare("SELECT MAX(id) FROM links WHERE id >= ? AND id < ? AND expires_at < ?");
    select.bind(window.low).bind(window.high).bind(before);
    const Result<std::optional<qint64>> last = numberIn(select);
    if (!last) return tl::unexpected<Error>(last.error());
    return *last ? Window{window.low, **last + 1} : Window{};
}

Result<qint64> deleteVisitsOfOldLinks(Connection &db, Window window, Instant before) {
    Statement visits = db.prepare(R"(
        DELETE FROM visits WHERE id IN (
            SELECT v.id FROM links l JOIN visits v ON v.link = l.id WHERE l.id >= ? AND l.id < ? AND l.expires_at < ? LIMIT ?))");
    return visits.bind(window.low).bind(window.high).bind(before).bind(rowsAStep).run();
}

Result<qint64> deleteLinksIn(Connection &db, Window among, Instant before) {
    const Result<Window> window = oldLinksIn(db, among, before);
    if (!window) return tl::unexpected<Error>(window.error());
    if (window->low == window->high) return 0;
    const Result<qint64> visits = deleteVisitsOfOldLinks(db, *window, before);
    if (!visits || *visits > 0) return visits;
    const Result<qint64> kept = runIn(db, *window, R"(
        INSERT INTO past_links (customer, link) SELECT customer, id FROM links
        WHERE id >= ? AND id < ? AND expires_at < ? AND id < (SELECT MAX(id) FROM links) ON CONFLICT DO NOTHING)", before);
    if (!kept) return kept;
    return runIn(db, *window, "DELETE FROM links WHERE id >= ? AND id < ? AND expires_at < ? AND id < (SELECT MAX(id) FROM links)", before);
}

Result<qint64> deleteMessagesIn(Connection &db, Window window, Instant before) {
    const Result<qint64> attempts = runIn(db, window, R"(
        DELETE FROM message_attempts WHERE message IN (SELECT id FROM messages WHERE id >= ? AND id < ? AND at < ?))", before);
    if (!attempts) return attempts;
    return runIn(db, window, "DELETE FROM messages WHERE id >= ? AND id < ? AND at < ?", before);
}

}  // namespace

Result<qint64> deleteOldVisits(Connection &db, Instant before, PurgeCursors &at) {
    static constexpr Table table{"SELECT MIN(id) FROM visits WHERE id >= ?", "SELECT MIN(id) FROM visits WHERE id >= ? AND id < ? AND at < ?"};
    return deleteIn(db, table, "DELETE FROM visits WHERE id >= ? AND id < ? AND at < ?", before, at.visits);
}

Result<qint64> deleteOldLinks(Connection &db, Instant before, PurgeCursors &at) {
    static constexpr Table table{"SELECT MIN(id) FROM links WHERE id >= ?", "SELECT MIN(id) FROM links WHERE id >= ? AND id < ? AND expires_at < ?"};
    return purge(db, table, before, at.links, [&](Window window) { return deleteLinksIn(db, window, before); });
}

Result<qint64> deleteOldCodes(Connection &db, Instant before, PurgeCursors &at) {
    static constexpr Table table{"SELECT MIN(id) FROM codes WHERE id >= ?", "SELECT MIN(id) FROM codes WHERE id >= ? AND id < ? AND expires_at < ?"};
    return deleteIn(db, table, "DELETE FROM codes WHERE id >= ? AND id < ? AND expires_at < ?", before, at.codes);
}

Result<qint64> deleteOldGuesses(Connection &db, Instant before, PurgeCursors &at) {
    static constexpr Table table{"SELECT MIN(id) FROM code_tries WHERE id >= ?", "SELECT MIN(id) FROM code_tries WHERE id >= ? AND id < ? AND at < ?"};
    return deleteIn(db, table, "DELETE FROM code_tries WHERE id >= ? AND id < ? AND at < ?", before, at.guesses);
}

Result<qint64> deleteOldSessions(Connection &db, Instant before, PurgeCursors &at) {
    static constexpr Table table{"SELECT MIN(id) FROM sessions WHERE id >= ?", "SELECT MIN(id) FROM sessions WHERE id >= ? AND id < ? AND expires_at < ?"};
    return deleteIn(db, table, "DELETE FROM sessions WHERE id >= ? AND id < ? AND expires_at < ? AND id < (SELECT MAX(id) FROM sessions)", before,
                    at.sessions);
}

Result<qint64> deleteOldMessages(Connection &db, Instant before, PurgeCursors &at) {
    // A letter has several attempts beside it.
    constexpr int messagesAStep = rowsAStep / 5;
    static constexpr Table table{"SELECT MIN(id) FROM messages WHERE id >= ?", "SELECT MIN(id) FROM messages WHERE id >= ? AND id < ? AND at < ?"};
    return purge(db, table, before, at.messages, [&](Window window) { return deleteMessagesIn(db, window, before); }, messagesAStep);
}

Result<qint64> deleteOldRefusals(Connection &db, Instant before) {
    Statement remove = db.prepare("DELETE FROM refused_issues WHERE day < ?");
    return remove.bind(dayNumberOf(before)).run();
}

}  // namespace latchkey
