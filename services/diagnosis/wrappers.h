// The link-protection and click-tracking services that wrap links, and where each keeps the link that it wrapped.
#pragma once

#include "models/domain/link_verdict.h"

#include <QStringView>

#include <optional>

namespace latchkey {

// The parts of "https://user@host:443/path?query" that matter here; views into the text.
struct AddressParts {
    QStringView authority;  // without a user
    QStringView rest;       // from the path's slash on
};
AddressParts partsOfAddress(QStringView address);
// Lower case, without port.
QString hostOf(QStringView authority);

struct Unwrapped {
    UndoneKind kind = UndoneKind::Redirect;
    QString target;            // empty: the service alone knows it, and it is never asked
    int percentDecodings = 0;  // beyond what the wrapper itself needs
};
// Nothing when the address is no wrapper that is known, and does not hold an address at `ourAuthority` either.
std::optional<Unwrapped> unwrapped(const AddressParts &address, QStringView ourAuthority);

}  // namespace latchkey
