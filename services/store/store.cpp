// Opens a store: examined before it is touched, then migrated, indexed, and given its identity.
#include "services/store/store.h"

#include "services/store/migrations.h"
#include "services/store/snippet_store.h"

#include <QDir>
#include <QFileInfo>

namespace latchkey {
namespace {

// Without changing a byte, so that a file that is not ours stays as it is.
Result<void> examine(const QString &path) {
    if (Connection::engineOf(path) == Engine::Postgres) return {};
    const QFileInfo file(path);
    if (!file.dir().exists()) return fail(ErrorCode::FileUnwritable, path);
    if (!file.exists() || (file.isFile() && file.size() == 0)) return {};
    Result<std::unique_ptr<Connection>> db = Connection::open(path, OpenMode::ReadOnly);
    if (!db) return tl::unexpected<Error>(db.error());
    Result<int> schema = schemaOf(**db);
    if (!schema && schema.error().code == ErrorCode::StoreNotOurs) return fail(ErrorCode::StoreNotOurs, path);
    if (!schema) return tl::unexpected<Error>(schema.error());
    if (*schema > newestSchema()) return fail(ErrorCode::StoreNewer, QStringLiteral("%1 > %2").arg(*schema).arg(newestSchema()));
    return {};
}

// A new store gets them in one commit; an old one has them and only reads, or misses those that an interrupted import dropped.
Result<void> makeIndexes(Connection &db, bool isNew) {
    const std::string sql = schemaTextFor(db, compiledInSql(u"indexes.sql"_qs) + compiledInSql(u"search.sql"_qs));
    if (!isNew && db.engine() == Engine::SQLite) return db.execute(sql);
    Result<void> done = db.beginWriting();
    if (done) done = db.execute(sql);
    if (done) done = db.commit();
    if (!done && db.inTransaction()) (void)db.execute("ROLLBACK");
    return done;
}

Result<std::optional<QString>> metaValue(Connection &db, QStringView name) {
    Statement read = db.prepare("SELECT value FROM meta WHERE name = ?");
    read.bind(name);
    if (read.step()) return read.text(0);
    if (read.error()) return tl::unexpected<Error>(*read.error());
    return std::nullopt;
}

Result<void> giveIdentity(Connection &db, Chance &chance, const Clock &clock) {
    quint64 key = 0;
    for (const unsigned char byte : chance.bytes<8>()) key = (key << 8) | byte;
    // Of two processes that open a new store at once, one is the first.
    Statement insert = db.prepare("INSERT INTO meta (name, value) VALUES (?, ?), (?, ?), (?, ?) ON CONFLICT DO NOTHING");
    insert.bind(u"public_id_key"_qs).bind(QString::number(key)).bind(u"shop_name"_qs).bind(u"My shop"_qs);
    insert.bind(u"created_at"_qs).bind(toRfc3339(clock.now()));
    if (Result<qint64> done = insert.run(); !done) return tl::unexpected<Error>(done.error());
    return {};
}

Result<StoreIdentity> identityWith(Connection &db, const QString &key) {
    Result<std::optional<QString>> shop = metaValue(db, u"shop_name");
    if (!shop) return tl::unexpected<Error>(shop.error());
    bool isNumber = false;
    const quint64 number = key.toULongLong(&isNumber);
    if (!isNumber) return fail(ErrorCode::StoreDamaged, QStringLiteral("public_id_key"));
    return StoreIdentity{number, shop->value_or(QString()), false};
}

Result<StoreIdentity> identityOf(Connection &db, Chance &chance, const Clock &clock) {
    Result<std::optional<QString>> key = metaValue(db, u"public_id_key");
    if (key && !*key) {
        if (Result<void> given = giveIdentity(db, chance, clock); !given) return tl::unexpected<Error>(given.error());
        key = metaValue(db, u"public_id_key");
    }
    if (!key) return tl::unexpected<Error>(key.error());
    return identityWith(db, key->value_or(QString()));
}

}  // namespace

Result<std::optional<StoreIdentity>> identityOfStore(Connection &db) {
    Result<int> schema = schemaOf(db);
    if (!schema) return tl::unexpected<Error>(schema.error());
    if (*schema > newestSchema()) return fail(ErrorCode::StoreNewer, QStringLiteral("%1 > %2").arg(*schema).arg(newestSchema()));
    if (*schema < newestSchema()) return std::optional<StoreIdentity>();
    const Result<std::optional<QString>> key = metaValue(db, u"public_id_key");
    if (!key) return tl::unexpected<Error>(key.error());
    if (!*key) return std::optional<StoreIdentity>();
    Result<StoreIdentity> identity = identityWith(db, **key);
    if (!identity) return tl::unexpected<Error>(identity.error());
    return std::optional(std::move(*identity));
}

int newestSchema() {
    static const int newest = compiledInMigrations().last().number;
    return newest;
}

Result<StoreIdentity> openStore(const QString &where, Chance &chance, const Clock &clock) {
    if (Result<void> sound = examine(where); !sound) return tl::unexpected<Error>(sound.error());
    Result<std::unique_ptr<Connection>> opened = Connection::open(where, OpenMode::ReadWrite);
    if (!opened) return tl::unexpected<Error>(opened.error());
    Connection &db = **opened;
    const Result<int> before = schemaOf(db);
    if (!before) return tl::unexpected<Error>(before.error());
    if (Result<void> migrated = migrate(db, compiledInMigrations()); !migrated) return tl::unexpected<Error>(migrated.error());
    if (Result<void> made = makeIndexes(db, *before == 0); !made) return tl::unexpected<Error>(made.error());
    if (Result<void> given = giveDefaultSnippets(db); !given) return tl::unexpected<Error>(given.error());
    Result<StoreIdentity> identity = identityOf(db, chance, clock);
    if (identity) identity->isNew = *before == 0;
    return identity;
}

}  // namespace latchkey
