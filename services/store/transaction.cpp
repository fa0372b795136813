// Appends to the activity record, each entry hashed with the one before.
#include "services/store/transaction.h"

#include "services/runtime/digest.h"

namespace latchkey {

Result<void> Transaction::record(Activity entry) {
    QByteArray before;
    qint64 id = 1;
    {
        Statement last = db.prepare("SELECT id, hash FROM activity ORDER BY id DESC LIMIT 1");
        if (last.step()) {
            id = last.integer(0) + 1;
            before = last.blob(1);
        }
        if (last.error()) return tl::unexpected<Error>(*last.error());
    }
    entry.id = ActivityId(id);
    entry.at = now;
    Statement insert = db.prepare(R"(INSERT INTO activity (id, at, kind, agent, customer, link, note, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?))");
    insert.bind(entry.id).bind(entry.at).bind(static_cast<int>(entry.kind));
    insert.bindOrNull(entry.agent).bindOrNull(entry.customer).bindOrNull(entry.link);
    insert.bind(entry.note).bindBlob(sha256(activityDigestInput(entry, before)));
    if (Result<qint64> done = insert.run(); !done) return tl::unexpected<Error>(done.error());
    return {};
}

}  // namespace latchkey
