// The names of the link inspector's verdicts on the wire.
#include "models/domain/link_verdict.h"

#include "models/domain/enum_text.h"

namespace latchkey {

namespace {

constexpr EnumNames<VerdictCode, 10> verdictCodeNames = {{
    {VerdictCode::Live, QLatin1String("live")},
    {VerdictCode::Used, QLatin1String("used")},
    {VerdictCode::Expired, QLatin1String("expired")},
    {VerdictCode::Revoked, QLatin1String("revoked")},
    {VerdictCode::VoidByEmailChange, QLatin1String("void_by_email_change")},
    {VerdictCode::Damaged, QLatin1String("damaged")},
    {VerdictCode::Unknown, QLatin1String("unknown")},
    {VerdictCode::OtherShop, QLatin1String("other_shop")},
    {VerdictCode::PortalLink, QLatin1String("portal_link")},
    {VerdictCode::NoLink, QLatin1String("no_link")},
}};
static_assert(namesAll(verdictCodeNames, VerdictCode::NoLink));

}  // namespace

QString toText(VerdictCode code) { return nameOf(verdictCodeNames, code); }
std::optional<VerdictCode> verdictCodeFromText(QStringView text) { return valueNamed(verdictCodeNames, text); }

}  // namespace latchkey
