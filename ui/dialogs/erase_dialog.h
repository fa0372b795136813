// The dialog behind "Erase customer…": says what will be gone and what stays, and asks for the name.
#pragma once

#include "models/domain/customer.h"
#include "services/client/service_client.h"

#include <QDialog>

class QLineEdit;
class QPushButton;

namespace latchkey {

class Card;
class Desk;

class EraseDialog : public QDialog {
    Q_OBJECT
public:
    EraseDialog(Desk &desk, const Customer &customer, QWidget *parent);

    void reject() override;  // waits for an answer that is under way: it cannot be taken back

signals:
    void erased();

private:
    void layOut();
    void showState();
    void erase();
    void onAnswer(const Result<void> &answer);
    [[nodiscard]] bool matches() const;

    Desk &m_desk;
    CustomerId m_id;
    QString m_name;  // what must be typed
    QLineEdit *m_typed;
    Card *m_error;
    QPushButton *m_erase;
    QPushButton *m_cancel;
    bool m_busy = false;
};

}  // namespace latchkey
