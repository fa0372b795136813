// Routes of the record: messages, activity, events; of the shop's name; and of the service's own health.
#include "services/api/api.h"
#include "services/api/input.h"

#include "models/domain/public_id.h"
#include "models/domain/text_folding.h"
#include "models/json/json.h"
#include "services/store/activity_store.h"
#include "services/store/message_store.h"
#include "services/store/shop_store.h"

#include <algorithm>
#include <limits>

namespace latchkey {

namespace {

constexpr int longestKey = 100;
constexpr int longestShopName = 100;

template <class IdType>
void writeIdOrNull(JsonWriter &out, std::string_view name, IdType id) {
    out.key(name);
    if (id.isValid())
        out.value(id.value());
    else
        out.null();
}

// A captured message is whole while its secrets live; one that really left is never shown with them.
void showCaptured(Message &message, Courier &courier, Instant now) {
    if (message.state != MessageState::Captured) return;
    const MessageText whole = courier.captured().wholeBody(message.id, now);
    if (whole.isEmpty()) return;
    message.body = QString::fromUtf8(whole.reveal());
    message.secretsShown = true;
}

std::string activityJson(const Page<ActivityRow> &page, quint64 publicIdKey) {
    JsonWriter out;
    out.beginObject().key("items").beginArray();
    for (const ActivityRow &row : page.items) {
        const Activity &entry = row.entry;
        out.beginObject().field("id", entry.id.value()).field("at", entry.at).field("kind", QStringView(toText(entry.kind)));
        writeIdOrNull(out, "agent", entry.agent);
        out.field("agent_name", QStringView(row.agentName));
        writeIdOrNull(out, "customer", entry.customer);
        out.field("customer_name", QStringView(row.customerName));
        writeIdOrNull(out, "link", entry.link);
        const QString publicId = entry.link.isValid() ? publicIdOf(entry.link, publicIdKey) : QString();
        out.field("public_id", QStringView(publicId)).field("note", QStringView(entry.note)).endObject();
    }
    out.endArray()
        .field("next", QStringView(page.next))
        .field("first", page.first)
        .field("count", page.count)
        .field("count_is_exact", page.countIsExact)
        .endObject();
    return out.take();
}

}  // namespace

void Api::messages(const Call &call) {
    QueryReader in(call.exchange->request());
    MessageQuery query;
    query.customer = CustomerId(in.number("customer", 0, 1, std::numeric_limits<qint64>::max()));
    query.state = in.word<MessageState>("state", messageStateFromText);
    query.after = in.text("after", longestKey);
    query.limit = static_cast<int>(in.number("limit", 100, 1, 500));
    if (const std::optional<Error> error = in.error()) return call.refuse(*error);
    answerFromRead(call, {}, [this, query](Connection &db) -> Result<std::string> {
        Result<Page<Message>> page = listMessages(db, query);
        if (!page) return tl::unexpected<Error>(page.error());
        for (Message &message : page->items) showCaptured(message, m_setup.courier, m_setup.clock.now());
        JsonWriter out;
        writeJson(out, *page);
        return out.take();
    });
}

void Api::message(const Call &call) {
    answerFromRead(call, {}, [this, id = call.id<MessageId>()](Connection &db) -> Result<std::string> {
        Result<Message> message = messageById(db, id);
        if (!message) return tl::unexpected<Error>(message.error());
        showCaptured(*message, m_setup.courier, m_setup.clock.now());
        JsonWriter out;
        writeJson(out, *message);
        return out.take();
    });
}

void Api::activity(const Call &call) {
    QueryReader in(call.exchange->request());
    const CustomerId customer(in.number("customer", 0, 1, std::numeric_limits<qint64>::max()));
    const ActivityId before(in.number("after", 0, 1, std::numeric_limits<qint64>::max()));
    const int limit = static_cast<int>(in.number("limit", 100, 1, 500));
    if (const std::optional<Error> error = in.error()) return call.refuse(*error);
    answerFromRead(call, {}, [this, customer, before, limit](Connection &db) -> Result<std::string> {
        const Result<Page<ActivityRow>> page = ActivityStore(db).page(customer, before, limit);
        if (!page) return tl::unexpected<Error>(page.error());
        return activityJson(*page, m_setup.access.publicIdKey());
    });
}

void Api::renameShop(const Call &call) {
    BodyReader in(call.exchange->request());
    const QString name = trimInvisible(in.text("name", longestShopName, true));
    std::optional<Error> error = in.error();
    // The name stands in the subject of letters, where a line break would begin another header.
    const bool isOneLine = std::all_of(name.begin(), name.end(), [](QChar c) { return c.isPrint(); });
    if (!error && (name.isEmpty() || !isOneLine)) error = Error{ErrorCode::InvalidRequest, QStringLiteral("name"), {}};
    if (error) return call.refuse(*error);
    give<void>(
        call,
        [name, by = call.agent.id](Transaction &t) -> Result<void> {
            if (Result<void> renamed = ShopStore(t.db).rename(name); !renamed) return renamed;
            Activity entry;
            entry.kind = ActivityKind::ShopRenamed;
            entry.agent = by;
            t.announce({EventKind::ShopChanged, {}, {}, t.now});
            return t.record(entry);
        },
        [this, call, name](const Result<void> &renamed) {
            if (!renamed) return call.refuse(renamed.error());
            if (m_setup.shopRenamed) m_setup.shopRenamed(name);
            call.nothing();
        });
}

void Api::follow(const Call &call) {
    if (call.exchange->request().method == http::Method::Head) return call.text("text/event-stream", {});
    m_metrics.count(call.route, 200);
    // Asked at every beat, so that a disabled agent's desk is told nothing more.
    const auto mayStay = [this, header = std::string(call.exchange->request().header("authorization"))] {
        const Result<Agent> agent = m_authentication.agentOf(header);
        return agent || agent.error().code != ErrorCode::Unauthorized;
    };
    m_setup.events.follow(call.exchange->stream("text/event-stream"), mayStay);
}

void Api::health(const Call &call) {
    m_setup.reads.give<QString>(
        {}, [](Connection &db) { return ShopStore(db).name(); },
        [call](const Result<QString> &name) {
            if (!name) return call.refuse({ErrorCode::StoreFailed, {}, {}});
            call.json(200, R"({"status":"ok"})");
        });
}

void Api::showMetrics(const Call &call) {
    const qint64 uptime = (m_setup.clock.now() - m_startedAt).count();
    call.text("text/plain; version=0.0.4; charset=utf-8", m_metrics.text(m_setup.events.followers(), uptime));
}

}  // namespace latchkey
