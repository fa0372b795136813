// Looks into a file that is to be imported, without importing it.
#pragma once

#include "models/domain/import_preview.h"
#include "models/domain/result.h"

#include <QFile>

namespace latchkey {

// Reads the beginning only. An Error means that the file could not be read; what is wrong with its content is in the preview.
Result<ImportPreview> previewOf(QFile &file, ImportKind kind, const QString &name);

}  // namespace latchkey
