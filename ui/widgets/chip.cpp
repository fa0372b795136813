// Chips as widgets and as paint, of one size.
#include "ui/widgets/chip.h"

#include "ui/theme/theme.h"
#include "ui/widgets/tones.h"

#include <QPainter>

namespace latchkey {

namespace {

constexpr int chipHeight = 20;
constexpr int chipPadding = 8;

const QFont &chipFont() {
    static const QFont font = [] {
        QFont f = sectionFont();
        f.setWeight(QFont::Medium);
        return f;
    }();
    return font;
}

}  // namespace

Chip::Chip(const QString &text, Tone tone, QWidget *parent) : QLabel(text, parent), m_tone(tone) {
    setFont(chipFont());
    setContentsMargins(chipPadding, 0, chipPadding, 0);
    setFixedHeight(chipHeight);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setTextFormat(Qt::PlainText);
}

void Chip::set(const QString &text, Tone tone) {
    m_tone = tone;
    setText(text);
    update();
}

void Chip::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    paintChip(painter, rect(), text(), m_tone);
}

Tone toneOf(SubscriptionStatus status) {
    switch (status) {
        case SubscriptionStatus::Active:
        case SubscriptionStatus::Trialing: return Tone::Success;
        case SubscriptionStatus::PastDue: return Tone::Warning;
        case SubscriptionStatus::Failed: return Tone::Danger;
        case SubscriptionStatus::Paused:
        case SubscriptionStatus::Cancelled:
        case SubscriptionStatus::Expired:
        case SubscriptionStatus::Other: return Tone::Plain;
    }
    return Tone::Plain;
}

Tone toneOf(MessageState state) {
    switch (state) {
        case MessageState::Sent:
            return Tone::Success;
        case MessageState::Waiting:
        case MessageState::Withheld:
            return Tone::Warning;
        case MessageState::Failed:
        case MessageState::Lost:
            return Tone::Danger;
        case MessageState::Captured:
            return Tone::Plain;
    }
    return Tone::Plain;
}

Tone toneOf(LinkState state) {
    switch (state) {
        case LinkState::Live:
            return Tone::Accent;
        case LinkState::Used:
            return Tone::Success;
        case LinkState::Expired:
            return Tone::Plain;
        case LinkState::Revoked:
        case LinkState::VoidByEmailChange:
            return Tone::Warning;
    }
    return Tone::Plain;
}

int chipWidth(const QString &text) { return QFontMetrics(chipFont()).horizontalAdvance(text) + 2 * chipPadding; }

int paintChip(QPainter &painter, const QRect &area, const QString &text, Tone tone) {
    const QFontMetrics metrics(chipFont());
    const int wanted = chipWidth(text);
    const int width = qMin(wanted, area.width());
    if (width <= 2 * chipPadding) return 0;
    const QRect box(area.left(), area.top() + (area.height() - chipHeight) / 2, width, chipHeight);
    const ToneColours look = coloursOf(tone);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(look.soft);
    painter.drawRoundedRect(box, chipHeight / 2.0, chipHeight / 2.0);
    painter.setFont(chipFont());
    painter.setPen(look.text);
    painter.drawText(box.adjusted(chipPadding, 0, -chipPadding + 1, 0), Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                     width < wanted ? metrics.elidedText(text, Qt::ElideRight, width - 2 * chipPadding) : text);
    painter.restore();
    return width;
}

}  // namespace latchkey
