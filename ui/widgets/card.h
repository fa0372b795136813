// A framed box with a title, a sentence and a row of buttons: findings, the live card, notices.
#pragma once

#include <QFrame>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace latchkey {

enum class Tone { Plain, Accent, Danger, Warning, Success };

class Card : public QFrame {
    Q_OBJECT
public:
    explicit Card(Tone tone, QWidget *parent = nullptr);
    void setTone(Tone tone);
    void setTitle(const QString &title);
    void setText(const QString &text);       // plain text, wrapped, selectable
    void setCorner(QWidget *widget);         // at the right of the title; the card takes it
    QPushButton *addButton(const QString &text, const QString &objectName);  // wraps onto further rows when narrow
    QPushButton *addPrimaryButton(const QString &text, const QString &objectName);
    QVBoxLayout *body();                     // for more widgets between text and buttons

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QPushButton *add(QPushButton *button);

    struct Inner;
    Inner *m_inner;  // owned by this widget
};

}  // namespace latchkey
