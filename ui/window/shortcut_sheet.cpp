// The keys and what they do, in a dialog.
#include "ui/window/shortcut_sheet.h"

#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"

#include <QCoreApplication>
#include <QDialog>
#include <QGridLayout>
#include <QLabel>
#include <QList>

namespace latchkey {

namespace {

struct Sheet {
    Q_DECLARE_TR_FUNCTIONS(Sheet)
public:
    static QList<QPair<QString, QString>> keys() {
        return {{tr("Ctrl+K"), tr("Find a customer or a subscription; sort, filter or do something; paste a link")},
                {tr("Ctrl+1, Ctrl+2 …"), tr("The pages, in the order of the sidebar")},
                {tr("/, Ctrl+F or just type"), tr("Search within the list")},
                {tr("Up, Down, Page Up, Page Down, Home, End"), tr("Walk through the list")},
                {tr("Enter"), tr("Go to the details")},
                {tr("Escape"), tr("Back to the list; in Check a link: clear what was pasted")},
                {tr("M"), tr("Magic link for the customer or subscription shown")},
                {tr("P"), tr("Copy the Portal link")},
                {tr("L"), tr("E-mail a login link to the address on file")},
                {tr("E"), tr("Edit the contact")},
                {tr("Tab, Shift+Tab"), tr("Walk through fields and buttons, from the top left; Enter or Space presses")},
                {tr("R, F5"), tr("Reload")},
                {tr("?, F1"), tr("This sheet")}};
    }
    static QString title() { return tr("Keyboard"); }
    static QString close() { return tr("Close"); }
};

}  // namespace

void showShortcutSheet(QWidget *parent) {
    auto *dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("shortcutSheet"));
    dialog->setWindowTitle(Sheet::title());
    auto *grid = new QGridLayout(dialog);
    grid->setContentsMargins(24, 20, 24, 20);
    grid->setHorizontalSpacing(24);
    grid->setVerticalSpacing(10);
    auto *title = new QLabel(Sheet::title(), dialog);
    title->setFont(headingFont());
    grid->addWidget(title, 0, 0, 1, 2);
    int row = 1;
    for (const auto &[key, what] : Sheet::keys()) {
        auto *name = new QLabel(key, dialog);
        name->setFont(sectionFont());
        auto *text = new QLabel(what, dialog);
        text->setForegroundRole(QPalette::PlaceholderText);
        grid->addWidget(name, row, 0);
        grid->addWidget(text, row++, 1);
    }
    QPushButton *close = primaryButton(Sheet::close(), QStringLiteral("closeSheet"), dialog);
    close->setDefault(true);
    QObject::connect(close, &QPushButton::clicked, dialog, &QDialog::accept);
    grid->addWidget(close, row, 1, Qt::AlignRight);
    dialog->open();
}

}  // namespace latchkey
