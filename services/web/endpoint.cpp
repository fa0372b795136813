// Compares a URL with what may be trusted with a secret.
#include "services/web/endpoint.h"

#include "services/web/loopback.h"

#include <QUrl>

namespace latchkey {

bool isSafeEndpoint(const QUrl &url) {
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty()) return false;
    return url.scheme() == QLatin1String("https") || (url.scheme() == QLatin1String("http") && isLoopbackHost(url.host()));
}

bool isSafeEndpoint(const QString &url) { return isSafeEndpoint(QUrl(url, QUrl::StrictMode)); }

}  // namespace latchkey
