// The three kinds of buttons: primary (one a panel), plain, and text-like.
#pragma once

#include <QPushButton>

namespace latchkey {

QPushButton *primaryButton(const QString &text, const QString &objectName, QWidget *parent);
QPushButton *plainButton(const QString &text, const QString &objectName, QWidget *parent);
QPushButton *linkButton(const QString &text, const QString &objectName, QWidget *parent);  // "Edit", "All"

}  // namespace latchkey
