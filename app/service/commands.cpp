// What the commands share: speaking to the terminal, and opening a store.
#include "app/service/commands.h"

#include "services/store/store.h"

#include <QFileInfo>

#include <cstdio>

namespace latchkey {

namespace {

void write(std::FILE *stream, const QString &line) {
    const QByteArray bytes = line.toUtf8() + '\n';
    std::fwrite(bytes.constData(), 1, static_cast<std::size_t>(bytes.size()), stream);
    std::fflush(stream);
}

}  // namespace

void say(const QString &line) { write(stdout, line); }

void complain(const QString &sentence) { write(stderr, QStringLiteral("latchkeyd: ") + sentence); }

int complainAndEnd(const UsageError &error) {
    complain(sentenceOf(error));
    return NothingDone;
}

int complainAndEnd(const Error &error, const QString &subject) {
    complain(sentenceOf(error, subject));
    return NothingDone;
}

tl::expected<QString, UsageError> storeOf(const Arguments &arguments, StoreMayBe how) {
    const std::optional<QString> store = arguments.option(QStringLiteral("--store"));
    if (!store) return tl::unexpected<UsageError>(UsageError{UsageFault::MissingStore, {}, {}});
    if (store->startsWith(QLatin1String("postgresql://")) || store->startsWith(QLatin1String("postgres://"))) {
        // What stands before the host may be a password.
        const QString place = QStringLiteral("postgresql://") + store->section(QLatin1Char('@'), -1).section(QLatin1String("//"), -1);
        return tl::unexpected<UsageError>(UsageError{UsageFault::PostgresqlStore, place, {}});
    }
    if (how == StoreMayBe::ThereOnly && !QFileInfo::exists(*store))
        return tl::unexpected<UsageError>(UsageError{UsageFault::StoreMissing, *store, {}});
    return *store;
}

Result<OpenedStore> openForWriting(const QString &path, Chance &chance, const Clock &clock) {
    const Result<StoreIdentity> identity = openStore(path, chance, clock);
    if (!identity) return tl::unexpected<Error>(identity.error());
    Result<std::unique_ptr<WriteRoom>> room = WriteRoom::open(path, clock, {});
    if (!room) return tl::unexpected<Error>(room.error());
    return OpenedStore{std::move(*room), identity->publicIdKey, identity->shopName};
}

}  // namespace latchkey
