// Writes the compiled-in files to a temporary folder and imports them like any others.
#include "services/directory/demo_shop.h"

#include <QFile>
#include <QTemporaryDir>

// Outside the namespace, as Qt's macro demands: a static library's resources must be called in.
static void callInDemo() { Q_INIT_RESOURCE(demo); }

namespace latchkey {

Result<ImportReport> importDemoShop(const QString &storePath, const Clock &clock) {
    callInDemo();
    const QTemporaryDir folder;
    QStringList files;
    for (const auto &name : {QStringLiteral("customers.csv"), QStringLiteral("subscriptions.csv")}) {
        files << folder.filePath(name);
        if (!folder.isValid() || !QFile::copy(QStringLiteral(":/demo/") + name, files.last())) return fail(ErrorCode::FileUnwritable, files.last());
    }
    const std::atomic<bool> never = false;
    return importFiles(storePath, files, clock, {}, never);
}

}  // namespace latchkey
