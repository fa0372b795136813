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
    complain(sentenceOf(error, storeForPeople(subject)));
    return NothingDone;
}

tl::expected<QString, UsageError> storeOf(const Arguments &arguments, StoreMayBe how) {
    const std::optional<QString> store = arguments.option(QStringLiteral("--store"));
    if (!store) return tl::unexpected<UsageError>(UsageError{UsageFault::MissingStore, {}, {}});
    if (Connection::engineOf(*store) == Engine::Postgres) return *store;
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
