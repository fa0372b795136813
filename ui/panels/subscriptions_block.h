// The subscriptions of a customer; a click opens one.
#pragma once

#include "models/domain/details.h"
#include "ui/panels/rows_block.h"

namespace latchkey {

class SubscriptionsBlock : public RowsBlock {
    Q_OBJECT
public:
    explicit SubscriptionsBlock(QWidget *parent);
    void set(const QList<Subscription> &subscriptions, int count);

signals:
    void opened(latchkey::SubscriptionId subscription);
};

}  // namespace latchkey
