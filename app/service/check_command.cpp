// latchkeyd check: the link inspector in words.
#include "app/service/commands.h"
#include "app/service/config_file.h"
#include "services/diagnosis/link_inspector.h"
#include "services/store/store.h"

namespace latchkey {

namespace {

const QString usage = QStringLiteral(
    "latchkeyd check --store FILE [--base-url URL] [--config FILE] 'pasted text'\n"
    "\n"
    "Says what the link in the text is: live, used, expired, revoked, damaged, unknown, another shop's, or the Portal link.\n"
    "Changes nothing. Exit code: 0 a link was found, 1 there is none in the text, 2 the store cannot be read.");

}  // namespace

int checkCommand(const QStringList &words) {
    const auto arguments = readArguments(words, {{QStringLiteral("--store"), QStringLiteral("--base-url"), QStringLiteral("--config")}, {}, 1, 1});
    if (!arguments) return complainAndEnd(arguments.error());
    if (arguments->has(QStringLiteral("--help"))) {
        say(usage);
        return AllDone;
    }
    const tl::expected<Settings, int> settings = settingsOf(*arguments, StoreMayBe::ThereOnly);
    if (!settings) return settings.error();
    SystemChance chance;
    const SystemClock clock;
    const Result<StoreIdentity> identity = openStore(settings->store, chance, clock);
    if (!identity) return complainAndEnd(identity.error(), settings->store);
    const auto db = Connection::open(settings->store, OpenMode::ReadOnly);
    if (!db) return complainAndEnd(db.error(), settings->store);
    const QString baseUrl = settings->baseUrl.isEmpty() ? QStringLiteral("http://127.0.0.1:8080") : settings->baseUrl;
    const Result<LinkVerdict> verdict = inspectLink(**db, arguments->words.first(), baseUrl, identity->publicIdKey, clock.now());
    if (!verdict) return complainAndEnd(verdict.error(), settings->store);
    say(sentenceOf(*verdict));
    for (const TimelineEntry &entry : verdict->timeline) say(lineOf(entry));
    return verdict->code == VerdictCode::NoLink ? SomeRefused : AllDone;
}

}  // namespace latchkey
