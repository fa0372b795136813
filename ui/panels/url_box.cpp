// Paints an elided link.
#include "ui/panels/url_box.h"

#include "ui/texts_context.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace latchkey {

UrlBox::UrlBox(QWidget *parent) : QLabel(parent) {
    setObjectName(QStringLiteral("liveUrl"));
    setTextFormat(Qt::PlainText);
    setFont(monospaceFont());
    setAccessibleName(Desktop::tr("Address of the Magic link"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void UrlBox::paintEvent(QPaintEvent *) {
    // The last characters are never painted, however wide the panel is: a photographed screen opens nothing.
    constexpr qsizetype hidden = 10;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colours().line);
    painter.setBrush(colours().surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    const QString shown = text().size() > 2 * hidden ? text().chopped(hidden) + QChar(0x2026) : text();
    painter.setPen(colours().text);
    painter.drawText(rect().adjusted(8, 0, -8, 0), Qt::AlignVCenter | Qt::AlignLeft, fontMetrics().elidedText(shown, Qt::ElideRight, width() - 16));
}

}  // namespace latchkey
