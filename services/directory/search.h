// Search as somebody types: finds customers and subscriptions, best first, at most 10,000.
#pragma once

#include "models/domain/subscription.h"
#include "services/directory/id_pages.h"

#include <string>
#include <vector>

namespace latchkey {

// The folded words of what was typed. A telephone number in any spelling is one word of digits.
std::vector<std::string> searchWords(const QString &text);

// While somebody types, the first thousand of very many are enough; whoever scrolls on gets all that a list may hold.
enum class Depth { FirstOnly, All };

// `state` narrows to one state of the e-mail address.
Result<IdList> searchCustomers(Connection &db, const std::vector<std::string> &words, std::optional<EmailState> state, Depth depth);
Result<IdList> searchSubscriptions(Connection &db, const std::vector<std::string> &words, std::optional<SubscriptionStatus> status, Depth depth);

inline constexpr std::size_t resultsAtMost = 10'000;
inline constexpr std::size_t firstResults = 1'000;

}  // namespace latchkey
