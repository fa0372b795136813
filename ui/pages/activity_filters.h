// What narrows the record down: an agent, a kind, and a time as long as one likes.
#pragma once

#include "models/domain/agent.h"
#include "services/client/service_client.h"

#include <QWidget>

class QButtonGroup;
class QComboBox;
class QDateEdit;

namespace latchkey {

class ActivityFilters : public QWidget {
    Q_OBJECT
public:
    explicit ActivityFilters(QWidget *parent);

    // Whether the agent may be chosen: who sees only their own entries has nothing to choose.
    void setAgents(const QList<Agent> &agents, bool mayChoose);
    // Days begin at midnight of this computer's place; `now` tells which day it is.
    void writeTo(ServiceClient::ActivityWanted &wanted, Instant now) const;
    [[nodiscard]] bool isNarrow() const;  // anything but everything
    void clear();

signals:
    void changed();

private:
    void buildKinds();
    QWidget *buildRanges();
    QWidget *buildDates();
    void onRange();
    void setDay(QDateEdit *edit, int daysAgo) const;

    enum Range { All, Today, Week, Month, Dates };
    QComboBox *m_agent;
    QComboBox *m_kind;
    QButtonGroup *m_range;
    QWidget *m_dates = nullptr;
    QDateEdit *m_from = nullptr;
    QDateEdit *m_until = nullptr;
    bool m_datesSet = false;
};

}  // namespace latchkey
