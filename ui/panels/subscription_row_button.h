// One subscription in a customer's profile: name, interval, status and price, on one line or on two where it is narrow.
#pragma once

#include "models/domain/subscription.h"

#include <QAbstractButton>

namespace latchkey {

// Shared by the rows of one list, so that they stand in columns.
struct SubscriptionColumns {
    int interval = 0;
    int status = 0;
    int price = 0;
};

class SubscriptionRowButton : public QAbstractButton {
    Q_OBJECT
public:
    SubscriptionRowButton(const Subscription &subscription, QWidget *parent);

    // What this row would take; and what the list gives to all.
    [[nodiscard]] SubscriptionColumns wanted() const;
    void setColumns(const SubscriptionColumns &columns);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] bool isNarrow(int width) const;
    void paintWide(QPainter &painter);
    void paintNarrow(QPainter &painter);

    Subscription m_subscription;
    QString m_interval;
    QString m_status;
    QString m_price;
    SubscriptionColumns m_columns;
};

}  // namespace latchkey
