// The statements of a step. Each is led by the key of its table, from the smallest number on.
#include "services/store/retention_store.h"

#include "services/store/refusal_store.h"

namespace latchkey {

namespace {

// The numbers that a step looks at: from `low` up to `high`, which is not among them.
struct Window {
    qint64 low = 0;
    qint64 high = 0;
};

Result<Window> eldest(Connection &db, std::string_view smallest, int rows = rowsAStep) {
    Statement select = db.prepare(smallest);
    if (!select.step()) return tl::unexpected<Error>(select.error().value_or(Error{ErrorCode::StoreFailed, {}, {}}));
    if (select.isNull(0)) return Window{};
    return Window{select.integer(0), select.integer(0) + rows};
}

// `sql` takes the window and the time.
Result<qint64> runIn(Connection &db, Window window, std::string_view sql, Instant before) {
    if (window.low == window.high) return 0;
    Statement statement = db.prepare(sql);
    return statement.bind(window.low).bind(window.high).bind(before).run();
}

Result<qint64> deleteEldest(Connection &db, std::string_view smallest, std::string_view sql, Instant before) {
    const Result<Window> window = eldest(db, smallest);
    if (!window) return tl::unexpected<Error>(window.error());
    return runIn(db, *window, sql, before);
}

// No further than the last old one, so that the visits of those that stay are not looked through.
Result<Window> eldestOldLinks(Connection &db, Instant before) {
    Result<Window> window = eldest(db, "SELECT MIN(id) FROM links");
    if (!window || window->low == window->high) return window;
    Statement last = db.prepare("SELECT MAX(id) FROM links WHERE id >= ? AND id < ? AND expires_at < ?");
    last.bind(window->low).bind(window->high).bind(before);
    const bool found = last.step();
    if (last.error()) return tl::unexpected<Error>(*last.error());
    if (!found || last.isNull(0)) return Window{};
    window->high = last.integer(0) + 1;
    return window;
}

Result<qint64> deleteVisitsOfOldLinks(Connection &db, Window window, Instant before) {
    if (window.low == window.high) return 0;
    Statement visits = db.prepare(R"(
        DELETE FROM visits WHERE id IN (
            SELECT v.id FROM links l JOIN visits v ON v.link = l.id WHERE l.id >= ? AND l.id < ? AND l.expires_at < ? LIMIT ?))");
    return visits.bind(window.low).bind(window.high).bind(before).bind(rowsAStep).run();
}

}  // namespace

Result<qint64> deleteOldVisits(Connection &db, Instant before) {
    return deleteEldest(db, "SELECT MIN(id) FROM visits", "DELETE FROM visits WHERE id >= ? AND id < ? AND at < ?", before);
}

Result<qint64> deleteOldLinks(Connection &db, Instant before) {
    const Result<Window> window = eldestOldLinks(db, before);
    if (!window) return tl::unexpected<Error>(window.error());
    const Result<qint64> visits = deleteVisitsOfOldLinks(db, *window, before);
    if (!visits || *visits > 0) return visits;
    const Result<qint64> kept = runIn(db, *window, R"(
        INSERT INTO past_links (customer, link) SELECT customer, id FROM links
        WHERE id >= ? AND id < ? AND expires_at < ? AND id < (SELECT MAX(id) FROM links) ON CONFLICT DO NOTHING)", before);
    if (!kept) return kept;
    return runIn(db, *window, "DELETE FROM links WHERE id >= ? AND id < ? AND expires_at < ? AND id < (SELECT MAX(id) FROM links)", before);
}

Result<qint64> deleteOldCodes(Connection &db, Instant before) {
    return deleteEldest(db, "SELECT MIN(id) FROM codes", "DELETE FROM codes WHERE id >= ? AND id < ? AND expires_at < ?", before);
}

Result<qint64> deleteOldGuesses(Connection &db, Instant before) {
    return deleteEldest(db, "SELECT MIN(id) FROM code_tries", "DELETE FROM code_tries WHERE id >= ? AND id < ? AND at < ?", before);
}

Result<qint64> deleteOldSessions(Connection &db, Instant before) {
    return deleteEldest(db, "SELECT MIN(id) FROM sessions",
                        "DELETE FROM sessions WHERE id >= ? AND id < ? AND expires_at < ? AND id < (SELECT MAX(id) FROM sessions)", before);
}

Result<qint64> deleteOldMessages(Connection &db, Instant before) {
    // A letter has several attempts beside it.
    constexpr int messagesAStep = rowsAStep / 5;
    const Result<Window> window = eldest(db, "SELECT MIN(id) FROM messages", messagesAStep);
    if (!window) return tl::unexpected<Error>(window.error());
    const Result<qint64> attempts = runIn(db, *window, R"(
        DELETE FROM message_attempts WHERE message IN (SELECT id FROM messages WHERE id >= ? AND id < ? AND at < ?))", before);
    if (!attempts) return attempts;
    return runIn(db, *window, "DELETE FROM messages WHERE id >= ? AND id < ? AND at < ?", before);
}

Result<qint64> deleteOldRefusals(Connection &db, Instant before) {
    Statement remove = db.prepare("DELETE FROM refused_issues WHERE day < ?");
    return remove.bind(dayNumberOf(before)).run();
}

}  // namespace latchkey
