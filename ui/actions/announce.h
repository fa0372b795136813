// Has a screen reader say a sentence that appeared by itself.
#pragma once

#include <QString>

class QWidget;

namespace latchkey {

void announce(QWidget *where, const QString &sentence);

}  // namespace latchkey
