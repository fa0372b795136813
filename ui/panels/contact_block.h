// Contact with "Edit": e-mail, phone, and how this customer can log in.
#pragma once

#include "models/domain/delivery_setup.h"
#include "models/domain/details.h"

#include <QWidget>

namespace latchkey {

class ValueLine;

class ContactBlock : public QWidget {
    Q_OBJECT
public:
    explicit ContactBlock(QWidget *parent);
    void set(const CustomerDetails &details, SmsRoute sms);

signals:
    void editRequested();

private:
    ValueLine *m_email;
    ValueLine *m_phone;
    ValueLine *m_login;
};

}  // namespace latchkey
