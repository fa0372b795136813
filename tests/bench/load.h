// A load generator: N keep-alive connections in one epoll loop, each running operations of one or several requests.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace latchkey::bench {

struct Reply {
    int status = 0;
    std::string head;
    std::string body;
    // A header's value by its lower-case name; empty when absent.
    [[nodiscard]] std::string header(const std::string &name) const;
};

struct LoadResult {
    std::uint64_t operations = 0;
    std::uint64_t failures = 0;
    double seconds = 0;
    std::vector<double> milliseconds;  // one per operation, sorted

    [[nodiscard]] double perSecond() const { return seconds > 0 ? static_cast<double>(operations) / seconds : 0; }
    [[nodiscard]] double percentile(double p) const;
};

// Asked for each client's next request: `last` is null at an operation's first one. An empty answer ends the operation.
// A status outside 200..399 counts the operation as failed and ends it. `askLater` has the client wait 10 ms; then it is asked again with a null `last`.
inline const std::string askLater = "later";
using NextRequest = std::function<std::string(int client, int step, const Reply *last)>;

// Runs until `operations` are done or `seconds` are over, whichever comes first. Loopback only.
LoadResult runLoad(std::uint16_t port, int clients, std::uint64_t operations, double seconds, const NextRequest &next);

}  // namespace latchkey::bench
