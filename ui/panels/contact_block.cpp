// Lays the contact out as three labelled lines.
#include "ui/panels/contact_block.h"

#include "ui/panels/labels.h"
#include "ui/panels/panel_texts.h"
#include "ui/texts_context.h"

#include <QGridLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace latchkey {

namespace {

void addLine(QGridLayout *grid, const QString &label, ValueLine *value, QWidget *parent) {
    const int row = grid->rowCount();
    auto *name = new PlainLabel(label, LabelRole::Muted, parent);
    name->setWordWrap(false);
    grid->addWidget(name, row, 0);
    grid->addWidget(value, row, 1);
}

}  // namespace

ContactBlock::ContactBlock(QWidget *parent)
    : QWidget(parent),
      m_email(new ValueLine(QStringLiteral("contactEmail"), Desktop::tr("E-mail"), this)),
      m_phone(new ValueLine(QStringLiteral("contactPhone"), Desktop::tr("Phone"), this)),
      m_login(new ValueLine(QStringLiteral("contactLogin"), Desktop::tr("Login"), this)) {
    setObjectName(QStringLiteral("contactBlock"));
    auto *header = new SectionHeader(Desktop::tr("Contact"), Desktop::tr("Edit"), QStringLiteral("editContactButton"), this);
    m_edit = header->button();
    m_edit->setAccessibleName(Desktop::tr("Edit contact"));
    auto *grid = new QGridLayout;
    grid->setColumnMinimumWidth(0, 76);
    grid->setColumnStretch(1, 1);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(4);
    addLine(grid, Desktop::tr("E-mail"), m_email, this);
    addLine(grid, Desktop::tr("Phone"), m_phone, this);
    addLine(grid, Desktop::tr("Login"), m_login, this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 6, 0, 4);
    column->setSpacing(4);
    column->addWidget(header);
    column->addLayout(grid);
    connect(m_edit, &QPushButton::clicked, this, &ContactBlock::editRequested);
}

void ContactBlock::set(const CustomerDetails &details, SmsRoute sms, const QString &whyNot) {
    const QString none = Desktop::tr("none on file");
    const Customer &customer = details.customer;
    m_email->setValue(customer.email, none);
    m_phone->setValue(customer.phone, none);
    m_login->setValue(waysToLogIn(details, sms));
    m_edit->setEnabled(whyNot.isEmpty());
    m_edit->setToolTip(whyNot.isEmpty() ? Desktop::tr("Edit e-mail and phone (E)") : whyNot);
}

}  // namespace latchkey
