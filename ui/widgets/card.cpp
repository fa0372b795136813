// The framed box: its labels appear when they have something to say.
#include "ui/widgets/card.h"

#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/tones.h"

#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace latchkey {

struct Card::Inner : QObject {
    using QObject::QObject;
    Tone tone = Tone::Plain;
    QLabel *title = nullptr;
    QLabel *text = nullptr;
    QHBoxLayout *top = nullptr;
    QVBoxLayout *body = nullptr;
    FlowLayout *buttons = nullptr;
};

Card::Card(Tone tone, QWidget *parent) : QFrame(parent), m_inner(new Inner(this)) {
    m_inner->tone = tone;
    setFrameShape(QFrame::NoFrame);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(14, 12, 14, 12);
    column->setSpacing(0);
    m_inner->title = new QLabel(this);
    m_inner->title->setObjectName(QStringLiteral("cardTitle"));
    QFont font = sectionFont();
    font.setPixelSize(13);
    m_inner->title->setFont(font);
    m_inner->title->setWordWrap(true);
    m_inner->title->setTextFormat(Qt::PlainText);
    m_inner->title->hide();
    m_inner->text = new QLabel(this);
    m_inner->text->setObjectName(QStringLiteral("cardText"));
    m_inner->text->setWordWrap(true);
    m_inner->text->setTextFormat(Qt::PlainText);
    m_inner->text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_inner->text->setForegroundRole(QPalette::PlaceholderText);
    m_inner->text->setContentsMargins(0, 4, 0, 0);
    m_inner->text->hide();
    m_inner->body = new QVBoxLayout;
    m_inner->body->setSpacing(8);
    m_inner->top = new QHBoxLayout;
    m_inner->top->setSpacing(8);
    m_inner->top->addWidget(m_inner->title, 1);
    column->addLayout(m_inner->top);
    column->addWidget(m_inner->text);
    column->addLayout(m_inner->body);
}

void Card::setTone(Tone tone) {
    m_inner->tone = tone;
    update();
}

void Card::setTitle(const QString &title) {
    m_inner->title->setText(title);
    m_inner->title->setVisible(!title.isEmpty());
    setAccessibleName(title);
}

void Card::setText(const QString &text) {
    m_inner->text->setText(text);
    m_inner->text->setVisible(!text.isEmpty());
    setAccessibleDescription(text);
}

void Card::setCorner(QWidget *widget) { m_inner->top->addWidget(widget, 0, Qt::AlignTop); }

QPushButton *Card::addButton(const QString &text, const QString &objectName) { return add(plainButton(text, objectName, this)); }
QPushButton *Card::addPrimaryButton(const QString &text, const QString &objectName) { return add(primaryButton(text, objectName, this)); }

QPushButton *Card::add(QPushButton *button) {
    if (m_inner->buttons == nullptr) {
        m_inner->buttons = new FlowLayout(8);
        m_inner->buttons->setContentsMargins(0, 9, 0, 2);
        static_cast<QVBoxLayout *>(layout())->addLayout(m_inner->buttons);
    }
    m_inner->buttons->addWidget(button);
    return button;
}

QVBoxLayout *Card::body() { return m_inner->body; }

void Card::paintEvent(QPaintEvent *) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const ToneColours tone = coloursOf(m_inner->tone);
    painter.setPen(tone.line);
    painter.setBrush(tone.wash);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
}

}  // namespace latchkey
