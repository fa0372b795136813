// Where a collection's sync stands: in the first load by id, in a run by the last change, or between runs.
#pragma once

#include "models/domain/instant.h"

#include <QJsonObject>

namespace latchkey {

struct SkioCursor {
    enum class Phase { Load, Run, Rest };
    Phase phase = Phase::Load;
    QString start = {};   // Load: when it began by the shop's clock, the watermark of what comes after; Run: from where it goes
    QString lastAt = {};  // Run: `updatedAt` of the last row seen, as received: no clock of ours is as fine
    QString lastId = {};  // Load and Run; empty at the first page
    QString seen = {};    // Rest: the watermark; Run: the one that it began with

    // What is no cursor of this kind is the very beginning.
    static SkioCursor fromText(const QString &text);
    [[nodiscard]] QString toText() const;

    // The run that follows a rest, overlapping by five minutes: a transaction at the shop may show itself later than its time says.
    [[nodiscard]] SkioCursor nextRun() const;
    // At the end of a load or a run; the watermark never goes back, also when the run came only to what it overlaps.
    [[nodiscard]] SkioCursor rested() const;
    // A run that was left half-way goes on as the one that follows a rest there: rows may have shown themselves meanwhile, as above.
    [[nodiscard]] SkioCursor resumed() const;
    [[nodiscard]] QJsonObject where() const;  // empty: everything
    [[nodiscard]] QJsonArray orderBy() const;
};

// Some columns come without a zone, in UTC.
std::optional<Instant> skioInstant(const QString &text);
// The time as Skio's filters take it.
QString skioTime(Instant at);

}  // namespace latchkey
