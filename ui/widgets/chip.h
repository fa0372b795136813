// A small rounded word in a soft colour: "Active", "No e-mail". As a widget, and as painted by the tables' delegate.
#pragma once

#include "models/domain/customer.h"
#include "models/domain/login_link.h"
#include "models/domain/message.h"
#include "ui/widgets/card.h"

#include <QLabel>

class QPainter;

namespace latchkey {

class Chip : public QLabel {
    Q_OBJECT
public:
    Chip(const QString &text, Tone tone, QWidget *parent = nullptr);
    void set(const QString &text, Tone tone);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Tone m_tone;
};

Tone toneOf(SubscriptionStatus status);  // Plain is grey
Tone toneOf(MessageState state);
Tone toneOf(LinkState state);
// Paints at the left of `area`, vertically centred; answers the width used.
int chipWidth(const QString &text);
int paintChip(QPainter &painter, const QRect &area, const QString &text, Tone tone);

}  // namespace latchkey
