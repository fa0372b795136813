// Network addresses, and sets of networks as an operator writes them: "127.0.0.1, 10.0.0.0/8 2001:db8::/32". Pure.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace latchkey::http {

// An IPv4 address is kept as the IPv6 address that it is mapped to, so that both ways to write one compare equal.
struct Address {
    std::array<unsigned char, 16> bytes{};

    // Without port, brackets or zone.
    static std::optional<Address> fromText(std::string_view text);
    // As an element of X-Forwarded-For or the node of RFC 7239 has it: "192.0.2.1:80", "[2001:db8::1]:80", "2001:db8::1".
    static std::optional<Address> fromNode(std::string_view text);
    [[nodiscard]] std::string text() const;
    friend bool operator==(const Address &, const Address &) = default;
};

class Networks {
public:
    // Addresses and networks with blanks or commas between them; nothing when one of them is neither. Bits behind a prefix do not matter.
    static std::optional<Networks> fromText(std::string_view text);
    static Networks loopback();

    [[nodiscard]] bool isEmpty() const { return m_networks.empty(); }
    [[nodiscard]] bool contains(const Address &address) const;
    // False also for what is no address.
    [[nodiscard]] bool contains(std::string_view address) const;
    friend bool operator==(const Networks &, const Networks &) = default;

private:
    struct Network {
        Address address;
        unsigned bits = 128;
        friend bool operator==(const Network &, const Network &) = default;
    };
    static std::optional<Network> networkFromText(std::string_view text);
    std::vector<Network> m_networks;
};

}  // namespace latchkey::http
