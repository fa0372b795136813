// The port through which chance comes in: every secret's bytes are drawn here.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace latchkey {

class Chance {
public:
    virtual ~Chance() = default;
    virtual void fill(unsigned char *bytes, std::size_t count) = 0;  // any thread

    template <std::size_t N>
    std::array<unsigned char, N> bytes() {
        std::array<unsigned char, N> out{};
        fill(out.data(), N);
        return out;
    }
    // Uniform in [0, limit) without modulo bias.
    std::uint64_t below(std::uint64_t limit);
};

class SystemChance final : public Chance {
public:
    void fill(unsigned char *bytes, std::size_t count) override;  // RAND_bytes; aborts when the system has no randomness
};

}  // namespace latchkey
