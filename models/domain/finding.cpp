// The names of findings, severities and remedies on the wire.
#include "models/domain/finding.h"

#include "models/domain/enum_text.h"

namespace latchkey {

namespace {

// A switch and no table, so that a new code does not compile before it has its name.
constexpr QLatin1String nameOf(FindingCode code) {
    switch (code) {
        case FindingCode::EmailMissing:
            return QLatin1String("email_missing");
        case FindingCode::EmailMalformed:
            return QLatin1String("email_malformed");
        case FindingCode::EmailDomainTypo:
            return QLatin1String("email_domain_typo");
        case FindingCode::EmailDomainHasNoMail:
            return QLatin1String("email_domain_has_no_mail");
        case FindingCode::EmailBounced:
            return QLatin1String("email_bounced");
        case FindingCode::EmailShared:
            return QLatin1String("email_shared");
        case FindingCode::CustomerRemoved:
            return QLatin1String("customer_removed");
        case FindingCode::LinkLive:
            return QLatin1String("link_live");
        case FindingCode::LinkExpired:
            return QLatin1String("link_expired");
        case FindingCode::LinkUsed:
            return QLatin1String("link_used");
        case FindingCode::LinkRevoked:
            return QLatin1String("link_revoked");
        case FindingCode::LinkVoidByEmailChange:
            return QLatin1String("link_void_by_email_change");
        case FindingCode::LinkOpenedNotPressed:
            return QLatin1String("link_opened_not_pressed");
        case FindingCode::LetterFailed:
            return QLatin1String("letter_failed");
        case FindingCode::LetterWaiting:
            return QLatin1String("letter_waiting");
        case FindingCode::SmsFailed:
            return QLatin1String("sms_failed");
        case FindingCode::PortalLinkFitsBetter:
            return QLatin1String("portal_link_fits_better");
        case FindingCode::ReplyGoesElsewhere:
            return QLatin1String("reply_goes_elsewhere");
        case FindingCode::WrongPlace:
            return QLatin1String("wrong_place");
        case FindingCode::UseStandardLogin:
            return QLatin1String("use_standard_login");
        case FindingCode::TooManyLinks:
            return QLatin1String("too_many_links");
        case FindingCode::NotAllowed:
            return QLatin1String("not_allowed");
        case FindingCode::ShopUnreachable:
            return QLatin1String("shop_unreachable");
        case FindingCode::ShopRefusedUs:
            return QLatin1String("shop_refused_us");
        case FindingCode::ShopNoAccess:
            return QLatin1String("shop_no_access");
        case FindingCode::ShopApiChanged:
            return QLatin1String("shop_api_changed");
        case FindingCode::ShopLimits:
            return QLatin1String("shop_limits");
        case FindingCode::ShopIdUnusable:
            return QLatin1String("shop_id_unusable");
        case FindingCode::ShopCustomerGone:
            return QLatin1String("shop_customer_gone");
        case FindingCode::ShopCustomerRedacted:
            return QLatin1String("shop_customer_redacted");
        case FindingCode::ShopEmailUnknown:
            return QLatin1String("shop_email_unknown");
        case FindingCode::ShopEmailDiffers:
            return QLatin1String("shop_email_differs");
        case FindingCode::ShopEmailShared:
            return QLatin1String("shop_email_shared");
        case FindingCode::ShopEmailTaken:
            return QLatin1String("shop_email_taken");
        case FindingCode::ShopLinkElsewhere:
            return QLatin1String("shop_link_elsewhere");
        case FindingCode::ShopDeclined:
            return QLatin1String("shop_declined");
        case FindingCode::ShopUncertain:
            return QLatin1String("shop_uncertain");
        case FindingCode::ShopOffersNot:
            return QLatin1String("shop_offers_not");
        case FindingCode::ShopWaiting:
            return QLatin1String("shop_waiting");
        case FindingCode::ShopLinkOut:
            return QLatin1String("shop_link_out");
        case FindingCode::ServiceUnreachable:
            return QLatin1String("service_unreachable");
    }
    return {};
}
constexpr int findingCodes = static_cast<int>(FindingCode::ServiceUnreachable) + 1;
static_assert(nameOf(static_cast<FindingCode>(findingCodes)).isEmpty(), "ServiceUnreachable is the last code: a new one stands before it");

constexpr EnumNames<Severity, 3> severityNames = {{
    {Severity::Blocks, QLatin1String("blocks")},
    {Severity::Warns, QLatin1String("warns")},
    {Severity::Informs, QLatin1String("informs")},
}};
static_assert(namesAll(severityNames, Severity::Informs));

constexpr EnumNames<Remedy, 20> remedyNames = {{
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
    {Remedy::OpenInShop, QLatin1String("open_in_shop")},
    {Remedy::OpenInPlatform, QLatin1String("open_in_platform")},
}};
static_assert(namesAll(remedyNames, Remedy::OpenInPlatform));

constexpr EnumNames<ShopAsked, 3> askedNames = {{
    {ShopAsked::Reading, QLatin1String("reading")},
    {ShopAsked::Link, QLatin1String("link")},
    {ShopAsked::Change, QLatin1String("change")},
}};
static_assert(namesAll(askedNames, ShopAsked::Change));

}  // namespace

QString toText(FindingCode code) { return nameOf(code); }

std::optional<FindingCode> findingCodeFromText(QStringView text) {
    for (int i = 0; i < findingCodes; ++i)
        if (text == nameOf(static_cast<FindingCode>(i))) return static_cast<FindingCode>(i);
    return {};
}

QList<FindingCode> allFindingCodes() {
    QList<FindingCode> all;
    for (int i = 0; i < findingCodes; ++i) all.append(static_cast<FindingCode>(i));
    return all;
}

QString toText(Severity severity) { return nameOf(severityNames, severity); }
std::optional<Severity> severityFromText(QStringView text) { return valueNamed(severityNames, text); }

QString toText(Remedy remedy) { return nameOf(remedyNames, remedy); }
std::optional<Remedy> remedyFromText(QStringView text) { return valueNamed(remedyNames, text); }

QString toText(ShopAsked asked) { return nameOf(askedNames, asked); }
std::optional<ShopAsked> shopAskedFromText(QStringView text) { return valueNamed(askedNames, text); }

}  // namespace latchkey
