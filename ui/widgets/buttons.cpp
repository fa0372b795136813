// Buttons of the three kinds; the style draws them by their kind.
#include "ui/widgets/buttons.h"

#include "ui/theme/desk_style.h"

namespace latchkey {

namespace {

QPushButton *button(ButtonKind kind, const QString &text, const QString &objectName, QWidget *parent) {
    auto *made = new QPushButton(text, parent);
    made->setProperty("kind", static_cast<int>(kind));
    made->setObjectName(objectName);
    made->setAutoDefault(false);
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
