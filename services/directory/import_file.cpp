// Maps the file, reads its header, and streams its rows.
#include "services/directory/import_file.h"

#include <QFileInfo>

namespace latchkey {

Result<std::unique_ptr<ImportFile>> ImportFile::open(const QString &path) {
    std::unique_ptr<ImportFile> file(new ImportFile(path));
    file->m_name = QFileInfo(path).fileName();
    if (!file->m_file.open(QIODevice::ReadOnly)) return fail(ErrorCode::FileUnreadable, path);
    std::string_view bytes;
    if (const uchar *mapped = file->m_file.size() > 0 ? file->m_file.map(0, file->m_file.size()) : nullptr) {
        bytes = {reinterpret_cast<const char *>(mapped), static_cast<std::size_t>(file->m_file.size())};
    } else {
        file->m_copy = file->m_file.readAll();
        bytes = {file->m_copy.constData(), static_cast<std::size_t>(file->m_copy.size())};
    }
    auto reader = CsvReader::over(bytes);
    if (!reader) return fail(reader.error().code, path + QStringLiteral(": ") + reader.error().detail);
    file->m_reader = *reader;
    CsvRow header;
    if (!file->m_reader->next(header)) return fail(ErrorCode::InvalidRequest, QStringLiteral("email"));
    if (header.damage) return fail(ErrorCode::FileUnreadable, path);
    auto columns = columnsOf(header.fields);
    if (!columns) return tl::unexpected(columns.error());
    file->m_columns = *columns;
    return file;
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
                    batch.refused.push_back({m_name, row.line, refusal.why, nameOf(refusal.column)});
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
