// Keeps the rows, and leads the service's refusals back to them.
#include "ui/pages/delivery_form.h"

#include <QLineEdit>
#include <QVBoxLayout>

namespace latchkey {

DeliveryForm::DeliveryForm(QWidget *parent) : QWidget(parent), m_column(new QVBoxLayout(this)) {
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(8);
}

void DeliveryForm::keep(const QString &setting, FormRow *row) {
    m_rows.append({setting, row});
    m_column->addWidget(row);
    connect(row, &FormRow::edited, this, [this] {
        m_edited = true;
        arrange();
        emit edited();
    });
}

FormField *DeliveryForm::addField(const QString &setting, const QString &label, const QString &objectName) {
    auto *field = new FormField(label, objectName, this);
    keep(setting, field);
    return field;
}

FormSecret *DeliveryForm::addSecret(const QString &setting, const QString &label, const QString &objectName) {
    auto *secret = new FormSecret(label, objectName, this);
    keep(setting, secret);
    return secret;
}

FormChoice *DeliveryForm::addChoice(const QString &setting, const QString &label, const QString &objectName) {
    auto *choice = new FormChoice(label, objectName, this);
    keep(setting, choice);
    return choice;
}

void DeliveryForm::show(const DeliverySetup &setup) {
    for (const auto &[setting, row] : std::as_const(m_rows)) row->setWrong({});
    fill(setup);
    m_edited = false;
    arrange();
}

bool DeliveryForm::check() {
    for (const auto &[setting, row] : std::as_const(m_rows)) row->setWrong({});
    checkRows();
    for (const auto &[setting, row] : std::as_const(m_rows)) {
        if (!row->isWrong()) continue;
        row->takeFocus();
        return false;
    }
    return true;
}

bool DeliveryForm::refuse(const QString &detail) {
    FormRow *best = nullptr;
    qsizetype longest = 0;
    for (const auto &[setting, row] : std::as_const(m_rows)) {
        if (!detail.startsWith(setting) || setting.size() <= longest) continue;
        best = row;
        longest = setting.size();
    }
    if (best == nullptr || best->isHidden()) return false;
    const qsizetype more = detail.indexOf(QLatin1Char(':'));
    best->setWrong(more > 0 ? tr("The service does not accept this: %1").arg(detail.mid(more + 1).trimmed())
                            : tr("The service does not accept this; correct it and save again."));
    best->takeFocus();
    return true;
}

void DeliveryForm::setEditable(bool editable) {
    for (const auto &[setting, row] : std::as_const(m_rows)) row->setEditable(editable);
}

void DeliveryForm::checkNumber(FormField *field, int least, int most) {
    if (field->isHidden()) return;
    bool isNumber = false;
    const int number = field->text().toInt(&isNumber);
    if (!isNumber || number < least || number > most) field->setWrong(tr("Write a number from %1 to %2.").arg(least).arg(most));
}

}  // namespace latchkey
