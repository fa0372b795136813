// Tells a panel when what it shows may have changed: events of its customer (gathered for a moment), a service that is
// back, and the passing of time in sentences such as "14 minutes ago".
#pragma once

#include "models/domain/event.h"

#include <QObject>

class QTimer;

namespace latchkey {

class Desk;

class PanelRefresh : public QObject {
    Q_OBJECT
public:
    PanelRefresh(Desk &desk, QObject *parent);
    void watch(CustomerId customer) { m_customer = customer; }

signals:
    void due();
    void aged();

private:
    void onHappened(const Event &event);

    CustomerId m_customer;
    QTimer *m_soon;
};

}  // namespace latchkey
