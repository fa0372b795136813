// One card with the counts, and below it what was refused of each file.
#include "ui/pages/import_result.h"

#include "ui/actions/announce.h"
#include "ui/desk.h"
#include "ui/pages/import_refused.h"
#include "ui/pages/numbers.h"
#include "ui/panels/labels.h"
#include "ui/texts.h"
#include "ui/texts_import.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"

#include <QFileDialog>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace latchkey {

namespace {

constexpr int refusedShown = 20;

}  // namespace

ImportResult::ImportResult(Desk &desk, ImportRun &run, QWidget *parent) : QWidget(parent), m_desk(desk), m_run(run), m_card(new Card(Tone::Success, this)) {
    setObjectName(QStringLiteral("importResult"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    m_card->setObjectName(QStringLiteral("importResultCard"));
    QPushButton *customers = m_card->addPrimaryButton(tr("Show customers"), QStringLiteral("showImported"));
    QPushButton *again = m_card->addButton(tr("Import more"), QStringLiteral("importMore"));
    column->addWidget(m_card);
    m_note = new PlainLabel({}, LabelRole::Muted, this);
    m_note->setObjectName(QStringLiteral("importNote"));
    column->addWidget(m_note);
    for (const ImportKind kind : {ImportKind::Customers, ImportKind::Subscriptions}) addRefusals(kind, column);
    column->addStretch(1);
    connect(customers, &QPushButton::clicked, this, [this] { emit m_desk.pageRequested(QStringLiteral("customers")); });
    connect(again, &QPushButton::clicked, this, &ImportResult::againWanted);
}

void ImportResult::addRefusals(ImportKind kind, QVBoxLayout *column) {
    const bool customers = kind == ImportKind::Customers;
    Refusals &made = refusalsOf(kind);
    made.title = new PlainLabel(customers ? tr("Refused customers") : tr("Refused subscriptions"), LabelRole::Section, this);
    made.rows = new PlainLabel({}, LabelRole::Text, this);
    made.rows->setObjectName(customers ? QStringLiteral("refusedCustomers") : QStringLiteral("refusedSubscriptions"));
    made.save = plainButton(tr("Save refused rows…"), customers ? QStringLiteral("saveRefusedCustomers") : QStringLiteral("saveRefusedSubscriptions"), this);
    made.save->setAccessibleName(customers ? tr("Save the refused customers as a file") : tr("Save the refused subscriptions as a file"));
    made.save->setAccessibleDescription(tr("Mend them there, and import that file."));
    column->addWidget(made.title);
    column->addWidget(made.rows);
    column->addWidget(made.save);
    connect(made.save, &QPushButton::clicked, this, [this, kind] { askWhereTo(kind); });
}

QString ImportResult::countLines() const {
    const ImportCounts &counts = m_run.status().counts;
    QStringList lines;
    if (counts.customersAdded + counts.customersChanged + counts.customersUnchanged > 0)
        lines.append(tr("Customers: %1").arg(countsText(counts, ImportKind::Customers)));
    if (counts.subscriptionsAdded + counts.subscriptionsChanged + counts.subscriptionsUnchanged > 0)
        lines.append(tr("Subscriptions: %1").arg(countsText(counts, ImportKind::Subscriptions)));
    if (counts.refusedCount > 0) lines.append(tr("Refused rows: %1").arg(countText(counts.refusedCount)));
    return lines.isEmpty() ? tr("Nothing was written.") : lines.join(QLatin1Char('\n'));
}

QString ImportResult::sentence() const {
    const ImportStatus &status = m_run.status();
    if (status.state == ImportState::Cancelled) return tr("The import was cancelled");
    if (status.state == ImportState::Failed) return tr("The import failed");
    return status.counts.refusedCount > 0 ? tr("The import is done; some rows were refused") : tr("The import is done");
}

void ImportResult::showRun() {
    const ImportStatus &status = m_run.status();
    const bool failed = status.state == ImportState::Failed;
    const bool whole = status.state == ImportState::Done && status.counts.refusedCount == 0;
    m_card->setTone(failed ? Tone::Danger : whole ? Tone::Success : Tone::Warning);
    m_card->setTitle(sentence());
    const QString stays = status.state == ImportState::Done ? QString() : tr("These rows are in, and stay; import the files again for the rest.");
    const QString why = status.error ? textOf(*status.error) : QString();
    QStringList lines;
    for (const QString &line : {why, countLines(), status.counts.written() > 0 ? stays : QString()})
        if (!line.isEmpty()) lines.append(line);
    m_card->setText(lines.join(QLatin1Char('\n')));
    const bool more = status.counts.refusedCount > status.refusedListed;
    m_note->setPlain(more ? tr("The first %1 refused rows are kept.").arg(countText(status.refusedListed)) : QString());
    m_note->setVisible(more);
    for (const ImportKind kind : {ImportKind::Customers, ImportKind::Subscriptions}) {
        const Refusals &shown = refusalsOf(kind);
        for (QWidget *widget : {static_cast<QWidget *>(shown.title), static_cast<QWidget *>(shown.rows), static_cast<QWidget *>(shown.save)}) widget->hide();
        if (status.refusedListed > 0) readRefused(kind);
    }
}

void ImportResult::readRefused(ImportKind kind) {
    m_run.refused(kind, 0, this, [this, kind](const Result<RefusedPage> &page) {
        if (!page || page->lines.isEmpty()) return;
        QStringList lines;
        for (const RefusedLine &line : page->lines.mid(0, refusedShown)) lines.append(textOf(line.row));
        if (page->lines.size() > refusedShown || page->next != 0) lines.append(tr("… and more, in the file."));
        const Refusals &shown = refusalsOf(kind);
        shown.rows->setPlain(lines.join(QLatin1Char('\n')));
        for (QWidget *widget : {static_cast<QWidget *>(shown.title), static_cast<QWidget *>(shown.rows), static_cast<QWidget *>(shown.save)}) widget->show();
    });
}

void ImportResult::askWhereTo(ImportKind kind) {
    auto *dialog = new QFileDialog(window(), tr("Save refused rows"), QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation), tr("CSV files (*.csv)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("saveRefusedDialog"));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    dialog->selectFile(QStringLiteral("refused-%1.csv").arg(toText(kind)));
    connect(dialog, &QFileDialog::fileSelected, this, [this, kind](const QString &path) { saveRefused(kind, path); });
    dialog->open();
}

void ImportResult::saveRefused(ImportKind kind, const QString &path) {
    new ImportRefused(m_run, kind, path, this, [this](const QString &told) {
        m_note->setPlain(told);
        m_note->show();
        announce(m_note, told);
    });
}

}  // namespace latchkey
