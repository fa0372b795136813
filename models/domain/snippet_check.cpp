// Whether a snippet may be saved: it can be filled in, and it says what a customer needs to know.
#include "models/domain/snippet_parts.h"

#include <algorithm>

namespace latchkey {

namespace {

bool holds(const SnippetParts &body, SnippetVariable variable) {
    return std::any_of(body.parts.cbegin(), body.parts.cend(), [variable](const SnippetPart &part) { return part.variable == variable; });
}

// A full stop or a bracket behind an address becomes part of it in many mail programs.
bool standsAlone(const SnippetParts &body, qsizetype at) {
    const auto endsLine = [](const SnippetPart &part) { return !part.isVariable && part.text.section(QLatin1Char('\n'), -1).trimmed().isEmpty(); };
    const auto beginsLine = [](const SnippetPart &part) { return !part.isVariable && part.text.section(QLatin1Char('\n'), 0, 0).trimmed().isEmpty(); };
    const auto breaks = [](const SnippetPart &part) { return part.text.contains(QLatin1Char('\n')); };
    const bool before = at == 0 || (endsLine(body.parts.at(at - 1)) && (at == 1 || breaks(body.parts.at(at - 1))));
    const qsizetype last = body.parts.size() - 1;
    const bool after = at == last || (beginsLine(body.parts.at(at + 1)) && (at + 1 == last || breaks(body.parts.at(at + 1))));
    return before && after;
}

SnippetFault checkFrame(const Snippet &snippet) {
    if (snippet.title.trimmed().isEmpty()) return {SnippetProblem::TitleMissing, {}};
    if (snippet.title.size() > longestSnippetTitle) return {SnippetProblem::TooLong, QStringLiteral("title")};
    if (snippet.body.trimmed().isEmpty()) return {SnippetProblem::BodyMissing, {}};
    if (snippet.body.size() > longestSnippetBody) return {SnippetProblem::TooLong, QStringLiteral("body")};
    return {};
}

SnippetFault checkMagicLink(const SnippetParts &body) {
    if (!holds(body, SnippetVariable::Link)) return {SnippetProblem::LinkMissing, {}};
    if (!holds(body, SnippetVariable::LinkLives)) return {SnippetProblem::LifeMissing, {}};
    if (!holds(body, SnippetVariable::PortalLink) && !holds(body, SnippetVariable::CodeSteps)) return {SnippetProblem::NoWayAfter, {}};
    return {};
}

SnippetFault checkUse(SnippetUse use, const SnippetParts &body) {
    if (use == SnippetUse::MagicLink) return checkMagicLink(body);
    for (const SnippetVariable variable : {SnippetVariable::Link, SnippetVariable::LinkLives})
        if (holds(body, variable)) return {SnippetProblem::LinkElsewhere, nameOf(variable)};
    if (use == SnippetUse::PortalLink && !holds(body, SnippetVariable::PortalLink)) return {SnippetProblem::PortalLinkMissing, {}};
    if (use == SnippetUse::LoginSteps && !holds(body, SnippetVariable::CodeSteps)) return {SnippetProblem::StepsMissing, {}};
    return {};
}

}  // namespace

SnippetFault checkSnippet(const Snippet &snippet) {
    if (const SnippetFault fault = checkFrame(snippet); fault.problem != SnippetProblem::None) return fault;
    const SnippetParts body = partsOf(snippet.body);
    if (body.bracesOpen) return {SnippetProblem::BracesOpen, {}};
    for (const SnippetPart &part : body.parts)
        if (part.isVariable && !part.variable) return {SnippetProblem::UnknownVariable, part.name};
    if (const SnippetFault fault = checkUse(snippet.use, body); fault.problem != SnippetProblem::None) return fault;
    for (qsizetype i = 0; i < body.parts.size(); ++i) {
        const std::optional<SnippetVariable> variable = body.parts.at(i).variable;
        if (variable != SnippetVariable::Link && variable != SnippetVariable::PortalLink) continue;
        if (!standsAlone(body, i)) return {SnippetProblem::LinkNotAlone, nameOf(*variable)};
    }
    return {};
}

}  // namespace latchkey
