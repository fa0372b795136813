// The words of the letter and the text that carry a login code.
#pragma once

#include "models/domain/instant.h"

namespace latchkey {

struct LoginWords {
    QString shopName;
    QString firstName;
    QString code;
    QString link;  // the whole URL, or what stands for it at rest
    Duration codeLife{};
    Duration linkLife{};
    QString host;  // of the portal, for the browser that fills the code in
};

QString loginLetterSubject(const QString &shopName);
QString loginLetterBody(const LoginWords &words);
QString loginText(const LoginWords &words);

}  // namespace latchkey
