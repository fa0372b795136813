// Qt's own order is that of construction, in which a card that came late stands last of the whole window.
#include "ui/widgets/focus_order.h"

#include <QScrollArea>
#include <QWidget>

#include <algorithm>

namespace latchkey {

namespace {

bool takesTab(const QWidget *widget) {
    return widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus) == Qt::TabFocus && widget->focusProxy() == nullptr &&
           qobject_cast<const QScrollArea *>(widget) == nullptr;
}

void collect(QWidget *parent, QList<QWidget *> &order) {
    QList<QWidget *> children;
    for (QObject *child : parent->children()) {
        auto *widget = qobject_cast<QWidget *>(child);
        if (widget != nullptr && !widget->isWindow() && widget->isVisible()) children.append(widget);
    }
    std::stable_sort(children.begin(), children.end(), [](const QWidget *a, const QWidget *b) { return a->y() != b->y() ? a->y() < b->y() : a->x() < b->x(); });
    for (QWidget *child : std::as_const(children)) {
        if (takesTab(child)) order.append(child);
        collect(child, order);
    }
}

}  // namespace

QList<QWidget *> focusOrder(QWidget *root) {
    QList<QWidget *> order;
    collect(root, order);
    return order;
}

bool moveFocus(QWidget *root, bool next) {
    const QList<QWidget *> order = focusOrder(root);
    if (order.isEmpty()) return false;
    const qsizetype count = order.size();
    const qsizetype at = order.indexOf(root->window()->focusWidget());
    const qsizetype to = at < 0 ? (next ? 0 : count - 1) : (at + (next ? 1 : count - 1)) % count;
    QWidget *reached = order.at(to);
    reached->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    bringIntoSight(reached);
    return true;
}

void bringIntoSight(QWidget *widget) {
    for (QWidget *each = widget->parentWidget(); each != nullptr; each = each->parentWidget())
        if (auto *scroll = qobject_cast<QScrollArea *>(each)) scroll->ensureWidgetVisible(widget, 0, 12);
}

}  // namespace latchkey
