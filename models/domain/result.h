// Errors are values: every verb answers Result<T>, and each face turns an ErrorCode into its own sentence.
#pragma once

#include "models/domain/instant.h"

#include <QString>

#include <tl/expected.hpp>

#include <optional>

namespace latchkey {

enum class ErrorCode {
    // what was asked
    InvalidRequest,
    NotFound,
    VersionConflict,
    EmailInvalid,
    PhoneInvalid,
    // who asked, and how often
    Unauthorized,
    NotAllowed,
    TooManyLinks,
    MagicLinkRefused,  // a finding blocks it; the findings travel beside the error
    // links
    LinkDamaged,
    LinkUnknown,
    LinkExpired,
    LinkUsed,
    LinkRevoked,
    LinkVoidByEmailChange,
    // codes
    CodeWrong,
    CodeExpired,
    CodeTriesSpent,
    ResendTooSoon,
    TooManyTries,
    // messages
    CannotSendAgain,   // its way in can no longer be made anew
    DeliveryFixed,     // set in the service's configuration: the desk may not change it
    DeliveryInvalid,   // `detail` is the setting's name
    SnippetInvalid,    // `detail` is toText(SnippetProblem)
    // imports
    ColumnMissing,     // `detail` is the column's name
    ImportRunning,     // another one, on the same store
    SyncRunning,       // likewise, with the shop
    ImportTooLarge,    // `detail` is how many MiB are taken
    TooManyImports,    // are open at this service
    UploadOutOfStep,   // a piece of a file does not begin where the last one ended, or is not the file that was offered
    FileChanged,       // while it was being sent
    // shops outside the house; `detail` is toText(ShopFault)
    ShopUnreachable,
    ShopRefusedUs,     // the token, or what we ask for as such
    ShopDeclined,      // this one request
    ShopUncertain,     // no answer to a change: it may have been made
    NotForThisShop,    // what only the house's own portal and letters do, or the shop has no credential for
    // machines
    StoreNewer,
    StoreNotOurs,
    StoreNotEmpty,
    StoreOfOtherShop,  // `detail` is the domain, or the id at the shop, of the one that it mirrors; empty: the house's own customers are in it
    StoreReadOnly,
    StoreFull,
    StoreBusy,
    StoreUnreachable,  // PostgreSQL does not answer
    StoreDamaged,
    StoreFailed,
    NotForPostgres,    // `detail` is what its own tools do: "backup"
    FileUnreadable,
    FileUnwritable,
    ConfigurationInvalid,
    PortInUse,
    AddressUnusable,
    ServiceUnreachable,
    ServiceTimedOut,
    ServiceAnsweredNonsense,
    Cancelled,
};

struct Error {
    ErrorCode code = ErrorCode::InvalidRequest;
    // The datum that the sentence needs (a path, a field's name, a row), never a secret and never a finished sentence.
    QString detail;
    // When the same request may succeed, where the code is about limits.
    std::optional<Instant> retryAt;
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(ErrorCode code, QString detail = {}, std::optional<Instant> retryAt = {}) {
    return tl::unexpected<Error>(Error{code, std::move(detail), retryAt});
}

// The stable text of a code on the wire, snake_case ("link_expired"); and back, nothing when it is none of ours.
QString toText(ErrorCode code);
std::optional<ErrorCode> errorCodeFromText(QStringView text);

}  // namespace latchkey
