// Imports in JSON; apart from json.h because only the few files that speak of imports need it.
#pragma once

#include "models/domain/import_preview.h"
#include "models/domain/import_status.h"
#include "models/json/json.h"

namespace latchkey {

void writeJson(JsonWriter &out, const ImportStatus &status);
void writeJson(JsonWriter &out, const ImportPreview &preview);
void writeJson(JsonWriter &out, const RefusedPage &page);
void writeJson(JsonWriter &out, const ImportOffers &offers);
void writeJson(JsonWriter &out, const ImportMaps &maps);  // {"columns": {"customers": ["id", "", "email"]}}: an empty name leaves the column out

Result<ImportStatus> readImportStatus(const QJsonObject &object);
Result<ImportPreview> readImportPreview(const QJsonObject &object);
Result<RefusedPage> readRefusedPage(const QJsonObject &object);
// InvalidRequest with the field that is wrong.
Result<ImportOffer> readImportOffer(const QJsonObject &object);
Result<ImportMap> readImportMap(const QJsonValue &value);

}  // namespace latchkey
