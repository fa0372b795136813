// The adviser's card: which way in fits best, one sentence why, and one button that does it.
#pragma once

#include "models/domain/advice.h"
#include "ui/widgets/card.h"

namespace latchkey {

struct ShownAdvice {
    WayIn way = WayIn::MagicLink;
    QString title;
    QString sentence;
    QString button;  // empty where the thing is done already
};

class AdviceCard : public Card {
    Q_OBJECT
public:
    explicit AdviceCard(QWidget *parent);
    void set(const ShownAdvice &advice);

signals:
    void pressed(latchkey::WayIn way);

private:
    WayIn m_way = WayIn::MagicLink;
    QPushButton *m_button;
};

}  // namespace latchkey
