// One CSV file of an import: opened, recognised, and read in a thread of its own.
#pragma once

#include "services/directory/import_rows.h"
#include "services/directory/row_pipe.h"

#include <QFile>

#include <functional>
#include <memory>
#include <thread>

namespace latchkey {

// An open file, and what was chosen for it; left alone, its header row tells.
struct ImportSource {
    std::shared_ptr<QFile> file;
    QString name;
    std::optional<ImportKind> kind = {};
    std::optional<ImportMap> columns = {};
};

class ImportFile {
public:
    // FileUnreadable, ColumnMissing, InvalidRequest. The file is not to be written while this lives.
    static Result<std::unique_ptr<ImportFile>> open(ImportSource source);
    static Result<std::unique_ptr<ImportFile>> open(const QString &path);
    ~ImportFile();

    [[nodiscard]] ImportKind kind() const { return m_columns.kind; }
    [[nodiscard]] QString name() const { return m_source.name; }
    [[nodiscard]] qint64 size() const { return static_cast<qint64>(m_bytes.size()); }
    [[nodiscard]] std::string_view bytes() const { return m_bytes; }

    template <class Record>
    struct Batch {
        std::vector<Record> rows;
        std::vector<RefusedRow> refused;
        qint64 position = 0;
    };
    // Hands every batch to `use` in this thread, while the next ones are read in another; stops when `use` answers an error.
    Result<void> customers(const std::function<Result<void>(Batch<ImportedCustomer> &)> &use);
    Result<void> subscriptions(const std::function<Result<void>(Batch<ImportedSubscription> &)> &use);

private:
    explicit ImportFile(ImportSource source) : m_source(std::move(source)) {}
    template <class Record, class Read>
    Result<void> stream(Read read, const std::function<Result<void>(Batch<Record> &)> &use);

    ImportSource m_source;
    uchar *m_mapped = nullptr;
    QByteArray m_copy;  // where the file cannot be mapped
    std::string_view m_bytes;
    std::optional<CsvReader> m_reader;
    Columns m_columns;
};

}  // namespace latchkey
