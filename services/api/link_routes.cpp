// Routes of links: issue, copy the Portal link, revoke.
#include "services/api/api.h"
#include "services/api/input.h"

#include "models/json/json.h"
#include "services/store/refusal_store.h"

#include <algorithm>

namespace latchkey {

namespace {

constexpr int longestDestination = 300;
constexpr int longestEmail = 1000;
constexpr int longestReply = 1000;

std::string urlJson(const QString &url) {
    JsonWriter out;
    out.beginObject().field("url", QStringView(url)).endObject();
    return out.take();
}

// A change is told by what was answered to it; what stands in the way of a link comes behind.
QList<Finding> answerFirst(QList<Finding> findings, const ShopTrouble &trouble) {
    const std::optional<FindingCode> answer = findingCodeOf(trouble.fault);
    std::stable_partition(findings.begin(), findings.end(), [answer](const Finding &finding) { return finding.code == answer; });
    return findings;
}

}  // namespace

void Api::issueMagicLink(const Call &call) {
    BodyReader in(call.exchange->request());
    IssueRequest request;
    request.customer = call.id<CustomerId>();
    request.subscription = SubscriptionId(in.number("subscription", 1, false));
    request.agent = call.agent.id;
    request.door = request.subscription.isValid() ? LinkDoor::Subscription : LinkDoor::Customer;
    request.destination = in.text("destination", longestDestination, false);
    request.emailShown = in.text("email_shown", longestEmail, false);
    static const QStringList replies{QStringLiteral("now"), QStringLiteral("later")};
    DetailsAsk ask;
    ask.replyLater = in.word("reply", replies) == replies.last();
    request.reply = {in.text("reply_to", longestReply, false), in.text("override_reason", longestReply, false)};
    ask.replyTo = request.reply.replyTo;
    if (const std::optional<Error> error = in.error()) return call.refuse(*error);
    if (m_setup.shop) return issueAtShop(call, request, ask);

    give<IssuedLink>(
        call,
        [this, request](Transaction &t, Role role) mutable {
            request.reply.role = role;
            return m_setup.access.issue(t, request);
        },
        [this, call, customer = request.customer, ask](const Result<IssuedLink> &issued) {
            if (!issued) return refuseWithFindings(call, customer, issued.error(), ask);
            JsonWriter out;
            writeJson(out, *issued);
            call.json(201, out.take());
        });
}

void Api::refuseWithFindings(const Call &call, CustomerId customer, const Error &error, DetailsAsk ask) {
    if (error.code != ErrorCode::MagicLinkRefused && error.code != ErrorCode::TooManyLinks && !ask.trouble) return call.refuse(error);
    ask.role = call.agent.role;
    ask.refusal = error;
    m_setup.reads.give<CustomerDetails>(
        {},
        [this, customer, ask](Connection &db) {
            Result<CustomerDetails> details = m_details.customer(db, customer, ask, m_setup.clock.now());
            // The role has let this request pass: where it may have letters sent and issues no links, that is not what refused the letter.
            if (details) details->findings.removeIf([](const Finding &finding) { return finding.code == FindingCode::NotAllowed; });
            return details;
        },
        [this, call, error, ask](const Result<CustomerDetails> &details) {
            if (!details) return call.refuse(details.error());
            if (ask.asked == ShopAsked::Change) return call.refuse(error, answerFirst(details->findings, *ask.trouble));
            call.refuse(error, details->findings);
            countRefusal(details->findings);
        });
}

// By what stood first in the way; the answer does not wait for it.
void Api::countRefusal(const QList<Finding> &findings) {
    if (findings.isEmpty() || findings.first().severity != Severity::Blocks) return;
    m_metrics.refusedIssue();
    m_setup.writes.give<void>([why = findings.first().code](Transaction &t) { return noteRefusedIssue(t.db, dayNumberOf(t.now), why); },
                              [](const Result<void> &) {});
}

void Api::portalLink(const Call &call) {
    answerFromRead(call, {}, [this, id = call.id<CustomerId>()](Connection &db) -> Result<std::string> {
        const Result<Customer> customer = m_setup.directory.customer(db, id);
        if (!customer) return tl::unexpected<Error>(customer.error());
        return urlJson(m_setup.access.portalLink());
    });
}

void Api::copyPortalLink(const Call &call) {
    BodyReader in(call.exchange->request());
    if (const std::optional<Error> error = in.error()) return call.refuse(*error);
    give<QString>(
        call,
        [this, id = call.id<CustomerId>(), by = call.agent.id](Transaction &t) -> Result<QString> {
            const Result<Customer> customer = m_setup.directory.customer(t.db, id);
            if (!customer) return tl::unexpected<Error>(customer.error());
            Activity entry;
            entry.kind = ActivityKind::PortalLinkCopied;
            entry.agent = by;
            entry.customer = id;
            if (const Result<void> recorded = t.record(entry); !recorded) return tl::unexpected<Error>(recorded.error());
            t.announce({EventKind::CustomerChanged, id, {}, t.now});
            return m_setup.access.portalLink();
        },
        [call](const Result<QString> &url) {
            if (!url) return call.refuse(url.error());
            call.json(200, urlJson(*url));
        });
}

void Api::revokeLink(const Call &call) {
    BodyReader in(call.exchange->request());
    if (const std::optional<Error> error = in.error()) return call.refuse(*error);
    give<void>(
        call, [this, id = call.id<LinkId>(), by = call.agent.id](Transaction &t) { return m_setup.access.revoke(t, id, by); },
        [call](const Result<void> &revoked) {
            if (!revoked) return call.refuse(revoked.error());
            call.nothing();
        });
}

}  // namespace latchkey
