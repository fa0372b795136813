// Routes of what leaves the house: a login letter, a message again, sessions ended, and how letters and texts go out.
#include "services/api/api.h"
#include "services/api/input.h"

#include "models/json/json.h"
#include "services/store/shop_store.h"

#include <QJsonObject>

namespace latchkey {

namespace {

constexpr int longestSecret = 500;
constexpr int longestRecipient = 320;

std::string messageJson(MessageId id) {
    JsonWriter out;
    out.beginObject().field("message", id.value()).endObject();
    return out.take();
}

std::string setupJson(const DeliverySetup &setup) {
    JsonWriter out;
    writeJson(out, setup);
    return out.take();
}

}  // namespace

void Api::emailLoginLink(const Call &call) {
    if (isNotHere(call)) return;
    BodyReader in(call.exchange->request());
    IssueRequest request;
    request.customer = call.id<CustomerId>();
    request.subscription = SubscriptionId(in.number("subscription", 1, false));
    request.agent = call.agent.id;
    request.door = LinkDoor::AgentLetter;
    if (const std::optional<Error> error = in.error()) return call.refuse(*error);
    give<MessageId>(
        call, [this, request](Transaction &t) { return m_setup.access.emailLoginLink(t, request); },
        [this, call, customer = request.customer](const Result<MessageId> &written) {
            if (!written) return refuseWithFindings(call, customer, written.error(), {});
            call.json(202, messageJson(*written));
        });
}

void Api::sendAgain(const Call &call) {
    if (isNotHere(call)) return;
    BodyReader in(call.exchange->request());
    if (const std::optional<Error> error = in.error()) return call.refuse(*error);
    give<MessageId>(
        call, [this, id = call.id<MessageId>(), by = call.agent.id](Transaction &t) { return m_setup.access.sendAgain(t, id, by); },
        [call](const Result<MessageId> &written) {
            if (!written) return call.refuse(written.error());
            call.json(202, messageJson(*written));
        });
}

void Api::endSessions(const Call &call) {
    if (isNotHere(call)) return;
    BodyReader in(call.exchange->request());
    const SessionId session(in.number("session", 1, false));
    if (const std::optional<Error> error = in.error()) return call.refuse(*error);
    give<int>(
        call,
        [this, customer = call.id<CustomerId>(), session, by = call.agent.id](Transaction &t) -> Result<int> {
            const Result<Customer> known = m_setup.directory.customer(t.db, customer);
            if (!known) return tl::unexpected<Error>(known.error());
            return m_setup.access.endSessions(t, customer, session, {}, by);
        },
        [call](const Result<int> &ended) {
            if (!ended) return call.refuse(ended.error());
            JsonWriter out;
            out.beginObject().field("ended", *ended).endObject();
            call.json(200, out.take());
        });
}

void Api::deliverySetup(const Call &call) { call.json(200, setupJson(m_setup.delivery.look())); }

void Api::changeDelivery(const Call &call) {
    if (isNotHere(call)) return;
    BodyReader in(call.exchange->request());
    const QJsonObject object = in.object("setup");
    DeliveryDesk::Change change;
    change.mailPassword = in.secret<ShopSecret>("mail_password", longestSecret);
    change.smsSecret = in.secret<ShopSecret>("sms_secret", longestSecret);
    if (const std::optional<Error> error = in.error()) return call.refuse(*error);
    const Result<DeliverySetup> setup = readDeliverySetup(object);
    if (!setup) return call.refuse({ErrorCode::InvalidRequest, setup.error().detail, {}});
    change.setup = *setup;
    // Recorded before it is done: sooner an entry too many than a change that names nobody.
    const auto record = ifStillMay<void>(call, [by = call.agent.id](Transaction &t, Role) {
        Activity entry;
        entry.kind = ActivityKind::DeliveryChanged;
        entry.agent = by;
        return t.record(entry);
    });
    m_setup.delivery.change(std::move(change), [this, record] { return m_setup.writes.run<void>(record); },
                            [this, call](const Result<DeliverySetup> &changed) {
                                if (!changed) return call.refuse(changed.error());
                                m_setup.events.publish({Event{EventKind::DirectoryChanged, {}, {}, m_setup.clock.now()}});
                                call.json(200, setupJson(*changed));
                            });
}

void Api::tryDelivery(const Call &call) {
    if (isNotHere(call)) return;
    BodyReader in(call.exchange->request());
    const QString channel = in.text("channel", longestRecipient, true);
    const QString to = in.text("to", longestRecipient, true);
    std::optional<Error> error = in.error();
    const std::optional<Channel> known = channelFromText(channel);
    if (!error && !known) error = Error{ErrorCode::InvalidRequest, QStringLiteral("channel"), {}};
    if (error) return call.refuse(*error);
    give<QString>(
        call, [](Transaction &t) { return ShopStore(t.db).name(); },
        [this, call, known, to](const Result<QString> &shop) {
            if (!shop) return call.refuse(shop.error());
            m_setup.delivery.attempt(*known, to, *shop, [call](const Result<DeliveryTrial> &trial) {
                if (!trial) return call.refuse(trial.error());
                JsonWriter out;
                writeJson(out, *trial);
                call.json(200, out.take());
            });
        });
}

}  // namespace latchkey
