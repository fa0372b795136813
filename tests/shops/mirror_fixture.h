// A store that mirrors the shop of the test server.
#pragma once

#include "services/shops/mirror/shop_sync.h"
#include "services/shops/mirror/stored_memory.h"
#include "services/store/customer_store.h"
#include "services/store/subscription_store.h"
#include "tests/shops/skio_fixture.h"
#include "tests/support/temp_store.h"
#include "tests/support/verify.h"

namespace latchkey {

class MirrorFixture {
public:
    explicit MirrorFixture(const SkioServer::Options &options) : skio(options) {}

    SkioFixture skio;
    TempStore store;
    std::function<void(const SyncState &)> follow = {};

    ShopSync::Setup setup() { return {skio.shop(), store.room(), store.path(), store.clock, std::chrono::seconds(60), std::chrono::hours(7 * 24), 1'000, {}, follow}; }
    Result<SyncState> run(const std::stop_token &stop = {}) { return ShopSync(setup()).run(stop); }
    // What the store says of it.
    SyncState state() { return readSyncState(store.reader(), store.clock.now()).value_or(SyncState()); }

    QJsonObject command(const char *name, const QString &id, QJsonObject more = {}) {
        more.insert(QStringLiteral("command"), QLatin1String(name));
        more.insert(QStringLiteral("id"), id);
        const QJsonObject reply = skio.server.control(more);
        if (!reply.value(QStringLiteral("ok")).toBool()) qFatal("%s: %s", name, qPrintable(reply.value(QStringLiteral("error")).toString()));
        return reply;
    }
    void patch(const char *type, const QString &id, const QJsonObject &values) {
        command("patch", id, {{QStringLiteral("type"), QLatin1String(type)}, {QStringLiteral("values"), values}});
    }
    QStringList ids(const char *type) {
        const QJsonObject reply = skio.server.control({{QStringLiteral("command"), QStringLiteral("ids")}, {QStringLiteral("type"), QLatin1String(type)}, {QStringLiteral("first"), 100'000}});
        QStringList all;
        for (const QJsonValue &id : reply.value(QStringLiteral("ids")).toArray()) all.append(id.toString());
        return all;
    }
    // As the server has them.
    QList<QJsonObject> rows(const char *type) {
        const QJsonObject reply = skio.server.control({{QStringLiteral("command"), QStringLiteral("rows")}, {QStringLiteral("type"), QLatin1String(type)}, {QStringLiteral("first"), 100'000}});
        QList<QJsonObject> all;
        for (const QJsonValue &row : reply.value(QStringLiteral("rows")).toArray()) all.append(row.toObject());
        return all;
    }

    std::optional<Customer> customer(const QString &ref) {
        const auto found = customersWithRef(store.reader(), ref);
        if (!found || found->empty()) return {};
        return *readCustomer(store.reader(), CustomerId(found->front()));
    }
    std::optional<Subscription> subscription(const QString &ref) {
        const auto found = subscriptionsWithRef(store.reader(), ref);
        if (!found || found->empty()) return {};
        return *readSubscription(store.reader(), SubscriptionId(found->front().id));
    }
    QString named(const char *name) { return skio.server.id(QLatin1String(name)); }
};

}  // namespace latchkey
