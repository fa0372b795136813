// Follows one address through everything that it is wrapped in, without opening anything, to the token of a Magic link.
#pragma once

#include "models/domain/link_token.h"
#include "models/domain/link_verdict.h"

#include <QStringView>

namespace latchkey {

struct Followed {
    VerdictCode code = VerdictCode::NoLink;  // Live: a whole token, of which only the store knows more
    LinkToken token;                         // folded; of a damaged one what there is of it
    QString host;                            // of OtherShop and Wrapped
    bool likeOurs = false;                   // of OtherShop: it ends like a Magic link
    QString page;                            // of OtherShop: its path, where no question stands behind it
    QList<Undone> undone;
    qsizetype end = 0;  // behind what was read of the address
};

// Pure and bounded: at most eight wrappers inside each other, and an address of at most 8,192 characters; of a longer one its beginning.
// `address` may be percent-encoded as a whole; `ourAuthority` is "portal.example.com" or "127.0.0.1:8080".
Followed followAddress(QStringView address, QStringView ourAuthority);

// The run of letters and digits that a token can be read from, at the text's beginning.
QStringView tokenRun(QStringView text);
// A token by itself. Upper case and look-alikes are said in `undone`; Damaged when it is not whole.
Followed readToken(QStringView run);
// "portal.example.com:443" -> "portal.example.com"
QStringView withoutDefaultPort(QStringView authority);

}  // namespace latchkey
