// Puts back the characters that Proofpoint took out.
#include "services/diagnosis/proofpoint.h"

#include "services/diagnosis/escapes.h"

#include <algorithm>

namespace latchkey {

namespace {

constexpr QStringView runLetters = u"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr qsizetype shortestRun = 2;

}  // namespace

QString proofpoint2Decoded(QStringView parameter) {
    QString percent = parameter.toString();
    percent.replace(QLatin1Char('-'), QLatin1Char('%')).replace(QLatin1Char('_'), QLatin1Char('/'));
    return percentDecoded(percent);
}

QString proofpoint3Decoded(QStringView path) {
    const qsizetype begin = path.indexOf(u"/v3/__");
    if (begin < 0) return {};
    const QStringView inside = path.sliced(begin + 6);
    const qsizetype end = inside.indexOf(u"__;");
    // Cut off before its tail it still shows the beginning of the address.
    const QStringView address = end < 0 ? inside : inside.first(end);
    const QString taken = end < 0 ? QString() : textOfBytes(base64Decoded(inside.sliced(end + 3)));
    QString out;
    qsizetype next = 0;
    for (qsizetype i = 0; i < address.size(); ++i) {
        if (address[i] != u'*') {
            out += address[i];
            continue;
        }
        qsizetype count = 1;
        if (i + 2 < address.size() && address[i + 1] == u'*') {
            const qsizetype run = runLetters.indexOf(address[i + 2]);
            if (run >= 0) {
                count = run + shortestRun;
                i += 2;
            }
        }
        count = std::min(count, taken.size() - next);
        out += QStringView(taken).sliced(next, count);
        next += count;
    }
    return out;
}

}  // namespace latchkey
