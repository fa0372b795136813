// The link timeline: what happened to this customer's ways in, newest first; above it the newest link's life at a glance.
#pragma once

#include "models/domain/details.h"
#include "ui/panels/rows_block.h"

namespace latchkey {

class LinkLife;
class PlainLabel;

class TimelineBlock : public RowsBlock {
    Q_OBJECT
public:
    explicit TimelineBlock(QWidget *parent);
    // `life` is how long a link lives, for ended ones whose end the timeline does not tell.
    void set(const CustomerDetails &details, Duration life, Instant now);
    void foldUp();  // for another customer: the first few again

private:
    void showRows();
    void showLife(const CustomerDetails &details, Duration life);

    PlainLabel *m_unseen;  // what happens elsewhere
    LinkLife *m_life;
    QList<TimelineEntry> m_timeline;
    Instant m_now;
    bool m_all = false;
};

}  // namespace latchkey
