// Reads a letter's header and body, and holds both to the form.
#include "services/delivery/letter_sheet.h"

#include <algorithm>

namespace latchkey {

namespace {

struct Piece {
    std::string text;
    int line = 0;  // where it begins in the file; 0 when it is not there
};

struct Pieces {
    Piece subject;
    Piece button;
    Piece body;
};

struct Place {
    const LetterForm &form;
    const QString &file;

    [[nodiscard]] tl::unexpected<TemplateFault> fault(int line, const QString &reason) const {
        return tl::unexpected(TemplateFault{file, line, reason});
    }
};

const std::string lastLineOfCodes = "@{{host}} #{{code}}";

std::string trimmed(const std::string &text) {
    const std::size_t first = text.find_first_not_of(" \t\n");
    return first == std::string::npos ? std::string() : text.substr(first, text.find_last_not_of(" \t\n") - first + 1);
}

tl::expected<Pieces, TemplateFault> split(const Place &place, const std::string &text) {
    Pieces pieces;
    std::size_t from = 0;
    int line = 1;
    for (;; ++line) {
        const std::size_t end = text.find('\n', from);
        const std::string header = trimmed(text.substr(from, end - from));
        from = end == std::string::npos ? text.size() : end + 1;
        if (header.empty()) break;
        Piece *piece = header.starts_with("Subject:") ? &pieces.subject : header.starts_with("Button:") ? &pieces.button : nullptr;
        if (piece == nullptr) return place.fault(line, u"only “Subject: …” and “Button: …” may stand above the first empty line"_qs);
        if (piece->line != 0) return place.fault(line, u"says again what line %1 said"_qs.arg(piece->line));
        *piece = {trimmed(header.substr(header.find(':') + 1)), line};
    }
    pieces.body = {text.substr(from), line + 1};
    if (pieces.subject.text.empty()) return place.fault(std::max(pieces.subject.line, 1), u"a letter begins with “Subject: …”, and there is none"_qs);
    if (trimmed(pieces.body.text).empty()) return place.fault(line, u"nothing follows the header"_qs);
    return pieces;
}

// The line around the tag, without blanks at its ends.
std::string lineOf(const std::string &text, const TemplateTag &tag) {
    const std::size_t before = text.rfind('\n', tag.begin);
    const std::size_t begin = before == std::string::npos ? 0 : before + 1;
    return trimmed(text.substr(begin, text.find('\n', tag.end) - begin));
}

bool isSecret(const std::string &name) { return name == "code" || name == "link"; }

tl::expected<Template, TemplateFault> parsed(const Place &place, const Piece &piece, bool isBody) {
    const auto at = [&](int line) { return piece.line + std::max(line, 1) - 1; };
    const auto tags = tagsOf(piece.text);
    if (!tags) return place.fault(at(tags.error().line), tags.error().reason);
    const bool letter = place.form.channel == Channel::Email;
    for (const TemplateTag &tag : *tags) {
        if (tag.kind == TemplateTag::Kind::Comment) continue;
        const QString name = QString::fromStdString(tag.name);
        if (!mayName(place.form, tag.name))
            return place.fault(at(tag.line), u"there is no {{%1}}; it may name %2"_qs.arg(name, namesOf(place.form).join(u", "_qs)));
        if (tag.kind != TemplateTag::Kind::Value || !letter || !isSecret(tag.name)) continue;
        // Subjects are kept with the message and shown in lists, so no secret may be in one.
        if (!isBody) return place.fault(at(tag.line), u"{{%1}} may stand in the text only"_qs.arg(name));
        if (lineOf(piece.text, tag).size() != tag.end - tag.begin)
            return place.fault(at(tag.line), u"{{%1}} has to stand on a line of its own"_qs.arg(name));
    }
    if (isBody)
        for (const QString &name : needsOf(place.form))
            if (std::none_of(tags->begin(), tags->end(), [name = name.toStdString()](const TemplateTag &tag) {
                    return tag.kind == TemplateTag::Kind::Value && tag.depth == 0 && tag.name == name;
                }))
                return place.fault(0, u"{{%1}} is missing; it has to be there outside of sections"_qs.arg(name));
    auto made = Template::parse(piece.text, Escaping::None);
    if (!made) return place.fault(at(made.error().line), made.error().reason);
    return std::move(*made);
}

tl::expected<LetterSheet, TemplateFault> letter(const Place &place, const std::string &text) {
    const auto pieces = split(place, text);
    if (!pieces) return tl::unexpected(pieces.error());
    const std::string_view opens = buttonOpens(place.form);
    if (opens.empty() && pieces->button.line != 0) return place.fault(pieces->button.line, u"this letter has nothing that a button could open"_qs);
    if (opens == "link" && pieces->button.text.empty())
        return place.fault(std::max(pieces->button.line, 1), u"“Button: …” is missing: the words on the link's button"_qs);
    auto subject = parsed(place, pieces->subject, false);
    if (!subject) return tl::unexpected(subject.error());
    auto body = parsed(place, pieces->body, true);
    if (!body) return tl::unexpected(body.error());
    LetterSheet sheet{std::move(*subject), std::nullopt, std::move(*body)};
    if (pieces->button.text.empty()) return sheet;
    auto button = parsed(place, pieces->button, false);
    if (!button) return tl::unexpected(button.error());
    sheet.button = std::move(*button);
    return sheet;
}

tl::expected<LetterSheet, TemplateFault> textMessage(const Place &place, const std::string &text) {
    const std::string whole = trimmed(text);
    if (place.form.kind == MessageKind::LoginCode && whole.substr(whole.rfind('\n') + 1) != lastLineOfCodes) {
        const std::size_t end = text.find_last_not_of(" \t\n");
        const auto line = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(end), '\n') + 1;
        return place.fault(static_cast<int>(line), u"the last line has to be @{{host}} #{{code}}, which phones read to offer the code"_qs);
    }
    auto body = parsed(place, {text, 1}, true);
    if (!body) return tl::unexpected(body.error());
    return LetterSheet{std::nullopt, std::nullopt, std::move(*body)};
}

}  // namespace

tl::expected<LetterSheet, TemplateFault> letterSheet(const LetterForm &form, const QString &file, const std::string &text) {
    const Place place{form, file};
    return form.channel == Channel::Email ? letter(place, text) : textMessage(place, text);
}

}  // namespace latchkey
