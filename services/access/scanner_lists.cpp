// Reads the two lists, and looks a request up in them.
#include "services/access/scanner_lists.h"

#include <QFile>

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <string>
#include <vector>

static void initScannerResources() { Q_INIT_RESOURCE(scanners); }

namespace latchkey {

namespace {

// An IPv4 address stands in the last four bytes, as IPv6 maps it.
using Address = std::array<unsigned char, 16>;

struct Network {
    Address from{};
    int bits = 128;
};

struct Agents {
    std::vector<std::string> scanners;
    std::vector<std::string> others;
};

std::vector<std::string> linesOf(const char *name) {
    initScannerResources();
    QFile file(QStringLiteral(":/scanners/") + QString::fromLatin1(name));
    if (!file.open(QIODevice::ReadOnly)) qFatal("the lists of scanners are not linked in");
    std::vector<std::string> lines;
    for (const QByteArray &line : file.readAll().split('\n'))
        if (const QByteArray word = line.trimmed(); !word.isEmpty() && !word.startsWith('#')) lines.push_back(word.toStdString());
    return lines;
}

std::optional<Network> addressIn(std::string text) {
    // Some proxies name the client's port as well.
    if (!text.empty() && text.front() == '[') text = text.substr(1, text.find(']') - 1);
    else if (std::count(text.begin(), text.end(), ':') == 1) text.resize(text.find(':'));
    Network found;
    std::array<unsigned char, 4> four{};
    if (inet_pton(AF_INET, text.c_str(), four.data()) == 1) {
        found.from[10] = found.from[11] = 0xff;
        std::copy(four.begin(), four.end(), found.from.begin() + 12);
        found.bits = 32;
        return found;
    }
    if (inet_pton(AF_INET6, text.c_str(), found.from.data()) != 1) return std::nullopt;
    return found;
}

std::vector<Network> readNetworks() {
    std::vector<Network> networks;
    for (const std::string &line : linesOf("networks.txt")) {
        const std::size_t slash = line.find('/');
        std::optional<Network> network = addressIn(line.substr(0, slash));
        if (!network || slash == std::string::npos) qFatal("a network of scanners is written wrongly: %s", line.c_str());
        network->bits = 128 - network->bits + QByteArray::fromStdString(line.substr(slash + 1)).split(' ').first().toInt();
        networks.push_back(*network);
    }
    return networks;
}

Agents readAgents() {
    Agents agents;
    for (const std::string &line : linesOf("agents.txt")) {
        if (line.front() == '!') agents.others.push_back(line.substr(1));
        else agents.scanners.push_back(line);
    }
    return agents;
}

bool lies(const Address &address, const Network &in) {
    const std::size_t whole = static_cast<std::size_t>(in.bits / 8);
    if (std::memcmp(address.data(), in.from.data(), whole) != 0) return false;
    const int rest = in.bits % 8;
    return rest == 0 || (address[whole] ^ in.from[whole]) >> (8 - rest) == 0;
}

}  // namespace

bool isScannerAgent(std::string_view userAgent) {
    static const Agents agents = readAgents();
    std::string text(userAgent);
    std::transform(text.begin(), text.end(), text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    for (const std::string &other : agents.others)
        for (std::size_t at = text.find(other); at != std::string::npos; at = text.find(other)) text.erase(at, other.size());
    return std::any_of(agents.scanners.begin(), agents.scanners.end(), [&](const std::string &word) { return text.find(word) != std::string::npos; });
}

bool isScannerNetwork(std::string_view address) {
    static const std::vector<Network> networks = readNetworks();
    const std::optional<Network> caller = addressIn(std::string(address));
    if (!caller) return false;
    return std::any_of(networks.begin(), networks.end(), [&](const Network &network) { return lies(caller->from, network); });
}

}  // namespace latchkey
