// The names of ways in and of the adviser's reasons on the wire.
#include "models/domain/advice.h"

#include "models/domain/enum_text.h"

namespace latchkey {

namespace {

constexpr EnumNames<WayIn, 3> wayInNames = {{
    {WayIn::MagicLink, QLatin1String("magic_link")},
    {WayIn::PortalLink, QLatin1String("portal_link")},
    {WayIn::StandardLogin, QLatin1String("standard_login")},
}};
static_assert(namesAll(wayInNames, WayIn::StandardLogin));

constexpr EnumNames<AdviceReason, 11> adviceReasonNames = {{
    {AdviceReason::CustomerRemoved, QLatin1String("customer_removed")},
    {AdviceReason::NothingOnFile, QLatin1String("nothing_on_file")},
    {AdviceReason::NoEmail, QLatin1String("no_email")},
    {AdviceReason::NotAllowed, QLatin1String("not_allowed")},
    {AdviceReason::LimitReached, QLatin1String("limit_reached")},
    {AdviceReason::AddressRefusesMail, QLatin1String("address_refuses_mail")},
    {AdviceReason::TroubleBefore, QLatin1String("trouble_before")},
    {AdviceReason::ReadLater, QLatin1String("read_later")},
    {AdviceReason::OpensLate, QLatin1String("opens_late")},
    {AdviceReason::ScannersFirst, QLatin1String("scanners_first")},
    {AdviceReason::ReadNow, QLatin1String("read_now")},
}};
static_assert(namesAll(adviceReasonNames, AdviceReason::ReadNow));

}  // namespace

QString toText(WayIn way) { return nameOf(wayInNames, way); }
std::optional<WayIn> wayInFromText(QStringView text) { return valueNamed(wayInNames, text); }

QString toText(AdviceReason reason) { return nameOf(adviceReasonNames, reason); }
std::optional<AdviceReason> adviceReasonFromText(QStringView text) { return valueNamed(adviceReasonNames, text); }

}  // namespace latchkey
