// The sheet that lists every key.
#pragma once

class QWidget;

namespace latchkey {

void showShortcutSheet(QWidget *parent);

}  // namespace latchkey
