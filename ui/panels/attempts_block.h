// What was tried to deliver a message, newest first: when, what came of it, the server's words and how long it took.
#pragma once

#include "models/domain/message.h"
#include "ui/panels/rows_block.h"

namespace latchkey {

class AttemptsBlock : public RowsBlock {
    Q_OBJECT
public:
    explicit AttemptsBlock(QWidget *parent);
    void set(const QList<DeliveryAttempt> &attempts, Instant now);  // hidden without any
};

}  // namespace latchkey
