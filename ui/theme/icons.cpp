// Lucide's drawings as icons, rendered when first painted, in the colour that the theme in force gives text.
#include "ui/theme/theme.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>

#include <memory>

namespace latchkey {

namespace {

// Kept by its icon; the last few renderings stay, so that a button's repaint does not parse SVG again.
class LucideEngine final : public QIconEngine {
public:
    explicit LucideEngine(QString name) : m_name(std::move(name)) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override {
        painter->drawPixmap(rect, scaledPixmap(rect.size(), mode, state, painter->device()->devicePixelRatioF()));
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override { return scaledPixmap(size, mode, state, 1); }
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal scale) override {
        const QColor colour = mode == QIcon::Disabled ? colours().textFaint : mode == QIcon::Selected ? colours().accentText : colours().text;
        const QSize pixels = size * scale;
        if (pixels == m_pixels && colour == m_colour && !m_pixmap.isNull()) return m_pixmap;
        QPixmap drawn(pixels);
        drawn.fill(Qt::transparent);
        QPainter painter(&drawn);
        QSvgRenderer renderer(drawing(colour));
        renderer.setAspectRatioMode(Qt::KeepAspectRatio);
        renderer.render(&painter);
        painter.end();
        drawn.setDevicePixelRatio(scale);
        m_pixels = pixels;
        m_colour = colour;
        m_pixmap = drawn;
        return drawn;
    }
    QIconEngine *clone() const override { return new LucideEngine(m_name); }
    bool isNull() override { return !QFile::exists(path()); }

private:
    [[nodiscard]] QString path() const { return QLatin1String(":/icons/") + m_name + QLatin1String(".svg"); }
    [[nodiscard]] QByteArray drawing(const QColor &colour) const {
        QFile file(path());
        if (!file.open(QIODevice::ReadOnly)) return {};
        return file.readAll().replace(QByteArrayLiteral("currentColor"), colour.name().toLatin1());
    }

    QString m_name;
    QSize m_pixels;
    QColor m_colour;
    QPixmap m_pixmap;
};

}  // namespace

QIcon icon(const QString &lucideName) { return QIcon(new LucideEngine(lucideName)); }

}  // namespace latchkey
