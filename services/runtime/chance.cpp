// The system's randomness, by OpenSSL.
#include "services/runtime/chance.h"

#include <openssl/rand.h>

#include <climits>
#include <cstdlib>

namespace latchkey {

std::uint64_t Chance::below(std::uint64_t limit) {
    if (limit < 2) return 0;
    // Numbers under 2^64 mod limit are drawn again, so that every remainder is equally likely.
    const std::uint64_t tooLow = (0 - limit) % limit;
    for (;;) {
        std::uint64_t number = 0;
        for (const unsigned char byte : bytes<8>()) number = (number << 8) | byte;
        if (number >= tooLow) return number % limit;
    }
}

void SystemChance::fill(unsigned char *bytes, std::size_t count) {
    // Without randomness every secret could be guessed: ending the program is the safe answer.
    if (count > INT_MAX || RAND_bytes(bytes, static_cast<int>(count)) != 1) std::abort();
}

}  // namespace latchkey
