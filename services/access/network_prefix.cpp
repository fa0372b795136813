// Takes the part of a network address that one subscriber cannot change at will.
#include "services/access/network_prefix.h"

#include <arpa/inet.h>

#include <array>
#include <cstring>

namespace latchkey {

QByteArray networkPrefix(QStringView address) {
    QByteArray text = address.toLatin1();
    // Some proxies name the client's port as well, which is another at every connection.
    if (text.startsWith('[')) text = text.mid(1, text.indexOf(']') - 1);
    else if (text.count(':') == 1) text.truncate(text.indexOf(':'));
    std::array<char, 4> four{};
    if (inet_pton(AF_INET, text.constData(), four.data()) == 1) return QByteArray(four.data(), 4);
    std::array<char, 16> sixteen{};
    if (inet_pton(AF_INET6, text.constData(), sixteen.data()) != 1) return text;
    constexpr std::array<char, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '\xff', '\xff'};
    if (std::memcmp(sixteen.data(), mapped.data(), mapped.size()) == 0) return QByteArray(sixteen.data() + 12, 4);
    return QByteArray(sixteen.data(), 8);
}

}  // namespace latchkey
