// Whom a network address stands for when tries are counted: an IPv4 address, or an IPv6 customer's /64.
#pragma once

#include <QByteArray>
#include <QStringView>

namespace latchkey {

// Four bytes, or the first eight of sixteen; the text itself when it is no address.
QByteArray networkPrefix(QStringView address);

}  // namespace latchkey
