// The names of the timeline's entries on the wire.
#include "models/domain/timeline.h"

#include "models/domain/enum_text.h"

namespace latchkey {

namespace {

constexpr EnumNames<TimelineKind, 20> timelineKindNames = {{
    {TimelineKind::LinkIssued, QLatin1String("link_issued")},
    {TimelineKind::LinkOpened, QLatin1String("link_opened")},
    {TimelineKind::LinkOpenedByScanner, QLatin1String("link_opened_by_scanner")},
    {TimelineKind::LinkRefused, QLatin1String("link_refused")},
    {TimelineKind::LinkUsed, QLatin1String("link_used")},
    {TimelineKind::LinkExpired, QLatin1String("link_expired")},
    {TimelineKind::LinkRevoked, QLatin1String("link_revoked")},
    {TimelineKind::LinkVoidByEmailChange, QLatin1String("link_void_by_email_change")},
    {TimelineKind::CodeSent, QLatin1String("code_sent")},
    {TimelineKind::CodeWrong, QLatin1String("code_wrong")},
    {TimelineKind::SignedInByCode, QLatin1String("signed_in_by_code")},
    {TimelineKind::SignedOut, QLatin1String("signed_out")},
    {TimelineKind::ContactChanged, QLatin1String("contact_changed")},
    {TimelineKind::PortalLinkCopied, QLatin1String("portal_link_copied")},
    {TimelineKind::LetterFailed, QLatin1String("letter_failed")},
    {TimelineKind::TextFailed, QLatin1String("text_failed")},
    {TimelineKind::MessageSentAgain, QLatin1String("message_sent_again")},
    {TimelineKind::SessionsEnded, QLatin1String("sessions_ended")},
    {TimelineKind::LinkCopied, QLatin1String("link_copied")},
    {TimelineKind::LetterDelivered, QLatin1String("letter_delivered")},
}};
static_assert(namesAll(timelineKindNames, TimelineKind::LetterDelivered));

}  // namespace

QString toText(TimelineKind kind) { return nameOf(timelineKindNames, kind); }
std::optional<TimelineKind> timelineKindFromText(QStringView text) { return valueNamed(timelineKindNames, text); }

}  // namespace latchkey
