// Fuzzes everything that reads a pasted text: whatever the bytes, the answer is bounded and tells nothing of a token.
#include "models/domain/link_token_repair.h"
#include "services/diagnosis/unwrap.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace latchkey;

namespace {

const QString base = QStringLiteral("https://portal.example.com");
constexpr qsizetype mostRepairs = 64;
constexpr qsizetype mostSteps = 64;
constexpr qsizetype longestHost = 8192;

void insist(bool holds) {
    if (!holds) std::abort();
}

bool tellsOf(const QString &said, const LinkToken &token) {
    constexpr qsizetype telling = 6;
    const QByteArray bytes = said.toLower().toLatin1();
    for (qsizetype i = 0; i + telling <= token.reveal().size(); ++i)
        if (bytes.contains(token.reveal().sliced(i, telling))) return true;
    return false;
}

void checkRepairs(const LinkToken &reading) {
    const QList<TokenRepair> repairs = repairsOf(reading.reveal());
    insist(repairs.size() <= mostRepairs);
    for (const TokenRepair &repair : repairs) insist(linkTokenIsWhole(repair.token.reveal()) && repair.at >= 0 && repair.at <= linkTokenLength);
    likelyDamage(reading.reveal(), repairs);
}

void checkLink(const FoundLink &link, const FoundLinks &found) {
    insist(link.undone.size() <= mostSteps && link.host.size() <= longestHost);
    insist((link.code == VerdictCode::Live) == linkTokenIsWhole(link.token.reveal()));
    insist((link.code == VerdictCode::Live) == (!link.undone.isEmpty() && link.undone.last().kind == UndoneKind::CheckAgrees));
    insist((link.code == VerdictCode::Damaged) == !link.readings.isEmpty());
    for (const LinkToken &reading : link.readings) checkRepairs(reading);
    for (const Undone &undone : link.undone) {
        insist(undone.count > 0);
        for (const FoundLink &other : found.links) insist(other.token.isEmpty() || !tellsOf(undone.detail, other.token));
    }
    for (const FoundLink &other : found.links) insist(other.token.isEmpty() || !tellsOf(link.host, other.token));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
    const QString text = QString::fromUtf8(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const FoundLinks found = findLinks(text, base);
    insist(found.links.size() <= mostLinksFound);
    insist(found.publicIds.size() <= mostPublicIds);
    for (const FoundLink &link : found.links) checkLink(link, found);
    return 0;
}
