// Whatever a shop leaves out stays unset; nothing here judges.
#include "services/shops/mirror/mirror_rows.h"

namespace latchkey {

namespace {

Instant timeOf(const QString &text) { return text.isEmpty() ? Instant() : instantFromText(text).value_or(Instant()); }

// PostgreSQL's texts hold no zero, and nobody reads a name of a megabyte.
QString plain(const QString &text) {
    constexpr qsizetype longest = 4'096;
    QString kept = text.left(longest);
    return kept.contains(QChar(0)) ? kept.remove(QChar(0)) : kept;
}

// A time that cannot be read still says that it is one.
Instant markOf(const QString &text) {
    if (text.isEmpty()) return {};
    const Instant at = timeOf(text);
    return at.isSet() ? at : Instant(1);
}

std::optional<Interval> intervalOf(const ShopPolicy &policy) {
    const std::optional<IntervalUnit> unit = intervalUnitFromText(policy.interval.toLower());
    if (!unit || policy.intervalCount < 1) return {};
    return Interval{*unit, policy.intervalCount};
}

}  // namespace

MirroredCustomer mirrored(const ShopCustomer &row) {
    MirroredCustomer c;
    c.ref = row.id;
    c.platformId = plain(row.platformId);
    c.firstName = plain(row.firstName);
    c.lastName = plain(row.lastName);
    c.email = plain(row.email);
    c.phone = plain(row.phone);
    c.createdAt = timeOf(row.createdAt);
    c.removedAt = markOf(row.removedAt);
    c.redactedAt = markOf(row.redactedAt);
    c.updatedAt = row.updatedAt;
    c.notAsked = row.notAsked;
    return c;
}

MirroredSubscription mirrored(const ShopSubscription &row) {
    MirroredSubscription s;
    s.ref = row.id;
    s.customer = row.customerId;
    s.status = plain(row.status);
    s.currency = plain(row.currency);
    s.policy = row.billingPolicyId;
    s.nextOrder = timeOf(row.nextBillingAt);
    s.createdAt = timeOf(row.createdAt);
    s.updatedAt = row.updatedAt;
    s.notAsked = row.notAsked;
    return s;
}

MirroredLine mirrored(const ShopLine &row) {
    MirroredLine l;
    l.ref = row.id;
    l.subscription = row.subscriptionId;
    l.variant = row.variantId;
    l.title = plain(row.titleOverride);
    l.quantity = row.quantity;
    l.price = plain(row.price);
    l.createdAt = timeOf(row.createdAt);
    l.removedAt = markOf(row.removedAt);
    l.updatedAt = row.updatedAt;
    l.notAsked = row.notAsked;
    return l;
}

MirroredVariant mirrored(const ShopVariant &row) { return {row.id, row.productId, plain(row.title), row.updatedAt, row.notAsked}; }

MirroredProduct mirrored(const ShopProduct &row) { return {row.id, plain(row.title), row.updatedAt, row.notAsked}; }

MirroredPolicy mirrored(const ShopPolicy &row) { return {row.id, intervalOf(row), row.updatedAt, row.notAsked}; }

MirroredRead mirrored(const ShopSubscriptionRead &read, const QString &owner) {
    MirroredRead all{mirrored(read.row), {}, {}, {}};
    if (all.subscription.customer.isEmpty()) all.subscription.customer = read.customer ? read.customer->id : owner;
    if (read.customer && !read.customer->id.isEmpty()) all.owner = mirrored(*read.customer);
    if (read.billing) all.subscription.interval = intervalOf(*read.billing);
    for (const ShopLineRead &line : read.lines) {
        MirroredLine kept = mirrored(line.line);
        if (kept.subscription.isEmpty()) kept.subscription = read.row.id;
        if (kept.variant.isEmpty()) kept.variant = line.variant.id;
        all.lines.append(kept);
        // Without its id a variant is nobody's name; the next sync brings it.
        if (!line.variant.id.isEmpty()) all.names.append({mirrored(line.variant), plain(line.productTitle)});
    }
    return all;
}

}  // namespace latchkey
