// The right-hand side of Customers: a profile with its actions, findings, contact, subscriptions and timeline.
#pragma once

#include "models/domain/details.h"

#include <QWidget>

namespace latchkey {

class Desk;

class CustomerPanel : public QWidget {
    Q_OBJECT
public:
    CustomerPanel(Desk &desk, QWidget *parent = nullptr);
    void show(CustomerId customer);  // invalid: nothing chosen
    [[nodiscard]] CustomerId current() const;

public slots:
    void refresh();
    // What the keys and the palette ask for; each says why not when it cannot.
    void magicLogin();
    void copyPortalLink();
    void emailLoginLink();
    void editContact();

private:
    struct Inner;
    Inner *m_inner;  // a child object
};

}  // namespace latchkey
