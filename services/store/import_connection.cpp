// Transactions that let the checkpointer in between, and the settings that make index builds quick.
#include "services/store/import_connection.h"

#include "services/store/migrations.h"
#include "services/store/sqlite_connection.h"

#include <sqlite3.h>

namespace latchkey {

namespace {

// An index is sorted in runs as large as the cache; runs that fit the processor's own cache sort quickest, one beside the other.
// A temporary store in memory would sort record by record on the heap, and in one thread.
constexpr int sortedRunKiB = 8'000;

int notePages(void *place, sqlite3 *, const char *, int pages) {
    *static_cast<int *>(place) = pages;
    return SQLITE_OK;
}

}  // namespace

Result<std::unique_ptr<ImportConnection>> ImportConnection::open(const QString &path) {
    auto db = Connection::open(path, OpenMode::ReadWrite, sortedRunKiB);
    if (!db) return tl::unexpected(db.error());
    if ((*db)->engine() == Engine::Postgres) return std::unique_ptr<ImportConnection>(new ImportConnection(std::move(*db)));
    if (auto set = (*db)->execute("PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=OFF;PRAGMA threads=1"); !set) return tl::unexpected(set.error());
    std::unique_ptr<ImportConnection> made(new ImportConnection(std::move(*db)));
    sqlite3_wal_hook(sqliteOf(*made->m_db)->handle(), notePages, &made->m_walPages);
    auto checkpointer = Checkpointer::open(path, made->m_gate);
    if (!checkpointer) return tl::unexpected(checkpointer.error());
    made->m_checkpointer = std::move(*checkpointer);
    return made;
}

ImportConnection::~ImportConnection() {
    rollback();
}

Result<void> ImportConnection::begin() {
    if (m_db->inTransaction()) return {};
    if (!m_inside) m_gate.enter();
    m_inside = true;
    return m_db->beginWriting();
}

Result<void> ImportConnection::commit() {
    if (!m_db->inTransaction()) return {};
    if (auto done = m_db->commit(); !done) return done;
    leave();
    if (m_checkpointer) m_checkpointer->committed(m_walPages);
    return {};
}

void ImportConnection::rollback() {
    // SQLite may have rolled back by itself: a full disk does that.
    if (m_db->inTransaction()) static_cast<void>(m_db->execute("ROLLBACK"));
    leave();
}

void ImportConnection::leave() {
    if (m_inside) m_gate.leave();
    m_inside = false;
}

Result<void> ImportConnection::createIndexes() {
    const std::string sql = schemaTextFor(*m_db, compiledInSql(QStringLiteral("indexes.sql")) + compiledInSql(QStringLiteral("search.sql")));
    for (std::size_t from = 0, end = 0; (end = sql.find(";\n", from)) != std::string::npos; from = end + 2) {
        auto done = begin();
        if (done) done = m_db->execute(sql.substr(from, end - from));
        if (done) done = commit();
        if (!done) return done;
    }
    return {};
}

Result<void> ImportConnection::settle() {
    leave();
    // The checkpointer's end empties the WAL; a reader in the way is no failure: the service's own checkpoint finishes what is left.
    m_checkpointer.reset();
    if (m_db->engine() == Engine::Postgres) return m_db->execute("ANALYZE");
    if (auto set = m_db->execute("PRAGMA synchronous=FULL"); !set) return set;
    return m_db->execute("PRAGMA wal_checkpoint(PASSIVE)");
}

}  // namespace latchkey
