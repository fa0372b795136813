// One import as the service knows it, from the first byte that is sent to the last row that was refused.
#pragma once

#include "models/domain/import_field.h"
#include "models/domain/import_report.h"
#include "models/domain/result.h"

#include <QStringList>

namespace latchkey {

enum class ImportState { Uploading, Running, Done, Cancelled, Failed };
enum class ImportStep { Customers, Subscriptions, Indexes };

// A file that the desk is going to send.
struct ImportOffer {
    QString name;
    qint64 size = 0;  // bytes
};

struct ImportOffers {
    std::optional<ImportOffer> customers = {};
    std::optional<ImportOffer> subscriptions = {};

    [[nodiscard]] const std::optional<ImportOffer> &of(ImportKind kind) const { return kind == ImportKind::Customers ? customers : subscriptions; }
    [[nodiscard]] std::optional<ImportOffer> &of(ImportKind kind) { return kind == ImportKind::Customers ? customers : subscriptions; }
};

// Nothing where the columns are to be taken as they are guessed.
struct ImportMaps {
    std::optional<ImportMap> customers = {};
    std::optional<ImportMap> subscriptions = {};

    [[nodiscard]] const std::optional<ImportMap> &of(ImportKind kind) const { return kind == ImportKind::Customers ? customers : subscriptions; }
    [[nodiscard]] std::optional<ImportMap> &of(ImportKind kind) { return kind == ImportKind::Customers ? customers : subscriptions; }
};

struct ImportStatus {
    qint64 id = 0;
    ImportState state = ImportState::Uploading;
    qint64 customersReceived = 0;      // bytes
    qint64 subscriptionsReceived = 0;  // bytes
    ImportStep step = ImportStep::Customers;
    qint64 bytesDone = 0;
    qint64 bytesTotal = 0;
    Duration took = {};                // so far, or until its end
    ImportCounts counts = {};          // what was read so far; at the end, what is in the store
    qint64 refusedListed = 0;          // how many of the refused rows can be asked for, once it has ended
    std::optional<Error> error = {};   // why it failed
};

// A refused row with what stood in it, so that it can be mended and brought again.
struct RefusedLine {
    RefusedRow row;
    QStringList cells;
};

struct RefusedPage {
    QStringList columns;      // the file's header
    QList<RefusedLine> lines;
    qint64 next = 0;          // what to ask for as `after`; 0 at the end
};

QString toText(ImportState state);
std::optional<ImportState> importStateFromText(QStringView text);
QString toText(ImportStep step);
std::optional<ImportStep> importStepFromText(QStringView text);

}  // namespace latchkey
