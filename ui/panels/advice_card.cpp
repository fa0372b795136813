// Changes its words in place, so that a refresh does not take the focus off its button.
#include "ui/panels/advice_card.h"

#include <QPushButton>

namespace latchkey {

namespace {

Tone toneOf(WayIn way) {
    switch (way) {
        case WayIn::PortalLink:
            return Tone::Warning;
        case WayIn::MagicLink:
        case WayIn::StandardLogin:
            break;
    }
    return Tone::Success;
}

}  // namespace

AdviceCard::AdviceCard(QWidget *parent) : Card(Tone::Success, parent), m_button(addButton({}, QStringLiteral("adviceButton"))) {
    setObjectName(QStringLiteral("adviceCard"));
    connect(m_button, &QPushButton::clicked, this, [this] { emit pressed(m_way); });
}

void AdviceCard::set(const ShownAdvice &advice) {
    m_way = advice.way;
    setTone(toneOf(advice.way));
    setTitle(advice.title);
    setText(advice.sentence);
    m_button->setText(advice.button);
    m_button->setVisible(!advice.button.isEmpty());
    m_button->setAccessibleDescription(advice.title);
}

}  // namespace latchkey
