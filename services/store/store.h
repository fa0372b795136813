// The store as a file: opened, migrated, checked, copied. What it holds is read and written by the *Store families beside it.
#pragma once

#include "services/runtime/chance.h"
#include "services/runtime/clock.h"
#include "services/store/connection.h"

#include <functional>
#include <optional>

namespace latchkey {

// Facts of the file that verbs need, read once at opening; they never change.
struct StoreIdentity {
    quint64 publicIdKey = 0;
    QString shopName;  // at opening; renamed by ShopStore
    bool isNew = false;  // made by this opening
};

// `where` is an SQLite file's path or a PostgreSQL URL, here and below.
// Creates or migrates the file at `path` (folders must exist), or the tables of a database that is there. Refuses a newer one (StoreNewer), a file that is not ours
// (StoreNotOurs), one that cannot be written (StoreReadOnly, FileUnwritable). A failed step leaves the old file whole. StoreNewer's
// detail is "7 > 1": the file's schema and ours. Indexes that an interrupted import dropped are made again.
Result<StoreIdentity> openStore(const QString &where, Chance &chance, const Clock &clock);
// Of a store that is only read: by a command beside a running service, or where nothing may be written. Nothing when an older Latchkey
// wrote it, so that openStore() has to migrate it first; StoreNotOurs, StoreNewer.
Result<std::optional<StoreIdentity>> identityOfStore(Connection &db);
// The schema's number in the newest migration.
int newestSchema();

// The key that codes are HMACed with, never inside the store: in `keyFile`, or, where that is empty, in `<store>.key`; for a store in PostgreSQL under
// $STATE_DIRECTORY, else in the user's state folder. Made on first use with mode 0600. Every service of one store needs the same.
Result<QByteArray> codeKeyFor(const QString &where, const QString &keyFile, Chance &chance);
// ConfigurationInvalid when this is not the key that the services of a store in PostgreSQL use; the first one's is the one.
Result<void> matchCodeKey(Connection &db, const QByteArray &key);

// How a store is named to people: a URL without its password.
QString storeForPeople(const QString &where);

// A hot copy by SQLite's backup API while the service runs, with mode 0600. Refuses to overwrite (FileUnwritable). The code key is not
// in it: codes that are out do not outlive a restored backup.
Result<void> backupStore(const QString &path, const QString &target, const std::function<void(int percent)> &progress);

// One entry of the activity as somebody noted it; a chain that still holds it has lost nothing up to there.
struct ChainMark {
    qint64 entry = 0;
    QByteArray hash;  // its SHA-256, or how that begins: 8 bytes at least
};
// Purged: it is among the entries that the operator's retention took, so that nothing can be said of it.
enum class MarkVerdict { NotAsked, Held, Gone, Different, Purged };

struct VerifyReport {
    qint64 activityEntries = 0;
    qint64 brokenActivity = 0;  // id of the first entry whose hash does not follow; 0 = chain whole
    qint64 words = 0;           // entries with a person's own words that are still there
    qint64 erasedWords = 0;     // entries whose words were erased, as they may be
    qint64 changedWords = 0;    // id of the first entry whose words are not those that it was made with; 0 = none
    qint64 purgedEntries = 0;   // taken by the operator's retention
    qint64 purgedUpTo = 0;      // the last of them, from whose mark the chain goes on; 0 = none were
    Instant purgedAt = {};      // when the last went
    qint64 brokenPurge = 0;     // number of the first mark of a purge that does not follow from the one before; 0 = all do
    ChainMark head;             // the newest entry, with its whole hash; 0 = there is none
    MarkVerdict mark = MarkVerdict::NotAsked;
    QString integrity;  // "ok", or SQLite's first complaint
};
// A chain that is cut off at its end is whole: only `noted` shows that. StoreDamaged when not even the tables' names can be read.
Result<VerifyReport> verifyStore(const QString &path, const std::optional<ChainMark> &noted = {});

}  // namespace latchkey
