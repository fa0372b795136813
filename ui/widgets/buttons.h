// The kinds of buttons: primary (one a panel), plain, text-like, and the rounded switches above a list.
#pragma once

#include <QPushButton>

namespace latchkey {

QPushButton *primaryButton(const QString &text, const QString &objectName, QWidget *parent);
QPushButton *plainButton(const QString &text, const QString &objectName, QWidget *parent);
QPushButton *linkButton(const QString &text, const QString &objectName, QWidget *parent);  // "Edit", "All"
QPushButton *filterButton(const QString &text, const QString &objectName, QWidget *parent);  // checkable

}  // namespace latchkey
