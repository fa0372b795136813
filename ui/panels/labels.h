// The panels' small pieces: plain-text labels, values that can be selected, section headers, dots and the thin bar.
#pragma once

#include <QLabel>
#include <QLineEdit>

class QPushButton;

namespace latchkey {

enum class LabelRole { Text, Muted, Section, Heading };

// Never rich text: names come from outside. Wraps, and breaks even words that are longer than a line.
class PlainLabel : public QLabel {
    Q_OBJECT
public:
    PlainLabel(const QString &text, LabelRole role, QWidget *parent);
    void setPlain(const QString &text);
};

// One line that can be selected and scrolled instead of growing wider than the panel.
class ValueLine : public QLineEdit {
    Q_OBJECT
public:
    ValueLine(const QString &objectName, const QString &accessibleName, QWidget *parent);
    void setValue(const QString &value, const QString &whenEmpty = {});

protected:
    void paintEvent(QPaintEvent *event) override;
};

// "Contact ............ Edit". The button is there when it has a word.
class SectionHeader : public QWidget {
    Q_OBJECT
public:
    SectionHeader(const QString &title, const QString &buttonText, const QString &buttonName, QWidget *parent);
    [[nodiscard]] QPushButton *button() const { return m_button; }
    void setTitle(const QString &title);

private:
    PlainLabel *m_title;
    QPushButton *m_button = nullptr;
};

enum class DotKind { Accent, Good, Bad, Warning, Quiet, Hollow };

class Dot : public QWidget {
    Q_OBJECT
public:
    Dot(DotKind kind, QWidget *parent);
    void setKind(DotKind kind);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    DotKind m_kind;
};

// How much of a link's life is left, 1 to 0.
class ThinBar : public QWidget {
    Q_OBJECT
public:
    explicit ThinBar(QWidget *parent);
    void setShare(double share);
    [[nodiscard]] double share() const { return m_share; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    double m_share = 1;
};

}  // namespace latchkey
