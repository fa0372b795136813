// Reads the compiled-in SQL and applies what a store still lacks.
#include "services/store/migrations.h"

#include "services/store/postgres_sql.h"

#include <QDir>
#include <QFile>

// Outside the namespace, as Qt's macro demands: a static library's resources must be called in.
static void callInSql() { Q_INIT_RESOURCE(sql); }

namespace latchkey {
namespace {

constexpr qint64 ApplicationId = 0x4c6b6579;  // "Lkey": tells our files from other SQLite files

Result<qint64> number(Connection &db, std::string_view sql) {
    Statement statement = db.prepare(sql);
    if (statement.step()) return statement.integer(0);
    return tl::unexpected<Error>(statement.error().value_or(Error{ErrorCode::StoreFailed, {}, {}}));
}

// Reads the number again inside, since another process may have been faster.
Result<void> applyStep(Connection &db, const Migration &step) {
    const Result<int> schema = schemaOf(db);
    if (!schema) return tl::unexpected<Error>(schema.error());
    if (*schema >= step.number) return {};
    if (Result<void> done = db.execute(schemaTextFor(db, step.sql)); !done) return done;
    if (db.engine() == Engine::Postgres) return db.execute("INSERT INTO latchkey_schema (number) VALUES (" + std::to_string(step.number) + ")");
    return db.execute("PRAGMA application_id=" + std::to_string(ApplicationId) + ";PRAGMA user_version=" + std::to_string(step.number));
}

Result<int> schemaOfFile(Connection &db) {
    const Result<qint64> application = number(db, "PRAGMA application_id");
    const Result<qint64> version = number(db, "PRAGMA user_version");
    const Result<qint64> tables = number(db, "SELECT count(*) FROM sqlite_schema");
    for (const Result<qint64> *read : {&application, &version, &tables})
        if (!*read) return tl::unexpected<Error>(read->error());
    const bool isNew = *application == 0 && *version == 0 && *tables == 0;
    if (!isNew && (*application != ApplicationId || *version < 1)) return fail(ErrorCode::StoreNotOurs);
    return static_cast<int>(*version);
}

// PostgreSQL has no place for an application's number: a table of ours has it.
Result<int> schemaOfDatabase(Connection &db) {
    const Result<qint64> ours = number(db, "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'latchkey_schema'");
    if (!ours) return tl::unexpected<Error>(ours.error());
    if (*ours == 1) {
        const Result<qint64> newest = number(db, "SELECT coalesce(max(number), 0) FROM latchkey_schema");
        if (!newest) return tl::unexpected<Error>(newest.error());
        return static_cast<int>(*newest);
    }
    const Result<qint64> theirs = number(db, "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()");
    if (!theirs) return tl::unexpected<Error>(theirs.error());
    if (*theirs > 0) return fail(ErrorCode::StoreNotOurs);
    return 0;
}

}  // namespace

QByteArray compiledInSql(const QString &name) {
    callInSql();
    QFile file(QStringLiteral(":/sql/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QList<Migration> compiledInMigrations() {
    callInSql();
    QList<Migration> migrations;
    const QStringList names = QDir(QStringLiteral(":/sql")).entryList({QStringLiteral("0*-*.sql")}, QDir::Files, QDir::Name);
    for (const QString &name : names) migrations.append({name.left(4).toInt(), compiledInSql(name)});
    return migrations;
}

std::string schemaTextFor(Connection &db, const QByteArray &sql) {
    return db.engine() == Engine::Postgres ? postgresSchema(sql.toStdString()) : sql.toStdString();
}

Result<int> schemaOf(Connection &db) { return db.engine() == Engine::Postgres ? schemaOfDatabase(db) : schemaOfFile(db); }

Result<void> migrate(Connection &db, const QList<Migration> &migrations) {
    const Result<int> schema = schemaOf(db);
    if (!schema) return tl::unexpected<Error>(schema.error());
    const int newest = migrations.isEmpty() ? 0 : migrations.last().number;
    if (*schema > newest) return fail(ErrorCode::StoreNewer, QStringLiteral("%1 > %2").arg(*schema).arg(newest));
    for (const Migration &step : migrations) {
        if (step.number <= *schema) continue;
        Result<void> done = db.beginWriting();
        if (done && db.engine() == Engine::Postgres) done = db.execute("CREATE TABLE IF NOT EXISTS latchkey_schema (number BIGINT PRIMARY KEY)");
        if (done) done = applyStep(db, step);
        if (done) done = db.commit();
        if (done) continue;
        if (db.inTransaction()) (void)db.execute("ROLLBACK");
        return done;
    }
    return {};
}

}  // namespace latchkey
