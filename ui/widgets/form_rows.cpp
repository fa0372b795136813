// Lays the rows of a form out, and keeps a secret's three states: as it is, another one, none.
#include "ui/widgets/form_rows.h"

#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/flow_layout.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace latchkey {

namespace {

constexpr int labelWidth = 116;

}  // namespace

FormRow::FormRow(const QString &label, QWidget *parent) : QWidget(parent), m_label(label), m_line(new QHBoxLayout), m_note(new QLabel(this)) {
    auto *name = new QLabel(label, this);
    name->setForegroundRole(QPalette::PlaceholderText);
    name->setFixedWidth(labelWidth);
    name->setFixedHeight(31);
    m_line->setSpacing(8);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_note->hide();
    auto *right = new QVBoxLayout;
    right->setSpacing(3);
    right->addLayout(m_line);
    right->addWidget(m_note);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(name, 0, Qt::AlignTop);
    row->addLayout(right, 1);
}

void FormRow::setHint(const QString &sentence) {
    m_hint = sentence;
    showNote();
}

void FormRow::setWrong(const QString &sentence) {
    m_wrong = sentence;
    showNote();
}

void FormRow::showNote() {
    const QString &shown = m_wrong.isEmpty() ? m_hint : m_wrong;
    m_note->setObjectName(m_wrong.isEmpty() ? QStringLiteral("rowHint") : QStringLiteral("rowWrong"));
    m_note->setForegroundRole(m_wrong.isEmpty() ? QPalette::PlaceholderText : QPalette::BrightText);
    m_note->setText(shown);
    m_note->setVisible(!shown.isEmpty());
    describe(shown);
}

FormField::FormField(const QString &label, const QString &objectName, QWidget *parent) : FormRow(label, parent), m_edit(new QLineEdit(this)) {
    m_edit->setObjectName(objectName);
    m_edit->setAccessibleName(label);
    m_edit->setMaxLength(500);
    line()->addWidget(m_edit, 1);
    connect(m_edit, &QLineEdit::textEdited, this, [this] {
        setWrong({});
        emit edited();
    });
}

QString FormField::text() const { return m_edit->text().trimmed(); }

void FormField::setText(const QString &text) {
    m_edit->setText(text);
    m_edit->setCursorPosition(0);
}

void FormField::addBeside(QWidget *widget) { line()->addWidget(widget); }

void FormField::setEditable(bool editable) { m_edit->setReadOnly(!editable); }

void FormField::takeFocus() {
    m_edit->setFocus(Qt::OtherFocusReason);
    m_edit->selectAll();
}

void FormField::describe(const QString &sentence) { m_edit->setAccessibleDescription(sentence); }

FormSecret::FormSecret(const QString &label, const QString &objectName, QWidget *parent)
    : FormField(label, objectName, parent), m_clear(plainButton(tr("Clear"), objectName + QLatin1String("Clear"), this)) {
    edit()->setEchoMode(QLineEdit::Password);
    edit()->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
    m_clear->setAccessibleName(tr("Clear: %1").arg(label));
    line()->addWidget(m_clear);
    connect(m_clear, &QPushButton::clicked, this, [this] {
        edit()->clear();
        m_cleared = true;
        showState();
        emit edited();
    });
    connect(edit(), &QLineEdit::textEdited, this, &FormSecret::showState);
    showState();
}

void FormSecret::setSaved(bool saved) {
    m_saved = saved;
    m_cleared = false;
    edit()->clear();
    showState();
}

void FormSecret::showState() {
    const bool typed = !edit()->text().isEmpty();
    if (typed) m_cleared = false;
    edit()->setPlaceholderText(m_cleared ? tr("goes away when you save") : m_saved ? tr("saved") : tr("none"));
    m_clear->setVisible(m_editable && !m_cleared && (typed || m_saved));
}

std::optional<ShopSecret> FormSecret::change() const {
    // Not trimmed: a password may begin or end with a blank.
    if (!edit()->text().isEmpty()) return ShopSecret(edit()->text().toUtf8());
    if (m_cleared) return ShopSecret();
    return std::nullopt;
}

bool FormSecret::willBeThere() const { return !edit()->text().isEmpty() || (m_saved && !m_cleared); }

void FormSecret::setEditable(bool editable) {
    FormField::setEditable(editable);
    m_editable = editable;
    showState();
}

FormChoice::FormChoice(const QString &label, const QString &objectName, QWidget *parent)
    : FormRow(label, parent), m_name(objectName), m_chips(new QWidget(this)), m_flow(new FlowLayout(8, m_chips)), m_group(new QButtonGroup(this)) {
    m_chips->setObjectName(objectName);
    m_flow->setContentsMargins(0, 2, 0, 2);
    line()->addWidget(m_chips, 1);
    connect(m_group, &QButtonGroup::idClicked, this, [this] {
        setWrong({});
        emit edited();
    });
}

void FormChoice::add(int value, const QString &text) {
    QPushButton *button = filterButton(text, QStringLiteral("%1-%2").arg(m_name).arg(value), m_chips);
    button->setAccessibleName(QStringLiteral("%1: %2").arg(label(), text));
    m_group->addButton(button, value);
    m_flow->addWidget(button);
}

int FormChoice::value() const { return m_group->checkedId(); }

void FormChoice::setValue(int value) {
    if (QAbstractButton *button = m_group->button(value)) button->setChecked(true);
}

void FormChoice::setEditable(bool editable) { m_chips->setEnabled(editable); }

void FormChoice::takeFocus() {
    if (QAbstractButton *button = m_group->checkedButton()) button->setFocus(Qt::OtherFocusReason);
}

void FormChoice::describe(const QString &sentence) { m_chips->setAccessibleDescription(sentence); }

}  // namespace latchkey
