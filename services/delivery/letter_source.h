// A template's file as text: what is no text at all is refused here, before anybody looks for tags.
#pragma once

#include "services/delivery/letters.h"

#include <string>

namespace latchkey {

constexpr qint64 longestTemplate = 64 * 1024;

// UTF-8 without a byte order mark, lines ending in \n, with more in it than blanks.
tl::expected<std::string, TemplateFault> templateText(const QString &file, const QByteArray &bytes);

}  // namespace latchkey
