// What the commands share: speaking to the terminal, and opening a store.
#include "app/service/commands.h"

#include "app/service/config_reader.h"
#include "services/store/shop_sync_store.h"
#include "services/store/store.h"

#include <QFileInfo>
#include <QRegularExpression>

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
    complain(withoutPasswords(sentenceOf(error, storeForPeople(subject))));
    return NothingDone;
}

QString withoutPasswords(QString text) {
    static const QRegularExpression credentials(QStringLiteral("(postgres(?:ql)?:/{1,2})[^\\s/]*@"));
    static const QRegularExpression parameter(QStringLiteral("((?:^|[?&\\s])password=)[^&\\s]*"));
    return text.replace(credentials, QStringLiteral("\\1")).replace(parameter, QStringLiteral("\\1…"));
}

tl::expected<QString, UsageError> storeOf(const Arguments &arguments, StoreMayBe how) {
    std::optional<QString> store = arguments.option(QStringLiteral("--store"));
    if (!store) {
        const Result<Configuration> usual = readConfiguration({}, QProcessEnvironment::systemEnvironment(), true);
        if (usual && !usual->settings.store.isEmpty()) store = usual->settings.store;
    }
    if (!store) return tl::unexpected<UsageError>(UsageError{UsageFault::MissingStore, {}, {}});
    if (isPostgresql(*store)) return *store;
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

Result<void> mustBeTheHouses(Connection &db) { return claimStore(db, {ShopKind::House, {}}); }

}  // namespace latchkey
