// How letters and texts leave, as the settings page shows it: read from the service, one section for each.
#pragma once

#include "services/client/service_client.h"

#include <QWidget>

namespace latchkey {

class Card;
class DeliverySection;
class Desk;
class PlainLabel;

class SettingsDelivery : public QWidget {
    Q_OBJECT
public:
    SettingsDelivery(Desk &desk, QWidget *parent);
    void refresh();

private:
    void onRead(const Result<DeliverySetup> &answer);
    void onSaved(const DeliverySetup &now);
    void showWhy();

    Desk &m_desk;
    DeliverySetup m_setup;
    bool m_known = false;
    PlainLabel *m_why;
    Card *m_error;
    DeliverySection *m_mail;
    DeliverySection *m_sms;
    Pending m_pending;
};

}  // namespace latchkey
