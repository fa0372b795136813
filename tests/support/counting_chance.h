// Chance that a test can foresee: a counter's bytes, never twice the same.
#pragma once

#include "services/runtime/chance.h"

#include <atomic>

namespace latchkey {

class CountingChance final : public Chance {
public:
    void fill(unsigned char *bytes, std::size_t count) override {
        std::uint64_t state = ++m_next * 0x9E3779B97F4A7C15ULL;
        for (std::size_t i = 0; i < count; ++i) {
            state ^= state >> 12; state ^= state << 25; state ^= state >> 27;
            bytes[i] = static_cast<unsigned char>((state * 0x2545F4914F6CDD1DULL) >> 56);
        }
    }

private:
    std::atomic<std::uint64_t> m_next{0};
};

}  // namespace latchkey
