// Where a test's store lies: a file of its own, or, with LATCHKEY_TEST_POSTGRES, a database of its own that is dropped at the end.
#pragma once

#include "services/store/connection.h"

#include <QCoreApplication>
#include <QTemporaryDir>

namespace latchkey {

// True while the tests run on PostgreSQL: what is SQLite's own is skipped there.
inline bool testsOnPostgres() { return qEnvironmentVariableIsSet("LATCHKEY_TEST_POSTGRES"); }

class TestDatabase {
public:
    explicit TestDatabase(const QString &name = QStringLiteral("shop.latchkey")) {
        if (!testsOnPostgres()) {
            m_where = m_folder.filePath(name);
            return;
        }
        static int count = 0;
        m_name = QStringLiteral("test_%1_%2").arg(QCoreApplication::applicationPid()).arg(++count);
        administer(QStringLiteral("DROP DATABASE IF EXISTS %1 WITH (FORCE)"));
        administer(QStringLiteral("CREATE DATABASE %1 TEMPLATE template0 LOCALE 'C.UTF-8' STRATEGY file_copy"));
        m_where = server().replace(QStringLiteral("/postgres?"), QLatin1Char('/') + m_name + QLatin1Char('?'));
    }
    ~TestDatabase() {
        if (!m_name.isEmpty()) administer(QStringLiteral("DROP DATABASE IF EXISTS %1 WITH (FORCE)"));
    }
    TestDatabase(const TestDatabase &) = delete;
    TestDatabase &operator=(const TestDatabase &) = delete;

    [[nodiscard]] const QString &where() const { return m_where; }
    // "postgresql:///postgres?host=…"
    static QString server() { return qEnvironmentVariable("LATCHKEY_TEST_POSTGRES"); }

private:
    void administer(const QString &sql) {
        const auto db = Connection::open(server(), OpenMode::ReadWrite);
        if (!db) qFatal("PostgreSQL of the tests: %s", qPrintable(db.error().detail));
        if (const Result<void> done = (*db)->execute(sql.arg(m_name).toStdString()); !done) qFatal("%s: %s", qPrintable(sql), qPrintable(done.error().detail));
    }

    QTemporaryDir m_folder;
    QString m_where;
    QString m_name;
};

}  // namespace latchkey
