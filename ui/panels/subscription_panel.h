// The right-hand side of Subscriptions: one subscription with its actions, findings, checks, lines and timeline.
#pragma once

#include "models/domain/details.h"

#include <QWidget>

namespace latchkey {

class Desk;

class SubscriptionPanel : public QWidget {
    Q_OBJECT
public:
    SubscriptionPanel(Desk &desk, QWidget *parent = nullptr);
    void show(SubscriptionId subscription);
    [[nodiscard]] SubscriptionId current() const;

public slots:
    void refresh();
    void magicLink();
    void copyPortalLink();
    void emailLoginLink();
    void editContact();
    void openCustomer();

private:
    struct Inner;
    Inner *m_inner;
};

}  // namespace latchkey
