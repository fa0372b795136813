// Reads addresses by the system's own parser, and compares them bit by bit.
#include "services/http/networks.h"

#include <algorithm>
#include <charconv>

#include <arpa/inet.h>

namespace latchkey::http {

namespace {

constexpr std::array<unsigned char, 12> mappedPrefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
constexpr unsigned mappedBits = 96;

bool isMapped(const Address &address) { return std::equal(mappedPrefix.begin(), mappedPrefix.end(), address.bytes.begin()); }

bool isPort(std::string_view text) {
    return !text.empty() && text.size() <= 5 && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool isSeparator(char c) { return c == ' ' || c == '\t' || c == ','; }

}  // namespace

std::optional<Address> Address::fromText(std::string_view text) {
    constexpr std::size_t longest = 45;
    if (text.empty() || text.size() > longest || text.find('\0') != std::string_view::npos) return std::nullopt;
    const std::string terminated(text);
    Address address;
    if (::inet_pton(AF_INET6, terminated.c_str(), address.bytes.data()) == 1) return address;
    std::copy(mappedPrefix.begin(), mappedPrefix.end(), address.bytes.begin());
    if (::inet_pton(AF_INET, terminated.c_str(), address.bytes.data() + mappedPrefix.size()) == 1) return address;
    return std::nullopt;
}

std::optional<Address> Address::fromNode(std::string_view text) {
    if (text.starts_with('[')) {
        const std::size_t end = text.find(']');
        if (end == std::string_view::npos) return std::nullopt;
        const std::string_view behind = text.substr(end + 1);
        if (!behind.empty() && (behind.front() != ':' || !isPort(behind.substr(1)))) return std::nullopt;
        const std::string_view inside = text.substr(1, end - 1);
        return inside.find(':') == std::string_view::npos ? std::nullopt : fromText(inside);
    }
    const std::size_t colon = text.find(':');
    const bool hasPort = colon != std::string_view::npos && text.find(':', colon + 1) == std::string_view::npos;
    if (!hasPort) return fromText(text);
    return isPort(text.substr(colon + 1)) ? fromText(text.substr(0, colon)) : std::nullopt;
}

std::string Address::text() const {
    std::array<char, INET6_ADDRSTRLEN> out{};
    if (isMapped(*this))
        ::inet_ntop(AF_INET, bytes.data() + mappedPrefix.size(), out.data(), out.size());
    else
        ::inet_ntop(AF_INET6, bytes.data(), out.data(), out.size());
    return out.data();
}

std::optional<Networks::Network> Networks::networkFromText(std::string_view text) {
    const std::size_t slash = text.find('/');
    const std::string_view host = text.substr(0, slash);
    const std::optional<Address> address = Address::fromText(host);
    if (!address) return std::nullopt;
    if (slash == std::string_view::npos) return Network{*address, 128};
    const std::string_view behind = text.substr(slash + 1);
    const bool isV4 = host.find(':') == std::string_view::npos;
    unsigned bits = 0;
    const auto [end, error] = std::from_chars(behind.data(), behind.data() + behind.size(), bits);
    if (error != std::errc() || end != behind.data() + behind.size() || bits > (isV4 ? 32U : 128U)) return std::nullopt;
    return Network{*address, isV4 ? bits + mappedBits : bits};
}

std::optional<Networks> Networks::fromText(std::string_view text) {
    Networks networks;
    while (true) {
        const auto begin = std::find_if_not(text.begin(), text.end(), isSeparator);
        const auto end = std::find_if(begin, text.end(), isSeparator);
        if (begin == end) return networks;
        const std::optional<Network> network = networkFromText(std::string_view(begin, end));
        if (!network) return std::nullopt;
        networks.m_networks.push_back(*network);
        text = std::string_view(end, text.end());
    }
}

Networks Networks::loopback() { return fromText("127.0.0.0/8, ::1").value_or(Networks()); }

bool Networks::contains(const Address &address) const {
    return std::any_of(m_networks.begin(), m_networks.end(), [&](const Network &network) {
        const std::size_t whole = network.bits / 8;
        const unsigned rest = network.bits % 8;
        if (!std::equal(address.bytes.begin(), address.bytes.begin() + static_cast<std::ptrdiff_t>(whole), network.address.bytes.begin())) return false;
        return rest == 0 || ((address.bytes.at(whole) ^ network.address.bytes.at(whole)) >> (8 - rest)) == 0;
    });
}

bool Networks::contains(std::string_view address) const {
    const std::optional<Address> read = Address::fromText(address);
    return read && contains(*read);
}

}  // namespace latchkey::http
