// Routes of links: issue, copy the Portal link, revoke, and say what a pasted one is.
#include "services/api/api.h"
#include "services/api/input.h"

#include "models/json/json.h"
#include "services/diagnosis/link_inspector.h"

namespace latchkey {

namespace {

constexpr int longestDestination = 300;
constexpr int longestPaste = 60'000;

std::string urlJson(const QString &url) {
    JsonWriter out;
    out.beginObject().field("url", QStringView(url)).endObject();
    return out.take();
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
    static const QStringList replies{QStringLiteral("now"), QStringLiteral("later")};
    const bool later = in.word("reply", replies) == replies.last();
    if (const std::optional<Error> error = in.error()) return call.refuse(*error);

    m_setup.writes.give<IssuedLink>([this, request](Transaction &t) { return m_setup.access.issue(t, request); },
                                    [this, call, customer = request.customer, later](const Result<IssuedLink> &issued) {
                                        if (!issued) return refuseWithFindings(call, customer, issued.error(), later);
                                        JsonWriter out;
                                        writeJson(out, *issued);
                                        call.json(201, out.take());
                                    });
}

void Api::refuseWithFindings(const Call &call, CustomerId customer, const Error &error, bool replyLater) {
    if (error.code != ErrorCode::MagicLinkRefused && error.code != ErrorCode::TooManyLinks) return call.refuse(error);
    m_setup.reads.give<CustomerDetails>(
        {},
        [this, customer, ask = DetailsAsk{call.agent.role, replyLater, error}](Connection &db) {
            return m_details.customer(db, customer, ask, m_setup.clock.now());
        },
        [call, error](const Result<CustomerDetails> &details) {
            if (!details) return call.refuse(details.error());
            call.refuse(error, details->findings);
        });
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
    m_setup.writes.give<QString>(
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
    m_setup.writes.give<void>([this, id = call.id<LinkId>(), by = call.agent.id](Transaction &t) { return m_setup.access.revoke(t, id, by); },
                              [call](const Result<void> &revoked) {
                                  if (!revoked) return call.refuse(revoked.error());
                                  call.nothing();
                              });
}

void Api::checkLink(const Call &call) {
    BodyReader in(call.exchange->request());
    const QString text = in.text("text", longestPaste, true);
    if (const std::optional<Error> error = in.error()) return call.refuse(*error);
    answerFromRead(call, {}, [this, text](Connection &db) -> Result<std::string> {
        Result<LinkVerdict> verdict = inspectLink(db, text, m_setup.access.baseUrl(), m_setup.access.publicIdKey(), m_setup.clock.now());
        if (!verdict) return tl::unexpected<Error>(verdict.error());
        JsonWriter out;
        writeJson(out, LinkCheck{{std::move(*verdict)}, 0});
        return out.take();
    });
}

}  // namespace latchkey
