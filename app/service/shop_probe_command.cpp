// latchkeyd shop probe: asks the shop what the configured token may do, and tells it in words.
#include "app/service/commands.h"
#include "app/service/config_reader.h"
#include "app/service/shop_setup.h"
#include "app/service/shop_texts.h"
#include "services/shops/shop_memory.h"
#include "services/shops/skio/skio_shop.h"

#include <QUrl>

#include <algorithm>

namespace latchkey {

namespace {

const QString usage = QStringLiteral(
    "latchkeyd shop probe [--config FILE]\n"
    "\n"
    "Asks the shop of the configuration what works with its token, and tells it in words. Makes no link, changes nothing, and needs no\n"
    "store; the service may be running.\n"
    "\n"
    "Exit code: 0 everything that was tried works, 1 some of it does not, 2 the shop cannot be reached or refuses the token.");

// What the house does itself at a shop of its own is no failure of the token's.
bool isFailure(const AbilityView &view) {
    return view.state == AbilityState::No && !(view.reason && view.reason->fault == ShopFault::NotOffered);
}

int tell(SkioShop &shop, const SkioSetup &setup) {
    const ShopResult<void> probed = shop.probe({});
    const QList<AbilityView> abilities = shop.abilities();
    const bool anythingWorks = std::any_of(abilities.begin(), abilities.end(), [](const AbilityView &view) { return view.state == AbilityState::Yes; });
    if (!anythingWorks) {
        complain(sentenceOf(probed ? ShopTrouble{} : probed.error()));
        return NothingDone;
    }
    say(QStringLiteral("%1 takes the token.").arg(QUrl(setup.endpoint).host()));
    for (const AbilityView &view : abilities) say(lineOf(view));
    say(QStringLiteral("Portal link: %1").arg(shop.portalLink()));
    if (const QStringList names = shop.emailMutations(); !names.isEmpty())
        say(QStringLiteral("Skio's API names what may change e-mail addresses (%1); Latchkey does not use it.").arg(names.join(QLatin1String(", "))));
    if (!setup.documents.isEmpty()) say(QStringLiteral("Documents of the same name in %1 stand in for Latchkey's own.").arg(setup.documents));
    const bool failed = !probed || std::any_of(abilities.begin(), abilities.end(), isFailure);
    return failed ? SomeRefused : AllDone;
}

}  // namespace

int shopProbeCommand(const QStringList &words) {
    const auto arguments = readArguments(words, {{QStringLiteral("--config")}, {}, 0, 0});
    if (!arguments) return complainAndEnd(arguments.error());
    if (arguments->has(QStringLiteral("--help"))) {
        say(usage);
        return AllDone;
    }
    const tl::expected<Settings, int> settings = settingsOf(*arguments, StoreMayBe::Unneeded);
    if (!settings) return settings.error();
    const std::optional<ShopOptions> options = shopOf(settings->shop);
    if (!options) {
        say(QStringLiteral("The shop is the house's own: its customers and subscriptions are in the store, and there is no token to probe."));
        return AllDone;
    }
    const SystemClock clock;
    SystemChance chance;
    ShortMemory memory;
    const Result<std::unique_ptr<SkioShop>> shop = SkioShop::make(options->skio, {clock, chance, memory});
    if (!shop) return complainAndEnd(shop.error(), shop.error().detail);
    return tell(**shop, options->skio);
}

}  // namespace latchkey
