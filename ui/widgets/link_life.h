// One link's life as a bar from its issue to its expiry, with a mark for everything that befell it: understood at a glance.
#pragma once

#include "ui/widgets/link_marks.h"

#include <QWidget>

namespace latchkey {

// Each mark has its own shape besides its colour; tool tips and the accessible description say it in words. GUI thread.
class LinkLife : public QWidget {
    Q_OBJECT
public:
    explicit LinkLife(QWidget *parent = nullptr);
    void set(const LoginLink &link, const QList<TimelineEntry> &timeline, Instant now);
    void tick(Instant now);  // a live link lives on; one that ran out shows it

    [[nodiscard]] const LinkPicture &picture() const { return m_picture; }
    // Where the marks stand, in the order of picture().marks; none covers another.
    [[nodiscard]] QList<QRectF> markRects() const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    void renew(Instant now);
    [[nodiscard]] double xOf(double place) const;
    void paintBar(QPainter &painter) const;
    void paintLabels(QPainter &painter) const;

    LoginLink m_link;
    QList<TimelineEntry> m_timeline;
    LinkPicture m_picture;
};

}  // namespace latchkey
