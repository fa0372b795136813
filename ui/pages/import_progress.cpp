// One card with a bar; its words come from the run.
#include "ui/pages/import_progress.h"

#include "ui/dialogs/confirm.h"
#include "ui/panels/labels.h"
#include "ui/texts_import.h"
#include "ui/widgets/card.h"

#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace latchkey {

namespace {

constexpr int barSteps = 1'000;

QString sizeText(qint64 bytes) { return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat); }

int shareOf(qint64 done, qint64 all) { return all <= 0 ? 0 : static_cast<int>(std::clamp<qint64>(done * barSteps / all, 0, barSteps)); }

}  // namespace

ImportProgressView::ImportProgressView(ImportRun &run, QWidget *parent)
    : QWidget(parent), m_run(run), m_card(new Card(Tone::Plain, this)), m_bar(new QProgressBar(m_card)) {
    setObjectName(QStringLiteral("importProgressView"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    m_card->setObjectName(QStringLiteral("importProgressCard"));
    m_bar->setObjectName(QStringLiteral("importBar"));
    m_bar->setAccessibleName(tr("Progress of the import"));
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(6);
    m_bar->setRange(0, barSteps);
    m_card->body()->addSpacing(8);
    m_card->body()->addWidget(m_bar);
    m_stop = m_card->addButton(tr("Cancel"), QStringLiteral("cancelImport"));
    m_stop->setAccessibleName(tr("Cancel the import"));
    column->addWidget(m_card);
    column->addWidget(new PlainLabel(tr("You can go on working: the import runs at the service, and customers log in meanwhile."), LabelRole::Muted, this));
    column->addStretch(1);
    connect(m_stop, &QPushButton::clicked, this, &ImportProgressView::askToStop);
}

void ImportProgressView::askToStop() {
    if (m_run.phase() == ImportRun::Phase::Sending) return m_run.stop();
    confirm({tr("Cancel the import?"), tr("The rows that are already in stay. Importing the same files again goes on where this one stopped."), tr("Cancel the import")}, this,
            [run = &m_run] { run->stop(); });
}

void ImportProgressView::showRun() {
    if (m_run.phase() == ImportRun::Phase::Sending) showSending();
    else showRunning();
}

void ImportProgressView::showSending() {
    m_card->setTitle(tr("Sending the files…"));
    m_card->setText(tr("%1 of %2").arg(sizeText(m_run.sent()), sizeText(m_run.toSend())));
    m_bar->setValue(shareOf(m_run.sent(), m_run.toSend()));
    m_stop->setEnabled(true);
}

void ImportProgressView::showRunning() {
    const ImportStatus &status = m_run.status();
    const bool indexes = status.step == ImportStep::Indexes;
    m_card->setTitle(m_run.isStopping() ? tr("Cancelling…") : stepText(status));
    QStringList lines{speedText(status)};
    if (status.counts.customersAdded + status.counts.customersChanged + status.counts.customersUnchanged > 0)
        lines.append(tr("Customers: %1").arg(countsText(status.counts, ImportKind::Customers)));
    if (status.counts.subscriptionsAdded + status.counts.subscriptionsChanged + status.counts.subscriptionsUnchanged > 0)
        lines.append(tr("Subscriptions: %1").arg(countsText(status.counts, ImportKind::Subscriptions)));
    if (status.counts.refusedCount > 0) lines.append(tr("Refused rows: %1").arg(QLocale().toString(status.counts.refusedCount)));
    m_card->setText(lines.join(QLatin1Char('\n')));
    m_bar->setRange(0, indexes ? 0 : barSteps);  // without an end the bar runs to and fro
    if (!indexes) m_bar->setValue(shareOf(status.bytesDone, status.bytesTotal));
    m_bar->setAccessibleDescription(lines.first());
    if (m_run.isStopping() && m_stop->hasFocus()) setFocus(Qt::OtherFocusReason);
    m_stop->setEnabled(!m_run.isStopping());
}

}  // namespace latchkey
