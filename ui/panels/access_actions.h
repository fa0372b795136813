// The row of actions at the top of both panels: the ways in, and the "…" menu.
#pragma once

#include "models/domain/advice.h"
#include "models/domain/login_link.h"

#include <QWidget>

class QMenu;
class QPushButton;

namespace latchkey {

class AccessActions : public QWidget {
    Q_OBJECT
public:
    AccessActions(LinkDoor door, QWidget *parent);

    struct State {
        QString whyNoMagicLink;  // empty when one may be issued
        bool issuing = false;
        QString whyNoLetter;     // empty when one may be sent
        bool mailing = false;
        QString whyNothing = {};  // can be pressed that needs the service
        WayIn primary = WayIn::MagicLink;
        QString whyNoPortalLink = {};  // empty when it may be copied
        bool atShop = false;           // a shop outside the house makes the links: whether one works only once is its own affair
    };
    void set(const State &state);
    void focusPrimary();  // or, when it cannot be pressed, the Portal link
    [[nodiscard]] QMenu *menu() const { return m_menu; }  // filled by who knows the customer, when it is about to show

signals:
    void issueRequested();
    void portalRequested();
    void letterRequested();
    void openCustomerRequested();

private:
    QPushButton *m_magic;
    QPushButton *m_portal;
    QPushButton *m_more;
    QPushButton *m_letter = nullptr;  // in the profile; in a subscription it stands in the menu
    QMenu *m_menu = nullptr;
};

}  // namespace latchkey
