// One CSV file of an import: opened, recognised, and read in a thread of its own.
#pragma once

#include "services/directory/import_rows.h"
#include "services/directory/row_pipe.h"

#include <QFile>

#include <functional>
#include <memory>
#include <thread>

namespace latchkey {

class ImportFile {
public:
    // FileUnreadable, or InvalidRequest with the missing column.
    static Result<std::unique_ptr<ImportFile>> open(const QString &path);

    [[nodiscard]] FileKind kind() const { return m_columns.kind; }
    [[nodiscard]] QString name() const { return m_name; }
    [[nodiscard]] qint64 size() const { return m_file.size(); }

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
    explicit ImportFile(const QString &path) : m_file(path) {}
    template <class Record, class Read>
    Result<void> stream(Read read, const std::function<Result<void>(Batch<Record> &)> &use);

    QFile m_file;
    QString m_name;
    QByteArray m_copy;  // where the file cannot be mapped
    std::optional<CsvReader> m_reader;
    Columns m_columns;
};

}  // namespace latchkey
