// The names of the link inspector's verdicts, damages and undone steps on the wire.
#include "models/domain/link_verdict.h"

#include "models/domain/enum_text.h"

namespace latchkey {

namespace {

constexpr EnumNames<VerdictCode, 12> verdictCodeNames = {{
    {VerdictCode::Live, QLatin1String("live")},
    {VerdictCode::Used, QLatin1String("used")},
    {VerdictCode::Expired, QLatin1String("expired")},
    {VerdictCode::Revoked, QLatin1String("revoked")},
    {VerdictCode::VoidByEmailChange, QLatin1String("void_by_email_change")},
    {VerdictCode::Damaged, QLatin1String("damaged")},
    {VerdictCode::Unknown, QLatin1String("unknown")},
    {VerdictCode::OtherShop, QLatin1String("other_shop")},
    {VerdictCode::PortalLink, QLatin1String("portal_link")},
    {VerdictCode::Wrapped, QLatin1String("wrapped")},
    {VerdictCode::NoLink, QLatin1String("no_link")},
    {VerdictCode::AtShop, QLatin1String("at_shop")},
}};
static_assert(namesAll(verdictCodeNames, VerdictCode::AtShop));

constexpr EnumNames<LinkDamage, 7> linkDamageNames = {{
    {LinkDamage::None, QLatin1String("none")},
    {LinkDamage::WrongCharacter, QLatin1String("wrong_character")},
    {LinkDamage::SwappedCharacters, QLatin1String("swapped_characters")},
    {LinkDamage::MissingCharacter, QLatin1String("missing_character")},
    {LinkDamage::ExtraCharacter, QLatin1String("extra_character")},
    {LinkDamage::CutOff, QLatin1String("cut_off")},
    {LinkDamage::Unclear, QLatin1String("unclear")},
}};
static_assert(namesAll(linkDamageNames, LinkDamage::Unclear));

constexpr EnumNames<UndoneKind, 18> undoneKindNames = {{
    {UndoneKind::MailHeaders, QLatin1String("mail_headers")},
    {UndoneKind::Invisible, QLatin1String("invisible")},
    {UndoneKind::QuotedPrintable, QLatin1String("quoted_printable")},
    {UndoneKind::HtmlEntities, QLatin1String("html_entities")},
    {UndoneKind::LineBreak, QLatin1String("line_break")},
    {UndoneKind::Brackets, QLatin1String("brackets")},
    {UndoneKind::TrailingCharacters, QLatin1String("trailing_characters")},
    {UndoneKind::PercentEncoding, QLatin1String("percent_encoding")},
    {UndoneKind::SafeLinks, QLatin1String("safe_links")},
    {UndoneKind::Proofpoint, QLatin1String("proofpoint")},
    {UndoneKind::Mimecast, QLatin1String("mimecast")},
    {UndoneKind::Barracuda, QLatin1String("barracuda")},
    {UndoneKind::ClickTracker, QLatin1String("click_tracker")},
    {UndoneKind::Redirect, QLatin1String("redirect")},
    {UndoneKind::UpperCase, QLatin1String("upper_case")},
    {UndoneKind::LookAlike, QLatin1String("look_alike")},
    {UndoneKind::SchemeAdded, QLatin1String("scheme_added")},
    {UndoneKind::CheckAgrees, QLatin1String("check_agrees")},
}};
static_assert(namesAll(undoneKindNames, UndoneKind::CheckAgrees));

}  // namespace

QString toText(VerdictCode code) { return nameOf(verdictCodeNames, code); }
std::optional<VerdictCode> verdictCodeFromText(QStringView text) { return valueNamed(verdictCodeNames, text); }

QString toText(LinkDamage damage) { return nameOf(linkDamageNames, damage); }
std::optional<LinkDamage> linkDamageFromText(QStringView text) { return valueNamed(linkDamageNames, text); }

QString toText(UndoneKind kind) { return nameOf(undoneKindNames, kind); }
std::optional<UndoneKind> undoneKindFromText(QStringView text) { return valueNamed(undoneKindNames, text); }

}  // namespace latchkey
