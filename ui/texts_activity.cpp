// Entries of the record in words.
#include "ui/texts_activity.h"

#include "models/domain/reply_guard.h"
#include "ui/texts.h"
#include "ui/texts_context.h"
#include "ui/texts_roles.h"

#include <QDateTime>
#include <QHash>
#include <QLocale>
#include <QStringList>

namespace latchkey {

namespace {

// "rows=300 refused=2" by name; a word without a value stands under itself.
using Note = QHash<QString, QString>;

Note noteOf(const QString &text) {
    Note note;
    for (const QString &word : text.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        const qsizetype equals = word.indexOf(QLatin1Char('='));
        note.insert(word.left(equals < 0 ? word.size() : equals), equals < 0 ? word : word.mid(equals + 1));
    }
    return note;
}

QString counted(const QString &number, const QString &one, const QString &many) { return number == QLatin1String("1") ? one : many.arg(number); }

QString agentNamed(const QString &id, const QList<Agent> &agents) {
    for (const Agent &agent : agents)
        if (QString::number(agent.id.value()) == id) return agent.name;
    return Desktop::tr("Agent %1").arg(id);
}

QString importedText(const Note &note) {
    const QString refused = note.value(QStringLiteral("refused"), QStringLiteral("0"));
    const QString rows = Desktop::tr("%1 customers and %2 subscriptions")
                             .arg(note.value(QStringLiteral("customers"), QStringLiteral("0")), note.value(QStringLiteral("subscriptions"), QStringLiteral("0")));
    return refused == QLatin1String("0") ? rows : Desktop::tr("%1, %2 rows refused").arg(rows, refused);
}

QString contactText(const Note &note) {
    const bool email = note.contains(QStringLiteral("email"));
    const bool phone = note.contains(QStringLiteral("phone"));
    if (email && phone) return Desktop::tr("E-mail and phone");
    if (email && note.value(QStringLiteral("at")) == QLatin1String("shopify")) return Desktop::tr("E-mail, in Shopify");
    return email ? Desktop::tr("E-mail") : phone ? Desktop::tr("Phone") : QString();
}

QString guardText(const QString &guard) {
    const std::optional<ReplyGuard> known = replyGuardFromText(guard);
    if (!known) return Desktop::tr("Reply guard: %1").arg(guard);
    switch (*known) {
        case ReplyGuard::Off:
            return Desktop::tr("Reply guard: off");
        case ReplyGuard::Ask:
            return Desktop::tr("Reply guard: ask");
        case ReplyGuard::Require:
            return Desktop::tr("Reply guard: require");
    }
    return {};
}

QString shopText(const Note &note) {
    QStringList all;
    if (note.contains(QStringLiteral("reply_guard"))) all.append(guardText(note.value(QStringLiteral("reply_guard"))));
    if (note.contains(QStringLiteral("asks_mail_domains"))) {
        const QString value = note.value(QStringLiteral("asks_mail_domains"));
        const bool on = value == QLatin1String("true") || value == QLatin1String("yes") || value == QLatin1String("1") || value == QLatin1String("on");
        all.append(on ? Desktop::tr("Mail domains are asked for") : Desktop::tr("Mail domains are not asked for"));
    }
    return all.join(QLatin1String("; "));
}

QString snippetText(const Note &note) {
    if (note.contains(QStringLiteral("added"))) return Desktop::tr("One was added");
    if (note.contains(QStringLiteral("saved"))) return Desktop::tr("One was changed");
    return note.contains(QStringLiteral("deleted")) ? Desktop::tr("One was deleted") : QString();
}

// Where the agent said that the reply goes.
QString replyText(const Note &note) {
    const std::optional<ReplyMatch> match = replyMatchFromText(note.value(QStringLiteral("reply")));
    if (!match) return {};
    switch (*match) {
        case ReplyMatch::NotGiven:
        case ReplyMatch::NotAnAddress:
            return {};
        case ReplyMatch::Same:
            return Desktop::tr("The reply goes to the address on file");
        case ReplyMatch::PlusAddress:
            return Desktop::tr("The reply goes to a plus address of the one on file");
        case ReplyMatch::Elsewhere:
            return Desktop::tr("The reply goes to another address");
    }
    return {};
}

QString copiedText(const Note &note) {
    const QString as = note.value(QStringLiteral("as"));
    const QString how = as == QLatin1String("reply") ? Desktop::tr("As reply") : as == QLatin1String("link") ? Desktop::tr("The link alone") : QString();
    const QString reply = replyText(note);
    return how.isEmpty() || reply.isEmpty() ? how + reply : Desktop::tr("%1. %2").arg(how, reply);
}

// A link that the shop made is known here by no more than until when it works.
QString issuedText(const Note &note) {
    const QString reply = replyText(note);
    if (!note.contains(QStringLiteral("shop"))) return reply;
    const Instant until(note.value(QStringLiteral("until")).toLongLong());
    const QString made = until.isSet() ? Desktop::tr("Made by Skio, until %1").arg(timeOfDay(until)) : Desktop::tr("Made by Skio");
    return reply.isEmpty() ? made : Desktop::tr("%1. %2").arg(made, reply);
}

QString roleText(const Note &note, const QList<Agent> &agents) {
    const std::optional<Role> role = roleFromText(note.value(QStringLiteral("role")));
    const QString name = agentNamed(note.value(QStringLiteral("agent")), agents);
    return role ? Desktop::tr("%1 is %2 now").arg(name, textOf(*role)) : name;
}

QString orElse(const QString &text, const QString &otherwise) { return text.isEmpty() ? otherwise : text; }

QString noteText(const Activity &entry, const QList<Agent> &agents) {
    const Note note = noteOf(entry.note);
    switch (entry.kind) {
        case ActivityKind::Imported:
            return note.contains(QStringLiteral("customers")) ? importedText(note) : entry.note;
        case ActivityKind::ContactChanged:
            return contactText(note);
        case ActivityKind::LinkIssued:
            return issuedText(note);
        case ActivityKind::LinkCopied:
            return copiedText(note);
        case ActivityKind::AgentAdded:
        case ActivityKind::AgentDisabled:
        case ActivityKind::AgentTokenRenewed:
            return note.contains(QStringLiteral("agent")) ? agentNamed(note.value(QStringLiteral("agent")), agents) : entry.note;
        case ActivityKind::AgentRoleChanged:
            return roleText(note, agents);
        case ActivityKind::ShopLinkUnsure:
            return note.value(QStringLiteral("outcome")) == QLatin1String("refused") ? Desktop::tr("Skio made it; it was not handed out")
                                                                                    : Desktop::tr("Skio did not answer: whether it made one is unknown");
        case ActivityKind::ShopChangeUnsure:
            return Desktop::tr("Shopify did not answer: whether it saved the address is unknown");
        case ActivityKind::LinkRevoked:
            return note.value(QStringLiteral("because")) == QLatin1String("agent_disabled") ? Desktop::tr("Who issued it was disabled") : entry.note;
        case ActivityKind::SessionsEnded:
            return note.contains(QStringLiteral("sessions")) ? counted(note.value(QStringLiteral("sessions")), Desktop::tr("On 1 device"), Desktop::tr("On %1 devices"))
                                                             : entry.note;
        case ActivityKind::ActivityExported:
            return note.contains(QStringLiteral("rows")) ? counted(note.value(QStringLiteral("rows")), Desktop::tr("1 row"), Desktop::tr("%1 rows")) : entry.note;
        case ActivityKind::ShopChanged:
            return orElse(shopText(note), entry.note);
        case ActivityKind::SnippetsChanged:
            return orElse(snippetText(note), entry.note);
        case ActivityKind::LinkUsed:
        case ActivityKind::LinkVoided:
        case ActivityKind::CodeSent:
        case ActivityKind::CodeWrong:
        case ActivityKind::SignedInByCode:
        case ActivityKind::SignedOut:
        case ActivityKind::PortalLinkCopied:
        case ActivityKind::ShopRenamed:
        case ActivityKind::MessageSentAgain:
        case ActivityKind::DeliveryChanged:
        case ActivityKind::CustomerErased:
            return entry.note;
    }
    return {};
}

}  // namespace

QList<ActivityGroup> activityGroups() {
    return {{Desktop::tr("Links"),
             {ActivityKind::LinkIssued, ActivityKind::LinkCopied, ActivityKind::LinkUsed, ActivityKind::LinkRevoked, ActivityKind::LinkVoided,
              ActivityKind::PortalLinkCopied, ActivityKind::ShopLinkUnsure}},
            {Desktop::tr("Signing in"),
             {ActivityKind::CodeSent, ActivityKind::CodeWrong, ActivityKind::SignedInByCode, ActivityKind::SignedOut, ActivityKind::SessionsEnded}},
            {Desktop::tr("Customers"),
             {ActivityKind::ContactChanged, ActivityKind::ShopChangeUnsure, ActivityKind::MessageSentAgain, ActivityKind::CustomerErased, ActivityKind::Imported}},
            {Desktop::tr("Agents"), {ActivityKind::AgentAdded, ActivityKind::AgentDisabled, ActivityKind::AgentTokenRenewed, ActivityKind::AgentRoleChanged}},
            {Desktop::tr("Shop"),
             {ActivityKind::ShopRenamed, ActivityKind::ShopChanged, ActivityKind::DeliveryChanged, ActivityKind::SnippetsChanged, ActivityKind::ActivityExported}}};
}

QString textOf(ActivityKind kind) {
    switch (kind) {
        case ActivityKind::LinkIssued:
            return Desktop::tr("Magic link issued");
        case ActivityKind::LinkUsed:
            return Desktop::tr("Signed in with a Magic link");
        case ActivityKind::LinkRevoked:
            return Desktop::tr("Magic link revoked");
        case ActivityKind::LinkVoided:
            return Desktop::tr("Magic link ended by a change of e-mail");
        case ActivityKind::ContactChanged:
            return Desktop::tr("Contact changed");
        case ActivityKind::CodeSent:
            return Desktop::tr("Login code sent");
        case ActivityKind::CodeWrong:
            return Desktop::tr("Wrong login code typed");
        case ActivityKind::SignedInByCode:
            return Desktop::tr("Signed in with a login code");
        case ActivityKind::SignedOut:
            return Desktop::tr("Signed out");
        case ActivityKind::PortalLinkCopied:
            return Desktop::tr("Portal link copied");
        case ActivityKind::Imported:
            return Desktop::tr("Files imported");
        case ActivityKind::AgentAdded:
            return Desktop::tr("Agent added");
        case ActivityKind::AgentDisabled:
            return Desktop::tr("Agent disabled");
        case ActivityKind::AgentTokenRenewed:
            return Desktop::tr("Agent's token renewed");
        case ActivityKind::AgentRoleChanged:
            return Desktop::tr("Agent's role changed");
        case ActivityKind::ShopRenamed:
            return Desktop::tr("Shop renamed");
        case ActivityKind::MessageSentAgain:
            return Desktop::tr("Message sent again");
        case ActivityKind::SessionsEnded:
            return Desktop::tr("Signed out on devices");
        case ActivityKind::DeliveryChanged:
            return Desktop::tr("Delivery of letters and texts changed");
        case ActivityKind::LinkCopied:
            return Desktop::tr("Magic link copied");
        case ActivityKind::CustomerErased:
            return Desktop::tr("Customer erased");
        case ActivityKind::SnippetsChanged:
            return Desktop::tr("Replies changed");
        case ActivityKind::ShopChanged:
            return Desktop::tr("Shop's settings changed");
        case ActivityKind::ActivityExported:
            return Desktop::tr("Activity exported");
        case ActivityKind::ShopLinkUnsure:
            return Desktop::tr("Magic link that did not arrive");
        case ActivityKind::ShopChangeUnsure:
            return Desktop::tr("Change of contact without an answer");
    }
    return {};
}

QString whoDid(const ActivityRow &row) {
    if (!row.agentName.isEmpty()) return row.agentName;
    if (row.entry.agent.isValid()) return Desktop::tr("Agent %1").arg(row.entry.agent.value());
    switch (row.entry.kind) {
        case ActivityKind::LinkUsed:
        case ActivityKind::SignedInByCode:
        case ActivityKind::SignedOut:
        case ActivityKind::SessionsEnded:
        case ActivityKind::CodeSent:
            return Desktop::tr("The customer");
        case ActivityKind::CodeWrong:
            return Desktop::tr("Somebody on the login page");
        case ActivityKind::LinkIssued:
        case ActivityKind::LinkRevoked:
        case ActivityKind::LinkVoided:
        case ActivityKind::ContactChanged:
        case ActivityKind::PortalLinkCopied:
        case ActivityKind::Imported:
        case ActivityKind::AgentAdded:
        case ActivityKind::AgentDisabled:
        case ActivityKind::AgentTokenRenewed:
        case ActivityKind::ShopRenamed:
        case ActivityKind::MessageSentAgain:
        case ActivityKind::DeliveryChanged:
        case ActivityKind::LinkCopied:
        case ActivityKind::CustomerErased:
        case ActivityKind::SnippetsChanged:
        case ActivityKind::ShopChanged:
        case ActivityKind::ActivityExported:
        case ActivityKind::AgentRoleChanged:
        case ActivityKind::ShopLinkUnsure:
        case ActivityKind::ShopChangeUnsure:
            return Desktop::tr("The service");
    }
    return {};
}

QString toWhom(const ActivityRow &row) {
    if (!row.entry.customer.isValid()) return {};
    return row.customerName.isEmpty() ? Desktop::tr("Customer %1").arg(row.entry.customer.value()) : row.customerName;
}

QString detailsOf(const Activity &entry, const QList<Agent> &agents) {
    const QString note = noteText(entry, agents);
    if (entry.words.isEmpty()) return note;
    const QString words = Desktop::tr("Reason: “%1”").arg(entry.words.simplified());
    return note.isEmpty() ? words : Desktop::tr("%1. %2").arg(note, words);
}

QString recordTime(Instant at, Instant now) {
    const QDateTime then = QDateTime::fromMSecsSinceEpoch(at.milliseconds());
    const QDateTime today = QDateTime::fromMSecsSinceEpoch(now.milliseconds());
    if (then.date() == today.date()) return then.toString(u"HH:mm:ss");
    // English, as the desk's sentences are.
    const QString day = QLocale(QLocale::English, QLocale::UnitedKingdom).toString(then.date(), then.date().year() == today.date().year() ? u"d MMM" : u"d MMM yyyy");
    return Desktop::tr("%1, %2").arg(day, timeOfDay(at));
}

}  // namespace latchkey
