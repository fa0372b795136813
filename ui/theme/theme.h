// The desk's look: Fusion, our own light and dark palette, Inter, recoloured icons. Applied once; follows the system or the setting.
#pragma once

#include <QColor>
#include <QFont>
#include <QIcon>
#include <QString>

class QApplication;

namespace latchkey {

enum class ThemeChoice { System, Light, Dark };

// Every colour by what it is for; one set for light and one for dark.
struct Colours {
    QColor window, surface, sunken, line, lineStrong;
    QColor text, textMuted, textFaint;
    QColor accent, accentText, accentSoft, accentLine;          // buttons, selection, live card
    QColor danger, dangerSoft, dangerLine;
    QColor warning, warningSoft, warningLine;
    QColor success, successSoft, successLine;
    QColor neutralSoft;                                          // grey chips
};

void applyTheme(QApplication &application, ThemeChoice choice);  // also on a change while running
const Colours &colours();                                        // of the theme in force
bool isDark();
QIcon icon(const QString &lucideName);                           // "copy", "link", "search"…; in the text colour
QFont monospaceFont();
QFont headingFont();                                             // panel and page titles
QFont sectionFont();                                             // "Contact", "Link timeline"

}  // namespace latchkey
