// The actions "Save as PNG" and "Save as CSV": ask where, write, and say what came of it.
#pragma once

#include <QByteArray>
#include <QString>

#include <functional>

class QWidget;

namespace latchkey {

class Desk;

struct FileWanted {
    QString title;      // of the dialog
    QString suggested;  // "latchkey-links.csv"
    QString suffix;     // "csv"
    QString kind;       // "Table (*.csv)"
};

// `content` is asked for when the place is chosen.
void saveFile(Desk &desk, const FileWanted &wanted, QWidget *parent, std::function<QByteArray()> content);
// What the widget shows, as a PNG of twice its size.
QByteArray pngOf(QWidget &widget);

}  // namespace latchkey
