// The checks behind "why is no Magic link possible": e-mail, phone, record, limits, and the agent's own role.
#pragma once

#include "ui/panels/panel_texts.h"
#include "ui/panels/rows_block.h"

namespace latchkey {

class ChecksBlock : public RowsBlock {
    Q_OBJECT
public:
    explicit ChecksBlock(QWidget *parent);
    void set(const QList<CheckLine> &checks);
};

}  // namespace latchkey
