// The commands of latchkeyd, each in a file of its own, and what they share.
#pragma once

#include "app/service/arguments.h"
#include "services/runtime/chance.h"
#include "services/runtime/clock.h"
#include "services/store/write_room.h"

namespace latchkey {

// What a shell is told: all is done, some of it is not, or nothing is.
enum ExitCode { AllDone = 0, SomeRefused = 1, NothingDone = 2 };

// Each is handed the words behind its name.
int serveCommand(const QStringList &words);
int importCommand(const QStringList &words);
int linkCommand(const QStringList &words);
int checkCommand(const QStringList &words);
int checkConfigCommand(const QStringList &words);
int backupCommand(const QStringList &words);
int copyCommand(const QStringList &words);
int verifyCommand(const QStringList &words);
int agentCommand(const QStringList &words);
int shopCommand(const QStringList &words);
int shopProbeCommand(const QStringList &words);
int shopSyncCommand(const QStringList &words);  // behind "shop sync"

// Standard output and standard error, in UTF-8, a line each.
void say(const QString &line);
void complain(const QString &sentence);
// A PostgreSQL address may hold a password; who complains of one goes through here.
QString withoutPasswords(QString text);
int complainAndEnd(const UsageError &error);
int complainAndEnd(const Error &error, const QString &subject);

// What stands behind --store, else in LATCHKEY_STORE, else in the usual configuration. A path has to be there already unless it may be
// `made` now; a PostgreSQL address is taken as it is.
// `Unneeded`: the command does without one.
enum class StoreMayBe { Made, ThereOnly, Unneeded };
tl::expected<QString, UsageError> storeOf(const Arguments &arguments, StoreMayBe how);
// Readies the store for a command that writes a little.
struct OpenedStore {
    std::unique_ptr<WriteRoom> room;
    quint64 publicIdKey = 0;
    QString shopName;
};
Result<OpenedStore> openForWriting(const QString &path, Chance &chance, const Clock &clock);
// For what only the house does: StoreOfOtherShop where the store mirrors a shop elsewhere, whatever the configuration says.
Result<void> mustBeTheHouses(Connection &db);

}  // namespace latchkey
