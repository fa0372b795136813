// A whole service on the mirror of a shop at Skio, which a test server stands for.
#pragma once

#include "tests/api/service_fixture.h"
#include "tests/support/skio_server.h"

#include <QCryptographicHash>
#include <QTest>

#include <thread>

namespace latchkey {

class SkioFixture : public ServiceFixture {
public:
    explicit SkioFixture(bool withShopify = true) : ServiceFixture(false) {
        if (!skio.isReady()) qFatal("no Skio: %s", qPrintable(skio.error()));
        ShopOptions &shop = options.shop.emplace();
        shop.skio.endpoint = skio.endpoint();
        shop.skio.token = ShopSecret(skio.token());
        shop.skio.storeDomain = QStringLiteral("shop.example.com");
        if (withShopify) {
            shop.skio.shopify = {QStringLiteral("acme"), ShopSecret(skio.shopifyToken()), QStringLiteral("2026-07"),
                                 skio.shopifyOrigin() + QStringLiteral("/admin/api/2026-07/graphql.json")};
        }
        shop.requestsPerSecond = 100'000;  // the clock stands still
        shop.sleep = [](Duration, const std::stop_token &) { std::this_thread::sleep_for(std::chrono::milliseconds(5)); };
        shop.timeout = std::chrono::seconds(3);  // long for a busy machine, short for a request that hangs
        shop.syncEvery = std::chrono::hours(24 * 365);  // where a test moves the clock, no sync may come in between
        shop.times.lookEvery = std::chrono::milliseconds(100);
    }
    [[nodiscard]] QJsonObject shopState() const { return call("GET", "/shop").json(); }
    [[nodiscard]] QJsonObject sync() const { return shopState().value(QLatin1String("sync")).toObject(); }
    // The first load has come to its end.
    bool startAndSync() {
        start();
        return QTest::qWaitFor([this] { return sync().value(QLatin1String("first_load_done")).toBool() && !sync().value(QLatin1String("running")).toBool(); }, 20'000);
    }
    // One that begins now comes to its end, and none is under way or asked for behind it.
    bool syncOnce() {
        clock.advance(std::chrono::milliseconds(1));
        if (call("POST", "/shop/sync", "{}").status != 204) return false;
        return QTest::qWaitFor([this] { return sync().value(QLatin1String("fresh_at")).toInteger() == clock.now().milliseconds() && !sync().value(QLatin1String("running")).toBool(); }, 20'000);
    }
    // Of a named row of the test server; 0 when it is not here.
    [[nodiscard]] qint64 customer(const QString &name) {
        return number("SELECT id FROM customers WHERE ref = ?", name);
    }
    [[nodiscard]] qint64 subscription(const QString &name) { return number("SELECT id FROM subscriptions WHERE ref = ?", name); }
    [[nodiscard]] Reply details(const QString &name) { return call("GET", "/customers/" + QByteArray::number(customer(name))); }
    [[nodiscard]] QJsonObject person(const QString &name) { return details(name).json().value(QLatin1String("customer")).toObject(); }
    [[nodiscard]] Reply makeLink(const QString &name, const QByteArray &body = "{}") {
        const Reply reply = call("POST", "/customers/" + QByteArray::number(customer(name)) + "/magic-links", body);
        const QByteArray url = reply.text("url").toUtf8();
        noteMinted(url);
        noteMinted(url.mid(url.indexOf("token=") + 6));
        return reply;
    }
    [[nodiscard]] Reply changeEmail(const QString &name, const QString &email) {
        const QJsonObject now = person(name);
        const QJsonObject body{{QStringLiteral("email"), email}, {QStringLiteral("phone"), now.value(QLatin1String("phone"))}, {QStringLiteral("version"), now.value(QLatin1String("version"))}};
        return call("PATCH", "/customers/" + QByteArray::number(customer(name)) + "/contact", QJsonDocument(body).toJson(QJsonDocument::Compact));
    }
    [[nodiscard]] static QStringList codesOf(const Reply &reply) {
        QStringList codes;
        for (const QJsonValue &finding : reply.json().value(QLatin1String("findings")).toArray()) codes << finding.toObject().value(QLatin1String("code")).toString();
        return codes;
    }

    SkioServer skio;

private:
    qint64 number(const char *sql, const QString &name) {
        const QString ref = skio.id(name);
        const auto found = write([&](Transaction &t) -> Result<qint64> {
            Statement select = t.db.prepare(sql);
            select.bind(QStringView(ref));
            return select.step() ? select.integer(0) : 0;
        });
        return found.value_or(0);
    }
};

}  // namespace latchkey
