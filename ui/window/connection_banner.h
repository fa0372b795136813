// The strip above every page while the service is not connected: since when, why, when it is tried again, and "Try now".
#pragma once

#include <QTimer>
#include <QWidget>

class QPushButton;

namespace latchkey {

class Card;
class PlainLabel;
class ServiceClient;

class ConnectionBanner : public QWidget {
    Q_OBJECT
public:
    // The client outlives the banner.
    ConnectionBanner(ServiceClient &client, QWidget *parent);

signals:
    void settingsWanted();

private:
    void follow();
    void showNext();

    ServiceClient &m_client;
    Card *m_card;
    PlainLabel *m_next;
    QPushButton *m_settings;
    QTimer m_second;
};

}  // namespace latchkey
