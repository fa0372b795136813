// Where Tab goes: as one reads, from the top and the left, however late a widget was made; and how what matters comes into sight.
#pragma once

#include <QList>

class QWidget;

namespace latchkey {

[[nodiscard]] QList<QWidget *> focusOrder(QWidget *root);
// Moves the focus to the next or the former one in `root` and scrolls it into sight.
bool moveFocus(QWidget *root, bool next);
// Scrolls every area around the widget so that it is seen.
void bringIntoSight(QWidget *widget);

}  // namespace latchkey
