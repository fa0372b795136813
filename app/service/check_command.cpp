// latchkeyd check: the link inspector in words.
#include "app/service/commands.h"
#include "app/service/config_reader.h"
#include "services/diagnosis/link_inspector.h"
#include "services/store/store.h"

#include <QFile>

#include <cstdio>

namespace latchkey {

namespace {

const QString usage = QStringLiteral(
    "latchkeyd check --store FILE [--base-url URL] [--config FILE] 'pasted text'\n"
    "latchkeyd check --store FILE [--base-url URL] [--config FILE] - < FILE\n"
    "\n"
    "Says of every link in the text, newest first, what it is and what became of it: live, used, expired, revoked, damaged,\n"
    "wrapped by a service that alone knows where it leads, unknown, another shop's, or the Portal link. The text may be a whole\n"
    "e-mail; \"-\" reads it from standard input. Opens no link and changes nothing; the service may be running.\n"
    "Exit code: 0 a link was found, 1 there is none in the text, 2 the store cannot be read.");

// A whole mail may be long; links stand near its beginning.
constexpr qint64 longestInput = 1024 * 1024;

QString textOf(const QString &word) {
    if (word != QLatin1String("-")) return word;
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly)) return {};
    return QString::fromUtf8(input.read(longestInput));
}

struct OpenedForReading {
    std::unique_ptr<Connection> db;
    StoreIdentity identity;
};

Result<OpenedForReading> openForReading(const QString &path) {
    Result<std::unique_ptr<Connection>> db = Connection::open(path, OpenMode::ReadOnly);
    if (!db) return tl::unexpected<Error>(db.error());
    Result<std::optional<StoreIdentity>> identity = identityOfStore(**db);
    if (!identity && identity.error().code == ErrorCode::StoreNotOurs) return fail(ErrorCode::StoreNotOurs, path);
    if (!identity) return tl::unexpected<Error>(identity.error());
    if (*identity) return OpenedForReading{std::move(*db), **identity};
    // Written by an older Latchkey: it has to be brought up to date before it can be read.
    db->reset();
    SystemChance chance;
    const SystemClock clock;
    const Result<StoreIdentity> migrated = openStore(path, chance, clock);
    if (!migrated) return tl::unexpected<Error>(migrated.error());
    db = Connection::open(path, OpenMode::ReadOnly);
    if (!db) return tl::unexpected<Error>(db.error());
    return OpenedForReading{std::move(*db), *migrated};
}

void tell(const LinkVerdict &verdict, Instant now) {
    say(sentenceOf(verdict, now));
    for (const Undone &undone : verdict.undone) say(lineOf(undone));
    for (const TimelineEntry &entry : verdict.timeline) say(lineOf(entry));
}

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
    const Result<OpenedForReading> opened = openForReading(settings->store);
    if (!opened) return complainAndEnd(opened.error(), settings->store);
    const QString baseUrl = settings->baseUrl.isEmpty() ? QStringLiteral("http://127.0.0.1:8080") : settings->baseUrl;
    const Instant now = SystemClock().now();
    const Result<LinkCheck> check = inspectLinks(*opened->db, textOf(arguments->words.first()), baseUrl, opened->identity.publicIdKey, now);
    if (!check) return complainAndEnd(check.error(), settings->store);
    for (const LinkVerdict &verdict : check->verdicts) {
        if (&verdict != &check->verdicts.first()) say({});
        tell(verdict, now);
    }
    if (check->further > 0) say(QStringLiteral("\nLinks beyond the first %1 that were not looked at: %2").arg(mostVerdicts).arg(check->further));
    return check->verdicts.first().code == VerdictCode::NoLink ? SomeRefused : AllDone;
}

}  // namespace latchkey
