// The names of the error codes on the wire.
#include "models/domain/result.h"

#include "models/domain/enum_text.h"

namespace latchkey {

namespace {

constexpr EnumNames<ErrorCode, 56> errorCodeNames = {{
    {ErrorCode::InvalidRequest, QLatin1String("invalid_request")},
    {ErrorCode::NotFound, QLatin1String("not_found")},
    {ErrorCode::VersionConflict, QLatin1String("version_conflict")},
    {ErrorCode::EmailInvalid, QLatin1String("email_invalid")},
    {ErrorCode::PhoneInvalid, QLatin1String("phone_invalid")},
    {ErrorCode::Unauthorized, QLatin1String("unauthorized")},
    {ErrorCode::NotAllowed, QLatin1String("not_allowed")},
    {ErrorCode::TooManyLinks, QLatin1String("too_many_links")},
    {ErrorCode::MagicLinkRefused, QLatin1String("magic_link_refused")},
    {ErrorCode::LinkDamaged, QLatin1String("link_damaged")},
    {ErrorCode::LinkUnknown, QLatin1String("link_unknown")},
    {ErrorCode::LinkExpired, QLatin1String("link_expired")},
    {ErrorCode::LinkUsed, QLatin1String("link_used")},
    {ErrorCode::LinkRevoked, QLatin1String("link_revoked")},
    {ErrorCode::LinkVoidByEmailChange, QLatin1String("link_void_by_email_change")},
    {ErrorCode::CodeWrong, QLatin1String("code_wrong")},
    {ErrorCode::CodeExpired, QLatin1String("code_expired")},
    {ErrorCode::CodeTriesSpent, QLatin1String("code_tries_spent")},
    {ErrorCode::ResendTooSoon, QLatin1String("resend_too_soon")},
    {ErrorCode::TooManyTries, QLatin1String("too_many_tries")},
    {ErrorCode::CannotSendAgain, QLatin1String("cannot_send_again")},
    {ErrorCode::DeliveryFixed, QLatin1String("delivery_fixed")},
    {ErrorCode::DeliveryInvalid, QLatin1String("delivery_invalid")},
    {ErrorCode::SnippetInvalid, QLatin1String("snippet_invalid")},
    {ErrorCode::ColumnMissing, QLatin1String("column_missing")},
    {ErrorCode::ImportRunning, QLatin1String("import_running")},
    {ErrorCode::SyncRunning, QLatin1String("sync_running")},
    {ErrorCode::ImportTooLarge, QLatin1String("import_too_large")},
    {ErrorCode::TooManyImports, QLatin1String("too_many_imports")},
    {ErrorCode::UploadOutOfStep, QLatin1String("upload_out_of_step")},
    {ErrorCode::FileChanged, QLatin1String("file_changed")},
    {ErrorCode::ShopUnreachable, QLatin1String("shop_unreachable")},
    {ErrorCode::ShopRefusedUs, QLatin1String("shop_refused_us")},
    {ErrorCode::ShopDeclined, QLatin1String("shop_declined")},
    {ErrorCode::ShopUncertain, QLatin1String("shop_uncertain")},
    {ErrorCode::NotForThisShop, QLatin1String("not_for_this_shop")},
    {ErrorCode::StoreNewer, QLatin1String("store_newer")},
    {ErrorCode::StoreNotOurs, QLatin1String("store_not_ours")},
    {ErrorCode::StoreNotEmpty, QLatin1String("store_not_empty")},
    {ErrorCode::StoreOfOtherShop, QLatin1String("store_of_other_shop")},
    {ErrorCode::StoreReadOnly, QLatin1String("store_read_only")},
    {ErrorCode::StoreFull, QLatin1String("store_full")},
    {ErrorCode::StoreBusy, QLatin1String("store_busy")},
    {ErrorCode::StoreUnreachable, QLatin1String("store_unreachable")},
    {ErrorCode::StoreDamaged, QLatin1String("store_damaged")},
    {ErrorCode::StoreFailed, QLatin1String("store_failed")},
    {ErrorCode::NotForPostgres, QLatin1String("not_for_postgres")},
    {ErrorCode::FileUnreadable, QLatin1String("file_unreadable")},
    {ErrorCode::FileUnwritable, QLatin1String("file_unwritable")},
    {ErrorCode::ConfigurationInvalid, QLatin1String("configuration_invalid")},
    {ErrorCode::PortInUse, QLatin1String("port_in_use")},
    {ErrorCode::AddressUnusable, QLatin1String("address_unusable")},
    {ErrorCode::ServiceUnreachable, QLatin1String("service_unreachable")},
    {ErrorCode::ServiceTimedOut, QLatin1String("service_timed_out")},
    {ErrorCode::ServiceAnsweredNonsense, QLatin1String("service_answered_nonsense")},
    {ErrorCode::Cancelled, QLatin1String("cancelled")},
}};
static_assert(namesAll(errorCodeNames, ErrorCode::Cancelled));

}  // namespace

QString toText(ErrorCode code) { return nameOf(errorCodeNames, code); }
std::optional<ErrorCode> errorCodeFromText(QStringView text) { return valueNamed(errorCodeNames, text); }

}  // namespace latchkey
