// Compares the address that a reply goes to with the address on file, so that a Magic link is not sent to a stranger.
#pragma once

#include "models/domain/agent.h"

#include <QString>

#include <optional>

namespace latchkey {

// What the operator asks of agents before a Magic link leaves.
enum class ReplyGuard {
    Off,      // nothing is asked
    Ask,      // an address may be given; another than the one on file needs a reason
    Require,  // one must be given; only a Lead may go on with another
};

enum class ReplyMatch {
    NotGiven,
    Same,          // the address on file, folded as emailKey() folds
    PlusAddress,   // differs only in what follows a plus sign: probably the same mailbox, and nobody's certainty
    Elsewhere,
    NotAnAddress,
};

// The address in what was typed or pasted: "Amélie <a@b.example>", "mailto:a@b.example?subject=x" and "<a@b.example>," hold one;
// a list of several comes back whole, and is no address.
QString replyAddressIn(QStringView typed);
ReplyMatch matchReply(QStringView onFile, QStringView typed);

// Whether a link may be issued without another word.
bool replyPasses(ReplyGuard guard, ReplyMatch match);
// Whether somebody of this role may issue it all the same, with a reason. Never when an address that must be given is not.
bool mayOverrideReply(ReplyGuard guard, ReplyMatch match, Role role);
inline constexpr int shortestOverrideReason = 5;   // characters, white space around it left out
inline constexpr int longestOverrideReason = 300;

QString toText(ReplyGuard guard);
std::optional<ReplyGuard> replyGuardFromText(QStringView text);
QString toText(ReplyMatch match);
std::optional<ReplyMatch> replyMatchFromText(QStringView text);

}  // namespace latchkey
