// The statements that issue, spend and end Magic links: the hot path, few and prepared once.
#include "services/store/link_store.h"

#include "models/domain/public_id.h"

namespace latchkey {

namespace {

tl::unexpected<Error> failureOf(const Statement &statement) { return tl::unexpected<Error>(*statement.error()); }

Result<Instant> instantOrUnset(Statement &statement) {
    Instant at;
    if (statement.step()) at = statement.instant(0);
    if (statement.error()) return failureOf(statement);
    return at;
}

}  // namespace

Result<LinkId> insertLink(Connection &db, const NewLink &link) {
    Statement insert = db.prepare(R"(
        INSERT INTO links (token_hash, customer, subscription, agent, door, destination, issued_at, expires_at, at_shop)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id)");
    insert.bindBlob(link.tokenHash).bind(link.customer).bindOrNull(link.subscription).bindOrNull(link.agent);
    insert.bind(static_cast<int>(link.door));
    if (link.destination.isEmpty()) insert.bindNull();
    else insert.bind(QStringView(link.destination));
    insert.bind(link.issuedAt).bind(link.expiresAt).bind(link.atShop ? 1 : 0);
    const Result<qint64> id = insert.insertedId();
    if (!id) return tl::unexpected<Error>(id.error());
    return LinkId(*id);
}

Result<LinkReach> linkReachOf(Connection &db, CustomerId customer) {
    Statement select = db.prepare("SELECT email_state, removed_at IS NOT NULL FROM customers WHERE id = ?");
    select.bind(customer);
    if (select.step()) return LinkReach{static_cast<EmailState>(select.integer(0)), select.integer(1) != 0};
    if (select.error()) return failureOf(select);
    return fail(ErrorCode::NotFound, QStringLiteral("customer"));
}

Result<bool> subscriptionBelongsTo(Connection &db, SubscriptionId subscription, CustomerId customer) {
    Statement select = db.prepare("SELECT 1 FROM subscriptions WHERE id = ? AND customer = ?");
    select.bind(subscription).bind(customer);
    const bool found = select.step();
    if (select.error()) return failureOf(select);
    return found;
}

Result<Instant> nthNewestIssueOfCustomer(Connection &db, CustomerId customer, Instant since, int n) {
    Statement select = db.prepare(R"(
        SELECT issued_at FROM links WHERE customer = ? AND issued_at > ? AND door <> 2
        ORDER BY issued_at DESC LIMIT 1 OFFSET ?)");
    select.bind(customer).bind(since).bind(n - 1);
    return instantOrUnset(select);
}

Result<Instant> nthNewestIssueOfAgent(Connection &db, AgentId agent, Instant since, int n) {
    Statement select = db.prepare(R"(
        SELECT issued_at FROM links WHERE agent = ? AND issued_at > ? ORDER BY issued_at DESC LIMIT 1 OFFSET ?)");
    select.bind(agent).bind(since).bind(n - 1);
    return instantOrUnset(select);
}

Result<int> linksIssuedSince(Connection &db, CustomerId customer, Instant since) {
    Statement select = db.prepare(R"(
        SELECT COUNT(*) FROM (SELECT 1 FROM links WHERE customer = ? AND issued_at > ? AND door <> 2 LIMIT 100) AS few)");
    select.bind(customer).bind(since);
    if (!select.step()) return failureOf(select);
    return static_cast<int>(select.integer(0));
}

Result<std::optional<SpentLink>> spendLink(Connection &db, QByteArrayView tokenHash, QByteArrayView browserHash, Instant now) {
    Statement update = db.prepare(R"(
        UPDATE links SET ended = 1, ended_at = ?, browser_hash = ?
        WHERE token_hash = ? AND ended = 0 AND expires_at > ?
          AND NOT EXISTS (SELECT 1 FROM customers WHERE customers.id = links.customer AND customers.removed_at IS NOT NULL)
        RETURNING id, customer, destination)");
    update.bind(now).bindBlob(browserHash).bindBlob(tokenHash).bind(now);
    std::optional<SpentLink> spent;
    while (update.step()) spent = SpentLink{update.id<LinkId>(0), update.id<CustomerId>(1), update.text(2)};
    if (update.error()) return failureOf(update);
    return spent;
}

Result<LinkRecord> linkRecordByToken(Connection &db, QByteArrayView tokenHash, quint64 publicIdKey) {
    Statement select = db.prepare(R"(
        SELECT l.id, l.customer, l.subscription, l.agent, l.door, l.destination, l.issued_at, l.expires_at, l.ended, l.ended_at, l.browser_hash,
               c.first_name, c.last_name, c.email, c.phone, c.removed_at IS NOT NULL
        FROM links l JOIN customers c ON c.id = l.customer WHERE l.token_hash = ?)");
    select.bindBlob(tokenHash);
    if (!select.step()) {
        if (select.error()) return failureOf(select);
        return fail(ErrorCode::LinkUnknown);
    }
    LinkRecord record;
    record.link.id = select.id<LinkId>(0);
    record.link.publicId = publicIdOf(record.link.id, publicIdKey);
    record.link.customer = select.id<CustomerId>(1);
    record.link.subscription = select.id<SubscriptionId>(2);
    record.link.agent = select.id<AgentId>(3);
    record.link.door = static_cast<LinkDoor>(select.integer(4));
    record.link.destination = select.text(5);
    record.link.issuedAt = select.instant(6);
    record.link.expiresAt = select.instant(7);
    record.link.end = static_cast<LinkEnd>(select.integer(8));
    record.link.endedAt = select.instant(9);
    record.browserHash = select.blob(10);
    record.firstName = select.text(11);
    record.lastName = select.text(12);
    record.email = select.text(13);
    record.phone = select.text(14);
    record.customerRemoved = select.integer(15) != 0;
    return record;
}

Result<std::optional<CustomerId>> endLink(Connection &db, LinkId link, LinkEnd how, AgentId by, Instant now) {
    Statement update = db.prepare(R"(
        UPDATE links SET ended = ?, ended_at = ?, ended_by = ? WHERE id = ? AND ended = 0 AND expires_at > ? AND at_shop = 0 RETURNING customer)");
    update.bind(static_cast<int>(how)).bind(now).bindOrNull(by).bind(link).bind(now);
    std::optional<CustomerId> customer;
    while (update.step()) customer = update.id<CustomerId>(0);
    if (update.error()) return failureOf(update);
    return customer;
}

Result<QList<LinkId>> endLiveLinksOf(Connection &db, CustomerId customer, LinkEnd how, AgentId by, Instant now) {
    Statement update = db.prepare(R"(
        UPDATE links SET ended = ?, ended_at = ?, ended_by = ?
        WHERE customer = ? AND ended = 0 AND expires_at > ? AND at_shop = 0 RETURNING id)");
    update.bind(static_cast<int>(how)).bind(now).bindOrNull(by).bind(customer).bind(now);
    QList<LinkId> ended;
    while (update.step()) ended.append(update.id<LinkId>(0));
    if (update.error()) return failureOf(update);
    return ended;
}

Result<QList<EndedLink>> endLiveLinksIssuedBy(Connection &db, AgentId agent, LinkEnd how, AgentId by, Instant now) {
    // No link lives for a day, so that the index leads past all that an agent has ever issued.
    Statement update = db.prepare(R"(
        UPDATE links SET ended = ?, ended_at = ?, ended_by = ?
        WHERE agent = ? AND issued_at > ? AND ended = 0 AND expires_at > ? AND at_shop = 0 RETURNING id, customer)");
    update.bind(static_cast<int>(how)).bind(now).bindOrNull(by).bind(agent).bind(now - std::chrono::hours(24)).bind(now);
    QList<EndedLink> ended;
    while (update.step()) ended.append({update.id<LinkId>(0), update.id<CustomerId>(1)});
    if (update.error()) return failureOf(update);
    return ended;
}

}  // namespace latchkey
