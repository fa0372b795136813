// Takes a secret text out of a JSON answer before anything parses, quotes or logs it.
#pragma once

#include "models/domain/secret.h"

namespace latchkey {

// The text behind the last `"key":` of the JSON; its place in `json` is overwritten. Empty when there is no such text, or null.
LinkUrl cutOut(QByteArray &json, QByteArrayView key);

// Overwrites the bytes when nobody else holds them.
void wipe(QByteArray &bytes);

}  // namespace latchkey
