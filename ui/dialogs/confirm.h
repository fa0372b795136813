// Asks before something that cannot be taken back: a question, what will happen, and two buttons.
#pragma once

#include <QString>

#include <functional>

class QWidget;

namespace latchkey {

struct Question {
    QString title;
    QString text;
    QString yes;  // the button's word says what it does
};

// Opens over the parent's window; Escape and Cancel do nothing. `agreed` is called after it has closed.
void confirm(const Question &question, QWidget *parent, std::function<void()> agreed);

}  // namespace latchkey
