// Names and sentences about a shop outside the house.
#include "ui/texts_shop.h"

#include "ui/pages/numbers.h"
#include "ui/texts_context.h"

namespace latchkey {

QString nameOf(ShopKind kind) {
    switch (kind) {
        case ShopKind::House:
            return Desktop::tr("House");
        case ShopKind::Skio:
            return Desktop::tr("Skio");
    }
    return {};
}

QString nameOf(ShopAbility ability) {
    switch (ability) {
        case ShopAbility::ReadCustomers:
            return Desktop::tr("Read customers");
        case ShopAbility::ReadSubscriptions:
            return Desktop::tr("Read subscriptions");
        case ShopAbility::ReadLines:
            return Desktop::tr("Read their lines");
        case ShopAbility::ReadProducts:
            return Desktop::tr("Read products");
        case ShopAbility::ReadPolicies:
            return Desktop::tr("Read intervals");
        case ShopAbility::Search:
            return Desktop::tr("Search in Skio");
        case ShopAbility::MakeLink:
            return Desktop::tr("Make Magic links");
        case ShopAbility::ChangeEmail:
            return Desktop::tr("Change e-mail addresses");
        case ShopAbility::HousePortal:
            return Desktop::tr("Portal and letters of Latchkey");
    }
    return {};
}

QString textOf(AbilityState state) {
    switch (state) {
        case AbilityState::Untried:
            return Desktop::tr("not tried yet");
        case AbilityState::Yes:
            return Desktop::tr("yes");
        case AbilityState::No:
            return Desktop::tr("no");
    }
    return {};
}

namespace {

FindingText wordsOf(const ShopTrouble &trouble) {
    Finding finding;
    finding.code = findingCodeOf(trouble.fault).value_or(FindingCode::ShopUnreachable);
    finding.facts.shopFault = trouble.fault;
    finding.facts.speaker = trouble.speaker;
    finding.facts.what = trouble.what;
    finding.facts.serverWords = trouble.words;
    finding.facts.until = trouble.retryAt.value_or(Instant());
    return textOf(finding, finding.facts.until - std::chrono::seconds(1));
}

QString stepText(SyncStep step) {
    switch (step) {
        case SyncStep::Resting:
            return Desktop::tr("Starting to read Skio");
        case SyncStep::Customers:
            return Desktop::tr("Reading customers");
        case SyncStep::Products:
        case SyncStep::Variants:
            return Desktop::tr("Reading products");
        case SyncStep::Policies:
            return Desktop::tr("Reading intervals");
        case SyncStep::Lines:
            return Desktop::tr("Reading lines");
        case SyncStep::Subscriptions:
            return Desktop::tr("Reading subscriptions");
        case SyncStep::Settling:
            return Desktop::tr("Putting names in their places");
        case SyncStep::Sweeping:
            return Desktop::tr("Looking for what is gone");
    }
    return {};
}

QString secondsAgo(Instant at, Instant now) {
    const qint64 seconds = std::max<qint64>(0, (now - at).count() / 1000);
    if (seconds < 2) return Desktop::tr("just now");
    return seconds < 60 ? Desktop::tr("%1 s ago").arg(seconds) : Desktop::tr("%1 ago").arg(longAgo(at, now));
}

}  // namespace

QString progressOf(const SyncState &sync) {
    if (!sync.running) return {};
    return sync.rows > 0 ? Desktop::tr("%1, %2 rows").arg(stepText(sync.step), countText(sync.rows)) : stepText(sync.step);
}

QString titleOf(const ShopTrouble &trouble) { return wordsOf(trouble).title; }

QString textOf(const ShopTrouble &trouble) {
    const FindingText text = wordsOf(trouble);
    return text.title + QLatin1String(". ") + text.sentence;
}

QString ageText(Instant readAt, Instant now) { return readAt.isSet() ? Desktop::tr("as of %1").arg(secondsAgo(readAt, now)) : Desktop::tr("not read from Skio yet"); }

QString syncedText(const SyncState &sync, Instant now) {
    return sync.freshAt.isSet() ? Desktop::tr("synced %1").arg(secondsAgo(sync.freshAt, now)) : Desktop::tr("not synced yet");
}

bool cameWithout(const SyncState &sync) { return sync.trouble && sync.failures == 0; }

QString troubleOf(const SyncState &sync) {
    if (!sync.trouble && !sync.error) return {};
    if (!cameWithout(sync)) return Desktop::tr("The last sync failed");
    return sync.trouble->what.isEmpty() ? Desktop::tr("Read without a part") : Desktop::tr("Read without %1").arg(brief(sync.trouble->what));
}

QString whyNotHere(ShopKind kind) {
    return kind == ShopKind::House ? QString() : Desktop::tr("Customers of a shop at Skio log in at the store; Latchkey's own portal, codes and letters are off.");
}

}  // namespace latchkey
