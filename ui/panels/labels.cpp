// Paints and lays out the panels' small pieces.
#include "ui/panels/labels.h"

#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QStyle>

namespace latchkey {

namespace {

// Gives long words places to break, which QLabel does not find by itself.
QString breakable(const QString &text) {
    constexpr int longest = 16;
    QString out;
    out.reserve(text.size());
    int run = 0;
    for (const QChar c : text) {
        if (c.isSpace()) run = 0;
        if (run >= longest && !c.isLowSurrogate() && c.category() != QChar::Mark_NonSpacing) {
            out += QChar(0x200B);
            run = 0;
        }
        out += c;
        ++run;
    }
    return out;
}

QColor colourOf(DotKind kind) {
    const Colours &c = colours();
    switch (kind) {
        case DotKind::Accent:
            return c.accent;
        case DotKind::Good:
            return isDark() ? c.success : QColor(0x2f9e5b);
        case DotKind::Bad:
            return isDark() ? c.danger : QColor(0xd92d20);
        case DotKind::Warning:
            return isDark() ? c.warning : QColor(0xd98a00);
        case DotKind::Quiet:
            return c.lineStrong;
        case DotKind::Hollow:
            return c.textFaint;
    }
    return {};
}

}  // namespace

PlainLabel::PlainLabel(const QString &text, LabelRole role, QWidget *parent) : QLabel(parent) {
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    if (role == LabelRole::Heading) setFont(headingFont());
    if (role == LabelRole::Section) setFont(sectionFont());
    if (role == LabelRole::Muted || role == LabelRole::Section) setForegroundRole(QPalette::PlaceholderText);
    setPlain(text);
}

void PlainLabel::setPlain(const QString &text) {
    setText(breakable(text));
    setAccessibleName(text);
}

ValueLine::ValueLine(const QString &objectName, const QString &accessibleName, QWidget *parent) : QLineEdit(parent) {
    setObjectName(objectName);
    setAccessibleName(accessibleName);
    setReadOnly(true);
    setFrame(false);
    setFocusPolicy(Qt::ClickFocus);
    setTextMargins(-2, 0, 0, 0);  // QLineEdit keeps two pixels for its frame
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMinimumWidth(40);
    setFixedHeight(fontMetrics().height() + 5);
    QPalette clear = palette();
    clear.setColor(QPalette::Base, Qt::transparent);
    setPalette(clear);
}

void ValueLine::setValue(const QString &value, const QString &whenEmpty) {
    setPlaceholderText(whenEmpty);
    setText(value);
    setCursorPosition(0);
    setToolTip(fontMetrics().horizontalAdvance(value) > 240 ? value.toHtmlEscaped() : QString());
}

void ValueLine::paintEvent(QPaintEvent *event) {
    if (hasFocus() || fontMetrics().horizontalAdvance(text()) <= width() - 2) {
        QLineEdit::paintEvent(event);
        return;
    }
    // Elided while nobody selects in it, so that it is plain that there is more.
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(rect(), Qt::AlignVCenter | Qt::AlignLeft, fontMetrics().elidedText(text(), Qt::ElideMiddle, width() - 2));
}

SectionHeader::SectionHeader(const QString &title, const QString &buttonText, const QString &buttonName, QWidget *parent) : QWidget(parent) {
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    m_title = new PlainLabel(title, LabelRole::Section, this);
    row->addWidget(m_title, 1);
    if (buttonText.isEmpty()) return;
    m_button = linkButton(buttonText, buttonName, this);
    row->addWidget(m_button);
}

void SectionHeader::setTitle(const QString &title) { m_title->setPlain(title); }

Dot::Dot(DotKind kind, QWidget *parent) : QWidget(parent), m_kind(kind) { setFixedSize(8, 18); }

void Dot::setKind(DotKind kind) {
    m_kind = kind;
    update();
}

void Dot::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF round(0, (height() - 8) / 2.0, 8, 8);
    if (m_kind == DotKind::Hollow) {
        painter.setPen(QPen(colourOf(m_kind), 1.5));
        painter.setBrush(colours().surface);
        painter.drawEllipse(round.adjusted(1, 1, -1, -1));
        return;
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(colourOf(m_kind));
    painter.drawEllipse(round);
}

ThinBar::ThinBar(QWidget *parent) : QWidget(parent) {
    setFixedHeight(4);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ThinBar::setShare(double share) {
    m_share = qBound(0.0, share, 1.0);
    update();
}

void ThinBar::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours().accentLine);
    painter.drawRoundedRect(rect(), 2, 2);
    painter.setBrush(colours().accent);
    painter.drawRoundedRect(QRectF(0, 0, width() * m_share, height()), 2, 2);
}

}  // namespace latchkey
