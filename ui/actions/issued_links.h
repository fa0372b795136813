// The links that this desk has issued and still holds in memory: the only place where their URLs are, until they die.
#pragma once

#include "models/domain/details.h"
#include "models/domain/event.h"
#include "services/client/service_client.h"

#include <QObject>

class QTimer;

namespace latchkey {

class Desk;

struct HeldLink {
    IssuedLink link;  // its url is emptied when the link has ended
    CustomerId customer;
    QString customerName;
    LinkDoor door = LinkDoor::Customer;
    bool copied = false;
    LinkState state = LinkState::Live;
    Instant endedAt;
};

// What the service is told of a copy for this customer: where the agent said that the reply goes.
CopiedLink howCopied(const Desk &desk, CustomerId customer);

// One per desk, its child, shared by its panels. Follows events and the clock, and takes an ended link off the clipboard.
class IssuedLinks : public QObject {
    Q_OBJECT
public:
    static IssuedLinks &of(Desk &desk);  // made at the first call

    void add(const HeldLink &held);
    [[nodiscard]] QList<HeldLink> heldFor(CustomerId customer) const;  // newest first
    [[nodiscard]] const HeldLink *find(LinkId link) const;             // valid until the next change
    // Puts the link on the clipboard and tells the service so; or a text around it, such as a reply, which whoever copies it tells.
    void copy(LinkId link);
    void copyText(LinkId link, const QString &plain, const QString &html);

    void end(LinkId link, LinkState state, Instant at);
    // What the service tells of a customer knows how a link ended; events only say that it did.
    void learn(const CustomerDetails &details);
    void forgetEnded(CustomerId customer);

signals:
    void changed(latchkey::CustomerId customer);
    void ticked();  // once a second while a link is live

private:
    explicit IssuedLinks(Desk &desk);
    HeldLink *findHeld(LinkId link);
    void onHappened(const Event &event);
    void onSecond();

    Desk &m_desk;
    QTimer *m_second;
    QList<HeldLink> m_held;
    LinkId m_onClipboard;
};

}  // namespace latchkey
