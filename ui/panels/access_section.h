// The upper half of both panels: the actions, where the reply goes, the live cards, the adviser's word, and the findings with their remedies.
#pragma once

#include "models/domain/details.h"
#include "services/client/service_client.h"
#include "ui/panels/access_view.h"

#include <QTimer>
#include <QWidget>

class QCheckBox;
class QVBoxLayout;

namespace latchkey {

class AccessActions;
class Card;
class Desk;
class FindingsList;
class LiveCard;
class ReplyGuardRow;

class AccessSection : public QWidget {
    Q_OBJECT
public:
    // The door decides the words and whether there is an "Open customer".
    AccessSection(Desk &desk, LinkDoor door, QWidget *parent);

    void set(const CustomerDetails &details, SubscriptionId subscription);
    // Another one was chosen: until its details are there, nothing can be pressed for the former.
    void hold();
    void age();  // sentences that speak of time are written anew

public slots:
    void issue();
    void copyPortal();
    void emailLink();
    void edit();
    void openCustomer();

signals:
    void refreshRequested();

private:
    void layOut();
    void follow();
    void fillMenu();
    void showAll();
    void showActions();
    void showLinks();
    void showFindings();
    [[nodiscard]] AccessFacts facts() const;
    [[nodiscard]] AccessView view() const;
    void onLater(bool later);
    void onTyped(const QString &typed);
    void onTypingRested();
    void takeAdvice(WayIn way);
    void issueNow(const QString &overrideReason);
    void askForReason(const FindingFacts &facts);
    void onAnswered(const std::optional<Refusal> &refusal, bool letter);
    void showRefusal(const Refusal &refusal, const QString &title);
    void refuse(const QString &why);
    void scrollToFindings();
    void forgetRefusal();
    void onRemedy(Remedy remedy, const FindingFacts &facts);
    [[nodiscard]] bool isReady();

    Desk &m_desk;
    LinkDoor m_door;
    CustomerDetails m_details;
    SubscriptionId m_subscription;
    bool m_held = true;
    bool m_issuing = false;
    bool m_mailing = false;
    bool m_letterRefused = false;  // what "Try again" tries
    QList<Finding> m_refused;  // what the last attempt was answered with
    QTimer m_typing;           // a rest in it: half an address has no finding yet
    Pending m_locating;
    QString m_locatedFor;      // the address that m_other has, where it is another customer's
    CustomerId m_other;
    AccessActions *m_actions;
    QCheckBox *m_later;
    ReplyGuardRow *m_reply;
    QVBoxLayout *m_links;
    QList<LiveCard *> m_cards;
    Card *m_error;
    FindingsList *m_blocking;  // above the advice
    AdviceCard *m_advice;
    FindingsList *m_findings;  // below it
};

}  // namespace latchkey
