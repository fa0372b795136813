// Fills a snippet in, as plain text and as HTML.
#include "models/domain/snippet_parts.h"

#include <QStringList>

namespace latchkey {

namespace {

// Line breaks in a name would tear the letter apart.
QString valueOf(SnippetVariable variable, const SnippetValues &values) {
    switch (variable) {
        case SnippetVariable::CustomerFirstName:
            return values.firstName.simplified();
        case SnippetVariable::CustomerName:
            return values.name.simplified();
        case SnippetVariable::Link:
            return values.link.trimmed();
        case SnippetVariable::LinkLives:
            return values.linkLives.simplified();
        case SnippetVariable::PortalLink:
            return values.portalLink.trimmed();
        case SnippetVariable::CodeSteps:
            return values.codeSteps.trimmed();
        case SnippetVariable::AgentName:
            return values.agentName.simplified();
        case SnippetVariable::ShopName:
            return values.shopName.simplified();
    }
    return {};
}

QString anchor(const QString &url) { return QStringLiteral("<a href=\"%1\">%1</a>").arg(url.toHtmlEscaped()); }

// The steps hold the Portal link on a line of its own.
QString stepsHtml(const QString &steps, const QString &portalLink) {
    QStringList lines = steps.split(QLatin1Char('\n'));
    for (QString &line : lines) line = !portalLink.isEmpty() && line == portalLink ? anchor(line) : line.toHtmlEscaped();
    return lines.join(QLatin1Char('\n'));
}

QString htmlOf(SnippetVariable variable, const QString &value, const SnippetValues &values) {
    if (variable == SnippetVariable::Link || variable == SnippetVariable::PortalLink) return anchor(value);
    return variable == SnippetVariable::CodeSteps ? stepsHtml(value, values.portalLink.trimmed()) : value.toHtmlEscaped();
}

// Paragraphs are parted by exactly one empty line, and none is empty.
QStringList paragraphsOf(const QString &text) {
    QStringList paragraphs;
    QStringList lines;
    const auto close = [&] {
        if (!lines.isEmpty()) paragraphs.append(lines.join(QLatin1Char('\n')));
        lines.clear();
    };
    for (const QString &line : text.split(QLatin1Char('\n'))) {
        if (line.trimmed().isEmpty())
            close();
        else
            lines.append(line);
    }
    close();
    return paragraphs;
}

SnippetText stopped(SnippetProblem problem, const QString &detail) { return {{}, {}, {problem, detail}}; }

}  // namespace

SnippetText renderSnippet(const Snippet &snippet, const SnippetValues &values) {
    const SnippetParts body = partsOf(snippet.body);
    if (body.bracesOpen) return stopped(SnippetProblem::BracesOpen, {});
    QString plain;
    QString html;
    for (const SnippetPart &part : body.parts) {
        if (!part.isVariable) {
            plain += part.text;
            html += part.text.toHtmlEscaped();
            continue;
        }
        if (!part.variable) return stopped(SnippetProblem::UnknownVariable, part.name);
        const QString value = valueOf(*part.variable, values);
        const bool useFallback = value.isEmpty() && part.fallback && takesFallback(*part.variable);
        if (value.isEmpty() && !useFallback) return stopped(SnippetProblem::Unresolved, part.name);
        plain += useFallback ? *part.fallback : value;
        html += useFallback ? part.fallback->toHtmlEscaped() : htmlOf(*part.variable, value, values);
    }
    const QStringList paragraphs = paragraphsOf(plain);
    if (paragraphs.isEmpty()) return stopped(SnippetProblem::BodyMissing, {});
    SnippetText text;
    text.plain = paragraphs.join(QLatin1String("\n\n")) + QLatin1Char('\n');
    for (QString &paragraph : paragraphsOf(html))
        text.html += QLatin1String("<p>") + paragraph.replace(QLatin1Char('\n'), QLatin1String("<br>")) + QLatin1String("</p>");
    return text;
}

}  // namespace latchkey
