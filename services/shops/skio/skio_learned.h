// What has been learned of a shop and is kept between runs: fields it does not know, page sizes it takes, documents that answered, abilities.
#pragma once

#include "models/domain/shop_view.h"
#include "services/runtime/clock.h"
#include "services/shops/shop_memory.h"

#include <QJsonObject>
#include <QStringList>

#include <mutex>

namespace latchkey {

// Any thread. What reads may load from the memory first, and what writes keeps in it, both of which may block; abilities() never does.
// Fields and page sizes are forgotten after a week, so that what was a passing trouble of the shop's does not stay for ever.
class SkioLearned {
public:
    // `start` holds each ability once, in the enum's order; one that the setup rules out (NotOffered) stays as it is.
    SkioLearned(ShopMemory &memory, const Clock &clock, QList<AbilityView> start);

    [[nodiscard]] QStringList leftOut(const QString &document);
    void leaveOut(const QString &document, const QStringList &paths);
    // At most `wanted`.
    [[nodiscard]] int pageSize(const QString &document, int wanted);
    void keepPageSize(const QString &document, int size);
    [[nodiscard]] bool prefersLean(const QString &document);
    void preferLean(const QString &document);
    // A filter's field that the shop does not know.
    [[nodiscard]] bool lacksFilter(const QString &field);
    void noteLackingFilter(const QString &field);

    // A refused token rules out everything that goes to Skio, and what works with it again makes that untried. Only what works is kept: what
    // does not is untried after a restart.
    void note(ShopAbility ability, AbilityState state, const std::optional<ShopTrouble> &reason = {});
    [[nodiscard]] QList<AbilityView> abilities() const;

    // What introspection told last, at most a week ago; nothing when it is due again. An empty list: the shop did not say.
    [[nodiscard]] std::optional<QStringList> mutations();
    void keepMutations(const QStringList &names);

private:
    void load();
    void loadAbilities(const QJsonObject &kept);
    void keep(const char *name, const QJsonObject &value);
    [[nodiscard]] bool isFresh(const QJsonObject &value) const;
    [[nodiscard]] QJsonObject abilitiesAsJson() const;
    bool set(AbilityView &view, AbilityState state, const std::optional<ShopTrouble> &reason);

    ShopMemory &m_memory;
    const Clock &m_clock;
    mutable std::mutex m_mutex;
    bool m_loaded = false;
    QJsonObject m_fields;
    QJsonObject m_sizes;
    QJsonObject m_documents;
    QJsonObject m_schema;
    QList<AbilityView> m_abilities;
};

}  // namespace latchkey
