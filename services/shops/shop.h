// The Shop port: where customers and subscriptions come from, and what that place can do for a customer's way in.
#pragma once

#include "models/domain/id.h"
#include "models/domain/secret.h"
#include "models/domain/shop_view.h"
#include "services/shops/shop_rows.h"

#include <chrono>
#include <stop_token>

namespace latchkey {

// Until when a change may be sent: whoever asked for it has given up by then.
using SendUntil = std::chrono::steady_clock::time_point;
inline bool isPast(SendUntil until) { return until != SendUntil() && std::chrono::steady_clock::now() > until; }

// Nothing was sent, and it was nobody else who took so long.
inline tl::unexpected<ShopTrouble> tooLate() {
    tl::unexpected<ShopTrouble> made = trouble(ShopFault::TimedOut);
    made.value().speaker = ShopSpeaker::House;
    return made;
}

struct ShopLinkWish {
    QString customer = {};     // the shop's id
    QString emailShown = {};   // the address that the agent saw; refused with EmailDiffers when the shop has another one, compared after folding
    QString destination = {};  // path in the portal, "/subscriptions"; empty: its start
    AgentId agent = {};        // on whose behalf
    SendUntil until = {};      // tooLate() after it; unset: any time
};

struct ShopLink {
    LinkUrl url = {};          // opens the portal as the customer: shown and copied once, never stored or logged
    Instant issuedAt = {};     // both by our own clock
    Instant expiresAt = {};
    bool lifeAssumed = false;  // the shop did not say how long it lives
    ShopCustomer customer = {};  // as just read
};

struct EmailChange {
    EmailChangeState state = EmailChangeState::NotPossible;
    std::optional<ShopTrouble> reason = {};  // with NotPossible: why; its words are the platform's own
};

struct ShopEmailWish {
    QString customer = {};
    QString emailShown = {};  // as with a link
    QString email = {};       // the new one
    AgentId agent = {};
    SendUntil until = {};     // as with a link
};

// The cursor is opaque text that goes with the rows into one transaction; empty: from the very beginning. At `end` there is nothing
// more for now, and the cursor is where the next run goes on.
struct ShopChanges {
    ShopRows rows = {};
    QString cursor = {};
    bool end = false;
};

// What a sweep compares with: every id that is there, in pages by id.
struct ShopIds {
    QList<QString> ids = {};
    QString after = {};  // for the next page; empty at the end
};

struct ShopSearch {
    QString text = {};   // e-mail, name, phone, or an id; fewer than three characters find nothing
    int limit = 20;      // 1 to 50
};

// Who waits for a shop that pauses us or fails for a while: an agent a few seconds, a sync minutes.
enum class ShopAsker { Agent, Sync };

// Thread: the verbs block, for seconds when the shop pauses us: call them in a shop thread, never in the write room, a read room, or the
// server's. Any number of threads may call at once; what goes out is kept to the shop's rate and to two requests in flight, whoever calls.
// The views below the line never block and may be called anywhere. A verb whose stop token is asked answers Stopped soon after.
// Ownership: outlives every thread that calls it. Errors: ShopTrouble; nothing that is answered or logged holds a token or a link.
class Shop {
public:
    virtual ~Shop() = default;

    // The cheapest question that a bad token cannot answer; tells and remembers what works (see abilities()).
    virtual ShopResult<void> probe(const std::stop_token &stop) = 0;
    virtual ShopResult<QList<ShopCustomer>> search(const ShopSearch &wanted, const std::stop_token &stop) = 0;
    virtual ShopResult<ShopCustomerRead> customer(const QString &id, const std::stop_token &stop) = 0;
    virtual ShopResult<ShopSubscriptionRead> subscription(const QString &id, const std::stop_token &stop) = 0;
    // One page of what is new since the cursor, children of a row in collections of their own. A cursor that is none of this shop's begins anew.
    // NotOffered by the house, which is where changes are made.
    virtual ShopResult<ShopChanges> changes(ShopCollection of, const QString &cursor, const std::stop_token &stop) = 0;
    virtual ShopResult<ShopIds> ids(ShopCollection of, const QString &after, const std::stop_token &stop) = 0;
    // Which store it is, whatever its domain. Asked for once.
    virtual ShopResult<ShopSite> site(ShopAsker /*asker*/, const std::stop_token & /*stop*/) { return ShopSite(); }
    // Reads the customer first. Never sent twice by itself: Uncertain when no answer came.
    virtual ShopResult<ShopLink> makeLink(const ShopLinkWish &wish, const std::stop_token &stop) = 0;
    // Reads the customer first. Waiting: changed at the platform, and this shop does not show it yet; read the customer until it does.
    virtual ShopResult<EmailChange> changeEmail(const ShopEmailWish &wish, const std::stop_token &stop) = 0;

    // ---- any thread, at once
    [[nodiscard]] virtual ShopKind kind() const = 0;
    // A stored cursor as a new run begins with it: the former one may have been stopped half-way.
    [[nodiscard]] virtual QString resumed(const QString &cursor) const { return cursor; }
    [[nodiscard]] virtual QList<AbilityView> abilities() const = 0;  // each ability once, in the enum's order
    [[nodiscard]] virtual StandardLogin standardLogin() const = 0;
    [[nodiscard]] virtual ShopPlaces placesOf(const ShopCustomer &customer) const = 0;
    // The login page; never expires, opens nothing by itself.
    [[nodiscard]] QString portalLink() const { return standardLogin().page; }
};

QString toText(ShopCollection collection);

}  // namespace latchkey
