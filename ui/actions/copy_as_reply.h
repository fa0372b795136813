// The action "Copy as reply": the link inside a short letter to the customer, in the customer's language.
#pragma once

#include "models/domain/id.h"
#include "models/domain/instant.h"

#include <QString>

namespace latchkey {

class Desk;

enum class ReplyLanguage { English, German, French, Spanish };

struct ReplyFacts {
    QString firstName;
    QString url;
    QString portalLink;
    Duration left{};
};

QString nameOf(ReplyLanguage language);  // "Deutsch"
// The link stands on a line of its own, so that no full stop or bracket ever joins it.
QString replyText(ReplyLanguage language, const ReplyFacts &facts);
QString replyHtml(ReplyLanguage language, const ReplyFacts &facts);

void copyAsReply(Desk &desk, LinkId link, ReplyLanguage language, const QString &firstName, const QString &portalLink);

}  // namespace latchkey
