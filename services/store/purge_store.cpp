// One step of the purge, and the chain of its marks.
#include "services/store/purge_store.h"

#include "services/runtime/digest.h"
#include "services/store/refusal_store.h"
#include "services/store/retention_store.h"

#include <algorithm>
#include <array>

namespace latchkey {

namespace {

tl::unexpected<Error> failureOf(const Statement &statement) { return tl::unexpected<Error>(*statement.error()); }

QByteArray markOf(const ActivityPurge &purge, const QByteArray &before) {
    const std::array<QByteArray, 6> fields{before, QByteArray::number(purge.day), QByteArray::number(purge.at.milliseconds()),
                                           QByteArray::number(purge.entry), purge.hash, QByteArray::number(purge.entries)};
    QByteArray form;
    // The length goes first, so that no two rows share one form.
    for (const QByteArray &field : fields) form += QByteArray::number(field.size()) + ':' + field;
    return sha256(form);
}

// The entries from `low` to `last`, the eldest that are past their keeping; 0 when there are none.
struct Part {
    qint64 low = 0;
    qint64 last = 0;
    QByteArray hash;  // of the last
};

Result<Part> eldestPart(Connection &db, Instant before) {
    Part part;
    qint64 newest = 0;
    {
        Statement first = db.prepare("SELECT MIN(id) FROM activity");
        if (first.step()) part.low = first.integer(0);
        if (first.error()) return failureOf(first);
        Statement end = db.prepare("SELECT MAX(id) FROM activity");
        if (end.step()) newest = end.integer(0);
        if (end.error()) return failureOf(end);
    }
    qint64 end = std::min(part.low + rowsAStep, newest);
    {
        // An entry that a clock set back has dated does not take the fresh ones before it along.
        Statement fresh = db.prepare("SELECT MIN(id) FROM activity WHERE id >= ? AND id < ? AND at >= ?");
        fresh.bind(part.low).bind(end).bind(before);
        if (fresh.step() && !fresh.isNull(0)) end = fresh.integer(0);
        if (fresh.error()) return failureOf(fresh);
    }
    Statement last = db.prepare("SELECT id, hash FROM activity WHERE id >= ? AND id < ? ORDER BY id DESC LIMIT 1");
    last.bind(part.low).bind(end);
    if (last.step()) {
        part.last = last.integer(0);
        part.hash = last.blob(1);
    }
    if (last.error()) return failureOf(last);
    return part;
}

Result<qint64> removePart(Connection &db, const Part &part) {
    Statement links = db.prepare(R"(
        DELETE FROM past_links WHERE link IN (SELECT v.link FROM activity v WHERE v.id >= ? AND v.id <= ? AND v.link IS NOT NULL)
          AND NOT EXISTS (SELECT 1 FROM activity w WHERE w.link = past_links.link AND w.id > ?))");
    links.bind(part.low).bind(part.last).bind(part.last);
    if (const Result<qint64> done = links.run(); !done) return done;
    Statement words = db.prepare("DELETE FROM activity_words WHERE activity >= ? AND activity <= ?");
    if (const Result<qint64> done = words.bind(part.low).bind(part.last).run(); !done) return done;
    Statement entries = db.prepare("DELETE FROM activity WHERE id >= ? AND id <= ?");
    return entries.bind(part.low).bind(part.last).run();
}

struct KeptMark {
    qint64 id = 0;
    qint64 day = -1;
    qint64 entries = 0;
    QByteArray mark;
};

// The newest mark and the one before it, empty where there is none.
Result<std::array<KeptMark, 2>> newestMarks(Connection &db) {
    std::array<KeptMark, 2> marks;
    Statement select = db.prepare("SELECT id, day, entries, mark FROM activity_purges ORDER BY id DESC LIMIT 2");
    for (KeptMark &mark : marks)
        if (select.step()) mark = {select.integer(0), select.integer(1), select.integer(2), select.blob(3)};
    if (select.error()) return failureOf(select);
    return marks;
}

Result<void> keepMark(Connection &db, const Part &part, qint64 entries, Instant now) {
    const Result<std::array<KeptMark, 2>> marks = newestMarks(db);
    if (!marks) return tl::unexpected<Error>(marks.error());
    const auto &[newest, earlier] = *marks;
    ActivityPurge purge{dayNumberOf(now), now, part.last, part.hash, entries};
    const bool sameDay = newest.day == purge.day;
    if (sameDay) purge.entries += newest.entries;
    // A day of a thousand steps is one row.
    Statement write = sameDay ? db.prepare("UPDATE activity_purges SET at = ?, entry = ?, hash = ?, entries = ?, mark = ? WHERE id = ?")
                              : db.prepare("INSERT INTO activity_purges (at, entry, hash, entries, mark, day) VALUES (?, ?, ?, ?, ?, ?)");
    write.bind(purge.at).bind(purge.entry).bindBlob(purge.hash).bind(purge.entries);
    write.bindBlob(markOf(purge, sameDay ? earlier.mark : newest.mark)).bind(sameDay ? newest.id : purge.day);
    if (const Result<qint64> done = write.run(); !done) return tl::unexpected<Error>(done.error());
    return {};
}

}  // namespace

Result<qint64> purgeActivity(Connection &db, Instant before, Instant now) {
    const Result<Part> part = eldestPart(db, before);
    if (!part) return tl::unexpected<Error>(part.error());
    if (part->last == 0) return 0;
    const Result<qint64> removed = removePart(db, *part);
    if (!removed) return removed;
    if (const Result<void> kept = keepMark(db, *part, *removed, now); !kept) return tl::unexpected<Error>(kept.error());
    return removed;
}

Result<PurgedActivity> purgedActivity(Connection &db) {
    PurgedActivity purged;
    QByteArray before;
    Statement rows = db.prepare("SELECT id, day, at, entry, hash, entries, mark FROM activity_purges ORDER BY id");
    while (rows.step()) {
        purged.last = {rows.integer(1), rows.instant(2), rows.integer(3), rows.blob(4), rows.integer(5)};
        purged.entries += purged.last.entries;
        const bool follows = markOf(purged.last, before) == rows.blob(6);
        if (!follows && purged.brokenPurge == 0) purged.brokenPurge = rows.integer(0);
        before = rows.blob(6);
    }
    if (rows.error()) return failureOf(rows);
    return purged;
}

}  // namespace latchkey
