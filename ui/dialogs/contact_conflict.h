// Two versions of a contact side by side, when somebody else saved first: theirs on file, and yours, chosen field by field.
#pragma once

#include "models/domain/customer.h"
#include "ui/widgets/card.h"

class QAbstractButton;
class QGridLayout;

namespace latchkey {

// Where both differ, yours is chosen until the agent says otherwise.
class ContactConflict : public Card {
    Q_OBJECT
public:
    ContactConflict(const Customer &theirs, const ContactChange &mine, QWidget *parent);

signals:
    void theirsKept();
    void chosen(bool myEmail, bool myPhone);  // the others are theirs

private:
    struct Field {
        QString name;         // "E-mail"
        QString key;          // "Email": part of the object names
        QString theirs, mine;
    };
    QAbstractButton *addField(QGridLayout *grid, const Field &field);
    void showWord();

    QAbstractButton *m_myEmail = nullptr;  // none where both are the same
    QAbstractButton *m_myPhone = nullptr;
    QPushButton *m_save = nullptr;
};

}  // namespace latchkey
