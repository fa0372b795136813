// The sample shop that is compiled in: what `--demo` and the tests of the desk begin with.
#pragma once

#include "services/directory/importer.h"

namespace latchkey {

// Into a store that openStore() has prepared.
Result<ImportReport> importDemoShop(const QString &storePath, const Clock &clock);

}  // namespace latchkey
