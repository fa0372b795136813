// The names of findings, severities and remedies on the wire.
#include "models/domain/finding.h"

#include "models/domain/enum_text.h"

namespace latchkey {

namespace {

constexpr EnumNames<FindingCode, 25> findingCodeNames = {{
    {FindingCode::EmailMissing, QLatin1String("email_missing")},
    {FindingCode::EmailMalformed, QLatin1String("email_malformed")},
    {FindingCode::EmailDomainTypo, QLatin1String("email_domain_typo")},
    {FindingCode::EmailDomainHasNoMail, QLatin1String("email_domain_has_no_mail")},
    {FindingCode::EmailBounced, QLatin1String("email_bounced")},
    {FindingCode::EmailShared, QLatin1String("email_shared")},
    {FindingCode::CustomerRemoved, QLatin1String("customer_removed")},
    {FindingCode::LinkLive, QLatin1String("link_live")},
    {FindingCode::LinkExpired, QLatin1String("link_expired")},
    {FindingCode::LinkUsed, QLatin1String("link_used")},
    {FindingCode::LinkRevoked, QLatin1String("link_revoked")},
    {FindingCode::LinkVoidByEmailChange, QLatin1String("link_void_by_email_change")},
    {FindingCode::LinkOpenedNotPressed, QLatin1String("link_opened_not_pressed")},
    {FindingCode::LetterFailed, QLatin1String("letter_failed")},
    {FindingCode::LetterWaiting, QLatin1String("letter_waiting")},
    {FindingCode::SmsFailed, QLatin1String("sms_failed")},
    {FindingCode::PortalLinkFitsBetter, QLatin1String("portal_link_fits_better")},
    {FindingCode::ReplyGoesElsewhere, QLatin1String("reply_goes_elsewhere")},
    {FindingCode::WrongPlace, QLatin1String("wrong_place")},
    {FindingCode::UseStandardLogin, QLatin1String("use_standard_login")},
    {FindingCode::TooManyLinks, QLatin1String("too_many_links")},
    {FindingCode::NotAllowed, QLatin1String("not_allowed")},
    {FindingCode::ShopUnreachable, QLatin1String("shop_unreachable")},
    {FindingCode::ShopRefusedUs, QLatin1String("shop_refused_us")},
    {FindingCode::ServiceUnreachable, QLatin1String("service_unreachable")},
}};
static_assert(namesAll(findingCodeNames, FindingCode::ServiceUnreachable));

constexpr EnumNames<Severity, 3> severityNames = {{
    {Severity::Blocks, QLatin1String("blocks")},
    {Severity::Warns, QLatin1String("warns")},
    {Severity::Informs, QLatin1String("informs")},
}};
static_assert(namesAll(severityNames, Severity::Informs));

constexpr EnumNames<Remedy, 18> remedyNames = {{
    {Remedy::EditContact, QLatin1String("edit_contact")},
    {Remedy::UseSuggestion, QLatin1String("use_suggestion")},
    {Remedy::IssueMagicLink, QLatin1String("issue_magic_link")},
    {Remedy::RevokeLink, QLatin1String("revoke_link")},
    {Remedy::CopyPortalLink, QLatin1String("copy_portal_link")},
    {Remedy::CopyLoginSteps, QLatin1String("copy_login_steps")},
    {Remedy::EmailLoginLink, QLatin1String("email_login_link")},
    {Remedy::SendAgain, QLatin1String("send_again")},
    {Remedy::OpenMessage, QLatin1String("open_message")},
    {Remedy::OpenLink, QLatin1String("open_link")},
    {Remedy::OverrideReply, QLatin1String("override_reply")},
    {Remedy::OpenOtherCustomer, QLatin1String("open_other_customer")},
    {Remedy::OpenCustomer, QLatin1String("open_customer")},
    {Remedy::GoToSubscriptions, QLatin1String("go_to_subscriptions")},
    {Remedy::GoToCustomers, QLatin1String("go_to_customers")},
    {Remedy::Search, QLatin1String("search")},
    {Remedy::OpenSettings, QLatin1String("open_settings")},
    {Remedy::TryAgain, QLatin1String("try_again")},
}};
static_assert(namesAll(remedyNames, Remedy::TryAgain));

}  // namespace

QString toText(FindingCode code) { return nameOf(findingCodeNames, code); }
std::optional<FindingCode> findingCodeFromText(QStringView text) { return valueNamed(findingCodeNames, text); }

QString toText(Severity severity) { return nameOf(severityNames, severity); }
std::optional<Severity> severityFromText(QStringView text) { return valueNamed(severityNames, text); }

QString toText(Remedy remedy) { return nameOf(remedyNames, remedy); }
std::optional<Remedy> remedyFromText(QStringView text) { return valueNamed(remedyNames, text); }

}  // namespace latchkey
