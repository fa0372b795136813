// Contact with "Edit": e-mail, phone, and how this customer can log in.
#pragma once

#include "models/domain/delivery_setup.h"
#include "models/domain/details.h"

#include <QWidget>

class QPushButton;

namespace latchkey {

class ValueLine;

class ContactBlock : public QWidget {
    Q_OBJECT
public:
    explicit ContactBlock(QWidget *parent);
    // `whyNot` says why the agent may not edit; empty when they may.
    void set(const CustomerDetails &details, SmsRoute sms, const QString &whyNot);

signals:
    void editRequested();

private:
    QPushButton *m_edit = nullptr;
    ValueLine *m_email;
    ValueLine *m_phone;
    ValueLine *m_login;
};

}  // namespace latchkey
