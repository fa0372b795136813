// The dialog behind "Edit contact": e-mail and phone, checked while typing, saved with the version that was seen.
#pragma once

#include "models/domain/details.h"
#include "services/client/service_client.h"

#include <QDialog>
#include <QPointer>

class QLabel;
class QVBoxLayout;

namespace latchkey {

class Card;
class ContactConflict;
class ContactField;
class Desk;
class ShopContactCard;

class EditContactDialog : public QDialog {
    Q_OBJECT
public:
    EditContactDialog(Desk &desk, const CustomerDetails &details, const QString &suggestedEmail, QWidget *parent);

    void reject() override;  // asks once when something was typed

signals:
    void saved(const latchkey::CustomerDetails &details);
    void waiting(const latchkey::CustomerDetails &details);  // for a shop outside the house to show what was saved

private:
    void layOut();
    void onEdited();
    void save();
    void onAnswer(const tl::expected<CustomerDetails, Refusal> &answer);
    void addShop();
    void showRefusalOfShop(const Finding &finding);
    void waitForShop(const CustomerDetails &now);
    void goOnWaiting();
    void standOn(const CustomerDetails &now);
    void onHappened(const Event &event);
    void readTheirs();
    void showConflict(const CustomerDetails &theirs);
    void showError(const Error &error);
    void askToDiscard();
    void takeQuestionBack();
    [[nodiscard]] bool isChanged() const;
    [[nodiscard]] bool isTyped() const;
    [[nodiscard]] ContactChange change() const;
    void setBusy(bool busy);

    Desk &m_desk;
    CustomerDetails m_details;
    ContactField *m_email;
    ContactField *m_phone;
    QLabel *m_linksEnd;
    QVBoxLayout *m_notices;
    Card *m_error = nullptr;
    Card *m_question = nullptr;
    QPointer<QWidget> m_beforeQuestion;
    ContactConflict *m_conflict = nullptr;
    QPushButton *m_save;
    QPushButton *m_cancel;
    Pending m_pending;
    bool m_busy = false;
    ShopContactCard *m_shop = nullptr;  // of a shop outside the house
    bool m_waits = false;               // saved at the platform, and not shown by the shop yet
    bool m_unsure = false;              // and perhaps not even saved: the platform has not answered
};

}  // namespace latchkey
