// Where a test's store lies: a file, or, with LATCHKEY_TEST_POSTGRES, a schema of its own in a database of the test program's own.
#pragma once

#include "services/store/connection.h"

#include <QCoreApplication>
#include <QTemporaryDir>

namespace latchkey {

// True while the tests run on PostgreSQL: what is SQLite's own is skipped there.
inline bool testsOnPostgres() { return qEnvironmentVariableIsSet("LATCHKEY_TEST_POSTGRES"); }

// After rows with numbers of the test's own: SQLite's next number is above them by itself, PostgreSQL's is told.
inline void settleIds(Connection &db) {
    if (db.engine() == Engine::SQLite) return;
    static_cast<void>(db.execute(R"(DO $do$ DECLARE t text; BEGIN
        FOR t IN SELECT table_name FROM information_schema.columns WHERE table_schema = current_schema() AND column_name = 'id' AND is_identity = 'YES' LOOP
            EXECUTE format('SELECT setval(pg_get_serial_sequence(%L, ''id''), (SELECT coalesce(max(id), 0) + 1 FROM %I), false)', t, t);
        END LOOP; END $do$)"));
}

class TestDatabase {
public:
    // The file lies in `folder`, or in one of its own.
    explicit TestDatabase(const QString &folder = {}) {
        if (!testsOnPostgres()) {
            m_where = (folder.isEmpty() ? m_folder.path() : folder) + QStringLiteral("/shop.latchkey");
            return;
        }
        static int count = 0;
        const QString schema = QStringLiteral("shop_%1").arg(++count);
        const QString database = databaseOf(server());
        run(database, QStringLiteral("CREATE SCHEMA ") + schema);
        m_where = database + QStringLiteral("&options=-csearch_path%3D") + schema + QStringLiteral(",public");
    }
    TestDatabase(const TestDatabase &) = delete;
    TestDatabase &operator=(const TestDatabase &) = delete;

    [[nodiscard]] const QString &where() const { return m_where; }
    // "postgresql:///postgres?host=…"
    static QString server() { return qEnvironmentVariable("LATCHKEY_TEST_POSTGRES"); }

private:
    // One for each program and server, since locks and notifications are a database's; it goes with the server.
    static QString databaseOf(const QString &server) {
        static QStringList made;
        const QString name = QStringLiteral("test_%1").arg(QCoreApplication::applicationPid());
        const QString url = QString(server).replace(QStringLiteral("/postgres?"), QLatin1Char('/') + name + QLatin1Char('?'));
        if (made.contains(url)) return url;
        run(server, QStringLiteral("DROP DATABASE IF EXISTS %1 WITH (FORCE)").arg(name));
        run(server, QStringLiteral("CREATE DATABASE %1 TEMPLATE template0 LOCALE 'C.UTF-8'").arg(name));
        // What the tests' own rows are made with in SQLite.
        run(url, QStringLiteral("CREATE DOMAIN blob AS bytea; CREATE FUNCTION randomblob(n bigint) RETURNS bytea LANGUAGE sql VOLATILE AS "
                                "$$ SELECT substring(sha256(gen_random_uuid()::text::bytea) FROM 1 FOR n::int) $$"));
        made.append(url);
        return url;
    }
    static void run(const QString &where, const QString &sql) {
        const auto db = Connection::open(where, OpenMode::ReadWrite);
        if (!db) qFatal("PostgreSQL of the tests: %s", qPrintable(db.error().detail));
        if (const Result<void> done = (*db)->execute(sql.toStdString()); !done) qFatal("%s: %s", qPrintable(sql), qPrintable(done.error().detail));
    }

    QTemporaryDir m_folder;
    QString m_where;
};

}  // namespace latchkey
