// Searches one text, from which all white space is gone, for the links in it.
#pragma once

#include "services/diagnosis/marked_text.h"
#include "services/diagnosis/unwrap.h"

namespace latchkey {

struct LinksInText {
    QList<FoundLink> links;
    QList<FoundLink> elsewhere;  // addresses that lead anywhere: only worth a word when there is nothing else
    QStringList publicIds;
};

// Pure; `text` comes out of joined().
LinksInText linksInText(const MarkedText &text, QStringView ourAuthority);

}  // namespace latchkey
