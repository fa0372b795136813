// Imports in JSON: what is offered, how it goes, what the files look like, and which rows were refused.
#include "models/json/import_json.h"

#include "models/json/json_reader.h"

namespace latchkey {

namespace {

constexpr int longestName = 255;
constexpr qsizetype mostColumns = 200;

void writeStrings(JsonWriter &out, std::string_view name, const QStringList &strings) {
    out.key(name).beginArray();
    for (const QString &text : strings) out.value(QStringView(text));
    out.endArray();
}

QStringList stringsOf(const QJsonValue &value) {
    QStringList strings;
    const QJsonArray array = value.toArray();
    strings.reserve(array.size());
    for (const QJsonValue &item : array) strings.append(item.toString());
    return strings;
}

Result<ImportColumn> readColumn(const QJsonObject &object) {
    JsonReader in(object);
    ImportColumn column;
    column.name = in.text(QLatin1String("name"));
    column.guess = importFieldFromText(in.text(QLatin1String("guess")));
    return in.result(column);
}

Result<RefusedLine> readRefusedLine(const QJsonObject &object) {
    JsonReader in(object);
    RefusedLine line;
    line.row.line = in.integer(QLatin1String("line"));
    line.row.why = in.named(QLatin1String("why"), rowRefusalFromText);
    line.row.column = in.text(QLatin1String("column"));
    line.row.at = in.instant(QLatin1String("at"));
    line.cells = stringsOf(object.value(QLatin1String("cells")));
    return in.result(std::move(line));
}

void writeCounts(JsonWriter &out, const ImportCounts &counts) {
    out.field("customers_added", counts.customersAdded).field("customers_changed", counts.customersChanged)
        .field("customers_unchanged", counts.customersUnchanged).field("subscriptions_added", counts.subscriptionsAdded)
        .field("subscriptions_changed", counts.subscriptionsChanged).field("subscriptions_unchanged", counts.subscriptionsUnchanged)
        .field("refused", counts.refusedCount);
}

ImportCounts readCounts(JsonReader &in) {
    ImportCounts counts;
    counts.customersAdded = in.integer(QLatin1String("customers_added"));
    counts.customersChanged = in.integer(QLatin1String("customers_changed"));
    counts.customersUnchanged = in.integer(QLatin1String("customers_unchanged"));
    counts.subscriptionsAdded = in.integer(QLatin1String("subscriptions_added"));
    counts.subscriptionsChanged = in.integer(QLatin1String("subscriptions_changed"));
    counts.subscriptionsUnchanged = in.integer(QLatin1String("subscriptions_unchanged"));
    counts.refusedCount = in.integer(QLatin1String("refused"));
    return counts;
}

}  // namespace

void writeJson(JsonWriter &out, const ImportStatus &status) {
    out.beginObject().field("id", status.id).field("state", QStringView(toText(status.state)));
    out.field("customers_received", status.customersReceived).field("subscriptions_received", status.subscriptionsReceived);
    out.field("step", QStringView(toText(status.step))).field("bytes_done", status.bytesDone).field("bytes_total", status.bytesTotal);
    out.field("took", static_cast<qint64>(status.took.count()));
    writeCounts(out, status.counts);
    out.field("refused_listed", status.refusedListed).key("error");
    if (status.error) out.beginObject().field("code", QStringView(toText(status.error->code))).field("detail", QStringView(status.error->detail)).endObject();
    else out.null();
    out.endObject();
}

Result<ImportStatus> readImportStatus(const QJsonObject &object) {
    JsonReader in(object);
    ImportStatus status;
    status.id = in.integer(QLatin1String("id"));
    status.state = in.named(QLatin1String("state"), importStateFromText);
    status.customersReceived = in.integer(QLatin1String("customers_received"));
    status.subscriptionsReceived = in.integer(QLatin1String("subscriptions_received"));
    status.step = in.named(QLatin1String("step"), importStepFromText);
    status.bytesDone = in.integer(QLatin1String("bytes_done"));
    status.bytesTotal = in.integer(QLatin1String("bytes_total"));
    status.took = in.duration(QLatin1String("took"));
    status.counts = readCounts(in);
    status.refusedListed = in.integer(QLatin1String("refused_listed"));
    const QJsonValue error = object.value(QLatin1String("error"));
    if (error.isObject())
        status.error = Error{errorCodeFromText(error[QLatin1String("code")].toString()).value_or(ErrorCode::ServiceAnsweredNonsense),
                             error[QLatin1String("detail")].toString(), {}};
    return in.result(std::move(status));
}

void writeJson(JsonWriter &out, const ImportPreview &preview) {
    out.beginObject().field("kind", QStringView(toText(preview.kind))).field("file", QStringView(preview.file)).field("size", preview.size).key("fault");
    if (preview.fault) out.value(QStringView(toText(*preview.fault)));
    else out.null();
    out.field("separator", QStringView(preview.separator)).field("is_utf8", preview.isUtf8).field("looks_other", preview.looksOther);
    out.key("columns").beginArray();
    for (const ImportColumn &column : preview.columns) {
        const QString guess = column.guess ? toText(*column.guess) : QString();
        out.beginObject().field("name", QStringView(column.name)).field("guess", QStringView(guess)).endObject();
    }
    out.endArray().key("rows").beginArray();
    for (const QStringList &row : preview.rows) {
        out.beginArray();
        for (const QString &cell : row) out.value(QStringView(cell));
        out.endArray();
    }
    out.endArray().endObject();
}

Result<ImportPreview> readImportPreview(const QJsonObject &object) {
    JsonReader in(object);
    ImportPreview preview;
    preview.kind = in.named(QLatin1String("kind"), importKindFromText);
    preview.file = in.text(QLatin1String("file"));
    preview.size = in.integer(QLatin1String("size"));
    if (!in.isNull(QLatin1String("fault"))) preview.fault = in.named(QLatin1String("fault"), importFaultFromText);
    preview.separator = in.text(QLatin1String("separator"));
    preview.isUtf8 = in.truth(QLatin1String("is_utf8"));
    preview.looksOther = in.truth(QLatin1String("looks_other"));
    preview.columns = in.list(QLatin1String("columns"), readColumn);
    const QJsonArray rows = object.value(QLatin1String("rows")).toArray();
    for (const QJsonValue &row : rows) preview.rows.append(stringsOf(row));
    return in.result(std::move(preview));
}

void writeJson(JsonWriter &out, const RefusedPage &page) {
    out.beginObject();
    writeStrings(out, "columns", page.columns);
    out.key("items").beginArray();
    for (const RefusedLine &line : page.lines) {
        out.beginObject().field("line", line.row.line).field("why", QStringView(toText(line.row.why)));
        out.field("column", QStringView(line.row.column)).field("at", line.row.at);
        writeStrings(out, "cells", line.cells);
        out.endObject();
    }
    out.endArray().field("next", page.next).endObject();
}

Result<RefusedPage> readRefusedPage(const QJsonObject &object) {
    JsonReader in(object);
    RefusedPage page;
    page.columns = stringsOf(object.value(QLatin1String("columns")));
    page.lines = in.list(QLatin1String("items"), readRefusedLine);
    page.next = in.integer(QLatin1String("next"));
    return in.result(std::move(page));
}

void writeJson(JsonWriter &out, const ImportOffers &offers) {
    out.beginObject();
    for (const ImportKind kind : {ImportKind::Customers, ImportKind::Subscriptions}) {
        const std::optional<ImportOffer> &offer = offers.of(kind);
        if (!offer) continue;
        out.key(toText(kind).toStdString()).beginObject().field("name", QStringView(offer->name)).field("size", offer->size).endObject();
    }
    out.endObject();
}

void writeJson(JsonWriter &out, const ImportMaps &maps) {
    out.beginObject().key("columns").beginObject();
    for (const ImportKind kind : {ImportKind::Customers, ImportKind::Subscriptions}) {
        const std::optional<ImportMap> &map = maps.of(kind);
        if (!map) continue;
        QStringList names;
        for (const std::optional<ImportField> &field : *map) names.append(field ? toText(*field) : QString());
        writeStrings(out, toText(kind).toStdString(), names);
    }
    out.endObject().endObject();
}

Result<ImportOffer> readImportOffer(const QJsonObject &object) {
    const ImportOffer offer{object.value(QLatin1String("name")).toString(), object.value(QLatin1String("size")).toInteger(-1)};
    if (object.size() != 2 || offer.size < 0) return fail(ErrorCode::InvalidRequest, QStringLiteral("size"));
    if (offer.name.isEmpty() || offer.name.size() > longestName) return fail(ErrorCode::InvalidRequest, QStringLiteral("name"));
    return offer;
}

Result<ImportMap> readImportMap(const QJsonValue &value) {
    ImportMap map;
    const QJsonArray names = value.toArray();
    if (!value.isArray() || names.size() > mostColumns) return fail(ErrorCode::InvalidRequest, QStringLiteral("columns"));
    for (const QJsonValue &name : names) {
        const std::optional<ImportField> field = importFieldFromText(name.toString());
        if (!name.isString() || (!field && !name.toString().isEmpty())) return fail(ErrorCode::InvalidRequest, QStringLiteral("columns"));
        map.append(field);
    }
    return map;
}

}  // namespace latchkey
