// Tells which URLs a secret may be sent to.
#pragma once

#include <QString>

class QUrl;

namespace latchkey {

// https with a host, or http to this computer; no user or password in it.
bool isSafeEndpoint(const QUrl &url);
bool isSafeEndpoint(const QString &url);

}  // namespace latchkey
