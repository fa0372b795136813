// Routes of the team: its agents, what they did, and what is set for the whole shop.
#include "services/api/api.h"
#include "services/api/input.h"

#include "models/domain/text_folding.h"
#include "models/json/json.h"
#include "services/store/activity_store.h"
#include "services/store/agent_store.h"
#include "services/store/shop_store.h"

#include <QStringList>

#include <algorithm>
#include <limits>

namespace latchkey {

namespace {

constexpr qint64 lastId = std::numeric_limits<qint64>::max();
constexpr int longestShopName = 100;

// The name stands in the subject of letters, where a line break would begin another header.
bool isShopName(const QString &name) {
    return !name.isEmpty() && std::all_of(name.begin(), name.end(), [](QChar c) { return c.isPrint(); });
}

// Nothing leaves as it is what it stands for.
struct ShopChange {
    std::optional<QString> name;
    std::optional<ReplyGuard> replyGuard;
    std::optional<bool> asksMailDomains;
};

Result<ShopChange> readShopChange(const http::Request &request) {
    BodyReader in(request);
    ShopChange change;
    if (in.has("name")) change.name = trimInvisible(in.text("name", longestShopName, true));
    change.replyGuard = in.named<ReplyGuard>("reply_guard", replyGuardFromText, false);
    change.asksMailDomains = in.truth("asks_mail_domains");
    if (const std::optional<Error> error = in.error()) return tl::unexpected<Error>(*error);
    const bool isEmpty = !change.name && !change.replyGuard && !change.asksMailDomains;
    if (isEmpty || (change.name && !isShopName(*change.name))) return fail(ErrorCode::InvalidRequest, QStringLiteral("name"));
    return change;
}

Result<void> rename(Transaction &t, const QString &name, AgentId by) {
    if (Result<void> renamed = ShopStore(t.db).rename(name); !renamed) return renamed;
    Activity entry;
    entry.kind = ActivityKind::ShopRenamed;
    entry.agent = by;
    return t.record(entry);
}

// Records what is another value than before, and only that.
Result<void> changeSettings(Transaction &t, const ShopChange &change, AgentId by) {
    ShopStore store(t.db);
    const Result<ShopSettings> before = store.settings();
    if (!before) return tl::unexpected<Error>(before.error());
    ShopSettings after = *before;
    after.replyGuard = change.replyGuard.value_or(before->replyGuard);
    after.asksMailDomains = change.asksMailDomains.value_or(before->asksMailDomains);
    QStringList notes;
    if (after.replyGuard != before->replyGuard) notes << QStringLiteral("reply_guard=") + toText(after.replyGuard);
    if (after.asksMailDomains != before->asksMailDomains)
        notes << (after.asksMailDomains ? QStringLiteral("asks_mail_domains=yes") : QStringLiteral("asks_mail_domains=no"));
    if (notes.isEmpty()) return {};
    if (Result<void> changed = store.change(after); !changed) return changed;
    Activity entry;
    entry.kind = ActivityKind::ShopChanged;
    entry.agent = by;
    entry.note = notes.join(QLatin1Char(' '));
    return t.record(entry);
}

}  // namespace

void Api::agents(const Call &call) {
    // When a colleague works is the administrators' matter.
    answerFromRead(call, {}, [sees = may(call.agent.role, Permission::ManageAgents)](Connection &db) -> Result<std::string> {
        Result<QList<Agent>> all = AgentStore(db).all();
        if (!all) return tl::unexpected<Error>(all.error());
        if (!sees)
            for (Agent &agent : *all) agent.usedAt = {};
        JsonWriter out;
        out.beginObject().key("items");
        writeJson(out, *all);
        out.endObject();
        return out.take();
    });
}

void Api::activity(const Call &call) {
    QueryReader in(call.exchange->request());
    ActivityQuery query;
    query.customer = CustomerId(in.number("customer", 0, 1, lastId));
    query.agent = AgentId(in.number("agent", 0, 1, lastId));
    query.kind = in.word<ActivityKind>("kind", activityKindFromText);
    query.from = Instant(in.number("from", 0, 1, lastId));
    query.until = Instant(in.number("until", 0, 1, lastId));
    query.before = ActivityId(in.number("after", 0, 1, lastId));
    query.limit = static_cast<int>(in.number("limit", 100, 1, 500));
    if (const std::optional<Error> error = in.error()) return call.refuse(*error);
    // A customer's entries are everybody's, who all see the customer; a colleague's working day is not.
    if (!query.customer.isValid() && !may(call.agent.role, Permission::SeeActivityOfAll)) {
        if (query.agent.isValid() && query.agent != call.agent.id) 
            return call.refuse(notAllowed(m_setup.db, call.agent.role, Permission::SeeActivityOfAll));
        query.agent = call.agent.id;
    }
    answerFromRead(call, {}, [this, query](Connection &db) -> Result<std::string> {
        const Result<Page<ActivityRow>> page = ActivityStore(db).page(query, m_setup.access.publicIdKey());
        if (!page) return tl::unexpected<Error>(page.error());
        JsonWriter out;
        writeJson(out, *page);
        return out.take();
    });
}

void Api::noteExported(const Call &call) {
    BodyReader in(call.exchange->request());
    const qint64 rows = in.number("rows", 0, true);
    if (const std::optional<Error> error = in.error()) return call.refuse(*error);
    give<void>(
        call,
        [rows, by = call.agent.id](Transaction &t) {
            Activity entry;
            entry.kind = ActivityKind::ActivityExported;
            entry.agent = by;
            entry.note = QStringLiteral("rows=%1").arg(rows);
            return t.record(entry);
        },
        [call](const Result<void> &recorded) {
            if (!recorded) return call.refuse(recorded.error());
            call.nothing();
        });
}

void Api::changeShop(const Call &call) {
    const Result<ShopChange> change = readShopChange(call.exchange->request());
    if (!change) return call.refuse(change.error());
    give<void>(
        call,
        [change = *change, by = call.agent.id](Transaction &t) -> Result<void> {
            if (change.name)
                if (Result<void> renamed = rename(t, *change.name, by); !renamed) return renamed;
            if (Result<void> changed = changeSettings(t, change, by); !changed) return changed;
            t.announce({EventKind::ShopChanged, {}, {}, t.now});
            return {};
        },
        [call](const Result<void> &changed) {
            if (!changed) return call.refuse(changed.error());
            call.nothing();
        });
}

}  // namespace latchkey
