// Two versions of a contact side by side, when somebody else saved first: theirs on file, and yours.
#pragma once

#include "models/domain/customer.h"
#include "ui/widgets/card.h"

namespace latchkey {

class ContactConflict : public Card {
    Q_OBJECT
public:
    ContactConflict(const Customer &theirs, const ContactChange &mine, QWidget *parent);

signals:
    void theirsKept();
    void mineChosen();
};

}  // namespace latchkey
