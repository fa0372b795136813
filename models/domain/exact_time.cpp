// Reads the decimals that instantFromText() cuts off.
#include "models/domain/exact_time.h"

#include "models/domain/instant.h"

namespace latchkey {

std::optional<qint64> microsecondsFromText(QStringView text) {
    const std::optional<Instant> instant = instantFromText(text);
    if (!instant) return {};
    qint64 micros = instant->milliseconds() * 1000;
    const qsizetype point = text.indexOf(u'.');
    qint64 worth = 100;
    for (qsizetype at = point + 4; point >= 0 && worth > 0 && at < text.size() && text[at].isDigit(); ++at, worth /= 10)
        micros += worth * text[at].digitValue();
    return micros;
}

}  // namespace latchkey
