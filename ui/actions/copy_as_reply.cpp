// Fills a reply in and puts it on the clipboard, as plain text and as HTML.
#include "ui/actions/copy_as_reply.h"

#include "ui/actions/issued_links.h"
#include "ui/clipboard_guard.h"
#include "ui/desk.h"
#include "ui/dialogs/reply_dialog.h"
#include "ui/panels/url_box.h"
#include "ui/service_time.h"
#include "ui/snippets.h"
#include "ui/texts.h"
#include "ui/texts_context.h"
#include "ui/texts_snippets.h"

namespace latchkey {

namespace {

QString stepsFor(const Desk &desk, const CustomerDetails &details, Language language) {
    const Customer &customer = details.customer;
    if (details.portalLink.isEmpty()) return {};
    const bool mails = customer.emailState == EmailState::Valid || customer.emailState == EmailState::DomainTypo;
    const bool texts = desk.me.sms != SmsRoute::Off && (details.phoneState == PhoneState::Valid || details.phoneState == PhoneState::Doubtful);
    // The letter may reach the wrong reader, so it names no address and no number in full.
    return codeStepsIn(language, details.portalLink, mails ? maskEmail(customer.email) : QString(), texts ? phoneEnding(customer.phone) : QString(),
                       desk.me.policy.codeDigits);
}

const HeldLink *liveLink(Desk &desk, LinkId link) {
    const HeldLink *held = IssuedLinks::of(desk).find(link);
    return held == nullptr || held->state != LinkState::Live || held->link.url.isEmpty() ? nullptr : held;
}

QString sentenceOf(const Refusal &refusal, Instant now) {
    return refusal.findings.isEmpty() ? textOf(refusal.error) : textOf(refusal.findings.first(), now).sentence;
}

// Empty when it is on the clipboard.
QString putMagicLink(Desk &desk, const Snippet &snippet, const ReplyPlace &place) {
    const HeldLink *held = liveLink(desk, place.link);
    if (held == nullptr) return Desktop::tr("The Magic link has ended; issue another one.");
    SnippetValues values = replyValues(desk, place, snippet.language);
    values.link = held->link.url;
    const QString publicId = held->link.publicId;
    const SnippetText text = renderSnippet(snippet, values);
    if (text.fault.problem != SnippetProblem::None) return whyNotCopied(text.fault);
    IssuedLinks::of(desk).copyText(place.link, text.plain, text.html);
    Snippets::of(desk).used(snippet.id);
    emit desk.noticeRequested(Desktop::tr("Reply with Magic link %1 copied (%2).").arg(publicId, languageName(snippet.language)));
    return {};
}

void copyMagicLink(Desk &desk, const Snippet &snippet, const ReplyPlace &place, const CopiedLink &how, QObject *context, const ReplyCopied &done) {
    const bool askFirst = !how.overrideReason.isEmpty() || (desk.me.settings.replyGuard == ReplyGuard::Require && !how.replyTo.isEmpty());
    if (!askFirst) {
        const QString why = putMagicLink(desk, snippet, place);
        if (why.isEmpty()) desk.client.noteCopied(place.link, how, &desk, [](const tl::expected<void, Refusal> &) {});
        return done(why);
    }
    const SnippetFault fault = renderSnippet(snippet, replyValues(desk, place, snippet.language)).fault;
    if (fault.problem != SnippetProblem::None) return done(whyNotCopied(fault));
    desk.client.noteCopied(place.link, how, context, [&desk, snippet, place, done](const tl::expected<void, Refusal> &answer) {
        done(answer ? putMagicLink(desk, snippet, place) : sentenceOf(answer.error(), serviceNow(desk.client)));
    });
}

QString putPlain(Desk &desk, const Snippet &snippet, const SnippetValues &values, const QString &notice) {
    const SnippetText text = renderSnippet(snippet, values);
    if (text.fault.problem != SnippetProblem::None) return whyNotCopied(text.fault);
    desk.clipboard.copyPlain(text.plain, text.html);
    Snippets::of(desk).used(snippet.id);
    emit desk.noticeRequested(notice);
    return {};
}

void copyPortalLink(Desk &desk, const Snippet &snippet, const ReplyPlace &place, QObject *context, const ReplyCopied &done) {
    const SnippetFault fault = renderSnippet(snippet, replyValues(desk, place, snippet.language)).fault;
    if (fault.problem != SnippetProblem::None) return done(whyNotCopied(fault));
    // Asked for rather than taken from the details, so that the service records the copy.
    desk.client.portalLink(place.details.customer.id, context, [&desk, snippet, place, done](const Result<QString> &answer) {
        if (!answer) return done(Desktop::tr("The Portal link was not copied. %1").arg(textOf(answer.error())));
        SnippetValues values = replyValues(desk, place, snippet.language);
        values.portalLink = *answer;
        done(putPlain(desk, snippet, values, Desktop::tr("Reply with the Portal link for %1 copied (%2).").arg(place.details.customer.name(), languageName(snippet.language))));
    });
}

bool isGuarded(const Desk &desk, const ReplyPlace &place, const CopiedLink &how) {
    const ReplyMatch match = matchReply(place.details.customer.email, how.replyTo);
    const ReplyGuard guard = desk.me.settings.replyGuard;
    if (replyPasses(guard, match)) return false;
    return how.overrideReason.isEmpty() || !mayOverrideReply(guard, match, desk.me.agent.role);
}

}  // namespace

SnippetValues replyValues(Desk &desk, const ReplyPlace &place, Language language) {
    SnippetValues values;
    values.firstName = place.details.customer.firstName;
    values.name = place.details.customer.name();
    values.portalLink = place.details.portalLink;
    values.codeSteps = stepsFor(desk, place.details, language);
    values.agentName = desk.me.agent.name;
    values.shopName = desk.me.shopName;
    if (const HeldLink *held = liveLink(desk, place.link)) {
        values.link = shownLink(held->link.url);
        values.linkLives = linkLivesIn(language, (held->link.expiresAt - serviceNow(desk.client)).count());
    }
    return values;
}

void copyReply(Desk &desk, const Snippet &snippet, const ReplyPlace &place, const CopiedLink &how, QObject *context, ReplyCopied done) {
    switch (snippet.use) {
        case SnippetUse::MagicLink:
            return copyMagicLink(desk, snippet, place, how, context, done);
        case SnippetUse::PortalLink:
            return copyPortalLink(desk, snippet, place, context, done);
        case SnippetUse::LoginSteps:
            return done(putPlain(desk, snippet, replyValues(desk, place, snippet.language),
                                 Desktop::tr("Login steps for %1 copied.").arg(place.details.customer.name())));
    }
}

void copyAsReply(Desk &desk, const Snippet &snippet, const ReplyPlace &place) {
    CopiedLink how = howCopied(desk, place.details.customer.id);
    how.asReply = true;
    const SnippetFault fault = renderSnippet(snippet, replyValues(desk, place, snippet.language)).fault;
    if (fault.problem != SnippetProblem::None) {
        emit desk.noticeRequested(Desktop::tr("Nothing was copied. %1").arg(whyNotCopied(fault)));
        return openReplyDialog(desk, place, snippet);
    }
    if (snippet.use == SnippetUse::MagicLink && isGuarded(desk, place, how)) return openReplyDialog(desk, place, snippet);
    copyReply(desk, snippet, place, how, place.parent, [&desk](const QString &why) {
        if (!why.isEmpty()) emit desk.noticeRequested(why);
    });
}

void copyAsReply(Desk &desk, SnippetUse use, const ReplyPlace &place) {
    if (const std::optional<Snippet> snippet = Snippets::of(desk).preferred(use)) return copyAsReply(desk, *snippet, place);
    Snippet wanted;
    wanted.use = use;
    openReplyDialog(desk, place, wanted);
}

void openReplies(Desk &desk, const ReplyPlace &place) {
    const SnippetUse use = place.link.isValid() ? SnippetUse::MagicLink : SnippetUse::PortalLink;
    Snippet wanted;
    wanted.use = use;
    openReplyDialog(desk, place, Snippets::of(desk).preferred(use).value_or(wanted));
}

}  // namespace latchkey
