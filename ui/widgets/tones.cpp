// From tones to colours.
#include "ui/widgets/tones.h"

#include "ui/theme/theme.h"

namespace latchkey {

namespace {

// A card's ground is paler than a chip's, so that its text keeps its contrast.
QColor pale(const QColor &soft) {
    const QColor ground = colours().surface;
    const auto half = [](int a, int b) { return (a * 5 + b * 5) / 10; };
    return QColor(half(soft.red(), ground.red()), half(soft.green(), ground.green()), half(soft.blue(), ground.blue()));
}

}  // namespace

ToneColours coloursOf(Tone tone) {
    const Colours &c = colours();
    switch (tone) {
        case Tone::Plain: return {c.textMuted, c.neutralSoft, c.line, c.surface};
        case Tone::Accent: return {c.accent, c.accentSoft, c.accentLine, pale(c.accentSoft)};
        case Tone::Danger: return {c.danger, c.dangerSoft, c.dangerLine, pale(c.dangerSoft)};
        case Tone::Warning: return {c.warning, c.warningSoft, c.warningLine, pale(c.warningSoft)};
        case Tone::Success: return {c.success, c.successSoft, c.successLine, pale(c.successSoft)};
    }
    return {};
}

}  // namespace latchkey
