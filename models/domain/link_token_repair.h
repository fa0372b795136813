// What a damaged link token can have been: the whole tokens that one ordinary mishap makes it of.
#pragma once

#include "models/domain/link_token.h"
#include "models/domain/link_verdict.h"

namespace latchkey {

// A token as it was typed or read aloud, in the alphabet: lower case, with 0 for an o and 1 for an i or l. A u stands for nothing.
struct FoldedToken {
    LinkToken token;
    bool upperCase = false;
    int lookAlikes = 0;
};
FoldedToken foldToken(QByteArrayView text);

struct TokenRepair {
    LinkToken token;  // whole
    LinkDamage damage = LinkDamage::Unclear;
    int at = -1;  // as LinkVerdict::damageAt
};
// Of a folded text that is not whole. The check characters weed out all but about one in a thousand, so there are a handful at most
// that never were; the store tells which of them a link has. Nothing for texts that are shorter by more than two.
QList<TokenRepair> repairsOf(QByteArrayView folded);
// What is said of the damage when the store knows none of the repairs: `token` stays empty.
TokenRepair likelyDamage(QByteArrayView folded, const QList<TokenRepair> &repairs);

}  // namespace latchkey
