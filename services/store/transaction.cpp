// Appends to the activity record, each entry hashed with the one before.
#include "services/store/transaction.h"

#include "services/runtime/digest.h"

namespace latchkey {

namespace {

tl::unexpected<Error> failureOf(const Statement &statement) { return tl::unexpected<Error>(*statement.error()); }

}  // namespace

Result<qint64> Transaction::deskId() {
    if (desk.isEmpty()) return 0;
    {
        Statement find = db.prepare("SELECT id FROM desks WHERE name = ?");
        find.bind(QStringView(desk));
        if (find.step()) return find.integer(0);
        if (find.error()) return failureOf(find);
    }
    Statement insert = db.prepare("INSERT INTO desks (name) VALUES (?) RETURNING id");
    insert.bind(QStringView(desk));
    if (insert.step()) return insert.integer(0);
    return failureOf(insert);
}

Result<void> Transaction::record(Activity entry) {
    entry.wordsHash.clear();
    return append(std::move(entry));
}

Result<void> Transaction::recordWords(Activity entry, const QString &words, const QByteArray &salt) {
    entry.wordsHash = sha256(salt + words.toUtf8());
    if (Result<void> appended = append(std::move(entry)); !appended) return appended;
    Statement insert = db.prepare("INSERT INTO activity_words (activity, salt, words) SELECT max(id), ?, ? FROM activity");
    insert.bindBlob(salt).bind(QStringView(words));
    if (Result<qint64> done = insert.run(); !done) return tl::unexpected<Error>(done.error());
    return {};
}

Result<void> Transaction::append(Activity entry) {
    QByteArray before;
    qint64 id = 1;
    {
        Statement last = db.prepare("SELECT id, hash FROM activity ORDER BY id DESC LIMIT 1");
        if (last.step()) {
            id = last.integer(0) + 1;
            before = last.blob(1);
        }
        if (last.error()) return failureOf(last);
    }
    const Result<qint64> at = deskId();
    if (!at) return tl::unexpected<Error>(at.error());
    entry.id = ActivityId(id);
    entry.at = now;
    entry.desk = desk;
    Statement insert = db.prepare(R"(
        INSERT INTO activity (id, at, kind, agent, customer, link, note, hash, desk, words_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?))");
    insert.bind(entry.id).bind(entry.at).bind(static_cast<int>(entry.kind));
    insert.bindOrNull(entry.agent).bindOrNull(entry.customer).bindOrNull(entry.link);
    insert.bind(entry.note).bindBlob(sha256(activityDigestInput(entry, before)));
    if (*at > 0) insert.bind(*at);
    else insert.bindNull();
    if (entry.wordsHash.isEmpty()) insert.bindNull();
    else insert.bindBlob(entry.wordsHash);
    if (Result<qint64> done = insert.run(); !done) return tl::unexpected<Error>(done.error());
    return {};
}

}  // namespace latchkey
