// Tries every ordinary mishap backwards and keeps what the check characters agree to.
#include "models/domain/link_token_repair.h"

#include <algorithm>

namespace latchkey {

namespace {

// Not constexpr: gcc sees no constant in an address that a sanitizer watches.
const QByteArrayView alphabet(base32Alphabet, 32);

void keepWhole(QByteArray text, LinkDamage damage, int at, QList<TokenRepair> &out) {
    if (!linkTokenIsWhole(text)) return;
    LinkToken token(std::move(text));
    const bool known = std::any_of(out.cbegin(), out.cend(), [&token](const TokenRepair &repair) { return repair.token == token; });
    if (!known) out.append({std::move(token), damage, at});
}

void changeOne(QByteArrayView folded, QList<TokenRepair> &out) {
    for (int i = 0; i + 1 < linkTokenLength; ++i) {
        if (folded[i] == folded[i + 1]) continue;
        QByteArray text = folded.toByteArray();
        std::swap(text[i], text[i + 1]);
        keepWhole(std::move(text), LinkDamage::SwappedCharacters, i, out);
    }
    const std::optional<int> at = locateWrongCharacter(folded);
    if (!at) return;
    for (const char c : alphabet) {
        QByteArray text = folded.toByteArray();
        text[*at] = c;
        keepWhole(std::move(text), LinkDamage::WrongCharacter, *at, out);
    }
}

void insertOne(QByteArrayView folded, QList<TokenRepair> &out) {
    for (int i = 0; i < linkTokenLength; ++i) {
        for (const char c : alphabet) {
            // Behind its like it makes the same token as before it.
            if (i > 0 && folded[i - 1] == c) continue;
            QByteArray text = folded.toByteArray();
            text.insert(i, c);
            const bool atTheEnd = i == linkTokenLength - 1;
            keepWhole(std::move(text), atTheEnd ? LinkDamage::CutOff : LinkDamage::MissingCharacter, i, out);
        }
    }
}

void deleteOne(QByteArrayView folded, QList<TokenRepair> &out) {
    for (int i = 0; i <= linkTokenLength; ++i) {
        if (i > 0 && folded[i - 1] == folded[i]) continue;
        keepWhole(folded.toByteArray().remove(i, 1), LinkDamage::ExtraCharacter, i, out);
    }
}

}  // namespace

FoldedToken foldToken(QByteArrayView text) {
    FoldedToken folded;
    QByteArray out;
    out.reserve(text.size());
    for (char c : text) {
        if (c >= 'A' && c <= 'Z') {
            folded.upperCase = true;
            c = static_cast<char>(c - 'A' + 'a');
        }
        if (c == 'o' || c == 'i' || c == 'l') {
            ++folded.lookAlikes;
            c = c == 'o' ? '0' : '1';
        }
        out.append(c);
    }
    folded.token = LinkToken(std::move(out));
    return folded;
}

QList<TokenRepair> repairsOf(QByteArrayView folded) {
    QList<TokenRepair> repairs;
    switch (folded.size() - linkTokenLength) {
        case -2:
            if (std::optional<LinkToken> token = linkTokenFromData(folded))
                repairs.append({std::move(*token), LinkDamage::CutOff, linkTokenLength - 2});
            break;
        case -1:
            insertOne(folded, repairs);
            break;
        case 0:
            changeOne(folded, repairs);
            break;
        case 1:
            deleteOne(folded, repairs);
            break;
        default:
            if (folded.size() > linkTokenLength)
                keepWhole(folded.first(linkTokenLength).toByteArray(), LinkDamage::ExtraCharacter, linkTokenLength, repairs);
    }
    return repairs;
}

TokenRepair likelyDamage(QByteArrayView folded, const QList<TokenRepair> &repairs) {
    TokenRepair likely;
    if (folded.size() < linkTokenLength - 1) return {{}, LinkDamage::CutOff, static_cast<int>(folded.size())};
    if (folded.size() == linkTokenLength - 1) likely.damage = LinkDamage::MissingCharacter;
    if (folded.size() == linkTokenLength + 1) likely.damage = LinkDamage::ExtraCharacter;
    if (repairs.isEmpty()) return likely;
    // Swapped neighbours nearly always look like one wrong character somewhere too, and hardly ever the other way round: they come first.
    const TokenRepair &first = repairs.first();
    if (folded.size() >= linkTokenLength) likely = {{}, first.damage, first.at};
    if (folded.size() == linkTokenLength - 1 && repairs.size() == 1) likely = {{}, first.damage, first.at};
    return likely;
}

}  // namespace latchkey
