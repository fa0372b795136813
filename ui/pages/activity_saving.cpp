// The page Activity's export: where to, how far it is, and how it ended.
#include "ui/actions/announce.h"
#include "ui/desk.h"
#include "ui/pages/activity_export.h"
#include "ui/pages/activity_page.h"
#include "ui/pages/numbers.h"
#include "ui/service_time.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"

#include <QDateTime>
#include <QDir>
#include <QFileDialog>
#include <QProgressBar>
#include <QPushButton>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace latchkey {

void ActivityPage::buildExport(QVBoxLayout *head) {
    m_exportCard = new Card(Tone::Plain, this);
    m_exportCard->setObjectName(QStringLiteral("exportCard"));
    m_progress = new QProgressBar(m_exportCard);
    m_progress->setObjectName(QStringLiteral("exportProgress"));
    m_progress->setAccessibleName(tr("Progress of the export"));
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(6);
    m_exportCard->body()->addSpacing(8);
    m_exportCard->body()->addWidget(m_progress);
    m_cancelExport = m_exportCard->addButton(tr("Cancel"), QStringLiteral("cancelExport"));
    m_exportCard->hide();
    head->addWidget(m_exportCard);
    connect(m_cancelExport, &QPushButton::clicked, this, [this] {
        if (!m_export->isRunning()) return m_exportCard->hide();
        m_export->cancel();
        endExport(false, tr("The export was cancelled; no file was written."));
    });
    connect(m_export, &ActivityExport::progressed, this, &ActivityPage::showExport);
    connect(m_export, &ActivityExport::failed, this, [this](const QString &why) { endExport(false, tr("No file was written. %1").arg(why)); });
    connect(m_export, &ActivityExport::finished, this, [this](const QString &path, qint64 rows) {
        const QString file = QDir::toNativeSeparators(path);
        endExport(true, rows == 1 ? tr("1 row is in %1.").arg(file) : tr("%1 rows are in %2.").arg(countText(rows), file));
    });
}

void ActivityPage::askWhereTo() {
    if (m_export->isRunning()) return;
    const QString day = QDateTime::fromMSecsSinceEpoch(serviceNow(m_desk.client).milliseconds()).toString(u"yyyy-MM-dd");
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    auto *dialog = new QFileDialog(this, tr("Export activity"), folder, tr("CSV files (*.csv)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("exportDialog"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    dialog->selectFile(QStringLiteral("latchkey-activity-%1.csv").arg(day));
    connect(dialog, &QFileDialog::fileSelected, this, &ActivityPage::startExport);
    dialog->open();
}

void ActivityPage::startExport(const QString &path) {
    m_exportButton->setEnabled(false);
    m_exportCard->setTone(Tone::Plain);
    m_exportCard->setTitle(tr("Exporting…"));
    m_cancelExport->setText(tr("Cancel"));
    m_progress->show();
    m_exportCard->show();
    showExport(0, 0);
    m_export->start(path, wanted(), m_agents);
    if (m_export->isRunning()) m_cancelExport->setFocus(Qt::OtherFocusReason);
}

void ActivityPage::showExport(qint64 rows, double share) {
    m_progress->setRange(0, share < 0 ? 0 : 1000);  // without an end the bar runs to and fro
    if (share >= 0) m_progress->setValue(static_cast<int>(share * 1000));
    const QString written = rows == 1 ? tr("1 row written") : tr("%1 rows written").arg(countText(rows));
    m_exportCard->setText(share < 0 ? tr("%1.").arg(written) : tr("%1, %2 %.").arg(written).arg(static_cast<int>(share * 100)));
    m_progress->setAccessibleDescription(written);
}

void ActivityPage::endExport(bool good, const QString &sentence) {
    m_progress->hide();
    m_exportCard->setTone(good ? Tone::Success : Tone::Warning);
    m_exportCard->setTitle(good ? tr("The export is ready") : tr("There is no export"));
    m_exportCard->setText(sentence);
    m_cancelExport->setText(tr("Close"));
    m_exportCard->show();
    m_exportButton->setEnabled(m_table.rowCount() > 0);
    announce(m_exportCard, sentence);
}

}  // namespace latchkey
