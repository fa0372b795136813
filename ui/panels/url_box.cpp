// Paints an elided link.
#include "ui/panels/url_box.h"

#include "ui/texts_context.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace latchkey {

QString shownLink(const QString &url) {
    constexpr qsizetype hidden = 10;
    return url.size() > 2 * hidden ? url.chopped(hidden) + QChar(0x2026) : url;
}

UrlBox::UrlBox(QWidget *parent) : QLabel(parent) {
    setObjectName(QStringLiteral("liveUrl"));
    setTextFormat(Qt::PlainText);
    setFont(monospaceFont());
    setAccessibleName(Desktop::tr("Address of the Magic link"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void UrlBox::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colours().line);
    painter.setBrush(colours().surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.setPen(colours().text);
    painter.drawText(rect().adjusted(8, 0, -8, 0), Qt::AlignVCenter | Qt::AlignLeft, fontMetrics().elidedText(shownLink(text()), Qt::ElideRight, width() - 16));
}

}  // namespace latchkey
