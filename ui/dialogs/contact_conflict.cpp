// Shows both versions and asks which one stays.
#include "ui/dialogs/contact_conflict.h"

#include "ui/texts_context.h"
#include "ui/theme/theme.h"

#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace latchkey {

namespace {

QLabel *headingLabel(const QString &text, QWidget *parent) {
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setFont(sectionFont());
    return label;
}

// A field, not a label: an address of 254 characters fits, and every part of it can be read and copied.
QLineEdit *shownValue(const QString &value, const QString &name, const QString &objectName, bool differs, QWidget *parent) {
    auto *field = new QLineEdit(value.isEmpty() ? Desktop::tr("none") : value, parent);
    field->setReadOnly(true);
    field->setObjectName(objectName);
    field->setAccessibleName(name);
    field->setToolTip(value);
    field->setCursorPosition(0);
    QFont font = field->font();
    font.setBold(differs);
    field->setFont(font);
    return field;
}

}  // namespace

ContactConflict::ContactConflict(const Customer &theirs, const ContactChange &mine, QWidget *parent) : Card(Tone::Warning, parent) {
    setObjectName(QStringLiteral("contactConflict"));
    setTitle(Desktop::tr("Somebody else saved this contact in the meantime"));
    setText(Desktop::tr("Nothing of yours is lost. Compare both and choose which one stays."));
    const QString onFile = Desktop::tr("On file now");
    const QString yours = Desktop::tr("Yours");
    const QString email = Desktop::tr("E-mail");
    const QString phone = Desktop::tr("Phone");
    auto *grid = new QGridLayout;
    grid->setContentsMargins(0, 8, 0, 0);
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(6);
    grid->addWidget(headingLabel(onFile, this), 0, 1);
    grid->addWidget(headingLabel(yours, this), 0, 2);
    const bool emails = theirs.email != mine.email;
    const bool phones = theirs.phone != mine.phone;
    grid->addWidget(new QLabel(email, this), 1, 0);
    grid->addWidget(shownValue(theirs.email, email + QStringLiteral(", ") + onFile, QStringLiteral("theirEmail"), emails, this), 1, 1);
    grid->addWidget(shownValue(mine.email, email + QStringLiteral(", ") + yours, QStringLiteral("myEmail"), emails, this), 1, 2);
    grid->addWidget(new QLabel(phone, this), 2, 0);
    grid->addWidget(shownValue(theirs.phone, phone + QStringLiteral(", ") + onFile, QStringLiteral("theirPhone"), phones, this), 2, 1);
    grid->addWidget(shownValue(mine.phone, phone + QStringLiteral(", ") + yours, QStringLiteral("myPhone"), phones, this), 2, 2);
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(2, 1);
    body()->addLayout(grid);
    connect(addButton(Desktop::tr("Keep theirs"), QStringLiteral("keepTheirs")), &QPushButton::clicked, this, &ContactConflict::theirsKept);
    connect(addButton(Desktop::tr("Save mine"), QStringLiteral("saveMine")), &QPushButton::clicked, this, &ContactConflict::mineChosen);
}

}  // namespace latchkey
