// The dialog that asks; Cancel has the focus, so that a stray Enter harms nothing.
#include "ui/dialogs/confirm.h"

#include "ui/panels/labels.h"
#include "ui/texts_context.h"
#include "ui/widgets/buttons.h"

#include <QDialog>
#include <QVBoxLayout>

namespace latchkey {

void confirm(const Question &question, QWidget *parent, std::function<void()> agreed) {
    auto *dialog = new QDialog(parent->window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("confirmDialog"));
    dialog->setWindowTitle(question.title);
    dialog->setFixedWidth(420);
    auto *column = new QVBoxLayout(dialog);
    column->setContentsMargins(22, 20, 22, 18);
    column->setSpacing(10);
    column->addWidget(new PlainLabel(question.title, LabelRole::Heading, dialog));
    column->addWidget(new PlainLabel(question.text, LabelRole::Text, dialog));
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(0, 8, 0, 0);
    buttons->setSpacing(8);
    QPushButton *yes = primaryButton(question.yes, QStringLiteral("confirmYes"), dialog);
    QPushButton *no = plainButton(Desktop::tr("Cancel"), QStringLiteral("confirmNo"), dialog);
    yes->setAccessibleDescription(question.text);
    buttons->addStretch();
    buttons->addWidget(no);
    buttons->addWidget(yes);
    column->addLayout(buttons);
    QObject::connect(no, &QPushButton::clicked, dialog, &QDialog::reject);
    QObject::connect(yes, &QPushButton::clicked, dialog, &QDialog::accept);
    QObject::connect(dialog, &QDialog::accepted, parent, std::move(agreed));
    dialog->open();
    no->setFocus(Qt::OtherFocusReason);
}

}  // namespace latchkey
