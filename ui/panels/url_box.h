// A link in a box, in monospace and elided: enough to recognise it, not the whole secret.
#pragma once

#include <QLabel>

namespace latchkey {

// A Magic link without its last characters, however much room there is: a photographed screen opens nothing.
QString shownLink(const QString &url);

class UrlBox : public QLabel {
    Q_OBJECT
public:
    explicit UrlBox(QWidget *parent);
    [[nodiscard]] QSize sizeHint() const override { return QSize(120, 26); }
    [[nodiscard]] QSize minimumSizeHint() const override { return QSize(60, 26); }

protected:
    void paintEvent(QPaintEvent *event) override;
};

}  // namespace latchkey
