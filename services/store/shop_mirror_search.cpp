// Puts the customers of a first load into the search index, a slice of its pieces at a time.
#include "services/store/shop_mirror.h"

namespace latchkey {

namespace {

tl::unexpected<Error> failureOf(const Statement &statement) { return tl::unexpected<Error>(*statement.error()); }

}  // namespace

Result<std::optional<qint64>> unsearchedUpTo(Connection &db, int limit) {
    Statement last = db.prepare("SELECT max(s.customer) FROM (SELECT customer FROM shop_unsearched ORDER BY customer LIMIT ?) s");
    last.bind(limit);
    std::optional<qint64> upTo;
    if (last.step() && !last.isNull(0)) upTo = last.integer(0);
    if (last.error()) return failureOf(last);
    return upTo;
}

Result<void> indexUnsearched(Connection &db, qint64 upTo, int slice, int slices) {
    SearchEditor editor;
    {
        // As they stand now: an edit between two slices has put its own words into the index. Who was emptied is in it as such.
        Statement rows = db.prepare(R"(
            SELECT c.id, c.name_key, c.email, c.email_key, c.phone_key, c.ref, c.email_state
            FROM shop_unsearched u JOIN customers c ON c.id = u.customer WHERE u.customer <= ? AND c.erased_at IS NULL)");
        rows.bind(upTo);
        while (rows.step()) editor.addSlice(rows.integer(0), searchTextOf(rows, 1).view(), slice, slices);
        if (rows.error()) return failureOf(rows);
    }
    if (Result<void> written = editor.write(db); !written) return written;
    if (slice + 1 < slices) return {};
    Statement done = db.prepare("DELETE FROM shop_unsearched WHERE customer <= ?");
    done.bind(upTo);
    const Result<qint64> deleted = done.run();
    if (!deleted) return tl::unexpected<Error>(deleted.error());
    return {};
}

}  // namespace latchkey
