// latchkeyd verify: whether the store is sound and its record of activity unbroken.
#include "app/service/commands.h"
#include "services/store/store.h"

namespace latchkey {

namespace {

const QString usage = QStringLiteral(
    "latchkeyd verify --store FILE [--expect ENTRY:HASH]\n"
    "\n"
    "Checks the store's integrity, that no entry of its activity was changed or taken out, and that the words which agents gave as\n"
    "a reason are those that they wrote; words of erased customers are gone, as they should be.\n"
    "\n"
    "It prints the newest entry and how its hash begins as the head, like 1200:0123456789abcdef. Note it outside of this machine: entries\n"
    "that are cut off at the end leave a whole chain behind, and only --expect 1200:0123456789abcdef shows that they are gone.\n"
    "\n"
    "Where the operator lets old activity go (activity-kept-days), the chain is followed from the mark of the last entry that went; an\n"
    "entry before it can no longer be expected, so note a newer head.\n"
    "\n"
    "Exit code: 0 all is well, 1 something is not, 2 the store cannot be read.");

constexpr qsizetype shownHashBytes = 8;

// "1200:0123456789abcdef", the hash in 16 to 64 digits.
std::optional<ChainMark> markIn(const QString &text) {
    const qsizetype colon = text.indexOf(QLatin1Char(':'));
    bool isNumber = false;
    const qint64 entry = text.left(colon).toLongLong(&isNumber);
    const QByteArray digits = text.mid(colon + 1).toLatin1().toLower();
    const QByteArray hash = QByteArray::fromHex(digits);
    if (colon < 1 || !isNumber || entry < 1 || hash.toHex() != digits || hash.size() < shownHashBytes || hash.size() > 32) return std::nullopt;
    return ChainMark{entry, hash};
}

QString written(const ChainMark &mark) {
    return QStringLiteral("%1:%2").arg(mark.entry).arg(QString::fromLatin1(mark.hash.left(shownHashBytes).toHex()));
}

QString chainLine(const VerifyReport &report) {
    if (report.brokenActivity == 0) return QStringLiteral("activity: %1 entries, chain whole").arg(report.activityEntries);
    return QStringLiteral("activity: %1 entries, chain broken at entry %2").arg(report.activityEntries).arg(report.brokenActivity);
}

QString purgeLine(const VerifyReport &report) {
    if (report.brokenPurge > 0) return QStringLiteral("purged: the marks are broken at number %1").arg(report.brokenPurge);
    return QStringLiteral("purged: %1 entries before entry %2 were purged as the operator set, the last at %3")
        .arg(report.purgedEntries)
        .arg(report.purgedUpTo + 1)
        .arg(readable(report.purgedAt));
}

QString wordsLine(const VerifyReport &report) {
    const QString counted = QStringLiteral("words: %1 kept, %2 erased").arg(report.words).arg(report.erasedWords);
    return report.changedWords == 0 ? counted : QStringLiteral("%1, changed at entry %2").arg(counted).arg(report.changedWords);
}

QString markLine(MarkVerdict verdict, const ChainMark &noted) {
    switch (verdict) {
        case MarkVerdict::NotAsked:
            break;
        case MarkVerdict::Held:
            return QStringLiteral("expected: %1 is there").arg(written(noted));
        case MarkVerdict::Gone:
            return QStringLiteral("expected: %1 is gone, the record was cut off before it").arg(written(noted));
        case MarkVerdict::Purged:
            return QStringLiteral("expected: %1 was purged as the operator set, so that nothing can be said of it; note a newer head").arg(written(noted));
        case MarkVerdict::Different:
            return QStringLiteral("expected: %1 is another entry now, the record was written anew").arg(written(noted));
    }
    return {};
}

int tell(const VerifyReport &report, const std::optional<ChainMark> &noted) {
    const bool sound = report.integrity == QLatin1String("ok");
    say(sound ? QStringLiteral("store: ok") : QStringLiteral("store: ") + report.integrity);
    say(chainLine(report));
    if (report.purgedUpTo > 0) say(purgeLine(report));
    say(wordsLine(report));
    say(QStringLiteral("head: ") + (report.head.entry > 0 ? written(report.head) : QStringLiteral("none")));
    if (noted) say(markLine(report.mark, *noted));
    const bool held = report.mark == MarkVerdict::NotAsked || report.mark == MarkVerdict::Held;
    return sound && report.brokenActivity == 0 && report.brokenPurge == 0 && report.changedWords == 0 && held ? AllDone : SomeRefused;
}

}  // namespace

int verifyCommand(const QStringList &words) {
    const auto arguments = readArguments(words, {{QStringLiteral("--store"), QStringLiteral("--expect")}, {}, 0, 0});
    if (!arguments) return complainAndEnd(arguments.error());
    if (arguments->has(QStringLiteral("--help"))) {
        say(usage);
        return AllDone;
    }
    const auto store = storeOf(*arguments, StoreMayBe::ThereOnly);
    if (!store) return complainAndEnd(store.error());
    std::optional<ChainMark> noted;
    if (const std::optional<QString> expected = arguments->option(QStringLiteral("--expect"))) {
        noted = markIn(*expected);
        if (!noted) return complainAndEnd(UsageError{UsageFault::BadMark, *expected, {}});
    }
    const Result<VerifyReport> report = verifyStore(*store, noted);
    if (!report) return complainAndEnd(report.error(), *store);
    return tell(*report, noted);
}

}  // namespace latchkey
