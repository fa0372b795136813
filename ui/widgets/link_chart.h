// The last days' Magic links as stacked bars, one a day, by what became of them: painted from the theme's colours.
#pragma once

#include "models/domain/link_stats.h"

#include <QWidget>

namespace latchkey {

// What became of a link, from the bottom of a bar to its top.
enum class LinkFate { Used, ExpiredOpened, ExpiredUnseen, Ended, Live };

int countOf(const LinkDay &day, LinkFate fate);  // Live is what the others leave of those issued
QString textOf(LinkFate fate);

// Fates differ by fill besides colour. The numbers stand in the table beneath and, in words, in the accessible description. GUI thread.
class LinkChart : public QWidget {
    Q_OBJECT
public:
    explicit LinkChart(QWidget *parent = nullptr);
    void set(const QList<LinkDay> &days, const QString &inWords);

    [[nodiscard]] QRectF segmentRect(int day, LinkFate fate) const;  // null where there is none
    [[nodiscard]] int top() const;                                   // what the scale ends at
    [[nodiscard]] QString wordsAt(int day) const;                    // "12 Mar: 14 issued, 9 used, …"
    [[nodiscard]] QSize sizeHint() const override { return {720, 230}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {320, 200}; }
    static QColor colourOf(LinkFate fate);

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    [[nodiscard]] QRectF plot() const;
    [[nodiscard]] double slot() const;
    void paintLegend(QPainter &painter) const;
    void paintScale(QPainter &painter) const;
    void paintDay(QPainter &painter, int day) const;

    QList<LinkDay> m_days;
};

}  // namespace latchkey
