// What a test letter or text came to: the conversation with the server step by step, and what to set right.
#pragma once

#include "models/domain/delivery_setup.h"
#include "ui/widgets/card.h"

namespace latchkey {

class TrialCard : public Card {
    Q_OBJECT
public:
    TrialCard(const QString &objectName, QWidget *parent);
    void showTrial(const DeliveryTrial &trial, Channel channel);
    void showError(const QString &sentence);  // the service itself did not answer

private:
    void clearSteps();

    QWidget *m_steps = nullptr;
};

}  // namespace latchkey
