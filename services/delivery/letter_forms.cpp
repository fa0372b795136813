// The table of letters and texts.
#include "services/delivery/letter_forms.h"

namespace latchkey {

namespace {

QStringList words(const char *text) { return QString::fromLatin1(text).split(u' ', Qt::SkipEmptyParts); }

}  // namespace

const std::array<LetterForm, letterFormCount> &letterForms() {
    using enum MessageKind;
    static constexpr std::array<LetterForm, letterFormCount> forms = {{
        {"login", LoginCode, Channel::Email, "shop first_name code code_lives link link_lives portal_link host", "code link"},
        {"login-text", LoginCode, Channel::Sms, "shop first_name code code_lives host", ""},
        {"magic-login", MagicLogin, Channel::Email, "shop first_name link link_lives portal_link host", "link"},
        {"email-changed-old", EmailChangedOld, Channel::Email, "shop first_name new_address host", ""},
        {"email-changed-new", EmailChangedNew, Channel::Email, "shop first_name portal_link host", ""},
        {"several-accounts", SeveralAccounts, Channel::Email, "shop portal_link host", ""},
        {"several-accounts-text", SeveralAccounts, Channel::Sms, "shop portal_link host", ""},
        {"test", Test, Channel::Email, "shop host", ""},
        {"test-text", Test, Channel::Sms, "shop host", ""},
    }};
    return forms;
}

const LetterForm *letterForm(MessageKind kind, Channel channel) {
    for (const LetterForm &form : letterForms())
        if (form.kind == kind && form.channel == channel) return &form;
    return nullptr;
}

QStringList namesOf(const LetterForm &form) { return words(form.names); }
QStringList needsOf(const LetterForm &form) { return words(form.needs); }

bool mayName(const LetterForm &form, std::string_view name) {
    return words(form.names).contains(QLatin1StringView(name.data(), static_cast<qsizetype>(name.size())));
}

std::string_view buttonOpens(const LetterForm &form) {
    if (form.channel != Channel::Email) return {};
    for (const std::string_view name : {"link", "portal_link"})
        if (mayName(form, name)) return name;
    return {};
}

QString fileName(const LetterForm &form, Language language) { return QLatin1String(form.stem) + u'.' + toText(language) + u".txt"_qs; }

}  // namespace latchkey
