// The words in which latchkeyd tells of a shop: what it can do, and why it does not.
#pragma once

#include "models/domain/shop_view.h"

namespace latchkey {

// A whole sentence, and what to do about it where there is something.
QString sentenceOf(const ShopTrouble &trouble);
// "Reading customers: yes", with the reason behind a no and what "untried" waits for.
QString lineOf(const AbilityView &view);

}  // namespace latchkey
