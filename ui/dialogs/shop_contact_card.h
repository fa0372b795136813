// What stands in the contact dialog of a shop outside the house: what cannot be changed here and where it can, or what is waited for.
#pragma once

#include "models/domain/finding.h"
#include "models/domain/shop_state.h"
#include "ui/widgets/card.h"

namespace latchkey {

class Desk;

class ShopContactCard : public Card {
    Q_OBJECT
public:
    ShopContactCard(Desk &desk, const ShopPlaces &places, QWidget *parent);
    void showNotPossible(const ShopTrouble &why);
    void showWaiting(const QString &email, bool correctable);  // correctable: another may be saved in its place
    void showUnsure(const QString &email);  // it was sent, and not answered
    void showFinding(const Finding &finding, Instant now);

private:
    Desk &m_desk;
};

}  // namespace latchkey
