// What an agent types or pastes to reach a team's service: an address made whole, and a token without what came with it.
#pragma once

#include "models/domain/secret.h"

#include <QUrl>

namespace latchkey {

enum class AddressFlaw { None, Empty, NotAnAddress, WrongScheme, HasUser, HasQuery };

struct ServiceAddress {
    QUrl url;
    AddressFlaw flaw = AddressFlaw::None;
    bool openToAll = false;  // http to another computer: everybody on the way could read the token
};

// "latchkey.example.com" is https; a trailing slash and what belongs to the API go.
ServiceAddress readServiceAddress(const QString &typed);
QString textOf(AddressFlaw flaw);
// Blanks and line ends inside come from a mail or a terminal and belong to no token. Empty when nothing is left.
AgentToken readPastedToken(const QString &pasted);

}  // namespace latchkey
