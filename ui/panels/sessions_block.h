// Where the customer is signed in: a device a row, each to end, or all at once.
#pragma once

#include "models/domain/details.h"
#include "ui/panels/rows_block.h"

class QGridLayout;

namespace latchkey {

class SessionsBlock : public RowsBlock {
    Q_OBJECT
public:
    explicit SessionsBlock(QWidget *parent);
    // `whyNot` says why the agent may end none; empty when they may.
    void set(const CustomerDetails &details, const QString &whyNot, Instant now);

signals:
    void endRequested(const latchkey::SessionInfo &session);
    void endAllRequested();

private:
    void addRow(QGridLayout *grid, const SessionInfo &session, const QString &whyNot, Instant now, QWidget *rows);
};

}  // namespace latchkey
