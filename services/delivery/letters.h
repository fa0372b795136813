// The words of letters and texts, by kind and language: templates compiled in, each of which the operator may replace by a file.
#pragma once

#include "models/domain/language.h"
#include "models/domain/message.h"
#include "models/domain/secret.h"
#include "services/delivery/transport.h"

#include <memory>

#include <tl/expected.hpp>

namespace latchkey {

// What a letter may name. Which of them a kind knows is told by its templates' names; the others are not looked at.
struct LetterFacts {
    QString shopName;
    QString firstName;       // may be empty
    CodeSecret code;
    LinkUrl link;
    QString portalLink;      // the login page: no secret
    QString host;            // of the portal, for the browser that fills the code in
    QString newAddress;      // masked; where the e-mail changed
    Duration codeLife{};
    Duration linkLife{};
    Instant writtenAt;       // the letter's Date; names nothing
};

struct Letter {
    QString subject;         // one line
    MessageText text;        // lines end in \n
    MessageText html;
};

// Why the operator's templates are refused.
struct TemplateFault {
    QString file;
    int line = 0;            // 0: the file as a whole
    QString reason;          // a sentence's end: "there is no {{cod}}; it may name code, link, …"
};

inline QString wordsOf(const TemplateFault &fault) {
    const QString place = fault.line > 0 ? QStringLiteral("%1, line %2").arg(fault.file).arg(fault.line) : fault.file;
    return place + QStringLiteral(": ") + fault.reason;
}

// Immutable; any thread.
class Letters {
public:
    // `folder` may be empty. Every file in it must be one that we know ("login.de.txt", "frame.html"); those that are not there are ours.
    static tl::expected<std::shared_ptr<const Letters>, TemplateFault> load(const QString &folder);
    ~Letters();

    [[nodiscard]] Letter letter(MessageKind kind, Language language, const LetterFacts &facts) const;
    // Subject and text alone, as they rest in the store.
    [[nodiscard]] Letter plainLetter(MessageKind kind, Language language, const LetterFacts &facts) const;
    // The text message; empty for kinds that are letters only.
    [[nodiscard]] MessageText text(MessageKind kind, Language language, const LetterFacts &facts) const;

private:
    Letters();
    struct Inner;
    std::unique_ptr<Inner> m_inner;
};

}  // namespace latchkey
