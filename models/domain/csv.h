// One line of a CSV file that opens in a spreadsheet without running anything (RFC 4180).
#pragma once

#include <QByteArray>
#include <QStringList>

namespace latchkey {

// UTF-8 and CRLF. A cell that a spreadsheet would take for a formula gets an apostrophe in front.
QByteArray csvLine(const QStringList &cells);

}  // namespace latchkey
