// Finds every link in a pasted text: in whatever it is wrapped, encoded, quoted or broken, and says what was undone to see it.
#pragma once

#include "models/domain/link_token.h"
#include "models/domain/link_verdict.h"

#include <QStringList>

namespace latchkey {

struct FoundLink {
    VerdictCode code = VerdictCode::NoLink;  // Live: a whole token, of which only the store knows more
    LinkToken token;                         // of Live
    QList<LinkToken> readings;               // of Damaged: what there is of the token, by where its line may end; the likeliest first
    QString host;                            // of OtherShop and Wrapped
    QString page;                            // of OtherShop: its path, where no question stands behind it
    QList<Undone> undone;
};

struct FoundLinks {
    QList<FoundLink> links;  // in the order of the text, each once
    QStringList publicIds;   // words that may be a link's six characters; the store knows
};

inline constexpr qsizetype longestPaste = 65'536;
inline constexpr qsizetype mostLinksFound = 200;
inline constexpr qsizetype mostPublicIds = 20;

// Pure; any thread. Reads the first 64 KiB and finds at most 200 links, in time of the text's length. Opens nothing, keeps nothing, logs
// nothing. What `undone` says never holds six characters in a row of any token found.
FoundLinks findLinks(const QString &text, const QString &baseUrl);

}  // namespace latchkey
