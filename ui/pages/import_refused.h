// Writes the refused rows of one file, as they were and with the reason beside them, so that they can be mended and imported again.
#pragma once

#include "ui/pages/import_run.h"

#include <QSaveFile>

#include <functional>
#include <memory>

namespace latchkey {

// The file appears under its name only when it is whole. Goes away by itself when it has told how it ended.
class ImportRefused : public QObject {
    Q_OBJECT
public:
    // `told` is called once, with a sentence.
    ImportRefused(ImportRun &run, ImportKind kind, const QString &path, QObject *parent, std::function<void(const QString &)> told);

private:
    void fetch(qint64 after);
    void onPage(const Result<RefusedPage> &page);
    void end(const QString &sentence);

    ImportRun &m_run;
    ImportKind m_kind;
    QSaveFile m_file;
    std::function<void(const QString &)> m_told;
    qint64 m_rows = 0;
};

}  // namespace latchkey
