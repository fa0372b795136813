// The points in time that HTTP headers carry.
#pragma once

#include "models/domain/instant.h"

#include <QByteArrayView>

namespace latchkey {

// "Sun, 06 Nov 1994 08:49:37 GMT"; nothing when it is none.
std::optional<Instant> instantFromHttpDate(QByteArrayView text);

// How long to wait by Retry-After: seconds, or a date by the server's own clock (its Date; without one, ours). At most a day, never negative.
std::optional<Duration> retryAfterFrom(QByteArrayView retryAfter, QByteArrayView date, Instant now);

}  // namespace latchkey
