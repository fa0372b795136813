// P18: the first load of a shop at Skio from the test server without its rate limit, beside the same pages fetched and read but not stored;
// then P8 and P9 on what it loaded, without a sync and while one runs as fast as Skio lets it.
#include "services/runtime/chance.h"
#include "services/shops/mirror/shop_sync.h"
#include "services/shops/mirror/stored_memory.h"
#include "services/shops/skio/skio_shop.h"
#include "services/store/store.h"
#include "tests/bench/context.h"
#include "tests/bench/desk_play.h"
#include "tests/support/skio_server.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QTest>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include <unistd.h>

namespace latchkey::bench {

namespace {

constexpr qint64 customersAtMost = 100'000;
// What keeps real shops from being flooded is off here: no key of the configuration does that.
constexpr int unlimited = 1'000'000;
// Five requests a second of a hundred rows each: the store may not be what a first load waits for.
constexpr double allThatSkioGives = 500;

struct Measured {
    qint64 rows = 0;
    double seconds = 0;
    double early = 0;  // MiB, once a tenth is there
    double late = 0;   // MiB, at the end
    [[nodiscard]] double perSecond() const { return static_cast<double>(rows) / seconds; }
};

double ownMiB() { return residentMiBOf(getpid()); }

[[noreturn]] void giveUp(const QString &why) {
    std::fprintf(stderr, "skio: %s\n", qPrintable(why));
    std::exit(1);
}

qint64 rowsIn(const ShopRows &rows) {
    return rows.customers.size() + rows.subscriptions.size() + rows.lines.size() + rows.variants.size() + rows.products.size() + rows.policies.size();
}

Measured fetchOnly(Shop &shop) {
    Measured measured;
    QElapsedTimer timer;
    timer.start();
    for (const ShopCollection of : {ShopCollection::Customers, ShopCollection::Products, ShopCollection::Variants, ShopCollection::Policies, ShopCollection::Lines,
                                    ShopCollection::Subscriptions}) {
        QString cursor;
        for (bool end = false; !end;) {
            const ShopResult<ShopChanges> page = shop.changes(of, cursor, {});
            if (!page) giveUp(toText(page.error().fault));
            measured.rows += rowsIn(page->rows);
            cursor = page->cursor;
            end = page->end;
        }
    }
    measured.seconds = static_cast<double>(timer.nsecsElapsed()) / 1e9;
    return measured;
}

Measured load(Shop &shop, WriteRoom &writes, const QString &store, const Clock &clock, qint64 expected) {
    Measured measured;
    QElapsedTimer timer;
    timer.start();
    ShopSync::Setup setup{shop, writes, store, clock};
    setup.follow = [&](const SyncState &state) {
        if (measured.early == 0 && state.rows * 10 > expected) measured.early = ownMiB();
    };
    const Result<SyncState> done = ShopSync(setup).run({});
    measured.seconds = static_cast<double>(timer.nsecsElapsed()) / 1e9;
    if (!done) giveUp(toText(done.error().code));
    if (done->trouble) giveUp(toText(done->trouble->fault) + QLatin1Char(' ') + done->trouble->words);
    measured.rows = done->rows;
    measured.late = ownMiB();
    return measured;
}

struct Played {
    std::vector<double> typed, scrolled;
    int lost = 0;
};

Played play(OpenDesk &desk) {
    desk.choose(QStringLiteral("customers"));
    QTest::qWait(3000);  // the order's samples are read in the background
    Played played;
    played.typed = typing(desk, &played.lost);
    played.scrolled = scrolling(desk.view, [&] { return desk.settled(); });
    return played;
}

bool isSyncing(const QString &store, const Clock &clock) {
    auto db = Connection::open(store, OpenMode::ReadOnly);
    if (!db) giveUp(toText(db.error().code));
    const Result<SyncState> state = readSyncState(**db, clock.now());
    return state && state->running;
}

// Every row is new to the next run.
void touchAll(SkioServer &server) {
    for (const char *type : {"StorefrontUser", "Subscription", "SubscriptionLine"})
        server.control({{QStringLiteral("command"), QStringLiteral("touch")}, {QStringLiteral("type"), QLatin1String(type)}, {QStringLiteral("first"), 10'000'000}, {QStringLiteral("equal"), true}});
}

void measureDeskDuring(Context &context, SkioServer &server, const SkioSetup &skio, const QString &store, const Clock &clock) {
    applyTheme(*qApp, ThemeChoice::Light);
    const std::vector<double> bare = bareScrolling();
    HostOptions options;
    options.shop = ShopOptions{skio};
    Played quiet;
    {
        OpenDesk desk(store, options);
        quiet = play(desk);
    }
    touchAll(server);
    OpenDesk desk(store, options);
    desk.client->syncShop(desk.window.get(), [](const Result<void> &) {});
    QTest::qWait(1000);
    if (!isSyncing(store, clock)) giveUp(QStringLiteral("no sync runs"));
    const Played during = play(desk);
    if (!isSyncing(store, clock)) giveUp(QStringLiteral("the sync ended before the measuring"));
    const double p50 = percentile(during.typed, 0.5), p99 = percentile(during.typed, 0.99);
    const double ratio = percentile(during.scrolled, 0.5) / percentile(bare, 0.5);
    context.rows.push_back({"P8", "last key to rows painted while a sync runs, p50 / p99", middleAndTail(during.typed) + ", keys lost " + std::to_string(during.lost),
                            "without a sync " + middleAndTail(quiet.typed), "<= 30 / 60 ms", p50 <= 30 && p99 <= 60 && during.lost == 0});
    context.rows.push_back({"P9", "page down and jumps while a sync runs, p50 / p99", middleAndTail(during.scrolled),
                            "bare QTableView " + middleAndTail(bare) + ": x" + number(ratio, 2) + "; without a sync " + middleAndTail(quiet.scrolled), "<= x1.3", ratio <= 1.3});
}

}  // namespace

void measureSkio(Context &context) {
    const auto customers = static_cast<int>(std::min(context.customers, customersAtMost));
    SkioServer server({customers, customers * 3 / 2, 1});
    if (!server.isReady()) giveUp(server.error());
    server.set({{QStringLiteral("ratePerMinute"), 0}});
    SystemChance chance;
    const SystemClock clock;
    SkioSetup skio;
    skio.endpoint = server.endpoint();
    skio.token = ShopSecret(server.token());
    skio.storeDomain = QStringLiteral("shop.example.com");
    const QString path = context.work + QStringLiteral("/skio.latchkey");
    for (const char *ending : {"", "-wal", "-shm"}) QFile::remove(path + QLatin1String(ending));
    if (const auto opened = openStore(path, chance, clock); !opened) giveUp(toText(opened.error().code));
    auto writes = WriteRoom::open(path, clock, {});
    if (!writes) giveUp(toText(writes.error().code));
    const auto claimed = (*writes)->run<void>([&skio](Transaction &t) { return claimStore(t.db, {ShopKind::Skio, skio.storeDomain}); });
    if (!claimed) giveUp(toText(claimed.error().code));
    StoredMemory memory(**writes);
    SkioShop::Ports ports{clock, chance, memory};
    ports.perSecond = unlimited;
    auto shop = SkioShop::make(skio, ports);
    if (!shop) giveUp(shop.error().detail);
    const Measured floor = fetchOnly(**shop);
    const Measured ours = load(**shop, **writes, path, clock, floor.rows);
    const double ratio = ours.perSecond() / floor.perSecond();
    context.rows.push_back({"P18", "first load of a shop at Skio, " + number(static_cast<double>(ours.rows)) + " rows", number(ours.perSecond(), 0, "/s"),
                            "fetched and read only " + number(floor.perSecond(), 0, "/s") + " (" + number(ratio, 2, "x") + ")", ">= 500/s", ours.perSecond() >= allThatSkioGives});
    context.rows.push_back({"P18", "memory of it, at its end", number(ours.late, 1, " MiB"), "once a tenth was there " + number(ours.early, 1, " MiB"), "+ <= 8 MiB",
                            ours.late - ours.early <= 8});
    shop->reset();
    writes->reset();
    measureDeskDuring(context, server, skio, path, clock);
}

}  // namespace latchkey::bench
