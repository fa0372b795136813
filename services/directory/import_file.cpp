// Maps the file, reads its header, and streams its rows.
#include "services/directory/import_file.h"

#include <QFileInfo>

namespace latchkey {

Result<std::unique_ptr<ImportFile>> ImportFile::open(const QString &path) {
    auto file = std::make_shared<QFile>(path);
    if (!file->open(QIODevice::ReadOnly)) return fail(ErrorCode::FileUnreadable, path);
    return open({std::move(file), QFileInfo(path).fileName()});
}

Result<std::unique_ptr<ImportFile>> ImportFile::open(ImportSource source) {
    std::unique_ptr<ImportFile> made(new ImportFile(std::move(source)));
    QFile &file = *made->m_source.file;
    made->m_mapped = file.size() > 0 ? file.map(0, file.size()) : nullptr;
    if (made->m_mapped) {
        made->m_bytes = {reinterpret_cast<const char *>(made->m_mapped), static_cast<std::size_t>(file.size())};
    } else {
        if (!file.seek(0)) return fail(ErrorCode::FileUnreadable, made->name());
        made->m_copy = file.readAll();
        made->m_bytes = {made->m_copy.constData(), static_cast<std::size_t>(made->m_copy.size())};
    }
    auto reader = CsvReader::over(made->m_bytes);
    if (!reader) return fail(reader.error().code, made->name() + QStringLiteral(": ") + reader.error().detail);
    made->m_reader = *reader;
    CsvRow header;
    if (!made->m_reader->next(header)) return fail(ErrorCode::ColumnMissing, toText(ImportField::Email));
    if (header.damage) return fail(ErrorCode::FileUnreadable, made->name());
    const ImportKind kind = made->m_source.kind.value_or(kindOf(header.fields));
    auto columns = columnsOf(made->m_source.columns ? *made->m_source.columns : guessColumns(header.fields, kind), kind);
    if (!columns) return tl::unexpected(columns.error());
    made->m_columns = *columns;
    return made;
}

ImportFile::~ImportFile() {
    if (m_mapped) m_source.file->unmap(m_mapped);
}

template <class Record, class Read>
Result<void> ImportFile::stream(Read read, const std::function<Result<void>(Batch<Record> &)> &use) {
    constexpr std::size_t rowsAtOnce = 2'048;
    RowPipe<Batch<Record>> pipe;
    std::thread reading([&] {
        RowReader rows(m_columns);
        CsvRow row;
        Batch<Record> batch;
        bool more = true;
        while (more) {
            more = m_reader->next(row);
            if (more) {
                auto record = read(rows, row);
                if (auto *good = std::get_if<Record>(&record)) {
                    batch.rows.push_back(std::move(*good));
                } else {
                    const Refusal &refusal = std::get<Refusal>(record);
                    batch.refused.push_back({m_source.name, row.line, refusal.why, refusal.column});
                }
            }
            if (more && batch.rows.size() + batch.refused.size() < rowsAtOnce) continue;
            batch.position = m_reader->position();
            if (!pipe.put(std::move(batch))) break;
            batch = {};
            batch.rows.reserve(rowsAtOnce);
        }
        pipe.close();
    });
    Result<void> done;
    while (auto batch = pipe.take()) {
        done = use(*batch);
        if (!done) break;
    }
    pipe.close();
    reading.join();
    return done;
}

Result<void> ImportFile::customers(const std::function<Result<void>(Batch<ImportedCustomer> &)> &use) {
    return stream<ImportedCustomer>([](RowReader &rows, const CsvRow &row) { return rows.customer(row); }, use);
}

Result<void> ImportFile::subscriptions(const std::function<Result<void>(Batch<ImportedSubscription> &)> &use) {
    return stream<ImportedSubscription>([](RowReader &rows, const CsvRow &row) { return rows.subscription(row); }, use);
}

}  // namespace latchkey
