// Reads each table in the order of its key and writes it by COPY.
#include "services/store/copy_store.h"

#include "services/store/bulk_rows.h"
#include "services/store/migrations.h"
#include "services/store/read_transaction.h"
#include "services/store/store.h"

namespace latchkey {

namespace {

enum class ColumnKind { Number, Text, Bytes };

struct Table {
    QString name;
    std::string columns;
    std::vector<ColumnKind> kinds;
};

tl::unexpected<Error> failureOf(const Statement &statement) { return tl::unexpected<Error>(*statement.error()); }

ColumnKind kindOf(const QString &type) {
    if (type == QLatin1String("TEXT")) return ColumnKind::Text;
    return type == QLatin1String("BLOB") ? ColumnKind::Bytes : ColumnKind::Number;
}

Result<Table> describe(Connection &db, const QString &name) {
    Table table{name, {}, {}};
    Statement columns = db.prepare("SELECT name, type FROM pragma_table_info(?) ORDER BY cid");
    columns.bind(QStringView(name));
    while (columns.step()) {
        table.columns += (table.columns.empty() ? "" : ", ") + columns.text(0).toStdString();
        table.kinds.push_back(kindOf(columns.text(1)));
    }
    if (columns.error()) return failureOf(columns);
    return table;
}

// In the order in which they were made, so that what others refer to comes first.
Result<QList<Table>> tablesOf(Connection &db) {
    QStringList names;
    {
        Statement rows = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY rowid");
        while (rows.step()) names.append(rows.text(0));
        if (rows.error()) return failureOf(rows);
    }
    QList<Table> tables;
    for (const QString &name : std::as_const(names)) {
        Result<Table> table = describe(db, name);
        if (!table) return tl::unexpected<Error>(table.error());
        tables.append(std::move(*table));
    }
    return tables;
}

Result<qint64> countOf(Connection &db, const QString &table) {
    Statement count = db.prepare("SELECT count(*) FROM " + table.toStdString());
    if (count.step()) return count.integer(0);
    return failureOf(count);
}

void bindCell(BulkRows &to, const Statement &row, int column, ColumnKind kind) {
    if (row.isNull(column)) {
        to.bindNull();
        return;
    }
    switch (kind) {
        case ColumnKind::Number: to.bind(row.integer(column)); break;
        case ColumnKind::Text: to.bindTextInPlace(row.utf8(column)); break;
        case ColumnKind::Bytes: {
            const std::string_view bytes = row.utf8(column);
            to.bindBlobInPlace(QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size())));
            break;
        }
    }
}

Result<CopiedTable> copyTable(Connection &from, Connection &to, const Table &table) {
    // What a new store is given at its opening makes room for what the old one had.
    const std::string name = table.name.toStdString();
    if (Result<void> emptied = to.execute("DELETE FROM " + name); !emptied) return tl::unexpected<Error>(emptied.error());
    BulkRows rows(to, name, table.columns);
    Statement read = from.prepare("SELECT " + table.columns + " FROM " + name + " ORDER BY 1");
    CopiedTable copied{table.name, 0};
    for (; read.step(); ++copied.rows) {
        for (std::size_t i = 0; i < table.kinds.size(); ++i) bindCell(rows, read, static_cast<int>(i), table.kinds[i]);
        if (Result<void> done = rows.run(); !done) return tl::unexpected<Error>(done.error());
    }
    if (read.error()) return failureOf(read);
    if (Result<void> done = rows.flush(); !done) return tl::unexpected<Error>(done.error());
    const Result<qint64> there = countOf(to, table.name);
    if (!there) return tl::unexpected<Error>(there.error());
    if (*there != copied.rows) return fail(ErrorCode::StoreFailed, QStringLiteral("%1: %2 of %3 rows").arg(table.name).arg(*there).arg(copied.rows));
    return copied;
}

Result<bool> isEmpty(Connection &db) {
    for (const char *table : {"customers", "subscriptions", "links", "activity", "agents"}) {
        const Result<qint64> rows = countOf(db, QLatin1String(table));
        if (!rows) return tl::unexpected<Error>(rows.error());
        if (*rows > 0) return false;
    }
    return true;
}

Result<QList<CopiedTable>> copyAll(Connection &from, Connection &to, const std::function<void(const CopiedTable &)> &progress) {
    const Result<bool> empty = isEmpty(to);
    if (!empty) return tl::unexpected<Error>(empty.error());
    if (!*empty) return fail(ErrorCode::StoreNotEmpty);
    const Result<QList<Table>> tables = tablesOf(from);
    if (!tables) return tl::unexpected<Error>(tables.error());
    QList<CopiedTable> copied;
    for (const Table &table : *tables) {
        Result<CopiedTable> done = copyTable(from, to, table);
        if (!done) return tl::unexpected<Error>(done.error());
        if (progress) progress(*done);
        copied.append(std::move(*done));
    }
    return copied;
}

}  // namespace

Result<QList<CopiedTable>> copyStore(const QString &from, const QString &to, const std::function<void(const CopiedTable &)> &progress) {
    Result<std::unique_ptr<Connection>> source = Connection::open(from, OpenMode::ReadOnly);
    if (!source) return tl::unexpected<Error>(source.error());
    Result<std::unique_ptr<Connection>> target = Connection::open(to, OpenMode::ReadWrite);
    if (!target) return tl::unexpected<Error>(target.error());
    const ReadTransaction snapshot(**source);
    if (Result<void> begun = (*target)->beginWriting(); !begun) return tl::unexpected<Error>(begun.error());
    Result<QList<CopiedTable>> copied = copyAll(**source, **target, progress);
    if (copied) {
        if (Result<void> committed = (*target)->commit(); !committed) return tl::unexpected<Error>(committed.error());
        if (Result<void> analysed = (*target)->execute("ANALYZE"); !analysed) return tl::unexpected<Error>(analysed.error());
        return copied;
    }
    if ((*target)->inTransaction()) (void)(*target)->execute("ROLLBACK");
    return copied;
}

}  // namespace latchkey
