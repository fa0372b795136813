// Turns a cursor into the filter of its next page, and into text.
#include "services/shops/skio/skio_cursor.h"

#include "models/domain/exact_time.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace latchkey {

namespace {

constexpr Duration overlap = std::chrono::minutes(5);

QJsonObject one(const char *key, const QJsonValue &value) { return {{QLatin1String(key), value}}; }

std::optional<qint64> exactTime(const QString &text) {
    const std::optional<qint64> exact = microsecondsFromText(text);
    return exact ? exact : microsecondsFromText(QString(text + u'Z'));
}

// What cannot be read is no later than what can.
QString laterOf(const QString &seen, const QString &last) {
    const std::optional<qint64> before = exactTime(seen);
    const std::optional<qint64> after = exactTime(last);
    return after && (!before || *after > *before) ? last : seen;
}

QString phaseName(SkioCursor::Phase phase) {
    switch (phase) {
        case SkioCursor::Phase::Load:
            return QStringLiteral("load");
        case SkioCursor::Phase::Run:
            return QStringLiteral("run");
        case SkioCursor::Phase::Rest:
            return QStringLiteral("rest");
    }
    return {};
}

}  // namespace

std::optional<Instant> skioInstant(const QString &text) {
    const std::optional<Instant> at = instantFromText(text);
    return at ? at : instantFromText(QString(text + u'Z'));
}

QString skioTime(Instant at) { return toRfc3339(at).chopped(1) + QLatin1String("+00:00"); }

SkioCursor SkioCursor::fromText(const QString &text) {
    const QJsonObject json = QJsonDocument::fromJson(text.toUtf8()).object();
    const QString phase = json.value(QLatin1String("phase")).toString();
    SkioCursor cursor;
    cursor.start = json.value(QLatin1String("start")).toString();
    cursor.lastAt = json.value(QLatin1String("at")).toString();
    cursor.lastId = json.value(QLatin1String("id")).toString();
    cursor.seen = json.value(QLatin1String("seen")).toString();
    if (phase == phaseName(Phase::Rest) && !cursor.seen.isEmpty()) cursor.phase = Phase::Rest;
    else if (phase == phaseName(Phase::Run) && !cursor.start.isEmpty()) cursor.phase = Phase::Run;
    else if (phase != phaseName(Phase::Load) || cursor.start.isEmpty()) return {};
    return cursor;
}

QString SkioCursor::toText() const {
    QJsonObject json{{QStringLiteral("phase"), phaseName(phase)}};
    const auto add = [&json](const char *key, const QString &value) {
        if (!value.isEmpty()) json.insert(QLatin1String(key), value);
    };
    add("start", start);
    add("at", lastAt);
    add("id", lastId);
    add("seen", seen);
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

SkioCursor SkioCursor::nextRun() const {
    if (phase != Phase::Rest) return *this;
    SkioCursor run;
    run.phase = Phase::Run;
    const std::optional<Instant> at = skioInstant(seen);
    run.start = at ? skioTime(*at - overlap) : seen;
    run.seen = seen;
    return run;
}

SkioCursor SkioCursor::rested() const {
    SkioCursor rest;
    rest.phase = Phase::Rest;
    rest.seen = phase == Phase::Load ? start : laterOf(seen, lastAt);
    return rest;
}

SkioCursor SkioCursor::resumed() const { return phase == Phase::Run ? rested() : *this; }

QJsonObject SkioCursor::where() const {
    if (phase == Phase::Load) return lastId.isEmpty() ? QJsonObject() : one("id", one("_gt", lastId));
    const QJsonObject from = one("updatedAt", one("_gte", start));
    if (lastId.isEmpty()) return from;
    const QJsonObject later = one("updatedAt", one("_gt", lastAt));
    const QJsonObject sameButBehind = one("_and", QJsonArray{one("updatedAt", one("_eq", lastAt)), one("id", one("_gt", lastId))});
    return one("_and", QJsonArray{from, one("_or", QJsonArray{later, sameButBehind})});
}

QJsonArray SkioCursor::orderBy() const {
    const QJsonObject byId = one("id", QStringLiteral("asc"));
    return phase == Phase::Load ? QJsonArray{byId} : QJsonArray{one("updatedAt", QStringLiteral("asc")), byId};
}

}  // namespace latchkey
