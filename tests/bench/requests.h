// What the bench's browsers and desks send, and the floor beside them.
#pragma once

#include "tests/bench/context.h"
#include "tests/bench/load.h"

namespace latchkey::bench {

// The load and its peers share the second core; the service has the first to itself.
void pinToSecondCore();

std::string between(const std::string &text, const std::string &before, const std::string &after);
std::string issueRequest(const std::string &customer, const std::string &token);
// Two requests of a browser: the page, then its button. Empty at the third step.
std::string redeemRequest(int step, const std::string &path, const Reply *last);
// A form of the portal, posted by a browser whose cookies hold its nonce; each `caller` has a network address of its own, as a proxy would say.
std::string formRequest(const std::string &path, const std::string &fields, const std::string &cookie, std::uint64_t caller);

LoadResult bareLoop(const Context &context, int clients, std::uint64_t operations);

// Customers with a valid address, read from several places of the list.
std::vector<std::string> goodCustomers(std::uint16_t port, const std::string &token, qint64 count);

}  // namespace latchkey::bench
