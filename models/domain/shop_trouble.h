// What a shop outside the house answered instead of doing what was asked: one fault, and the data that its sentence needs.
#pragma once

#include "models/domain/result.h"

namespace latchkey {

enum class FindingCode;

// The row behind each says what it means for the agent; nothing here tells which document was sent.
enum class ShopFault {
    // nobody answered
    Unreachable,      // no connection, or it was closed before an answer
    TimedOut,
    BadCertificate,
    NotEncrypted,     // the endpoint is no https: nothing was sent
    // an answer that is no use
    Redirected,       // it sends us to another place, where the token does not go
    TooFast,          // its rate limit, still so after the pauses
    Failing,          // HTTP 5xx
    Nonsense,         // no JSON, or not what was asked for
    // it refuses us
    TokenRefused,
    NoAccess,         // the token is good, but not for this; `what` is the collection
    DocumentRefused,  // a field or type is not known there, and leaving it out was not possible; `what` is its name
    TooMuchAsked,     // a limit of depth or rows, also at the smallest page
    // it refuses this one request
    NotAnId,          // the text is none of the shop's ids
    Gone,             // no longer there
    NotInShop,        // a well-formed id that this shop does not know
    Removed,          // the customer was removed
    Redacted,         // the customer's data was deleted for privacy
    NoEmail,
    EmailUnknown,     // no customer of the shop has this address
    EmailDiffers,     // the address at the shop is no longer the one that was shown; `words` is empty, the row is re-read
    EmailShared,      // several customers answer to it; `count`
    EmailTaken,       // at another customer, when changing it
    LinkElsewhere,    // the shop made a link to a foreign host: it is not handed out
    Declined,         // it said no, in `words`
    // nothing or who knows
    Uncertain,        // a change was sent and no answer came: it may have been made, and is never sent again by itself
    NotOffered,       // this shop has no such thing, or no credential for it is set
    Stopped,          // by us
};

// Who said so: the shop, the platform that it rests on, or nobody but ourselves.
enum class ShopSpeaker { House, Skio, Shopify };

struct ShopTrouble {
    ShopFault fault = ShopFault::Unreachable;
    ShopSpeaker speaker = ShopSpeaker::Skio;
    QString what = {};   // a collection's or a field's name; with LinkElsewhere the host where it is another one, and nothing else of the link
    QString words = {};  // the other side's own, one line, at most 300 characters, without our secrets
    int status = 0;      // of HTTP, where one came
    int count = 0;
    std::optional<Instant> retryAt = {};
};

template <class T>
using ShopResult = tl::expected<T, ShopTrouble>;

inline tl::unexpected<ShopTrouble> trouble(ShopFault fault, QString what = {}) {
    ShopTrouble made;
    made.fault = fault;
    made.what = std::move(what);
    return tl::unexpected<ShopTrouble>(std::move(made));
}

// The error that a verb of the API answers; its detail is toText(fault).
Error errorOf(const ShopTrouble &trouble);
// The finding that the desk shows; nothing for what only concerns ourselves (Stopped).
std::optional<FindingCode> findingCodeOf(ShopFault fault);
// Another attempt at the same question, later and by itself, may succeed. Never to be asked of a change.
bool mayAskAgain(ShopFault fault);
// Everything that is asked would be refused until an operator has done something: syncing stops.
bool endsSync(ShopFault fault);

QString toText(ShopFault fault);
std::optional<ShopFault> shopFaultFromText(QStringView text);
QString toText(ShopSpeaker speaker);
std::optional<ShopSpeaker> shopSpeakerFromText(QStringView text);

}  // namespace latchkey
