// Buttons of the three kinds; the style draws them by their kind.
#include "ui/widgets/buttons.h"

#include "ui/theme/desk_style.h"

#include <QKeyEvent>

namespace latchkey {

namespace {

// A held Enter presses once: what it presses may issue a link.
class Button final : public QPushButton {
public:
    using QPushButton::QPushButton;

protected:
    void keyPressEvent(QKeyEvent *event) override {
        const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
        if (!enter || !event->isAutoRepeat()) QPushButton::keyPressEvent(event);
    }
};

QPushButton *button(ButtonKind kind, const QString &text, const QString &objectName, QWidget *parent) {
    auto *made = new Button(text, parent);
    made->setProperty("kind", static_cast<int>(kind));
    made->setObjectName(objectName);
    made->setAutoDefault(true);  // Enter presses the button that has the focus, not a dialog's default
    made->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    return made;
}

}  // namespace

QPushButton *primaryButton(const QString &text, const QString &objectName, QWidget *parent) {
    return button(ButtonKind::Primary, text, objectName, parent);
}

QPushButton *plainButton(const QString &text, const QString &objectName, QWidget *parent) {
    return button(ButtonKind::Plain, text, objectName, parent);
}

QPushButton *linkButton(const QString &text, const QString &objectName, QWidget *parent) {
    QPushButton *made = button(ButtonKind::Link, text, objectName, parent);
    made->setCursor(Qt::PointingHandCursor);
    return made;
}

QPushButton *filterButton(const QString &text, const QString &objectName, QWidget *parent) {
    QPushButton *made = button(ButtonKind::Filter, text, objectName, parent);
    made->setCheckable(true);
    return made;
}

}  // namespace latchkey
