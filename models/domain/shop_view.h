// What the desk is told of a shop: which kind it is, what it can do, how its customers sign in, and where else to look.
#pragma once

#include "models/domain/shop_trouble.h"

#include <QList>

namespace latchkey {

enum class ShopKind { House, Skio };

// What a shop may or may not be able to do with the credentials that it has.
enum class ShopAbility { ReadCustomers, ReadSubscriptions, ReadLines, ReadProducts, ReadPolicies, Search, MakeLink, ChangeEmail, HousePortal };
enum class AbilityState { Untried, Yes, No };

struct AbilityView {
    ShopAbility ability = ShopAbility::ReadCustomers;
    AbilityState state = AbilityState::Untried;
    std::optional<ShopTrouble> reason = {};  // with No
    Instant triedAt = {};                    // unset: never, or not needed
};

enum class EmailChangeState { Done, Waiting, NotPossible };

// How the customer gets in without a link. Sentences are the faces' own.
struct StandardLogin {
    QString page = {};          // the login page: the Portal link
    int codeDigits = 4;
    bool codeByEmail = true;
    bool codeByText = true;     // when a phone is on file
    bool letterHasLink = true;  // the e-mail with the code carries a Magic link as well
    bool staysSignedIn = true;  // on that device
};

// Where to go on in the other programs; an empty text where there is no such place. No secrets in them.
struct ShopPlaces {
    QString skio = {};
    QString shopify = {};
};

QString toText(ShopKind kind);
std::optional<ShopKind> shopKindFromText(QStringView text);
QString toText(ShopAbility ability);
std::optional<ShopAbility> shopAbilityFromText(QStringView text);
QString toText(AbilityState state);
std::optional<AbilityState> abilityStateFromText(QStringView text);

}  // namespace latchkey
