// A text that remembers where something was undone in it, so that each link can say what was undone inside its own stretch.
#pragma once

#include "models/domain/link_verdict.h"

#include <QList>
#include <QString>

namespace latchkey {

struct Mark {
    qsizetype at = 0;  // what was undone stood at or directly before this character
    UndoneKind kind = UndoneKind::QuotedPrintable;
};

struct MarkedText {
    QString text;
    QList<Mark> marks;      // by place
    QList<qsizetype> gaps;  // of joined(): before which characters white space stood, by place
};

// Pure; each takes time in the text's length.

// Whether anything in the text can only come from quoted-printable.
bool looksQuotedPrintable(QStringView text);
MarkedText withoutQuotedPrintable(const MarkedText &in);
// Entities, written twice over too, and the tags that only break lines.
MarkedText withoutEntities(const MarkedText &in);
MarkedText withoutInvisible(const MarkedText &in);
// All white space taken out, with the ">" by which mail programs quote a line: an address that was broken is whole again.
MarkedText joined(const MarkedText &in);

}  // namespace latchkey
