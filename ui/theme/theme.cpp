// The two sets of colours, the palette made of them, the fonts, and the one place where the look is put on.
#include "ui/theme/theme.h"

#include "ui/theme/desk_style.h"

#include <QApplication>
#include <QFontDatabase>
#include <QPalette>
#include <QStyle>

// Outside the namespace because the macro declares a function of the global one.
static void initResources() {
    Q_INIT_RESOURCE(desk_icons);
    Q_INIT_RESOURCE(desk_fonts);
}

namespace latchkey {

namespace {

constexpr int textPixels = 13;

Colours lightColours() {
    Colours c;
    c.window = QColor(0xfafbfc); c.surface = QColor(0xffffff); c.sunken = QColor(0xf7f8fa);
    c.line = QColor(0xe6e9ee); c.lineStrong = QColor(0xd0d5dd);
    c.text = QColor(0x1a1d26); c.textMuted = QColor(0x626b7c); c.textFaint = QColor(0x717a8b);
    c.accent = QColor(0x3b5bdb); c.accentText = QColor(0xffffff); c.accentSoft = QColor(0xe6ebff); c.accentLine = QColor(0xbfcbf6);
    c.danger = QColor(0xb42318); c.dangerSoft = QColor(0xfee4e2); c.dangerLine = QColor(0xf5c2bd);
    c.warning = QColor(0x8a5300); c.warningSoft = QColor(0xfdeecb); c.warningLine = QColor(0xf0d9a0);
    c.success = QColor(0x1b6e3f); c.successSoft = QColor(0xdff3e6); c.successLine = QColor(0xb5dfc5);
    c.neutralSoft = QColor(0xebedf1);
    return c;
}

Colours darkColours() {
    Colours c;
    c.window = QColor(0x14161b); c.surface = QColor(0x1a1d23); c.sunken = QColor(0x16191f);
    c.line = QColor(0x2a2f38); c.lineStrong = QColor(0x434a57);
    c.text = QColor(0xe8ebf0); c.textMuted = QColor(0xa4acba); c.textFaint = QColor(0x8d96a5);
    c.accent = QColor(0x8aa2ff); c.accentText = QColor(0x10163a); c.accentSoft = QColor(0x252f56); c.accentLine = QColor(0x3d4c85);
    c.danger = QColor(0xff9a92); c.dangerSoft = QColor(0x47211f); c.dangerLine = QColor(0x70332f);
    c.warning = QColor(0xf3bf63); c.warningSoft = QColor(0x40300f); c.warningLine = QColor(0x6a5120);
    c.success = QColor(0x72d69c); c.successSoft = QColor(0x173a26); c.successLine = QColor(0x2b6142);
    c.neutralSoft = QColor(0x2d323c);
    return c;
}

struct InForce {
    Colours colours = lightColours();
    bool dark = false;
    bool prepared = false;
    bool systemIsDark = false;
};

InForce &inForce() {
    static InForce state;
    return state;
}

QPalette paletteOf(const Colours &c) {
    QPalette p;
    const auto both = [&p](QPalette::ColorRole role, const QColor &normal, const QColor &disabled) {
        p.setColor(QPalette::Active, role, normal);
        p.setColor(QPalette::Inactive, role, normal);
        p.setColor(QPalette::Disabled, role, disabled);
    };
    both(QPalette::Window, c.window, c.window);
    both(QPalette::WindowText, c.text, c.textFaint);
    both(QPalette::Base, c.surface, c.sunken);
    both(QPalette::AlternateBase, c.sunken, c.sunken);
    both(QPalette::Text, c.text, c.textFaint);
    both(QPalette::Button, c.surface, c.sunken);
    both(QPalette::ButtonText, c.text, c.textFaint);
    both(QPalette::PlaceholderText, c.textMuted, c.textFaint);
    both(QPalette::BrightText, c.danger, c.textFaint);
    both(QPalette::Highlight, c.accent, c.lineStrong);
    both(QPalette::HighlightedText, c.accentText, c.text);
    both(QPalette::Link, c.accent, c.textFaint);
    both(QPalette::LinkVisited, c.accent, c.textFaint);
    both(QPalette::ToolTipBase, c.text, c.text);
    both(QPalette::ToolTipText, c.surface, c.surface);
    both(QPalette::Light, c.surface, c.surface);
    both(QPalette::Midlight, c.line, c.line);
    both(QPalette::Mid, c.lineStrong, c.line);
    both(QPalette::Dark, c.lineStrong, c.line);
    both(QPalette::Shadow, c.lineStrong, c.line);
    return p;
}

QFont interFont(int pixels, QFont::Weight weight) {
    QFont font(QStringLiteral("Inter"));
    font.setPixelSize(pixels);
    font.setWeight(weight);
    return font;
}

void prepare(QApplication &application) {
    InForce &state = inForce();
    state.prepared = true;
    initResources();
    for (const QLatin1String weight : {QLatin1String("Regular"), QLatin1String("Medium"), QLatin1String("SemiBold"), QLatin1String("Bold")})
        QFontDatabase::addApplicationFont(QLatin1String(":/fonts/Inter-") + weight + QLatin1String(".otf"));
    auto *style = new DeskStyle;  // the application takes it
    state.systemIsDark = style->standardPalette().color(QPalette::Window).lightness() < 128 ||
                         QGuiApplication::palette().color(QPalette::Window).lightness() < 128;
    QApplication::setStyle(style);
    application.setFont(interFont(textPixels, QFont::Normal));
    QApplication::setFont(interFont(textPixels, QFont::Medium), "QPushButton");
}

}  // namespace

void applyTheme(QApplication &application, ThemeChoice choice) {
    InForce &state = inForce();
    const bool first = !state.prepared;
    if (first) prepare(application);
    if (!first) state.systemIsDark = QApplication::style()->standardPalette().color(QPalette::Window).lightness() < 128;
    const bool dark = choice == ThemeChoice::Dark || (choice == ThemeChoice::System && state.systemIsDark);
    if (!first && dark == state.dark) return;
    state.dark = dark;
    state.colours = dark ? darkColours() : lightColours();
    QApplication::setPalette(paletteOf(state.colours));
}

const Colours &colours() { return inForce().colours; }
bool isDark() { return inForce().dark; }

QFont monospaceFont() {
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPixelSize(textPixels - 1);
    return font;
}

QFont headingFont() { return interFont(17, QFont::Bold); }
QFont sectionFont() { return interFont(12, QFont::DemiBold); }

}  // namespace latchkey
