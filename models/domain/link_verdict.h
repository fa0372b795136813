// What the link inspector says of a pasted text.
#pragma once

#include "models/domain/timeline.h"

namespace latchkey {

enum class VerdictCode { Live, Used, Expired, Revoked, VoidByEmailChange, Damaged, Unknown, OtherShop, PortalLink, NoLink };

struct LinkVerdict {
    VerdictCode code = VerdictCode::NoLink;
    std::optional<LoginLink> link;  // when it is one of ours
    QString customerName;
    int wrongCharacter = -1;        // place in the token, when exactly one is wrong
    QList<TimelineEntry> timeline;
};

QString toText(VerdictCode code);
std::optional<VerdictCode> verdictCodeFromText(QStringView text);

}  // namespace latchkey
