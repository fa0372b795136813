// Routes of links that are out: their list and its numbers, one with its timeline, copied, and all of a customer revoked.
#include "services/api/api.h"
#include "services/api/input.h"

#include "models/domain/public_id.h"
#include "models/domain/text_folding.h"
#include "models/json/json.h"
#include "services/diagnosis/timeline.h"
#include "services/store/link_store.h"
#include "services/store/stats_store.h"

#include <limits>

namespace latchkey {

namespace {

constexpr int longestKey = 100;
constexpr int longestSearch = 200;
constexpr int longestReply = 1000;
constexpr int customersSearched = 200;
constexpr int usualDays = 30;
constexpr qint64 largest = std::numeric_limits<qint64>::max();

// Every six characters could be a public id, so that a name of six letters is looked for as well.
Result<LinkSearch> searchLinks(Connection &db, Directory &directory, const QString &words, quint64 publicIdKey, Instant now) {
    CustomerQuery query;
    query.search = words;
    query.limit = customersSearched;
    const Result<Page<CustomerRow>> customers = directory.customers(db, query, now);
    if (!customers) return tl::unexpected<Error>(customers.error());
    LinkSearch found{linkOfPublicId(words, publicIdKey).value_or(LinkId())};
    for (const CustomerRow &row : customers->items) found.customers.append(row.id);
    return found;
}

}  // namespace

void Api::links(const Call &call) {
    QueryReader in(call.exchange->request());
    const QString words = trimInvisible(in.text("search", longestSearch));
    LinkQuery query;
    query.customer = CustomerId(in.number("customer", 0, 1, largest));
    query.agent = AgentId(in.number("agent", 0, 1, largest));
    query.state = in.word<LinkState>("state", linkStateFromText);
    query.from = Instant(in.number("from", 0, 0, largest));
    query.until = Instant(in.number("until", 0, 0, largest));
    query.after = in.text("after", longestKey);
    query.limit = static_cast<int>(in.number("limit", 100, 1, 500));
    if (const std::optional<Error> error = in.error()) return call.refuse(*error);
    answerFromRead(call, {}, [this, query, words](Connection &db) mutable -> Result<std::string> {
        const quint64 key = m_setup.access.publicIdKey();
        const Instant now = m_setup.clock.now();
        if (!words.isEmpty()) {
            Result<LinkSearch> found = searchLinks(db, m_setup.directory, words, key, now);
            if (!found) return tl::unexpected<Error>(found.error());
            query.found = std::move(*found);
        }
        const Result<Page<LoginLink>> page = listLinks(db, query, key, now);
        if (!page) return tl::unexpected<Error>(page.error());
        JsonWriter out;
        writeJson(out, *page);
        return out.take();
    });
}

void Api::link(const Call &call) {
    answerFromRead(call, {}, [this, id = call.id<LinkId>()](Connection &db) -> Result<std::string> {
        const Result<LinkDetails> details = linkDetails(db, id, m_setup.access.publicIdKey(), m_setup.clock.now());
        if (!details) return tl::unexpected<Error>(details.error());
        JsonWriter out;
        writeJson(out, *details);
        return out.take();
    });
}

void Api::linkNumbers(const Call &call) {
    QueryReader in(call.exchange->request());
    const int days = static_cast<int>(in.number("days", usualDays, 1, longestStatsDays));
    if (const std::optional<Error> error = in.error()) return call.refuse(*error);
    // The longest read of all: who asks again has no use for the earlier answer.
    answerFromRead(call, "stats:" + std::to_string(call.agent.id.value()), [this, days](Connection &db) -> Result<std::string> {
        const Result<LinkStats> stats = linkStats(db, days, m_setup.clock.now());
        if (!stats) return tl::unexpected<Error>(stats.error());
        JsonWriter out;
        writeJson(out, *stats);
        return out.take();
    });
}

void Api::noteCopied(const Call &call) {
    BodyReader in(call.exchange->request());
    static const QStringList ways{QStringLiteral("link"), QStringLiteral("reply")};
    LinkCopy copy;
    copy.link = call.id<LinkId>();
    copy.agent = call.agent.id;
    copy.asReply = in.word("as", ways) == ways.last();
    copy.reply = {in.text("reply_to", longestReply, false), in.text("override_reason", longestReply, false)};
    if (const std::optional<Error> error = in.error()) return call.refuse(*error);
    give<void>(
        call,
        [this, copy](Transaction &t, Role role) mutable {
            copy.reply.role = role;
            return m_setup.access.noteCopied(t, copy);
        },
        [this, call, copy](const Result<void> &noted) {
            if (noted) return call.nothing();
            if (noted.error().code != ErrorCode::MagicLinkRefused) return call.refuse(noted.error());
            refuseCopy(call, copy);
        });
}

// What else stands in the way of another link does not keep this one back.
void Api::refuseCopy(const Call &call, const LinkCopy &copy) {
    m_setup.reads.give<QList<Finding>>(
        {},
        [this, copy, role = call.agent.role](Connection &db) -> Result<QList<Finding>> {
            const Result<LoginLink> link = linkById(db, copy.link, m_setup.access.publicIdKey());
            if (!link) return tl::unexpected<Error>(link.error());
            DetailsAsk ask;
            ask.role = role;
            ask.replyTo = copy.reply.replyTo;
            Result<CustomerDetails> details = m_details.customer(db, link->customer, ask, m_setup.clock.now());
            if (!details) return tl::unexpected<Error>(details.error());
            details->findings.removeIf([](const Finding &finding) { return finding.code != FindingCode::ReplyGoesElsewhere; });
            return std::move(details->findings);
        },
        [call](const Result<QList<Finding>> &findings) {
            if (!findings) return call.refuse(findings.error());
            call.refuse({ErrorCode::MagicLinkRefused, {}, {}}, *findings);
        });
}

void Api::revokeLinksOf(const Call &call) {
    BodyReader in(call.exchange->request());
    if (const std::optional<Error> error = in.error()) return call.refuse(*error);
    give<int>(
        call, [this, customer = call.id<CustomerId>(), by = call.agent.id](Transaction &t) { return m_setup.access.revokeAllOf(t, customer, by); },
        [call](const Result<int> &ended) {
            if (!ended) return call.refuse(ended.error());
            JsonWriter out;
            out.beginObject().field("ended", *ended).endObject();
            call.json(200, out.take());
        });
}

}  // namespace latchkey
