// latchkeyd shop sync: takes in once what is new at a shop elsewhere, with progress on a terminal.
#include "app/service/commands.h"
#include "app/service/config_reader.h"
#include "app/service/shop_setup.h"
#include "app/service/shop_texts.h"
#include "services/host/hosted_shop.h"
#include "services/runtime/process_hygiene.h"
#include "services/store/count_store.h"

#include <QElapsedTimer>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <thread>

#include <unistd.h>

namespace latchkey {

namespace {

const QString usage = QStringLiteral(
    "latchkeyd shop sync [--store FILE] [--config FILE]\n"
    "\n"
    "Takes in what is new at the shop that the configuration names, or, the first time, everything; then ends. A running service does the\n"
    "same by itself every minute; while it does, this command waits for nothing and says so. Interrupted, it goes on where it was.\n"
    "\n"
    "Exit code: 0 all that is there is here, 1 a part of it came, 2 nothing did.");

// Asks the token to stop when the terminal or the service manager says so. Made before any thread, so that none of them takes the signal.
class StopOnSignal {
public:
    StopOnSignal() {
        sigemptyset(&m_signals);
        sigaddset(&m_signals, SIGINT);
        sigaddset(&m_signals, SIGTERM);
        pthread_sigmask(SIG_BLOCK, &m_signals, nullptr);
        m_thread = std::thread([this] { wait(); });
    }
    ~StopOnSignal() {
        m_ended = true;
        m_thread.join();
    }
    StopOnSignal(const StopOnSignal &) = delete;
    StopOnSignal &operator=(const StopOnSignal &) = delete;
    [[nodiscard]] std::stop_token token() const { return m_stop.get_token(); }

private:
    void wait() {
        nameThisThread("signals");
        const timespec moment{0, 100'000'000};
        while (!m_ended)
            if (sigtimedwait(&m_signals, nullptr, &moment) > 0) m_stop.request_stop();
    }

    sigset_t m_signals{};
    std::stop_source m_stop;
    std::atomic<bool> m_ended{false};
    std::thread m_thread;
};

// On a terminal only: what is read, how much, how fast. How much is still to come is nobody's knowledge: the shop does not count.
class ProgressLine {
public:
    ProgressLine() : m_shown(isatty(STDERR_FILENO) == 1) { m_timer.start(); }

    void show(const SyncState &state) {
        if (!m_shown || (m_last >= 0 && m_timer.elapsed() - m_last < 100)) return;
        m_last = m_timer.elapsed();
        std::fprintf(stderr, "\r\x1b[K%s: %lld rows read, %lld of them new or changed, %.0f rows/s", qPrintable(toText(state.step)),
                     static_cast<long long>(state.rows), static_cast<long long>(state.changed), state.rowsPerSecond);
        std::fflush(stderr);
    }
    void clear() const {
        if (m_shown && m_last >= 0) std::fputs("\r\x1b[K", stderr);
    }

private:
    bool m_shown;
    QElapsedTimer m_timer;
    qint64 m_last = -1;
};

int sayHowItEnded(const SyncState &state, const QString &store) {
    say(QStringLiteral("read: %1 rows, %2 of them new or changed").arg(state.rows).arg(state.changed));
    if (state.damaged > 0) complain(QStringLiteral("%1 rows came without an id or an owner and were left out.").arg(state.damaged));
    if (state.trouble && state.trouble->fault == ShopFault::Stopped) complain(QStringLiteral("Stopped; run it again and it goes on here."));
    else if (state.trouble) complain(sentenceOf(*state.trouble));
    if (state.error) complainAndEnd(*state.error, store);
    if (!state.trouble && !state.error) return AllDone;
    return state.rows > 0 ? SomeRefused : NothingDone;
}

int syncOnce(const Settings &settings, const ShopOptions &options, const std::stop_token &stop) {
    SystemChance chance;
    const SystemClock clock;
    const Result<OpenedStore> opened = openForWriting(settings.store, chance, clock);
    if (!opened) return complainAndEnd(opened.error(), settings.store);
    WriteRoom &writes = *opened->room;
    if (const Result<void> claimed = claimFor(writes, options, clock, chance); !claimed) return complainAndEnd(claimed.error(), settings.store);
    StoredMemory memory(writes);
    const Result<std::unique_ptr<SkioShop>> shop = SkioShop::make(options.skio, {clock, chance, memory});
    if (!shop) return complainAndEnd(shop.error(), settings.store);
    ProgressLine line;
    ShopSync::Setup setup{**shop, writes, settings.store, clock};
    // A service may be running on the same file, and its logins come first.
    setup.breath = std::chrono::milliseconds(10);
    setup.follow = [&line](const SyncState &state) { line.show(state); };
    const Result<SyncState> done = ShopSync(std::move(setup)).run(stop);
    line.clear();
    if (!done) return complainAndEnd(done.error(), settings.store);
    return sayHowItEnded(*done, settings.store);
}

}  // namespace

int shopSyncCommand(const QStringList &words) {
    const auto arguments = readArguments(words, {{QStringLiteral("--store"), QStringLiteral("--config")}, {}, 0, 0});
    if (!arguments) return complainAndEnd(arguments.error());
    if (arguments->has(QStringLiteral("--help"))) {
        say(usage);
        return AllDone;
    }
    const tl::expected<Settings, int> settings = settingsOf(*arguments, StoreMayBe::Made);
    if (!settings) return settings.error();
    const std::optional<ShopOptions> options = shopOf(settings->shop);
    if (!options) {
        complain(QStringLiteral("The shop is the house's own, and there is nothing to take in; shop = skio in the configuration makes it one at Skio."));
        return NothingDone;
    }
    const StopOnSignal asked;
    return syncOnce(*settings, *options, asked.token());
}

}  // namespace latchkey
