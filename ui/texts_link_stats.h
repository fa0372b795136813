// The last days' links in words and as a table for other programs.
#pragma once

#include "models/domain/link_stats.h"

#include <QByteArray>
#include <QStringList>

namespace latchkey {

struct LinkTotals {
    int issued = 0;
    int used = 0;
    int expiredUnseen = 0;
    int expiredOpened = 0;
    int ended = 0;
    int refused = 0;        // openings and presses of dead links, and links that were not issued

    [[nodiscard]] int usedPercent() const { return issued > 0 ? (used * 200 + issued) / (2 * issued) : 0; }
};
LinkTotals totalsOf(const LinkStats &stats);

QString spanText(const LinkStats &stats);        // "28 Oct to 26 Nov"
QString medianText(const LinkStats &stats);      // "3 minutes", or a dash when nobody opened one
QString inWords(const LinkStats &stats);         // the key numbers as sentences
QString whyDead(LinkState state);                // "Opened after it had expired"
QString whyNotIssued(FindingCode code);          // "No e-mail address on file"
QStringList dayHeaders();
QStringList dayCells(const LinkDay &day);        // in the headers' order
// UTF-8 with a header row, lines end with CR LF (RFC 4180), dates as 2026-03-01.
QByteArray csvOf(const LinkStats &stats);

}  // namespace latchkey
