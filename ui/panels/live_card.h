// The card of a link that this desk issued: what was copied, how long it still lives, and how it ended.
#pragma once

#include "models/domain/details.h"
#include "ui/actions/issued_links.h"
#include "ui/widgets/card.h"

class QLabel;

namespace latchkey {

class Desk;
class ThinBar;

class LiveCard : public Card {
    Q_OBJECT
public:
    LiveCard(Desk &desk, const HeldLink &held, QWidget *parent);
    void set(const HeldLink &held);
    void setCustomer(const CustomerDetails &details);  // whom a reply is for
    [[nodiscard]] LinkId link() const { return m_held.link.id; }

signals:
    void anotherRequested();
    void ended();  // by the button on it: the panel reads itself anew

private:
    void buildButtons();
    void copy();
    void tick();
    void showLive();
    void showEnded();
    [[nodiscard]] QString name() const;

    Desk &m_desk;
    HeldLink m_held;
    CustomerDetails m_customer;
    QLabel *m_title;
    QLabel *m_countdown;
    QLabel *m_sentence;  // how it ended; Card's own text would stand above the title
    ThinBar *m_bar;
    QLabel *m_url;
    QPushButton *m_copy = nullptr;
    QPushButton *m_reply = nullptr;
    QPushButton *m_revoke = nullptr;
    QPushButton *m_another = nullptr;
};

}  // namespace latchkey
