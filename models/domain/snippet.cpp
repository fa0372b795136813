// The names of a snippet's variables, uses and faults, and how its body is taken apart.
#include "models/domain/snippet.h"

#include "models/domain/snippet_parts.h"

#include "models/domain/enum_text.h"

#include <QStringList>

namespace latchkey {

namespace {

constexpr EnumNames<SnippetVariable, 8> snippetVariableNames = {{
    {SnippetVariable::CustomerFirstName, QLatin1String("customer.first_name")},
    {SnippetVariable::CustomerName, QLatin1String("customer.name")},
    {SnippetVariable::Link, QLatin1String("link")},
    {SnippetVariable::LinkLives, QLatin1String("link.lives")},
    {SnippetVariable::PortalLink, QLatin1String("portal_link")},
    {SnippetVariable::CodeSteps, QLatin1String("code_steps")},
    {SnippetVariable::AgentName, QLatin1String("agent.name")},
    {SnippetVariable::ShopName, QLatin1String("shop.name")},
}};
static_assert(namesAll(snippetVariableNames, SnippetVariable::ShopName));

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

QString withCleanLines(const QString &body) {
    QString text = body;
    text.replace(QLatin1String("\r\n"), QLatin1String("\n")).replace(QLatin1Char('\r'), QLatin1Char('\n'));
    QStringList lines = text.split(QLatin1Char('\n'));
    for (QString &line : lines)
        while (!line.isEmpty() && line.back().isSpace()) line.chop(1);
    return lines.join(QLatin1Char('\n'));
}

SnippetPart variablePart(const QString &within) {
    const qsizetype bar = within.indexOf(QLatin1Char('|'));
    SnippetPart part{within, true, within.left(bar < 0 ? within.size() : bar).trimmed()};
    part.variable = valueNamed(snippetVariableNames, part.name);
    if (bar >= 0) part.fallback = within.mid(bar + 1).trimmed();
    return part;
}

}  // namespace

QString nameOf(SnippetVariable variable) { return nameOf(snippetVariableNames, variable); }

QList<SnippetVariable> allSnippetVariables() {
    QList<SnippetVariable> all;
    for (const EnumName<SnippetVariable> &name : snippetVariableNames) all.append(name.value);
    return all;
}

bool takesFallback(SnippetVariable variable) {
    return variable != SnippetVariable::Link && variable != SnippetVariable::PortalLink && variable != SnippetVariable::CodeSteps;
}

SnippetParts partsOf(const QString &body) {
    const QString text = withCleanLines(body);
    SnippetParts all;
    qsizetype from = 0;
    while (from < text.size()) {
        const qsizetype open = text.indexOf(QLatin1String("{{"), from);
        const QString words = text.mid(from, open < 0 ? -1 : open - from);
        if (!words.isEmpty()) all.parts.append({words});
        if (open < 0) return all;
        const qsizetype close = text.indexOf(QLatin1String("}}"), open + 2);
        const QString within = text.mid(open + 2, close < 0 ? -1 : close - open - 2);
        all.bracesOpen = close < 0 || within.contains(QLatin1String("{{"));
        if (all.bracesOpen) return all;
        all.parts.append(variablePart(within));
        from = close + 2;
    }
    return all;
}

QString toText(SnippetUse use) { return nameOf(snippetUseNames, use); }
std::optional<SnippetUse> snippetUseFromText(QStringView text) { return valueNamed(snippetUseNames, text); }

QString toText(SnippetProblem problem) { return nameOf(snippetProblemNames, problem); }
std::optional<SnippetProblem> snippetProblemFromText(QStringView text) { return valueNamed(snippetProblemNames, text); }

}  // namespace latchkey
