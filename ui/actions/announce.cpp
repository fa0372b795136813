// Announces through an accessible alert: Qt 6.4 has no announcement event yet.
#include "ui/actions/announce.h"

#include <QAccessible>
#include <QWidget>

namespace latchkey {

void announce(QWidget *where, const QString &sentence) {
    where->setAccessibleName(sentence);
    QAccessibleEvent alert(where, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

}  // namespace latchkey
