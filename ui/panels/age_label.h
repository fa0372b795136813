// "as of 12 s ago": how old what a panel shows is, counted on while it is looked at.
#pragma once

#include "models/domain/shop_state.h"
#include "ui/panels/labels.h"

namespace latchkey {

class Desk;

class AgeLabel : public PlainLabel {
    Q_OBJECT
public:
    AgeLabel(Desk &desk, QWidget *parent);
    void set(const ShopFacts &shop);  // hidden for the house, whose rows are what they are

private:
    void showAge();

    Desk &m_desk;
    ShopFacts m_shop;
};

}  // namespace latchkey
