// What a subscription delivers: product, quantity and price of each line.
#pragma once

#include "models/domain/subscription.h"
#include "ui/panels/rows_block.h"

namespace latchkey {

class LinesBlock : public RowsBlock {
    Q_OBJECT
public:
    explicit LinesBlock(QWidget *parent);
    void set(const QList<SubscriptionLine> &lines);
};

}  // namespace latchkey
