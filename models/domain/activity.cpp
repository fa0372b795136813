// The fixed binary form in which an activity is hashed, and the names of its kinds.
#include "models/domain/activity.h"

#include "models/domain/enum_text.h"

#include <QtEndian>

namespace latchkey {

namespace {

constexpr EnumNames<ActivityKind, 26> activityKindNames = {{
    {ActivityKind::LinkIssued, QLatin1String("link_issued")},
    {ActivityKind::LinkUsed, QLatin1String("link_used")},
    {ActivityKind::LinkRevoked, QLatin1String("link_revoked")},
    {ActivityKind::LinkVoided, QLatin1String("link_voided")},
    {ActivityKind::ContactChanged, QLatin1String("contact_changed")},
    {ActivityKind::CodeSent, QLatin1String("code_sent")},
    {ActivityKind::CodeWrong, QLatin1String("code_wrong")},
    {ActivityKind::SignedInByCode, QLatin1String("signed_in_by_code")},
    {ActivityKind::SignedOut, QLatin1String("signed_out")},
    {ActivityKind::PortalLinkCopied, QLatin1String("portal_link_copied")},
    {ActivityKind::Imported, QLatin1String("imported")},
    {ActivityKind::AgentAdded, QLatin1String("agent_added")},
    {ActivityKind::AgentDisabled, QLatin1String("agent_disabled")},
    {ActivityKind::AgentTokenRenewed, QLatin1String("agent_token_renewed")},
    {ActivityKind::ShopRenamed, QLatin1String("shop_renamed")},
    {ActivityKind::MessageSentAgain, QLatin1String("message_sent_again")},
    {ActivityKind::SessionsEnded, QLatin1String("sessions_ended")},
    {ActivityKind::DeliveryChanged, QLatin1String("delivery_changed")},
    {ActivityKind::LinkCopied, QLatin1String("link_copied")},
    {ActivityKind::CustomerErased, QLatin1String("customer_erased")},
    {ActivityKind::SnippetsChanged, QLatin1String("snippets_changed")},
    {ActivityKind::ShopChanged, QLatin1String("shop_changed")},
    {ActivityKind::ActivityExported, QLatin1String("activity_exported")},
    {ActivityKind::AgentRoleChanged, QLatin1String("agent_role_changed")},
    {ActivityKind::ShopLinkUnsure, QLatin1String("shop_link_unsure")},
    {ActivityKind::ShopChangeUnsure, QLatin1String("shop_change_unsure")},
}};
static_assert(namesAll(activityKindNames, ActivityKind::ShopChangeUnsure));

void appendNumber(QByteArray &form, qint64 number) {
    std::array<char, 8> bytes{};
    qToBigEndian(number, bytes.data());
    form.append(bytes.data(), 8);
}

// The length goes first, so that no two entries share one form.
void appendBytes(QByteArray &form, const QByteArray &bytes) {
    appendNumber(form, bytes.size());
    form.append(bytes);
}

}  // namespace

QByteArray activityDigestInput(const Activity &entry, const QByteArray &previousHash) {
    const QByteArray note = entry.note.toUtf8();
    QByteArray form;
    form.reserve(8 * 8 + previousHash.size() + note.size());
    appendBytes(form, previousHash);
    appendNumber(form, entry.id.value());
    appendNumber(form, entry.at.milliseconds());
    appendNumber(form, static_cast<qint64>(entry.kind));
    appendNumber(form, entry.agent.value());
    appendNumber(form, entry.customer.value());
    appendNumber(form, entry.link.value());
    appendBytes(form, note);
    if (entry.desk.isEmpty() && entry.wordsHash.isEmpty()) return form;
    appendBytes(form, entry.desk.toUtf8());
    appendBytes(form, entry.wordsHash);
    return form;
}

QString toText(ActivityKind kind) { return nameOf(activityKindNames, kind); }
std::optional<ActivityKind> activityKindFromText(QStringView text) { return valueNamed(activityKindNames, text); }

}  // namespace latchkey
