// The link timeline: what happened to this customer's ways in, newest first; the first few, and all on request.
#pragma once

#include "models/domain/timeline.h"
#include "ui/panels/rows_block.h"

namespace latchkey {

class TimelineBlock : public RowsBlock {
    Q_OBJECT
public:
    explicit TimelineBlock(QWidget *parent);
    void set(const QList<TimelineEntry> &timeline, Instant now);
    void foldUp();  // for another customer: the first few again

private:
    void showRows();

    QList<TimelineEntry> m_timeline;
    Instant m_now;
    bool m_all = false;
};

}  // namespace latchkey
