// Tells which hosts are this computer: the only ones that may be spoken to without encryption.
#pragma once

#include <QStringView>

namespace latchkey {

// "localhost", 127.0.0.0/8 in its plain four numbers, and "::1"; never by asking DNS.
bool isLoopbackHost(QStringView host);

}  // namespace latchkey
