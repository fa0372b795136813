// The line at the bottom: what the page holds, a notice for a few seconds, and the most useful keys.
#pragma once

#include <QTimer>
#include <QWidget>

class QLabel;

namespace latchkey {

class StatusBar : public QWidget {
    Q_OBJECT
public:
    explicit StatusBar(QWidget *parent = nullptr);
    void setText(const QString &text);
    void setListKeys(bool list);           // the keys of a list, or only those that work everywhere
    void notice(const QString &sentence);  // announced to screen readers; gives way to the text after a while

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void showText();

    QLabel *m_text;
    QLabel *m_keys;
    QString m_standing;
    QString m_notice;
    QTimer m_end;
};

}  // namespace latchkey
