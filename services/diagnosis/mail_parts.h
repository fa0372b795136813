// Takes a pasted e-mail apart: its headers away, each of its parts on its own, base 64 read.
#pragma once

#include <QList>
#include <QString>

namespace latchkey {

struct MailPart {
    QString text;
    bool inMail = false;           // headers stood above it
    bool quotedPrintable = false;  // as its headers say
};

// Pure, in time of the text's length. Headers are found wherever they stand: at the top, of a part, of a mail forwarded inside another.
// A text without any is one part. Attachments that are no text are left out.
QList<MailPart> mailPartsOf(const QString &text);

}  // namespace latchkey
