// The upper half of both panels: the actions, the live cards of issued links, and the findings with their remedies.
#pragma once

#include "models/domain/details.h"
#include "services/client/service_client.h"

#include <QWidget>

class QCheckBox;
class QMenu;
class QPushButton;
class QVBoxLayout;

namespace latchkey {

class Card;
class Desk;
class FindingsList;
class LiveCard;

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
    void buildActions();
    void fillMenu();
    void showActions();
    void showLinks();
    void showFindings();
    [[nodiscard]] QList<Finding> findingsToShow() const;
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
    QPushButton *m_magic = nullptr;
    QPushButton *m_portal = nullptr;
    QPushButton *m_letter = nullptr;  // in the profile; in a subscription it stands in the menu
    QMenu *m_menu = nullptr;
    QCheckBox *m_later = nullptr;
    QVBoxLayout *m_links = nullptr;
    QList<LiveCard *> m_cards;
    Card *m_error = nullptr;
    FindingsList *m_findings = nullptr;
};

}  // namespace latchkey
