// The secret of a Magic link: 26 base-32 characters of chance and 2 check characters that tell damaged from unknown.
#pragma once

#include "models/domain/secret.h"

#include <array>
#include <optional>

namespace latchkey {

inline constexpr int linkTokenLength = 28;
// Crockford's base 32 in lower case: no i, l, o, u, so that a token survives being read aloud.
inline constexpr char base32Alphabet[] = "0123456789abcdefghjkmnpqrstvwxyz";

using LinkToken = Secret<struct LinkTokenTag>;

// Builds the token from 17 random bytes (130 of the bits are used) and appends the check characters.
LinkToken linkTokenFromRandom(const std::array<unsigned char, 17> &random);
// The token that begins with these 26 characters; nothing when they are not 26 of the alphabet.
std::optional<LinkToken> linkTokenFromData(QByteArrayView data);

// Whether 28 characters have the alphabet and agree with their check characters; upper case is folded by the caller.
// The check is a Reed-Solomon code over GF(32) with two parity symbols: every one- or two-character error is noticed.
bool linkTokenIsWhole(QByteArrayView text);

// The one character whose change makes the token whole again (position 0..27), when there is exactly one such place.
std::optional<int> locateWrongCharacter(QByteArrayView text);

}  // namespace latchkey
