// Says of every link in a pasted text what it is and what became of it.
#pragma once

#include "models/domain/link_verdict.h"
#include "services/store/connection.h"

namespace latchkey {

// At most this many links of one paste are asked for; the rest are counted.
inline constexpr int mostVerdicts = 20;
// An index probe takes some microseconds: a thousand repairs of damaged tokens keep the worst paste below what a person notices, and
// nobody can use the inspector to try out tokens by the million.
inline constexpr int mostLookUps = 1000;

// Reads only; on any connection, in its thread. `publicIdKey` is the store's own. Never logs or keeps what was pasted.
// Newest first; links that the store does not know behind those that it does. `findings` are left to the caller.
// `loginPage` is that of a store outside the house, whose host `baseUrl` is not; empty with the house.
Result<LinkCheck> inspectLinks(Connection &db, const QString &text, const QString &baseUrl, quint64 publicIdKey, Instant now, const QString &loginPage = {});

}  // namespace latchkey
