// The switch from error codes to HTTP statuses.
#include "services/api/error_status.h"

namespace latchkey {

int statusOf(ErrorCode code) {
    switch (code) {
        case ErrorCode::InvalidRequest:
        case ErrorCode::EmailInvalid:
        case ErrorCode::PhoneInvalid:
        case ErrorCode::DeliveryInvalid:
        case ErrorCode::SnippetInvalid:
        case ErrorCode::ColumnMissing:
            return 400;
        case ErrorCode::Unauthorized:
            return 401;
        case ErrorCode::NotAllowed:
            return 403;
        case ErrorCode::NotFound:
            return 404;
        case ErrorCode::VersionConflict:
        case ErrorCode::MagicLinkRefused:
        case ErrorCode::LinkUsed:
        case ErrorCode::LinkRevoked:
        case ErrorCode::LinkExpired:
        case ErrorCode::LinkVoidByEmailChange:
        case ErrorCode::LinkDamaged:
        case ErrorCode::LinkUnknown:
        case ErrorCode::CodeWrong:
        case ErrorCode::CodeExpired:
        case ErrorCode::CodeTriesSpent:
        case ErrorCode::CannotSendAgain:
        case ErrorCode::DeliveryFixed:
        case ErrorCode::ImportRunning:
        case ErrorCode::SyncRunning:
        case ErrorCode::UploadOutOfStep:
        case ErrorCode::FileChanged:
        case ErrorCode::ShopDeclined:
        case ErrorCode::NotForThisShop:
        case ErrorCode::Cancelled:
            return 409;
        case ErrorCode::ImportTooLarge:
            return 413;
        case ErrorCode::TooManyLinks:
        case ErrorCode::TooManyImports:
        case ErrorCode::ResendTooSoon:
        case ErrorCode::TooManyTries:
            return 429;
        case ErrorCode::StoreBusy:
        case ErrorCode::StoreUnreachable:
        case ErrorCode::StoreFull:
        case ErrorCode::StoreReadOnly:
            return 503;
        case ErrorCode::StoreNewer:
        case ErrorCode::StoreNotOurs:
        case ErrorCode::StoreNotEmpty:
        case ErrorCode::StoreOfOtherShop:
        case ErrorCode::StoreDamaged:
        case ErrorCode::StoreFailed:
        case ErrorCode::NotForPostgres:
        case ErrorCode::FileUnreadable:
        case ErrorCode::FileUnwritable:
        case ErrorCode::ConfigurationInvalid:
        case ErrorCode::PortInUse:
        case ErrorCode::AddressUnusable:
            return 500;
        case ErrorCode::ShopUnreachable:
        case ErrorCode::ShopRefusedUs:
        case ErrorCode::ServiceUnreachable:
        case ErrorCode::ServiceAnsweredNonsense:
            return 502;
        case ErrorCode::ShopUncertain:
        case ErrorCode::ServiceTimedOut:
            return 504;
    }
    return 500;
}

}  // namespace latchkey
