// Keeps what was learned as small JSON texts.
#include "services/shops/skio/skio_learned.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace latchkey {

namespace {

constexpr Duration aWeek = std::chrono::hours(24 * 7);
const QLatin1String stampKey("at");

QJsonObject objectFrom(const Result<QString> &text) { return text ? QJsonDocument::fromJson(text->toUtf8()).object() : QJsonObject(); }

QStringList textsOf(const QJsonValue &list) {
    QStringList texts;
    for (const QJsonValue &value : list.toArray()) texts.append(value.toString());
    return texts;
}

bool isRuledOut(const AbilityView &view) { return view.reason && view.reason->fault == ShopFault::NotOffered && !view.triedAt.isSet(); }

}  // namespace

SkioLearned::SkioLearned(ShopMemory &memory, const Clock &clock, QList<AbilityView> start)
    : m_memory(memory), m_clock(clock), m_abilities(std::move(start)) {}

bool SkioLearned::isFresh(const QJsonObject &value) const {
    const Instant at(value.value(stampKey).toInteger());
    const Instant now = m_clock.now();
    return at.isSet() && at <= now && now - at < aWeek;
}

void SkioLearned::load() {
    if (m_loaded) return;
    m_loaded = true;
    m_fields = objectFrom(m_memory.value(QStringLiteral("fields")));
    m_sizes = objectFrom(m_memory.value(QStringLiteral("page_sizes")));
    m_documents = objectFrom(m_memory.value(QStringLiteral("documents")));
    m_schema = objectFrom(m_memory.value(QStringLiteral("introspection")));
    loadAbilities(objectFrom(m_memory.value(QStringLiteral("abilities"))));
}

// What did not work before is untried: another token may have been put in place since, at Skio or at Shopify.
void SkioLearned::loadAbilities(const QJsonObject &kept) {
    for (AbilityView &view : m_abilities) {
        const QJsonObject value = kept.value(toText(view.ability)).toObject();
        const bool worked = abilityStateFromText(value.value(QLatin1String("state")).toString()) == AbilityState::Yes;
        if (!worked || isRuledOut(view) || view.triedAt.isSet()) continue;
        view.state = AbilityState::Yes;
        view.triedAt = Instant(value.value(stampKey).toInteger());
        view.reason.reset();
    }
}

// What cannot be kept is learned again.
void SkioLearned::keep(const char *name, const QJsonObject &value) {
    static_cast<void>(m_memory.keep(QLatin1String(name), QString::fromUtf8(QJsonDocument(value).toJson(QJsonDocument::Compact))));
}

QStringList SkioLearned::leftOut(const QString &document) {
    const std::scoped_lock lock(m_mutex);
    load();
    if (!isFresh(m_fields)) m_fields = {};
    return textsOf(m_fields.value(document));
}

void SkioLearned::leaveOut(const QString &document, const QStringList &paths) {
    QJsonObject fields;
    {
        const std::scoped_lock lock(m_mutex);
        load();
        QStringList all = textsOf(m_fields.value(document)) + paths;
        all.removeDuplicates();
        m_fields.insert(document, QJsonArray::fromStringList(all));
        if (!m_fields.contains(stampKey)) m_fields.insert(stampKey, m_clock.now().milliseconds());
        fields = m_fields;
    }
    keep("fields", fields);
}

int SkioLearned::pageSize(const QString &document, int wanted) {
    const std::scoped_lock lock(m_mutex);
    load();
    if (!isFresh(m_sizes)) m_sizes = {};
    return std::min(wanted, m_sizes.value(document).toInt(wanted));
}

void SkioLearned::keepPageSize(const QString &document, int size) {
    QJsonObject sizes;
    {
        const std::scoped_lock lock(m_mutex);
        load();
        m_sizes.insert(document, size);
        if (!m_sizes.contains(stampKey)) m_sizes.insert(stampKey, m_clock.now().milliseconds());
        sizes = m_sizes;
    }
    keep("page_sizes", sizes);
}

bool SkioLearned::prefersLean(const QString &document) {
    const std::scoped_lock lock(m_mutex);
    load();
    if (!isFresh(m_documents)) m_documents = {};
    return m_documents.value(document).toString() == QLatin1String("lean");
}

void SkioLearned::preferLean(const QString &document) {
    QJsonObject documents;
    {
        const std::scoped_lock lock(m_mutex);
        load();
        m_documents.insert(document, QStringLiteral("lean"));
        if (!m_documents.contains(stampKey)) m_documents.insert(stampKey, m_clock.now().milliseconds());
        documents = m_documents;
    }
    keep("documents", documents);
}

bool SkioLearned::lacksFilter(const QString &field) { return leftOut(QStringLiteral("filters")).contains(field); }
void SkioLearned::noteLackingFilter(const QString &field) { leaveOut(QStringLiteral("filters"), {field}); }

QJsonObject SkioLearned::abilitiesAsJson() const {
    QJsonObject json;
    for (const AbilityView &view : m_abilities)
        if (view.state == AbilityState::Yes && view.triedAt.isSet())
            json.insert(toText(view.ability), QJsonObject{{QStringLiteral("state"), toText(view.state)}, {stampKey, view.triedAt.milliseconds()}});
    return json;
}

bool SkioLearned::set(AbilityView &view, AbilityState state, const std::optional<ShopTrouble> &reason) {
    if (isRuledOut(view)) return false;
    const bool isNew = view.state != state || (view.reason && reason && view.reason->fault != reason->fault);
    view.triedAt = m_clock.now();
    view.state = state;
    view.reason = reason;
    return isNew;
}

void SkioLearned::note(ShopAbility ability, AbilityState state, const std::optional<ShopTrouble> &reason) {
    QJsonObject json;
    {
        const std::scoped_lock lock(m_mutex);
        load();
        const bool tokenRefused = reason && reason->fault == ShopFault::TokenRefused && reason->speaker == ShopSpeaker::Skio;
        bool isNew = false;
        for (AbilityView &view : m_abilities) {
            const bool wasRefused = view.reason && view.reason->fault == ShopFault::TokenRefused && view.reason->speaker == ShopSpeaker::Skio;
            if (view.ability == ability || (tokenRefused && view.ability != ShopAbility::ChangeEmail))
                isNew = set(view, state, reason) || isNew;
            else if (state == AbilityState::Yes && wasRefused)
                isNew = set(view, AbilityState::Untried, {}) || isNew;
        }
        if (!isNew) return;
        json = abilitiesAsJson();
    }
    keep("abilities", json);
}

QList<AbilityView> SkioLearned::abilities() const {
    const std::scoped_lock lock(m_mutex);
    return m_abilities;
}

std::optional<QStringList> SkioLearned::mutations() {
    const std::scoped_lock lock(m_mutex);
    load();
    if (!isFresh(m_schema)) return std::nullopt;
    return textsOf(m_schema.value(QLatin1String("mutations")));
}

void SkioLearned::keepMutations(const QStringList &names) {
    QJsonObject json{{QStringLiteral("mutations"), QJsonArray::fromStringList(names)}};
    {
        const std::scoped_lock lock(m_mutex);
        load();
        json.insert(stampKey, m_clock.now().milliseconds());
        m_schema = json;
    }
    keep("introspection", json);
}

}  // namespace latchkey
