// The right-link adviser's word: which of the three ways in fits a customer now, and the one reason for it. It never blocks.
#pragma once

#include "models/domain/instant.h"

#include <QString>

#include <optional>

namespace latchkey {

enum class WayIn { MagicLink, PortalLink, StandardLogin };

// In the order in which they are asked; the first that holds speaks.
enum class AdviceReason {
    CustomerRemoved,    // whose contact the shop has emptied: to fill it in would help nobody
    NothingOnFile,      // neither a valid e-mail address nor a phone: the contact comes first, the Portal link is all there is
    NoEmail,            // no valid address, but a phone: a code by SMS
    NotAllowed,         // this agent's role issues no Magic links
    LimitReached,       // `count` links within the hour
    AddressRefusesMail, // a letter bounced, or the domain takes no mail
    TroubleBefore,      // links failed `count` times in a row
    ReadLater,          // the agent says so
    OpensLate,          // this customer's median time to open, `usualDelay`, is longer than a link lives
    ScannersFirst,      // the mail domain's links are opened by scanners; nothing is spent, and the button must be pressed
    ReadNow,            // nothing speaks against a Magic link
};

struct Advice {
    WayIn way = WayIn::MagicLink;
    AdviceReason reason = AdviceReason::ReadNow;
    int count = 0;
    Duration usualDelay{};
    Duration life{};      // of a Magic link
    QString domain;       // of the address on file, for ScannersFirst
};

QString toText(WayIn way);
std::optional<WayIn> wayInFromText(QStringView text);
QString toText(AdviceReason reason);
std::optional<AdviceReason> adviceReasonFromText(QStringView text);

}  // namespace latchkey
