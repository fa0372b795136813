// Two cards, one for each file, and what may be dropped onto them.
#include "ui/pages/import_choose.h"

#include "ui/panels/labels.h"
#include "ui/texts_import.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"

#include <QDir>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QLocale>
#include <QMimeData>
#include <QVBoxLayout>

#include <algorithm>

namespace latchkey {

namespace {

QStringList filesIn(const QMimeData *data) {
    QStringList files;
    for (const QUrl &url : data->urls())
        if (url.isLocalFile() && QFileInfo(url.toLocalFile()).isFile()) files.append(url.toLocalFile());
    return files;
}

ImportKind kindByName(const QString &path) {
    const QString name = QFileInfo(path).fileName();
    const QStringList marks{QStringLiteral("subscr"), QStringLiteral("abo"), QStringLiteral("contract"), QStringLiteral("order")};
    const bool subscriptions = std::any_of(marks.begin(), marks.end(), [&name](const QString &mark) { return name.contains(mark, Qt::CaseInsensitive); });
    return subscriptions ? ImportKind::Subscriptions : ImportKind::Customers;
}

}  // namespace

ImportChoose::ImportChoose(QWidget *parent) : QWidget(parent) {
    setObjectName(QStringLiteral("importChoose"));
    setAcceptDrops(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(new PlainLabel(tr("Choose one CSV file or both, or drop them here. Nothing is written before you have seen how the columns are read. "
                                        "Importing the same file again changes only what has changed."),
                                     LabelRole::Muted, this));
    for (const ImportKind kind : {ImportKind::Customers, ImportKind::Subscriptions}) addSlot(kind);
    m_continue = primaryButton(tr("Continue"), QStringLiteral("importContinue"), this);
    column->addWidget(m_continue);
    column->addStretch(1);
    connect(m_continue, &QPushButton::clicked, this, &ImportChoose::sendWanted);
    for (const ImportKind kind : {ImportKind::Customers, ImportKind::Subscriptions}) showChosen(kind);
}

void ImportChoose::addSlot(ImportKind kind) {
    Slot &made = slotOf(kind);
    const QString name = kind == ImportKind::Customers ? QStringLiteral("Customers") : QStringLiteral("Subscriptions");
    made.card = new Card(Tone::Plain, this);
    made.card->setObjectName(QStringLiteral("importFile") + name);
    made.card->setTitle(nameOf(kind));
    made.choose = made.card->addButton(tr("Choose file…"), QStringLiteral("choose") + name);
    made.choose->setAccessibleName(kind == ImportKind::Customers ? tr("Choose the file of customers") : tr("Choose the file of subscriptions"));
    made.remove = made.card->addButton(tr("Leave out"), QStringLiteral("remove") + name);
    made.remove->setAccessibleName(kind == ImportKind::Customers ? tr("Leave the file of customers out") : tr("Leave the file of subscriptions out"));
    layout()->addWidget(made.card);
    connect(made.choose, &QPushButton::clicked, this, [this, kind] { ask(kind); });
    connect(made.remove, &QPushButton::clicked, this, [this, kind] {
        choose(kind, {});
        slotOf(kind).choose->setFocus(Qt::OtherFocusReason);
    });
}

void ImportChoose::ask(ImportKind kind) {
    auto *dialog = new QFileDialog(window(), kind == ImportKind::Customers ? tr("The customers' file") : tr("The subscriptions' file"),
                                   m_folder.isEmpty() ? QDir::homePath() : m_folder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("importFileDialog"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("CSV files (*.csv *.txt *.tsv)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, [this, kind](const QString &path) { choose(kind, path); });
    dialog->open();
}

void ImportChoose::choose(ImportKind kind, const QString &path) {
    m_paths.of(kind) = path;
    if (!path.isEmpty()) m_folder = QFileInfo(path).absolutePath();
    showChosen(kind);
    if (!path.isEmpty()) m_continue->setFocus(Qt::OtherFocusReason);
}

void ImportChoose::showChosen(ImportKind kind) {
    const Slot &shown = slotOf(kind);
    const QFileInfo file(m_paths.of(kind));
    const bool chosen = !m_paths.of(kind).isEmpty();
    shown.card->setTone(chosen ? Tone::Accent : Tone::Plain);
    if (chosen)
        shown.card->setText(tr("%1, %2").arg(file.fileName(), QLocale().formattedDataSize(file.size(), 1, QLocale::DataSizeSIFormat)));
    else
        shown.card->setText(kind == ImportKind::Customers ? tr("Needs a column of e-mail addresses; ids, names and phone numbers are welcome. Shopify's export of customers is known.")
                                                          : tr("Needs columns of ids, customers' ids, statuses and products; prices, intervals and next orders are welcome."));
    shown.choose->setText(chosen ? tr("Choose another…") : tr("Choose file…"));
    shown.remove->setVisible(chosen);
    m_continue->setEnabled(!m_paths.isEmpty());
}

void ImportChoose::dragEnterEvent(QDragEnterEvent *event) {
    if (!filesIn(event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void ImportChoose::dropEvent(QDropEvent *event) {
    const QStringList files = filesIn(event->mimeData());
    if (files.isEmpty()) return;
    event->acceptProposedAction();
    const QPoint at = event->position().toPoint();
    for (const ImportKind kind : {ImportKind::Customers, ImportKind::Subscriptions})
        if (files.size() == 1 && slotOf(kind).card->geometry().contains(at)) return choose(kind, files.first());
    for (const QString &file : files) choose(kindByName(file), file);
}

}  // namespace latchkey
