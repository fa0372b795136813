// Reads and writes the sync's tables.
#include "services/store/shop_sync_store.h"

#include "services/store/snippet_store.h"

namespace latchkey {

namespace {

constexpr Duration silence = std::chrono::seconds(30);

tl::unexpected<Error> failureOf(const Statement &statement) { return tl::unexpected<Error>(*statement.error()); }

Result<void> runIt(Statement &statement) {
    const Result<qint64> done = statement.run();
    if (!done) return tl::unexpected<Error>(done.error());
    return {};
}

struct Fault {
    QString name;
    bool ofShop = false;
    ShopTrouble trouble = {};
};

Fault faultOf(const SyncState &state) {
    if (state.trouble) return {toText(state.trouble->fault), true, *state.trouble};
    Fault fault;
    if (state.error) {
        fault.name = toText(state.error->code);
        fault.trouble.words = state.error->detail;
    }
    return fault;
}

void take(SyncState &state, const Fault &fault) {
    if (fault.ofShop) {
        state.trouble = fault.trouble;
        state.trouble->fault = shopFaultFromText(fault.name).value_or(ShopFault::Nonsense);
    } else if (!fault.name.isEmpty()) {
        state.error = Error{errorCodeFromText(fault.name).value_or(ErrorCode::StoreFailed), fault.trouble.words, {}};
    }
}

Result<bool> hasCustomers(Connection &db) {
    Statement any = db.prepare("SELECT 1 FROM customers LIMIT 1");
    const bool found = any.step();
    if (any.error()) return failureOf(any);
    return found;
}

Result<void> keepDomain(Connection &db, const QString &domain) {
    Statement update = db.prepare("UPDATE meta SET value = ? WHERE name = 'shop_domain'");
    update.bind(QStringView(domain.toLower()));
    return runIt(update);
}

Result<bool> anyFirstLoadMissing(Connection &db) {
    Statement missing = db.prepare("SELECT count(*) FROM shop_cursors WHERE loaded = 1");
    if (!missing.step()) return missing.error() ? Result<bool>(failureOf(missing)) : Result<bool>(true);
    constexpr qint64 collections = 6;
    return missing.integer(0) < collections;
}

}  // namespace

Result<ShopCursor> readShopCursor(Connection &db, const QString &collection) {
    ShopCursor cursor;
    Statement row = db.prepare("SELECT cursor, loaded, sweep_after, swept_at FROM shop_cursors WHERE collection = ?");
    row.bind(QStringView(collection));
    if (row.step()) cursor = {row.text(0), row.integer(1) == 1, row.text(2), row.instant(3)};
    if (row.error()) return failureOf(row);
    return cursor;
}

Result<void> keepShopCursor(Connection &db, const QString &collection, const ShopCursor &cursor) {
    Statement put = db.prepare(R"(
        INSERT INTO shop_cursors (collection, cursor, loaded, sweep_after, swept_at) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (collection) DO UPDATE SET cursor = excluded.cursor, loaded = excluded.loaded, sweep_after = excluded.sweep_after,
            swept_at = excluded.swept_at)");
    put.bind(QStringView(collection)).bind(QStringView(cursor.cursor)).bind(cursor.loaded).bind(QStringView(cursor.sweepAfter)).bindOrNull(cursor.sweptAt);
    return runIt(put);
}

Result<SyncState> readSyncState(Connection &db, Instant now) {
    SyncState state;
    const Result<bool> missing = anyFirstLoadMissing(db);
    if (!missing) return tl::unexpected<Error>(missing.error());
    state.firstLoadDone = !*missing;
    Statement row = db.prepare(R"(
        SELECT step, beat_at, started_at, rows, changed, ended_at, fresh_at, swept_at, failures, fault, fault_of_shop, speaker, what, words, status,
               fault_at, next_at, damaged
        FROM shop_sync WHERE id = 1)");
    if (!row.step()) return row.error() ? Result<SyncState>(failureOf(row)) : Result<SyncState>(state);
    state.everStarted = true;
    state.step = syncStepFromText(row.text(0)).value_or(SyncStep::Resting);
    state.beatAt = row.instant(1);
    state.startedAt = row.instant(2);
    state.rows = row.integer(3);
    state.changed = row.integer(4);
    state.endedAt = row.instant(5);
    state.freshAt = row.instant(6);
    state.sweptAt = row.instant(7);
    state.failures = static_cast<int>(row.integer(8));
    Fault fault{row.text(9), row.integer(10) == 1, {}};
    fault.trouble.speaker = shopSpeakerFromText(row.text(11)).value_or(ShopSpeaker::Skio);
    fault.trouble.what = row.text(12);
    fault.trouble.words = row.text(13);
    fault.trouble.status = static_cast<int>(row.integer(14));
    take(state, fault);
    state.failedAt = row.instant(15);
    state.nextAt = row.instant(16);
    state.damaged = row.integer(17);
    state.running = !state.endedAt.isSet() && now - state.beatAt < silence;
    if (!state.running) state.step = SyncStep::Resting;
    const Duration took = (state.endedAt.isSet() ? state.endedAt : state.beatAt) - state.startedAt;
    if (took > Duration::zero()) state.rowsPerSecond = static_cast<double>(state.rows) * 1000.0 / static_cast<double>(took.count());
    return state;
}

Result<void> keepSyncState(Connection &db, const SyncState &state) {
    const Fault fault = faultOf(state);
    Statement put = db.prepare(R"(
        INSERT INTO shop_sync (id, step, beat_at, started_at, rows, changed, ended_at, fresh_at, swept_at, failures, fault, fault_of_shop, speaker, what, words,
                               status, fault_at, next_at, damaged)
        VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET step = excluded.step, beat_at = excluded.beat_at, started_at = excluded.started_at, rows = excluded.rows,
            changed = excluded.changed, ended_at = excluded.ended_at, fresh_at = excluded.fresh_at, swept_at = excluded.swept_at,
            failures = excluded.failures, fault = excluded.fault, fault_of_shop = excluded.fault_of_shop, speaker = excluded.speaker, what = excluded.what,
            words = excluded.words, status = excluded.status, fault_at = excluded.fault_at, next_at = excluded.next_at, damaged = excluded.damaged)");
    put.bind(QStringView(toText(state.step))).bind(state.beatAt).bind(state.startedAt).bind(state.rows).bind(state.changed).bindOrNull(state.endedAt);
    put.bindOrNull(state.freshAt).bindOrNull(state.sweptAt).bind(state.failures).bind(QStringView(fault.name)).bind(fault.ofShop);
    put.bind(QStringView(toText(fault.trouble.speaker))).bind(QStringView(fault.trouble.what)).bind(QStringView(fault.trouble.words));
    put.bind(fault.trouble.status).bindOrNull(state.failedAt).bindOrNull(state.nextAt).bind(state.damaged);
    return runIt(put);
}

Result<QString> shopMemory(Connection &db, const QString &name) {
    Statement row = db.prepare("SELECT value FROM shop_memory WHERE name = ?");
    row.bind(QStringView(name));
    QString value;
    if (row.step()) value = row.text(0);
    if (row.error()) return failureOf(row);
    return value;
}

Result<void> keepShopMemory(Connection &db, const QString &name, const QString &value) {
    Statement put = db.prepare("INSERT INTO shop_memory (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value");
    put.bind(QStringView(name)).bind(QStringView(value));
    return runIt(put);
}

Result<std::optional<MirroredShop>> mirroredShop(Connection &db) {
    Statement rows = db.prepare("SELECT name, value FROM meta WHERE name IN ('shop_kind', 'shop_domain') ORDER BY name");
    std::optional<MirroredShop> shop;
    while (rows.step()) {
        if (!shop) shop.emplace();
        if (rows.utf8(0) == "shop_domain") shop->domain = rows.text(1);
        else shop->kind = shopKindFromText(rows.text(1)).value_or(ShopKind::Skio);
    }
    if (rows.error()) return failureOf(rows);
    return shop;
}

Result<void> claimStore(Connection &db, const MirroredShop &shop) {
    const Result<std::optional<MirroredShop>> its = mirroredShop(db);
    if (!its) return tl::unexpected<Error>(its.error());
    if (*its) {
        if ((*its)->kind != shop.kind) return fail(ErrorCode::StoreOfOtherShop, (*its)->domain);
        if ((*its)->domain.compare(shop.domain, Qt::CaseInsensitive) == 0) return {};
        const Result<bool> customers = hasCustomers(db);
        if (!customers) return tl::unexpected<Error>(customers.error());
        return *customers ? Result<void>(fail(ErrorCode::StoreOfOtherShop, (*its)->domain)) : keepDomain(db, shop.domain);
    }
    if (shop.kind == ShopKind::House) return {};
    const Result<bool> customers = hasCustomers(db);
    if (!customers) return tl::unexpected<Error>(customers.error());
    if (*customers) return fail(ErrorCode::StoreOfOtherShop);
    Statement claim = db.prepare("INSERT INTO meta (name, value) VALUES ('shop_kind', ?), ('shop_domain', ?)");
    claim.bind(QStringView(toText(shop.kind))).bind(QStringView(shop.domain.toLower()));
    if (Result<void> claimed = runIt(claim); !claimed) return claimed;
    return giveSnippetsOf(db, shop.kind);
}

Result<QString> mirroredSite(Connection &db) {
    Statement row = db.prepare("SELECT value FROM meta WHERE name = 'shop_site'");
    QString site;
    if (row.step()) site = row.text(0);
    if (row.error()) return failureOf(row);
    return site;
}

Result<void> moveStore(Connection &db, const QString &site, const QString &domain) {
    const Result<QString> its = mirroredSite(db);
    const Result<std::optional<MirroredShop>> shop = mirroredShop(db);
    if (!its || !shop) return tl::unexpected<Error>(its ? shop.error() : its.error());
    const bool isIts = *shop && !site.isEmpty() && *its == site;
    return isIts ? keepDomain(db, domain) : Result<void>(fail(ErrorCode::StoreOfOtherShop, *shop ? (*shop)->domain : QString()));
}

Result<void> claimSite(Connection &db, const QString &site) {
    if (site.isEmpty()) return {};
    const Result<QString> its = mirroredSite(db);
    if (!its) return tl::unexpected<Error>(its.error());
    if (!its->isEmpty()) return *its == site ? Result<void>() : Result<void>(fail(ErrorCode::StoreOfOtherShop, *its));
    Statement claim = db.prepare("INSERT INTO meta (name, value) VALUES ('shop_site', ?)");
    claim.bind(QStringView(site));
    return runIt(claim);
}

Result<void> keepTimeZone(Connection &db, const QString &zone) {
    if (zone.isEmpty()) return {};
    Statement keep = db.prepare(R"(
        INSERT INTO meta (name, value) VALUES ('shop_time_zone', ?)
        ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE meta.value <> excluded.value)");
    keep.bind(QStringView(zone));
    const Result<qint64> changed = keep.run();
    if (!changed) return tl::unexpected<Error>(changed.error());
    if (*changed == 0) return {};
    return db.execute("UPDATE shop_cursors SET cursor = '' WHERE collection = 'subscriptions'");
}

Result<QTimeZone> mirroredTimeZone(Connection &db) {
    Statement row = db.prepare("SELECT value FROM meta WHERE name = 'shop_time_zone'");
    QTimeZone zone;
    if (row.step()) zone = QTimeZone(row.text(0).toUtf8());
    if (row.error()) return failureOf(row);
    return zone.isValid() ? zone : QTimeZone::utc();
}

}  // namespace latchkey
