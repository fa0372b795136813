// Asks when the service says that something changed, once a second at most.
#include "ui/shop_watch.h"

#include "ui/desk.h"

namespace latchkey {

ShopWatch &ShopWatch::of(Desk &desk) {
    auto *watch = desk.findChild<ShopWatch *>(QString(), Qt::FindDirectChildrenOnly);
    return watch != nullptr ? *watch : *new ShopWatch(desk);
}

ShopWatch::ShopWatch(Desk &desk) : QObject(&desk), m_desk(desk) {
    m_soon.setSingleShot(true);
    m_soon.setInterval(1000);
    connect(&m_soon, &QTimer::timeout, this, &ShopWatch::refresh);
    m_second.setInterval(1000);
    connect(&m_second, &QTimer::timeout, this, &ShopWatch::aged);
    connect(&desk.client, &ServiceClient::happened, this, [this](const Event &event) {
        if (event.kind == EventKind::ShopSync && isElsewhere() && !m_soon.isActive()) m_soon.start();
    });
    connect(&desk.client, &ServiceClient::reachableChanged, this, [this](bool reachable) {
        if (reachable && isElsewhere()) refresh();
    });
    connect(&desk, &Desk::meChanged, this, &ShopWatch::onMe);
    onMe();
}

bool ShopWatch::isElsewhere() const { return m_desk.me.shopKind != ShopKind::House; }

void ShopWatch::onMe() {
    if (!isElsewhere() || m_second.isActive()) return;
    m_second.start();
    refresh();
}

void ShopWatch::refresh() {
    m_pending.cancel();
    m_pending = m_desk.client.shopState(this, [this](const Result<ShopState> &state) {
        if (!state) return;
        m_state = *state;
        emit changed();
    });
}

}  // namespace latchkey
