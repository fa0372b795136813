// One subscription in a customer's profile: name, interval, status and price, on one line or on two where it is narrow.
#pragma once

#include "models/domain/subscription.h"

#include <QAbstractButton>

namespace latchkey {

class SubscriptionRowButton : public QAbstractButton {
    Q_OBJECT
public:
    SubscriptionRowButton(const Subscription &subscription, QWidget *parent);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintWide(QPainter &painter);
    void paintNarrow(QPainter &painter);

    Subscription m_subscription;
    QString m_interval;
    QString m_status;
    QString m_price;
};

}  // namespace latchkey
