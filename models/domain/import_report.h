// What an import did: rows taken, changed, left as they were, and refused, each refusal with line and reason.
#pragma once

#include "models/domain/instant.h"

#include <QList>
#include <QString>

#include <optional>

namespace latchkey {

enum class RowRefusal { NoIdentity, NotUtf8, UnclosedQuote, TooFewColumns, UnknownCustomer, BadNumber, BadDate, FieldTooLong, IdentityTwice, ErasedHere };

struct RefusedRow {
    QString file;
    qint64 line = 0;  // of the file, 1-based, where the row begins
    RowRefusal why = RowRefusal::NoIdentity;
    QString column;   // where it is about one column
    Instant at = {};  // with ErasedHere: when
};

struct ImportCounts {
    qint64 customersAdded = 0;
    qint64 customersChanged = 0;
    qint64 customersUnchanged = 0;
    qint64 subscriptionsAdded = 0;
    qint64 subscriptionsChanged = 0;
    qint64 subscriptionsUnchanged = 0;
    qint64 refusedCount = 0;

    [[nodiscard]] qint64 written() const { return customersAdded + customersChanged + subscriptionsAdded + subscriptionsChanged; }
    [[nodiscard]] qint64 rows() const { return written() + customersUnchanged + subscriptionsUnchanged + refusedCount; }
};

struct ImportReport : ImportCounts {
    QList<RefusedRow> refused;  // the first 10,000
};

QString toText(RowRefusal why);
std::optional<RowRefusal> rowRefusalFromText(QStringView text);

}  // namespace latchkey
