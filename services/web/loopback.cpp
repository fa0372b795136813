// Compares a host with the names and numbers of this computer.
#include "services/web/loopback.h"

#include <QList>

namespace latchkey {

bool isLoopbackHost(QStringView host) {
    if (host.startsWith(u'[') && host.endsWith(u']')) host = host.sliced(1, host.size() - 2);
    if (host.compare(QLatin1String("localhost"), Qt::CaseInsensitive) == 0 || host == QLatin1String("::1")) return true;
    const QList<QStringView> numbers = host.split(u'.');
    if (numbers.size() != 4 || numbers.first() != QLatin1String("127")) return false;
    for (const QStringView number : numbers) {
        if (number.isEmpty() || number.size() > 3) return false;
        for (const QChar c : number)
            if (c < u'0' || c > u'9') return false;
        if (number.toInt() > 255) return false;
    }
    return true;
}

}  // namespace latchkey
