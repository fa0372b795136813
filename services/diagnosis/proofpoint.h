// Reads what Proofpoint URL Defense makes of an address, in its versions 2 and 3.
#pragma once

#include <QString>

namespace latchkey {

// Version 2 writes "-3A__" for "://": '-' begins a percent escape, '_' is a slash.
QString proofpoint2Decoded(QStringView parameter);
// Version 3, "/v3/__ADDRESS__;BYTES!!…": '*' stands for the next character of the base-64 BYTES, '**' and a letter for several of them.
// Empty when the path is none of that kind.
QString proofpoint3Decoded(QStringView path);

}  // namespace latchkey
