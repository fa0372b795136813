// The names of a snippet's uses and faults on the wire.
#include "models/domain/snippet.h"

#include "models/domain/enum_text.h"

namespace latchkey {

namespace {

constexpr EnumNames<SnippetUse, 3> snippetUseNames = {{
    {SnippetUse::MagicLink, QLatin1String("magic_link")},
    {SnippetUse::PortalLink, QLatin1String("portal_link")},
    {SnippetUse::LoginSteps, QLatin1String("login_steps")},
}};
static_assert(namesAll(snippetUseNames, SnippetUse::LoginSteps));

constexpr EnumNames<SnippetProblem, 14> snippetProblemNames = {{
    {SnippetProblem::None, QLatin1String("none")},
    {SnippetProblem::TitleMissing, QLatin1String("title_missing")},
    {SnippetProblem::BodyMissing, QLatin1String("body_missing")},
    {SnippetProblem::TooLong, QLatin1String("too_long")},
    {SnippetProblem::BracesOpen, QLatin1String("braces_open")},
    {SnippetProblem::UnknownVariable, QLatin1String("unknown_variable")},
    {SnippetProblem::Unresolved, QLatin1String("unresolved")},
    {SnippetProblem::LinkMissing, QLatin1String("link_missing")},
    {SnippetProblem::LifeMissing, QLatin1String("life_missing")},
    {SnippetProblem::NoWayAfter, QLatin1String("no_way_after")},
    {SnippetProblem::PortalLinkMissing, QLatin1String("portal_link_missing")},
    {SnippetProblem::StepsMissing, QLatin1String("steps_missing")},
    {SnippetProblem::LinkNotAlone, QLatin1String("link_not_alone")},
    {SnippetProblem::LinkElsewhere, QLatin1String("link_elsewhere")},
}};
static_assert(namesAll(snippetProblemNames, SnippetProblem::LinkElsewhere));

}  // namespace

QString toText(SnippetUse use) { return nameOf(snippetUseNames, use); }
std::optional<SnippetUse> snippetUseFromText(QStringView text) { return valueNamed(snippetUseNames, text); }

QString toText(SnippetProblem problem) { return nameOf(snippetProblemNames, problem); }
std::optional<SnippetProblem> snippetProblemFromText(QStringView text) { return valueNamed(snippetProblemNames, text); }

}  // namespace latchkey
