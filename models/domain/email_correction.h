// What somebody probably meant by a wrong e-mail address: used by checkEmail() alone.
#pragma once

#include "models/domain/email_address.h"

namespace latchkey {

struct EmailFlawAt {
    EmailFlaw flaw = EmailFlaw::NoAt;
    int at = -1;
};

// The first flaw of a trimmed, non-empty address; nothing when it is valid.
std::optional<EmailFlawAt> flawOfEmail(QStringView text);

// A valid address near a malformed one; empty when nothing is likely.
QString likelyCorrection(QStringView malformed);

// The common mail domain that a valid domain is one slip away from ("gmial.com" -> "gmail.com"); empty for all others.
QString commonDomainMeantBy(QStringView domain);

}  // namespace latchkey
