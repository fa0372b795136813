// Reads the compiled-in SQL and applies what a store still lacks.
#include "services/store/migrations.h"

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
    if (Result<void> done = db.execute(step.sql.toStdString()); !done) return done;
    return db.execute("PRAGMA application_id=" + std::to_string(ApplicationId) + ";PRAGMA user_version=" + std::to_string(step.number));
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

Result<int> schemaOf(Connection &db) {
    const Result<qint64> application = number(db, "PRAGMA application_id");
    const Result<qint64> version = number(db, "PRAGMA user_version");
    const Result<qint64> tables = number(db, "SELECT count(*) FROM sqlite_schema");
    for (const Result<qint64> *read : {&application, &version, &tables})
        if (!*read) return tl::unexpected<Error>(read->error());
    const bool isNew = *application == 0 && *version == 0 && *tables == 0;
    if (!isNew && (*application != ApplicationId || *version < 1)) return fail(ErrorCode::StoreNotOurs);
    return static_cast<int>(*version);
}

Result<void> migrate(Connection &db, const QList<Migration> &migrations) {
    const Result<int> schema = schemaOf(db);
    if (!schema) return tl::unexpected<Error>(schema.error());
    const int newest = migrations.isEmpty() ? 0 : migrations.last().number;
    if (*schema > newest) return fail(ErrorCode::StoreNewer, QStringLiteral("%1 > %2").arg(*schema).arg(newest));
    for (const Migration &step : migrations) {
        if (step.number <= *schema) continue;
        Result<void> done = db.execute("BEGIN IMMEDIATE");
        if (done) done = applyStep(db, step);
        if (done) done = db.execute("COMMIT");
        if (done) continue;
        if (db.inTransaction()) (void)db.execute("ROLLBACK");
        return done;
    }
    return {};
}

}  // namespace latchkey
