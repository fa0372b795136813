// Gathers events for 120 ms, so that one commit with five events costs one request.
#include "ui/panels/panel_refresh.h"

#include "ui/desk.h"

#include <QTimer>

namespace latchkey {

PanelRefresh::PanelRefresh(Desk &desk, QObject *parent) : QObject(parent), m_soon(new QTimer(this)) {
    m_soon->setSingleShot(true);
    m_soon->setInterval(120);
    connect(m_soon, &QTimer::timeout, this, &PanelRefresh::due);
    connect(&desk.client, &ServiceClient::happened, this, &PanelRefresh::onHappened);
    connect(&desk.client, &ServiceClient::reachableChanged, this, [this](bool reachable) {
        if (reachable && m_customer.isValid()) m_soon->start();
    });
    auto *ageing = new QTimer(this);
    connect(ageing, &QTimer::timeout, this, &PanelRefresh::aged);
    ageing->start(20'000);
}

void PanelRefresh::onHappened(const Event &event) {
    if (!m_customer.isValid()) return;
    if (event.customer != m_customer && event.kind != EventKind::DirectoryChanged) return;
    // Not restarted: a steady stream of events must not put the refresh off for ever.
    if (!m_soon->isActive()) m_soon->start();
}

}  // namespace latchkey
