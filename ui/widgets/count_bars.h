// A few counted reasons as words, a small bar each, and the number: the most frequent first.
#pragma once

#include <QWidget>

namespace latchkey {

struct CountBar {
    QString words;
    int count = 0;
};

class CountBars : public QWidget {
    Q_OBJECT
public:
    // `none` is said when there is nothing to count.
    CountBars(const QString &title, const QString &none, QWidget *parent = nullptr);
    void set(const QList<CountBar> &bars);
    [[nodiscard]] const QList<CountBar> &bars() const { return m_bars; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_title, m_none;
    QList<CountBar> m_bars;
};

}  // namespace latchkey
