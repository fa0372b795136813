// What Fusion would draw in its own way and the desk draws in ours.
#include "ui/theme/desk_style.h"

#include "ui/theme/theme.h"

#include <QLineEdit>
#include <QPainter>
#include <QPainterPath>
#include <QPlainTextEdit>
#include <QStyleOption>
#include <QTextEdit>
#include <QVariant>
#include <QWidget>

namespace latchkey {

namespace {

constexpr qreal radius = 6;

ButtonKind kindOf(const QWidget *widget) {
    return widget == nullptr ? ButtonKind::Plain : static_cast<ButtonKind>(widget->property("kind").toInt());
}

QColor mixed(const QColor &a, const QColor &b, double share) {
    const auto part = [share](int x, int y) { return qRound(x * (1 - share) + y * share); };
    return QColor(part(a.red(), b.red()), part(a.green(), b.green()), part(a.blue(), b.blue()));
}

void roundedBox(QPainter *painter, const QRect &rect, const QColor &fill, const QColor &line, qreal corner, qreal width = 1) {
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(line.isValid() ? QPen(line, width) : QPen(Qt::NoPen));
    painter->setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    const qreal inset = width / 2;
    painter->drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), corner, corner);
    painter->restore();
}

void paintButton(const QStyleOptionButton &option, QPainter *painter, const QWidget *widget) {
    const Colours &c = colours();
    const bool on = option.state & QStyle::State_Enabled;
    const bool hover = on && (option.state & QStyle::State_MouseOver);
    const bool down = on && (option.state & QStyle::State_Sunken);
    switch (kindOf(widget)) {
        case ButtonKind::Link: break;
        case ButtonKind::Primary: {
            QColor fill = on ? c.accent : c.neutralSoft;
            if (hover) fill = mixed(fill, c.text, 0.12);
            if (down) fill = mixed(fill, c.text, 0.25);
            roundedBox(painter, option.rect, fill, {}, radius);
            break;
        }
        case ButtonKind::Filter: {
            const bool chosen = option.state & QStyle::State_On;
            const QColor fill = chosen ? c.accentSoft : hover ? c.neutralSoft : c.surface;
            roundedBox(painter, option.rect, fill, chosen ? c.accentLine : c.lineStrong, option.rect.height() / 2.0);
            break;
        }
        case ButtonKind::Plain: {
            QColor fill = on ? c.surface : c.neutralSoft;
            if (option.features & QStyleOptionButton::Flat) fill = QColor();
            if (hover) fill = mixed(c.surface, c.text, 0.05);
            if (down) fill = mixed(c.surface, c.text, 0.12);
            const bool bare = (option.features & QStyleOptionButton::Flat) && !hover && !down;
            roundedBox(painter, option.rect, fill, bare ? QColor() : on ? c.lineStrong : c.line, radius);
            break;
        }
    }
    if (!(option.state & QStyle::State_HasFocus)) return;
    const bool pill = kindOf(widget) == ButtonKind::Filter;
    roundedBox(painter, option.rect, {}, kindOf(widget) == ButtonKind::Primary ? c.text : c.accent, pill ? option.rect.height() / 2.0 : radius, 2);
}

QColor labelColour(const QStyleOptionButton &option, const QWidget *widget) {
    const Colours &c = colours();
    if (!(option.state & QStyle::State_Enabled)) return c.textFaint;
    switch (kindOf(widget)) {
        case ButtonKind::Primary: return c.accentText;
        case ButtonKind::Link: return c.accent;
        case ButtonKind::Filter: return option.state & QStyle::State_On ? c.accent : c.text;
        case ButtonKind::Plain: return option.features & QStyleOptionButton::Flat ? c.textMuted : c.text;
    }
    return c.text;
}

void paintField(const QStyleOption &option, QPainter *painter, const QWidget *widget) {
    const Colours &c = colours();
    const auto *field = qobject_cast<const QLineEdit *>(widget);
    const bool focused = (option.state & QStyle::State_HasFocus) && !(field != nullptr && field->isReadOnly());
    const QColor fill = option.state & QStyle::State_Enabled ? c.surface : c.sunken;
    roundedBox(painter, option.rect, fill, focused ? c.accent : c.lineStrong, radius, focused ? 2 : 1);
}

void paintCheckBox(const QStyleOption &option, QPainter *painter) {
    const Colours &c = colours();
    const bool on = option.state & QStyle::State_Enabled;
    const bool checked = option.state & (QStyle::State_On | QStyle::State_NoChange);
    const QRect box = option.rect.adjusted(0, 0, -1, -1);
    roundedBox(painter, box, checked && on ? c.accent : on ? c.surface : c.neutralSoft, checked && on ? c.accent : c.textFaint, 4);
    if (!checked) return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(on ? c.accentText : c.textFaint, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF m = QRectF(box).center();
    painter->drawPolyline(QPolygonF({m + QPointF(-3.2, 0.2), m + QPointF(-0.9, 2.6), m + QPointF(3.4, -2.4)}));
    painter->restore();
}

void paintHeaderSection(const QStyleOptionHeader &option, QPainter *painter) {
    const Colours &c = colours();
    painter->fillRect(option.rect, c.sunken);
    if (option.state & QStyle::State_MouseOver && option.sortIndicator != QStyleOptionHeader::None) painter->fillRect(option.rect, c.neutralSoft);
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), c.line);
}

void paintArrow(const QRect &rect, QPainter *painter, bool up) {
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(colours().textMuted, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF m = QRectF(rect).center();
    const qreal y = up ? 2 : -2;
    painter->drawPolyline(QPolygonF({m + QPointF(-3.5, y), m + QPointF(0, -y), m + QPointF(3.5, y)}));
    painter->restore();
}

// Date fields with a calendar are drawn as this too.
void paintCombo(const QStyleOptionComplex &option, QPainter *painter) {
    const Colours &c = colours();
    const bool on = option.state & QStyle::State_Enabled;
    const bool focused = option.state & QStyle::State_HasFocus;
    const QColor fill = !on ? c.sunken : option.state & QStyle::State_MouseOver ? mixed(c.surface, c.text, 0.05) : c.surface;
    roundedBox(painter, option.rect, fill, focused ? c.accent : on ? c.lineStrong : c.line, radius, focused ? 2 : 1);
    paintArrow(QRect(option.rect.right() - 22, option.rect.top(), 16, option.rect.height()), painter, false);
}

// Without an end it shows that there is something, not how much.
void paintProgress(const QStyleOptionProgressBar &option, QPainter *painter) {
    const Colours &c = colours();
    const int range = option.maximum - option.minimum;
    const double share = range > 0 ? static_cast<double>(option.progress - option.minimum) / range : 1;
    QRect done = option.rect;
    done.setWidth(qRound(option.rect.width() * qBound(0.0, share, 1.0)));
    roundedBox(painter, option.rect, c.accentSoft, {}, option.rect.height() / 2.0);
    if (done.width() > 0) roundedBox(painter, done, range > 0 ? c.accent : c.accentLine, {}, option.rect.height() / 2.0);
}

}  // namespace

DeskStyle::DeskStyle() : QProxyStyle(QStringLiteral("fusion")) {}

void DeskStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const {
    const Colours &c = colours();
    if (element == PE_PanelButtonCommand) {
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) return paintButton(*button, painter, widget);
    } else if (element == PE_PanelLineEdit) {
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option); frame != nullptr && frame->lineWidth > 0)
            return paintField(*option, painter, widget);
        return;
    } else if (element == PE_FrameLineEdit) {
        return;
    } else if (element == PE_FrameFocusRect) {
        const bool pill = kindOf(widget) == ButtonKind::Filter;
        const QRect rect = widget != nullptr && option->rect.width() + 8 >= widget->width() ? widget->rect() : option->rect;
        return roundedBox(painter, rect, {}, kindOf(widget) == ButtonKind::Primary ? c.text : c.accent, pill ? rect.height() / 2.0 : radius, 2);
    } else if (element == PE_IndicatorHeaderArrow) {
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option))
            return paintArrow(header->rect, painter, header->sortIndicator == QStyleOptionHeader::SortDown);
    } else if (element == PE_IndicatorCheckBox) {
        return paintCheckBox(*option, painter);
    } else if (element == PE_Frame && (qobject_cast<const QPlainTextEdit *>(widget) != nullptr || qobject_cast<const QTextEdit *>(widget) != nullptr)) {
        const bool focused = option->state & State_HasFocus;
        return roundedBox(painter, option->rect, c.surface, focused ? c.accent : c.lineStrong, radius, focused ? 2 : 1);
    } else if (element == PE_PanelTipLabel) {
        painter->fillRect(option->rect, c.text);
        return;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void DeskStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const {
    if (element == CE_PushButtonLabel) {
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            QStyleOptionButton ours(*button);
            ours.palette.setColor(QPalette::ButtonText, labelColour(*button, widget));
            return QProxyStyle::drawControl(element, &ours, painter, widget);
        }
    } else if (element == CE_HeaderSection) {
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) return paintHeaderSection(*header, painter);
    } else if (element == CE_HeaderEmptyArea) {
        painter->fillRect(option->rect, colours().sunken);
        painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), colours().line);
        return;
    } else if (element == CE_HeaderLabel) {
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            painter->setPen(colours().textMuted);
            const QRect rect = header->rect.adjusted(0, 0, header->sortIndicator == QStyleOptionHeader::None ? 0 : -14, 0);
            painter->drawText(rect, static_cast<int>(header->textAlignment) | Qt::TextSingleLine, header->fontMetrics.elidedText(header->text, Qt::ElideRight, rect.width()));
            return;
        }
    } else if (element == CE_ProgressBar) {
        if (const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option); bar != nullptr && !bar->textVisible) return paintProgress(*bar, painter);
    } else if (element == CE_Splitter) {
        painter->fillRect(option->rect, colours().line);
        return;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void DeskStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const {
    if (control == CC_ScrollBar) {
        const QRect slider = proxy()->subControlRect(control, option, SC_ScrollBarSlider, widget);
        const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
        if (bar == nullptr || bar->minimum == bar->maximum) return;
        const bool hover = option->state & State_MouseOver || option->state & State_Sunken;
        const QRect thumb = bar->orientation == Qt::Vertical ? slider.adjusted(3, 2, -3, -2) : slider.adjusted(2, 3, -2, -3);
        return roundedBox(painter, thumb, hover ? colours().textFaint : colours().lineStrong, {}, 3);
    }
    if (control == CC_ComboBox) return paintCombo(*option, painter);
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QRect DeskStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part, const QWidget *widget) const {
    const auto *bar = control == CC_ScrollBar ? qstyleoption_cast<const QStyleOptionSlider *>(option) : nullptr;
    if (bar == nullptr) return QProxyStyle::subControlRect(control, option, part, widget);
    const bool vertical = bar->orientation == Qt::Vertical;
    const QRect all = option->rect;
    const int length = vertical ? all.height() : all.width();
    const qint64 range = qint64(bar->maximum) - bar->minimum;
    const int wanted = range + bar->pageStep > 0 ? static_cast<int>(qint64(bar->pageStep) * length / (range + bar->pageStep)) : length;
    const int thumb = range == 0 ? length : qBound(qMin(32, length), wanted, length);
    const int start = sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, length - thumb, bar->upsideDown);
    const auto slice = [&](int from, int size) {
        return visualRect(option->direction, all, vertical ? QRect(all.x(), all.y() + from, all.width(), size) : QRect(all.x() + from, all.y(), size, all.height()));
    };
    switch (part) {
        case SC_ScrollBarSlider: return slice(start, thumb);
        case SC_ScrollBarGroove: return all;
        case SC_ScrollBarSubPage: return slice(0, start);
        case SC_ScrollBarAddPage: return slice(start + thumb, length - start - thumb);
        default: return {};  // no arrow buttons: QStyle's own enum, not ours
    }
}

QSize DeskStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size, const QWidget *widget) const {
    if (type == CT_PushButton) {
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        const bool menu = button != nullptr && (button->features & QStyleOptionButton::HasMenu);
        switch (kindOf(widget)) {
            case ButtonKind::Link: return QSize(size.width() + 4, qMax(size.height() + 4, 22));
            case ButtonKind::Filter: return QSize(size.width() + 22, 26);
            case ButtonKind::Primary:
            case ButtonKind::Plain: return QSize(size.width() + 26 + (menu ? 8 : 0), qMax(size.height() + 12, 31));
        }
    }
    QSize answer = QProxyStyle::sizeFromContents(type, option, size, widget);
    if (type == CT_LineEdit) answer.setHeight(qMax(answer.height(), 31));
    if (type == CT_ComboBox || type == CT_SpinBox) answer.setHeight(qMax(answer.height(), 31));
    if (type == CT_HeaderSection) answer.setHeight(29);
    return answer;
}

// Fusion sets the text close to the frame; ours has round corners.
QRect DeskStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const {
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    const auto *frame = element == SE_LineEditContents ? qstyleoption_cast<const QStyleOptionFrame *>(option) : nullptr;
    return frame != nullptr && frame->lineWidth > 0 ? rect.adjusted(6, 0, -4, 0) : rect;
}

int DeskStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const {
    if (metric == PM_DefaultFrameWidth && (qobject_cast<const QPlainTextEdit *>(widget) != nullptr || qobject_cast<const QTextEdit *>(widget) != nullptr)) return 4;
    switch (metric) {
        case PM_IndicatorWidth:
        case PM_IndicatorHeight: return 16;
        case PM_ScrollBarExtent: return 12;
        case PM_ScrollBarSliderMin: return 32;
        case PM_SplitterWidth: return 1;
        case PM_HeaderMargin: return 6;
        case PM_ButtonShiftHorizontal:
        case PM_ButtonShiftVertical: return 0;
        default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int DeskStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *data) const {
    switch (hint) {
        case SH_ScrollBar_ContextMenu: return 0;
        case SH_EtchDisabledText:
        case SH_DitherDisabledText: return 0;
        case SH_ToolTip_WakeUpDelay: return 400;
        default: return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

}  // namespace latchkey
