// How the shop stands, kept fresh for the whole window: which kind it is, what it can do, and how its mirror is getting on.
#pragma once

#include "models/domain/shop_state.h"
#include "services/client/service_client.h"

#include <QObject>
#include <QTimer>

namespace latchkey {

class Desk;

// One per desk, its child. Of the house nothing is ever asked. GUI thread.
class ShopWatch : public QObject {
    Q_OBJECT
public:
    static ShopWatch &of(Desk &desk);  // made at the first call

    [[nodiscard]] const ShopState &state() const { return m_state; }
    [[nodiscard]] bool isElsewhere() const;
    void refresh();

signals:
    void changed();
    void aged();  // once a second, where the shop is outside the house

private:
    explicit ShopWatch(Desk &desk);
    void onMe();

    Desk &m_desk;
    ShopState m_state;
    Pending m_pending;
    QTimer m_soon;    // many steps of a sync are one question
    QTimer m_second;
};

}  // namespace latchkey
