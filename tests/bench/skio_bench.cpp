// P18: the first load of a shop at Skio from the test server without its rate limit, beside the same pages fetched and read but not stored.
#include "services/runtime/chance.h"
#include "services/shops/mirror/shop_sync.h"
#include "services/shops/mirror/stored_memory.h"
#include "services/shops/skio/skio_shop.h"
#include "services/store/store.h"
#include "tests/bench/context.h"
#include "tests/support/skio_server.h"

#include <QElapsedTimer>
#include <QFile>

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
}

}  // namespace latchkey::bench
