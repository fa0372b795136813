// Shows both versions and asks, for each field in which they differ, which one stays.
#include "ui/dialogs/contact_conflict.h"

#include "ui/texts_context.h"
#include "ui/theme/theme.h"

#include <QButtonGroup>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
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
    auto *grid = new QGridLayout;
    grid->setContentsMargins(0, 8, 0, 0);
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(6);
    grid->addWidget(headingLabel(Desktop::tr("On file now"), this), 0, 1);
    grid->addWidget(headingLabel(Desktop::tr("Yours"), this), 0, 2);
    m_myEmail = addField(grid, {Desktop::tr("E-mail"), QStringLiteral("Email"), theirs.email, mine.email});
    m_myPhone = addField(grid, {Desktop::tr("Phone"), QStringLiteral("Phone"), theirs.phone, mine.phone});
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(2, 1);
    body()->addLayout(grid);
    connect(addButton(Desktop::tr("Keep theirs"), QStringLiteral("keepTheirs")), &QPushButton::clicked, this, &ContactConflict::theirsKept);
    m_save = addButton({}, QStringLiteral("saveMine"));
    connect(m_save, &QPushButton::clicked, this,
            [this] { emit chosen(m_myEmail == nullptr || m_myEmail->isChecked(), m_myPhone == nullptr || m_myPhone->isChecked()); });
    showWord();
}

QAbstractButton *ContactConflict::addField(QGridLayout *grid, const Field &field) {
    const bool differs = field.theirs != field.mine;
    const QString theirs = Desktop::tr("%1 on file now").arg(field.name);
    const QString mine = Desktop::tr("%1 of yours").arg(field.name);
    const int row = grid->rowCount();
    grid->addWidget(new QLabel(field.name, this), row, 0);
    grid->addWidget(shownValue(field.theirs, theirs, QStringLiteral("their") + field.key, differs, this), row, 1);
    grid->addWidget(shownValue(field.mine, mine, QStringLiteral("my") + field.key, differs, this), row, 2);
    if (!differs) return nullptr;
    auto *group = new QButtonGroup(this);
    const auto add = [&](const QString &word, const QString &name, const QString &what, int column) {
        auto *pick = new QRadioButton(word, this);
        pick->setObjectName(name);
        pick->setAccessibleName(what);
        group->addButton(pick);
        grid->addWidget(pick, row + 1, column);
        return pick;
    };
    add(Desktop::tr("Take this one"), QStringLiteral("take-their") + field.key, Desktop::tr("Take: %1").arg(theirs), 1);
    QRadioButton *takeMine = add(Desktop::tr("Take mine"), QStringLiteral("take-my") + field.key, Desktop::tr("Take: %1").arg(mine), 2);
    takeMine->setChecked(true);
    connect(takeMine, &QRadioButton::toggled, this, &ContactConflict::showWord);
    return takeMine;
}

void ContactConflict::showWord() {
    const bool allMine = (m_myEmail == nullptr || m_myEmail->isChecked()) && (m_myPhone == nullptr || m_myPhone->isChecked());
    m_save->setText(allMine ? Desktop::tr("Save mine") : Desktop::tr("Save what is chosen"));
}

}  // namespace latchkey
