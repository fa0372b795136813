// Routes of the record: messages, events; and of the service's own health.
#include "services/api/api.h"
#include "services/api/input.h"

#include "models/json/json.h"
#include "services/store/message_store.h"
#include "services/store/shop_store.h"

#include <limits>

namespace latchkey {

namespace {

constexpr int longestKey = 100;

// A captured message is whole while its secrets live; one that really left is never shown with them.
void showCaptured(Message &message, Courier &courier, Instant now) {
    if (message.state != MessageState::Captured) return;
    const MessageText whole = courier.captured().wholeBody(message.id, now);
    if (whole.isEmpty()) return;
    message.body = QString::fromUtf8(whole.reveal());
    message.secretsShown = true;
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

void Api::follow(const Call &call) {
    if (call.exchange->request().method == http::Method::Head) return call.text("text/event-stream", {});
    // Asked at every beat, so that a disabled agent's desk is told nothing more.
    const auto mayStay = [this, header = std::string(call.exchange->request().header("authorization"))] {
        const Result<Agent> agent = m_authentication.agentOf(header);
        return agent || agent.error().code != ErrorCode::Unauthorized;
    };
    m_setup.events.follow(call.exchange->stream("text/event-stream"), mayStay);
}

// The process lives and its server answers; whether it can work is another question.
void Api::health(const Call &call) { call.json(200, R"({"status":"ok"})"); }

// A balancer sends nobody here while the store does not answer.
void Api::readiness(const Call &call) {
    m_setup.reads.give<QString>(
        {}, [](Connection &db) { return ShopStore(db).name(); },
        [this, call](const Result<QString> &name) {
            if (name) return call.json(200, R"({"status":"ready"})");
            m_metrics.failed(name.error().code);
            call.json(503, R"({"status":"not_ready","reason":")" + toText(name.error().code).toStdString() + R"("})");
        });
}

void Api::showMetrics(const Call &call) {
    const Courier &courier = m_setup.courier;
    Metrics::Now now;
    now.connections = m_setup.connections ? m_setup.connections() : 0;
    now.followers = m_setup.events.followers();
    now.messagesWaiting = courier.waiting();
    now.messagesSent = courier.settled(MessageState::Sent);
    now.messagesCaptured = courier.settled(MessageState::Captured);
    now.messagesFailed = courier.settled(MessageState::Failed);
    now.messagesLost = courier.settled(MessageState::Lost);
    now.uptimeMs = (m_setup.clock.now() - m_startedAt).count();
    call.text("text/plain; version=0.0.4; charset=utf-8", m_metrics.text(now));
}

}  // namespace latchkey
