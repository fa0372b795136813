// latchkeyd backup: a hot copy of the store while the service runs.
#include "app/service/commands.h"
#include "services/store/store.h"

#include <unistd.h>
#include <cstdio>

namespace latchkey {

namespace {

const QString usage = QStringLiteral(
    "latchkeyd backup --store FILE COPY\n"
    "\n"
    "Copies the store while the service may be running. COPY must not be there yet. The key beside the store is not copied.");

}  // namespace

int backupCommand(const QStringList &words) {
    const auto arguments = readArguments(words, {{QStringLiteral("--store")}, {}, 1, 1});
    if (!arguments) return complainAndEnd(arguments.error());
    if (arguments->has(QStringLiteral("--help"))) {
        say(usage);
        return AllDone;
    }
    const auto store = storeOf(*arguments, StoreMayBe::ThereOnly);
    if (!store) return complainAndEnd(store.error());
    const QString target = arguments->words.first();
    const bool terminal = isatty(STDERR_FILENO) == 1;
    const Result<void> copied = backupStore(*store, target, [terminal](int percent) {
        if (terminal) std::fprintf(stderr, "\r\x1b[K%d %%", percent);
    });
    if (terminal) std::fputs("\r\x1b[K", stderr);
    if (!copied) return complainAndEnd(copied.error(), *store);
    say(QStringLiteral("copied to ") + target);
    return AllDone;
}

}  // namespace latchkey
