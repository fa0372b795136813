// A shop's kind, abilities, sync and troubles in JSON.
#include "models/json/json.h"
#include "models/json/json_reader.h"

namespace latchkey {

namespace {

// Nothing is null on the wire.
template <class T>
void writeOptional(JsonWriter &out, std::string_view name, const std::optional<T> &value) {
    out.key(name);
    value ? writeJson(out, *value) : static_cast<void>(out.null());
}

std::optional<ShopTrouble> troubleIn(JsonReader &in, QLatin1String name) {
    if (in.isNull(name)) return {};
    return in.object(name, readShopTrouble);
}

}  // namespace

void writeJson(JsonWriter &out, const ShopTrouble &trouble) {
    out.beginObject().field("fault", toText(trouble.fault)).field("speaker", toText(trouble.speaker)).field("what", trouble.what);
    out.field("words", trouble.words).field("status", trouble.status).field("count", trouble.count);
    out.field("retry_at", trouble.retryAt.value_or(Instant())).endObject();
}

Result<ShopTrouble> readShopTrouble(const QJsonObject &object) {
    JsonReader in(object);
    ShopTrouble trouble;
    trouble.fault = in.named(QLatin1String("fault"), shopFaultFromText);
    trouble.speaker = in.named(QLatin1String("speaker"), shopSpeakerFromText);
    trouble.what = in.text(QLatin1String("what"));
    trouble.words = in.text(QLatin1String("words"));
    trouble.status = in.number(QLatin1String("status"));
    trouble.count = in.number(QLatin1String("count"));
    if (!in.isNull(QLatin1String("retry_at"))) trouble.retryAt = in.instant(QLatin1String("retry_at"));
    return in.result(std::move(trouble));
}

void writeJson(JsonWriter &out, const AbilityView &ability) {
    out.beginObject().field("ability", toText(ability.ability)).field("state", toText(ability.state));
    writeOptional(out, "reason", ability.reason);
    out.field("tried_at", ability.triedAt).endObject();
}

Result<AbilityView> readAbilityView(const QJsonObject &object) {
    JsonReader in(object);
    AbilityView ability;
    ability.ability = in.named(QLatin1String("ability"), shopAbilityFromText);
    ability.state = in.named(QLatin1String("state"), abilityStateFromText);
    ability.reason = troubleIn(in, QLatin1String("reason"));
    ability.triedAt = in.instant(QLatin1String("tried_at"));
    return in.result(std::move(ability));
}

void writeJson(JsonWriter &out, const StandardLogin &login) {
    out.beginObject().field("page", login.page).field("code_digits", login.codeDigits).field("code_by_email", login.codeByEmail);
    out.field("code_by_text", login.codeByText).field("letter_has_link", login.letterHasLink);
    out.field("stays_signed_in", login.staysSignedIn).endObject();
}

Result<StandardLogin> readStandardLogin(const QJsonObject &object) {
    JsonReader in(object);
    StandardLogin login;
    login.page = in.text(QLatin1String("page"));
    login.codeDigits = in.number(QLatin1String("code_digits"));
    login.codeByEmail = in.truth(QLatin1String("code_by_email"));
    login.codeByText = in.truth(QLatin1String("code_by_text"));
    login.letterHasLink = in.truth(QLatin1String("letter_has_link"));
    login.staysSignedIn = in.truth(QLatin1String("stays_signed_in"));
    return in.result(std::move(login));
}

// The rate in whole rows: nobody reads its fraction.
void writeJson(JsonWriter &out, const SyncState &sync) {
    out.beginObject().field("ever_started", sync.everStarted).field("running", sync.running).field("first_load_done", sync.firstLoadDone);
    out.field("step", toText(sync.step)).field("started_at", sync.startedAt).field("beat_at", sync.beatAt);
    out.field("rows", sync.rows).field("changed", sync.changed).field("rows_per_second", static_cast<qint64>(sync.rowsPerSecond));
    out.field("ended_at", sync.endedAt).field("fresh_at", sync.freshAt).field("swept_at", sync.sweptAt);
    writeOptional(out, "trouble", sync.trouble);
    out.key("error");
    sync.error ? out.value(toText(sync.error->code)) : out.null();
    out.field("failed_at", sync.failedAt).field("failures", sync.failures).field("next_at", sync.nextAt).endObject();
}

Result<SyncState> readSyncState(const QJsonObject &object) {
    JsonReader in(object);
    SyncState sync;
    sync.everStarted = in.truth(QLatin1String("ever_started"));
    sync.running = in.truth(QLatin1String("running"));
    sync.firstLoadDone = in.truth(QLatin1String("first_load_done"));
    sync.step = in.named(QLatin1String("step"), syncStepFromText);
    sync.startedAt = in.instant(QLatin1String("started_at"));
    sync.beatAt = in.instant(QLatin1String("beat_at"));
    sync.rows = in.integer(QLatin1String("rows"));
    sync.changed = in.integer(QLatin1String("changed"));
    sync.rowsPerSecond = static_cast<double>(in.integer(QLatin1String("rows_per_second")));
    sync.endedAt = in.instant(QLatin1String("ended_at"));
    sync.freshAt = in.instant(QLatin1String("fresh_at"));
    sync.sweptAt = in.instant(QLatin1String("swept_at"));
    sync.trouble = troubleIn(in, QLatin1String("trouble"));
    if (!in.isNull(QLatin1String("error"))) sync.error = Error{in.named(QLatin1String("error"), errorCodeFromText), {}, {}};
    sync.failedAt = in.instant(QLatin1String("failed_at"));
    sync.failures = in.number(QLatin1String("failures"));
    sync.nextAt = in.instant(QLatin1String("next_at"));
    return in.result(std::move(sync));
}

void writeJson(JsonWriter &out, const ShopState &shop) {
    out.beginObject().field("kind", toText(shop.kind)).field("store_domain", shop.storeDomain).key("login");
    writeJson(out, shop.login);
    out.key("abilities");
    writeJson(out, shop.abilities);
    out.key("sync");
    writeJson(out, shop.sync);
    out.endObject();
}

Result<ShopState> readShopState(const QJsonObject &object) {
    JsonReader in(object);
    ShopState shop;
    shop.kind = in.named(QLatin1String("kind"), shopKindFromText);
    shop.storeDomain = in.text(QLatin1String("store_domain"));
    shop.login = in.object(QLatin1String("login"), readStandardLogin);
    shop.abilities = in.list(QLatin1String("abilities"), readAbilityView);
    shop.sync = in.object(QLatin1String("sync"), readSyncState);
    return in.result(std::move(shop));
}

void writeJson(JsonWriter &out, const ShopFacts &shop) {
    out.beginObject().field("kind", toText(shop.kind)).field("read_at", shop.readAt).key("login");
    writeJson(out, shop.login);
    out.field("open_in_shop", shop.places.skio).field("open_in_platform", shop.places.shopify);
    writeOptional(out, "no_email_change", shop.noEmailChange);
    out.field("email_awaited", shop.emailAwaited).field("awaited_since", shop.awaitedSince);
    if (shop.emailUnsure) out.field("email_unsure", true);
    out.endObject();
}

Result<ShopFacts> readShopFacts(const QJsonObject &object) {
    JsonReader in(object);
    ShopFacts shop;
    shop.kind = in.named(QLatin1String("kind"), shopKindFromText);
    shop.readAt = in.instant(QLatin1String("read_at"));
    shop.login = in.object(QLatin1String("login"), readStandardLogin);
    shop.places = {in.text(QLatin1String("open_in_shop")), in.text(QLatin1String("open_in_platform"))};
    shop.noEmailChange = troubleIn(in, QLatin1String("no_email_change"));
    shop.emailAwaited = in.text(QLatin1String("email_awaited"));
    shop.awaitedSince = in.instant(QLatin1String("awaited_since"));
    shop.emailUnsure = in.has(QLatin1String("email_unsure")) && in.truth(QLatin1String("email_unsure"));
    return in.result(std::move(shop));
}

}  // namespace latchkey
