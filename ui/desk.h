// What every page, panel and action of one window shares, and how they ask the window to go somewhere.
#pragma once

#include "models/domain/finding.h"
#include "models/domain/me.h"
#include "services/client/service_client.h"

#include <QObject>

namespace latchkey {

class ClipboardGuard;

struct DeskSettings;

// Where the agent says that the reply to a customer goes; forgotten as soon as another customer is shown.
struct ReplyTo {
    CustomerId customer;
    QString typed;                // as typed or pasted; replyAddressIn() takes the address out of it
    QString overrideReason = {};  // given for this very text, when a link was issued although it is not the address on file
};

// Owned by the main window; outlives its pages. GUI thread.
class Desk : public QObject {
    Q_OBJECT
public:
    Desk(ServiceClient &itsClient, ClipboardGuard &itsClipboard, DeskSettings &itsSettings, QObject *parent = nullptr)
        : QObject(parent), client(itsClient), clipboard(itsClipboard), settings(itsSettings) {}

    ServiceClient &client;
    ClipboardGuard &clipboard;
    DeskSettings &settings;
    bool rowsPainted = false;  // the first of this desk's start
    Me me;  // filled when the service first answered, renewed on change
    ReplyTo replyTo;  // whoever sets it emits replyToChanged()

signals:
    // Requests to the window, which alone decides what is shown.
    void customerRequested(latchkey::CustomerId customer);
    void activityRequested(latchkey::CustomerId customer);          // what was done to this customer
    void subscriptionRequested(latchkey::SubscriptionId subscription);
    void messageRequested(latchkey::MessageId message);
    void linkRequested(latchkey::LinkId link);                      // among the issued links
    void pageRequested(const QString &page);                        // "subscriptions", "customers", "links", "check", "activity", "messages", "settings", "import"
    void searchRequested(const QString &text);                      // opens Ctrl+K with this text
    void customersRequested(const QString &search);                 // the list of customers, searched for this text
    void noticeRequested(const QString &sentence);                  // one line in the status bar, announced to screen readers
    // Requests to the program, which alone starts and ends a connection.
    void connectionChangeRequested();
    void tokenForgetRequested();
    void meChanged();
    void replyToChanged();
};

}  // namespace latchkey
