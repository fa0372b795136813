// What each fault of a shop is to the API, to the desk and to a sync.
#include "models/domain/shop_trouble.h"

#include "models/domain/enum_text.h"
#include "models/domain/finding.h"

namespace latchkey {

namespace {

constexpr EnumNames<ShopFault, 27> faultNames = {{
    {ShopFault::Unreachable, QLatin1String("unreachable")},
    {ShopFault::TimedOut, QLatin1String("timed_out")},
    {ShopFault::BadCertificate, QLatin1String("bad_certificate")},
    {ShopFault::NotEncrypted, QLatin1String("not_encrypted")},
    {ShopFault::Redirected, QLatin1String("redirected")},
    {ShopFault::TooFast, QLatin1String("too_fast")},
    {ShopFault::Failing, QLatin1String("failing")},
    {ShopFault::Nonsense, QLatin1String("nonsense")},
    {ShopFault::TokenRefused, QLatin1String("token_refused")},
    {ShopFault::NoAccess, QLatin1String("no_access")},
    {ShopFault::DocumentRefused, QLatin1String("document_refused")},
    {ShopFault::TooMuchAsked, QLatin1String("too_much_asked")},
    {ShopFault::NotAnId, QLatin1String("not_an_id")},
    {ShopFault::Gone, QLatin1String("gone")},
    {ShopFault::NotInShop, QLatin1String("not_in_shop")},
    {ShopFault::Removed, QLatin1String("removed")},
    {ShopFault::Redacted, QLatin1String("redacted")},
    {ShopFault::NoEmail, QLatin1String("no_email")},
    {ShopFault::EmailUnknown, QLatin1String("email_unknown")},
    {ShopFault::EmailDiffers, QLatin1String("email_differs")},
    {ShopFault::EmailShared, QLatin1String("email_shared")},
    {ShopFault::EmailTaken, QLatin1String("email_taken")},
    {ShopFault::LinkElsewhere, QLatin1String("link_elsewhere")},
    {ShopFault::Declined, QLatin1String("declined")},
    {ShopFault::Uncertain, QLatin1String("uncertain")},
    {ShopFault::NotOffered, QLatin1String("not_offered")},
    {ShopFault::Stopped, QLatin1String("stopped")},
}};
static_assert(namesAll(faultNames, ShopFault::Stopped));

constexpr EnumNames<ShopSpeaker, 3> speakerNames = {{
    {ShopSpeaker::House, QLatin1String("house")},
    {ShopSpeaker::Skio, QLatin1String("skio")},
    {ShopSpeaker::Shopify, QLatin1String("shopify")},
}};
static_assert(namesAll(speakerNames, ShopSpeaker::Shopify));

ErrorCode codeOf(ShopFault fault) {
    switch (fault) {
        case ShopFault::Unreachable:
        case ShopFault::TimedOut:
        case ShopFault::BadCertificate:
        case ShopFault::NotEncrypted:
        case ShopFault::Redirected:
        case ShopFault::TooFast:
        case ShopFault::Failing:
        case ShopFault::Nonsense:
            return ErrorCode::ShopUnreachable;
        case ShopFault::TokenRefused:
        case ShopFault::NoAccess:
        case ShopFault::DocumentRefused:
        case ShopFault::TooMuchAsked:
            return ErrorCode::ShopRefusedUs;
        case ShopFault::Removed:
        case ShopFault::Redacted:
        case ShopFault::NoEmail:
        case ShopFault::EmailUnknown:
        case ShopFault::EmailDiffers:
        case ShopFault::EmailShared:
        case ShopFault::LinkElsewhere:
            return ErrorCode::MagicLinkRefused;
        case ShopFault::NotAnId:
        case ShopFault::Gone:
        case ShopFault::NotInShop:
            return ErrorCode::NotFound;
        case ShopFault::EmailTaken:
        case ShopFault::Declined:
            return ErrorCode::ShopDeclined;
        case ShopFault::Uncertain:
            return ErrorCode::ShopUncertain;
        case ShopFault::NotOffered:
            return ErrorCode::NotForThisShop;
        case ShopFault::Stopped:
            return ErrorCode::Cancelled;
    }
    return ErrorCode::ShopUnreachable;
}

}  // namespace

Error errorOf(const ShopTrouble &trouble) { return {codeOf(trouble.fault), toText(trouble.fault), trouble.retryAt}; }

std::optional<FindingCode> findingCodeOf(ShopFault fault) {
    switch (fault) {
        case ShopFault::Unreachable:
        case ShopFault::TimedOut:
        case ShopFault::BadCertificate:
        case ShopFault::NotEncrypted:
        case ShopFault::Redirected:
        case ShopFault::TooFast:
        case ShopFault::Failing:
        case ShopFault::Nonsense:
            return FindingCode::ShopUnreachable;
        case ShopFault::TokenRefused:
            return FindingCode::ShopRefusedUs;
        case ShopFault::NoAccess:
            return FindingCode::ShopNoAccess;
        case ShopFault::DocumentRefused:
            return FindingCode::ShopApiChanged;
        case ShopFault::TooMuchAsked:
            return FindingCode::ShopLimits;
        case ShopFault::NotAnId:
            return FindingCode::ShopIdUnusable;
        case ShopFault::Gone:
        case ShopFault::NotInShop:
            return FindingCode::ShopCustomerGone;
        case ShopFault::Removed:
            return FindingCode::CustomerRemoved;
        case ShopFault::Redacted:
            return FindingCode::ShopCustomerRedacted;
        case ShopFault::NoEmail:
            return FindingCode::EmailMissing;
        case ShopFault::EmailUnknown:
            return FindingCode::ShopEmailUnknown;
        case ShopFault::EmailDiffers:
            return FindingCode::ShopEmailDiffers;
        case ShopFault::EmailShared:
            return FindingCode::ShopEmailShared;
        case ShopFault::EmailTaken:
            return FindingCode::ShopEmailTaken;
        case ShopFault::LinkElsewhere:
            return FindingCode::ShopLinkElsewhere;
        case ShopFault::Declined:
            return FindingCode::ShopDeclined;
        case ShopFault::Uncertain:
            return FindingCode::ShopUncertain;
        case ShopFault::NotOffered:
            return FindingCode::ShopOffersNot;
        case ShopFault::Stopped:
            return std::nullopt;
    }
    return std::nullopt;
}

bool mayAskAgain(ShopFault fault) {
    return fault == ShopFault::Unreachable || fault == ShopFault::TimedOut || fault == ShopFault::TooFast || fault == ShopFault::Failing;
}

bool endsSync(ShopFault fault) {
    return fault == ShopFault::TokenRefused || fault == ShopFault::NotEncrypted || fault == ShopFault::BadCertificate || fault == ShopFault::Redirected;
}

QString toText(ShopFault fault) { return nameOf(faultNames, fault); }
std::optional<ShopFault> shopFaultFromText(QStringView text) { return valueNamed(faultNames, text); }
QString toText(ShopSpeaker speaker) { return nameOf(speakerNames, speaker); }
std::optional<ShopSpeaker> shopSpeakerFromText(QStringView text) { return valueNamed(speakerNames, text); }

}  // namespace latchkey
