// Writes the login letter and the login text.
#include "services/access/letters.h"

#include "services/delivery/durations.h"

namespace latchkey {

// The texts are joined rather than filled in by arg(), since a customer may be called "%1".

QString loginLetterSubject(const QString &shopName) { return QStringLiteral("Your login code for ") + shopName; }

QString loginLetterBody(const LoginWords &words) {
    const QString hello = words.firstName.isEmpty() ? QStringLiteral("Hello,") : QStringLiteral("Hello ") + words.firstName + QLatin1Char(',');
    return hello + QStringLiteral("\n\nYour login code is\n\n") + words.code +
           QStringLiteral("\n\nType it on the page where you asked for it. It works once, for ") + inWords(words.codeLife) +
           QStringLiteral(".\n\nOr open your subscriptions with this link and press the button on the page:\n\n") + words.link +
           QStringLiteral("\n\nThe link works once, for ") + inWords(words.linkLife) +
           QStringLiteral(".\n\nIf you did not ask to sign in, you can ignore this letter: nothing happens without the code or the link. "
                          "Please do not forward it.\n\n") +
           words.shopName + QLatin1Char('\n');
}

QString loginText(const LoginWords &words) {
    // The last line is the form that phones read to offer the code for this site only.
    return words.code + QStringLiteral(" is your login code for ") + words.shopName + QStringLiteral(". It works for ") + inWords(words.codeLife) +
           QStringLiteral(".\n\n@") + words.host + QStringLiteral(" #") + words.code;
}

}  // namespace latchkey
