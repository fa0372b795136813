// What an import did: rows taken, changed, left as they were, and refused, each refusal with line and reason.
#pragma once

#include "models/domain/instant.h"

#include <QList>
#include <QString>

namespace latchkey {

enum class RowRefusal { NoIdentity, NotUtf8, UnclosedQuote, TooFewColumns, UnknownCustomer, BadNumber, BadDate, FieldTooLong, IdentityTwice, ErasedHere };

struct RefusedRow {
    QString file;
    qint64 line = 0;  // of the file, 1-based, where the row begins
    RowRefusal why = RowRefusal::NoIdentity;
    QString column;   // where it is about one column
    Instant at = {};  // with ErasedHere: when
};

struct ImportReport {
    qint64 customersAdded = 0;
    qint64 customersChanged = 0;
    qint64 customersUnchanged = 0;
    qint64 subscriptionsAdded = 0;
    qint64 subscriptionsChanged = 0;
    qint64 subscriptionsUnchanged = 0;
    qint64 refusedCount = 0;
    QList<RefusedRow> refused;  // the first 10,000
};

}  // namespace latchkey
