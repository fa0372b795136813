// Page by page into a CSV file that a spreadsheet opens without running anything.
#include "ui/pages/import_refused.h"

#include "models/domain/csv.h"
#include "ui/pages/numbers.h"
#include "ui/texts.h"
#include "ui/texts_context.h"
#include "ui/texts_import.h"

#include <QFileInfo>

namespace latchkey {

ImportRefused::ImportRefused(ImportRun &run, ImportKind kind, const QString &path, QObject *parent, std::function<void(const QString &)> told)
    : QObject(parent), m_run(run), m_kind(kind), m_file(path), m_told(std::move(told)) {
    if (m_file.open(QIODevice::WriteOnly)) fetch(0);
    else end(Desktop::tr("%1 was not saved: %2.").arg(QFileInfo(path).fileName(), m_file.errorString()));
}

void ImportRefused::fetch(qint64 after) {
    m_run.refused(m_kind, after, this, [this](const Result<RefusedPage> &page) { onPage(page); });
}

void ImportRefused::onPage(const Result<RefusedPage> &page) {
    const QString name = QFileInfo(m_file.fileName()).fileName();
    if (!page) return end(Desktop::tr("%1 was not saved. %2").arg(name, textOf(page.error())));
    QByteArray lines;
    // These two names are none of ours, so that the file can be imported as it is.
    if (m_rows == 0) lines += csvLine(page->columns + QStringList{QStringLiteral("refused_line"), QStringLiteral("refused_because")});
    for (const RefusedLine &line : page->lines) {
        QStringList cells = line.cells;
        while (cells.size() < page->columns.size()) cells.append(QString());
        lines += csvLine(cells + QStringList{QString::number(line.row.line), reasonOf(line.row)});
    }
    m_rows += page->lines.size();
    if (m_file.write(lines) != lines.size()) return end(Desktop::tr("%1 was not saved: %2.").arg(name, m_file.errorString()));
    if (page->next != 0 && !page->lines.isEmpty()) return fetch(page->next);
    const bool whole = m_file.commit();
    end(!whole           ? Desktop::tr("%1 was not saved: %2.").arg(name, m_file.errorString())
        : m_rows == 1 ? Desktop::tr("1 refused row is in %1.").arg(name)
                         : Desktop::tr("%1 refused rows are in %2.").arg(countText(m_rows), name));
}

void ImportRefused::end(const QString &sentence) {
    deleteLater();
    m_told(sentence);
}

}  // namespace latchkey
