// Checks and parses the frame.
#include "services/delivery/letter_frame.h"

#include <QRegularExpression>

#include <algorithm>

namespace latchkey {

namespace {

// What would run or be fetched when the letter is opened; a fetched picture tells who read it and when.
tl::expected<void, TemplateError> standsAlone(const QString &html) {
    struct Rule {
        QString pattern;
        QString reason;
    };
    const Rule rules[] = {
        {u"<\\s*script|javascript:"_qs, u"scripts have no place in a letter"_qs},
        {u"<\\s*(?:link|iframe|frame|object|embed|base)\\b"_qs, u"this element draws in what is not in the letter"_qs},
        {u"\\b(?:src|srcset|background|poster)\\s*+=\\s*+[\"']?\\s*+(?!data:)"_qs,
         u"a letter may not fetch anything; pictures can stand in it as data: URLs"_qs},
        {u"url\\(\\s*+[\"']?\\s*+(?!data:)|@import"_qs, u"a letter's style may not fetch anything"_qs},
    };
    for (const Rule &rule : rules) {
        const QRegularExpressionMatch match = QRegularExpression(rule.pattern, QRegularExpression::CaseInsensitiveOption).match(html);
        if (match.hasMatch()) return tl::unexpected(TemplateError{static_cast<int>(html.left(match.capturedStart()).count(u'\n')) + 1, rule.reason});
    }
    return {};
}

tl::expected<void, TemplateError> namesHold(const std::vector<TemplateTag> &tags) {
    int bodies = 0;
    for (const TemplateTag &tag : tags) {
        if (tag.kind == TemplateTag::Kind::Comment) continue;
        const QString name = QString::fromStdString(tag.name);
        if (!QStringList{u"body"_qs, u"lang"_qs, u"shop"_qs, u"subject"_qs}.contains(name))
            return tl::unexpected(TemplateError{tag.line, u"there is no {{%1}}; it may name body, lang, shop, subject"_qs.arg(name)});
        if (name != u"body"_qs) continue;
        if (tag.kind != TemplateTag::Kind::Value || tag.depth != 0)
            return tl::unexpected(TemplateError{tag.line, u"{{body}} has to stand outside of sections"_qs});
        if (++bodies > 1) return tl::unexpected(TemplateError{tag.line, u"{{body}} may stand there once only"_qs});
    }
    if (bodies == 0) return tl::unexpected(TemplateError{0, u"{{body}} is missing: the place where the letter's text goes"_qs});
    return {};
}

}  // namespace

tl::expected<Template, TemplateFault> letterFrame(const QString &file, const std::string &text) {
    const auto fault = [&file](const TemplateError &error) { return tl::unexpected(TemplateFault{file, error.line, error.reason}); };
    const auto tags = tagsOf(text);
    if (!tags) return fault(tags.error());
    if (const auto held = namesHold(*tags); !held) return fault(held.error());
    if (const auto held = standsAlone(QString::fromStdString(text)); !held) return fault(held.error());
    auto frame = Template::parse(text, Escaping::Html, "body");
    if (!frame) return fault(frame.error());
    return std::move(*frame);
}

}  // namespace latchkey
