// A reply that agents copy: a text with variables, in one language, and how it is filled in.
#pragma once

#include "models/domain/id.h"
#include "models/domain/language.h"

#include <QList>
#include <QString>

#include <optional>

namespace latchkey {

// Which way in a snippet hands over; it decides where the desk offers it.
enum class SnippetUse { MagicLink, PortalLink, LoginSteps };

struct Snippet {
    SnippetId id;              // invalid: not saved yet
    SnippetUse use = SnippetUse::MagicLink;
    Language language = Language::English;
    QString title;
    QString body;              // paragraphs parted by an empty line; {{variable}} or {{variable|words for when it is empty}}
    qint64 version = 1;
};
inline constexpr int longestSnippetTitle = 60;
inline constexpr int longestSnippetBody = 4000;

// The variables; each has one name and one meaning ("customer.first_name", "link.lives").
enum class SnippetVariable { CustomerFirstName, CustomerName, Link, LinkLives, PortalLink, CodeSteps, AgentName, ShopName };
QString nameOf(SnippetVariable variable);   // without braces
QList<SnippetVariable> allSnippetVariables();

// What is known when a reply is copied; an empty text is not known.
struct SnippetValues {
    QString firstName;
    QString name;
    QString link;              // holds the secret: render, copy, forget
    QString linkLives;         // "10 minutes", in the snippet's language
    QString portalLink;
    QString codeSteps;         // in the snippet's language
    QString agentName;
    QString shopName;
};

enum class SnippetProblem {
    None,
    TitleMissing,
    BodyMissing,
    TooLong,
    BracesOpen,       // "{{" without "}}"
    UnknownVariable,  // `detail` is its name
    Unresolved,       // `detail` is its name: a known variable without a value
    LinkMissing,      // a Magic link snippet without {{link}}
    LifeMissing,      // with {{link}} and without {{link.lives}}
    NoWayAfter,       // with {{link}} and neither {{portal_link}} nor {{code_steps}}: what to do after
    PortalLinkMissing,
    StepsMissing,
    LinkNotAlone,     // {{link}} and {{portal_link}} stand on a line of their own, so that no full stop joins them
    LinkElsewhere,    // {{link}} in a snippet that is for another way in
};

struct SnippetFault {
    SnippetProblem problem = SnippetProblem::None;
    QString detail;
};
// Whether it may be saved: the wording always says how long the link lives and what to do after. The first fault that it finds;
// `detail` is the variable's name, or of TooLong "title" or "body".
SnippetFault checkSnippet(const Snippet &snippet);

struct SnippetText {
    QString plain;    // ends with a line break
    QString html;     // paragraphs; links are anchors; everything else is escaped
    SnippetFault fault;  // with one, both texts are empty
};
SnippetText renderSnippet(const Snippet &snippet, const SnippetValues &values);

// "10 minutes", "eine Minute"; rounded to the nearest minute, at least one. Of 0, which is not known: "a few minutes".
QString linkLivesIn(Language language, qint64 milliseconds);
// The steps of the standard login as a numbered list, the Portal link on a line of its own. `email` is masked, `phone` the number's last
// digits; each is empty where there is none to use.
QString codeStepsIn(Language language, const QString &portalLink, const QString &email, const QString &phone, int digits);

QString toText(SnippetUse use);
std::optional<SnippetUse> snippetUseFromText(QStringView text);
QString toText(SnippetProblem problem);
std::optional<SnippetProblem> snippetProblemFromText(QStringView text);

}  // namespace latchkey
