// Asks the store about every link that a paste holds, damaged ones by what they can have been.
#include "services/diagnosis/link_inspector.h"

#include "models/domain/link_token_repair.h"
#include "models/domain/public_id.h"
#include "services/diagnosis/timeline.h"
#include "services/diagnosis/unwrap.h"
#include "services/runtime/digest.h"
#include "services/store/read_transaction.h"
#include "services/store/shop_sync_store.h"

#include <algorithm>

namespace latchkey {

namespace {

constexpr int entriesOfATimeline = 50;

VerdictCode verdictOf(LinkState state) {
    switch (state) {
        case LinkState::Live:
            return VerdictCode::Live;
        case LinkState::Used:
            return VerdictCode::Used;
        case LinkState::Expired:
            return VerdictCode::Expired;
        case LinkState::Revoked:
            return VerdictCode::Revoked;
        case LinkState::VoidByEmailChange:
            return VerdictCode::VoidByEmailChange;
    }
    return VerdictCode::Unknown;
}

// Those that the store knows, then the others in the order of how much can be done about them.
int rankOf(const LinkVerdict &verdict) {
    switch (verdict.code) {
        case VerdictCode::Live:
        case VerdictCode::Used:
        case VerdictCode::Expired:
        case VerdictCode::Revoked:
        case VerdictCode::VoidByEmailChange:
            return 0;
        case VerdictCode::Damaged:
            return verdict.link ? 1 : 2;
        case VerdictCode::Wrapped:
            return 3;
        case VerdictCode::Unknown:
            return 4;
        case VerdictCode::PortalLink:
        case VerdictCode::AtShop:
            return 5;
        case VerdictCode::OtherShop:
            return 6;
        case VerdictCode::NoLink:
            return 7;
    }
    return 7;
}

bool comesBefore(const LinkVerdict &a, const LinkVerdict &b) {
    if (rankOf(a) != rankOf(b)) return rankOf(a) < rankOf(b);
    return a.link && b.link && a.link->issuedAt > b.link->issuedAt;
}

class Inspection {
public:
    // `storeDomain`: of the shop elsewhere that is mirrored here; may be empty.
    Inspection(Connection &db, quint64 publicIdKey, const QString &storeDomain, Instant now)
        : m_store(db, publicIdKey), m_publicIdKey(publicIdKey), m_storeDomain(storeDomain), m_now(now) {}

    Result<void> add(const FoundLink &found) {
        LinkVerdict verdict;
        verdict.code = found.code;
        verdict.host = found.host;
        verdict.undone = found.undone;
        // The store is no other shop: it is where links of a shop elsewhere lead.
        if (found.code == VerdictCode::OtherShop && !m_storeDomain.isEmpty() && found.host.compare(m_storeDomain, Qt::CaseInsensitive) == 0)
            verdict.code = VerdictCode::AtShop;
        Result<void> asked;
        if (found.code == VerdictCode::Live) asked = ask(found.token, verdict);
        if (found.code == VerdictCode::Damaged) asked = mend(found.readings, verdict);
        if (asked) keep(std::move(verdict));
        return asked;
    }

    // People talk about a link by its six characters; only one that exists is taken for it.
    Result<void> addSpoken(const QString &publicId) {
        const std::optional<LinkId> id = linkOfPublicId(publicId, m_publicIdKey);
        if (!id) return {};
        Result<std::optional<LinkHistory>> history = m_store.byId(*id);
        if (!history) return tl::unexpected<Error>(history.error());
        if (!*history) return {};
        LinkVerdict verdict;
        verdict.code = verdictOf((*history)->link.stateAt(m_now));
        Result<void> told = tell(**history, verdict);
        if (told) keep(std::move(verdict));
        return told;
    }

    QList<LinkVerdict> take() {
        std::stable_sort(m_verdicts.begin(), m_verdicts.end(), comesBefore);
        if (m_verdicts.isEmpty()) m_verdicts.append(LinkVerdict{});
        return std::move(m_verdicts);
    }

private:
    Result<void> ask(const LinkToken &token, LinkVerdict &verdict) {
        verdict.code = VerdictCode::Unknown;
        Result<std::optional<LinkHistory>> history = m_store.byTokenHash(sha256(token.reveal()));
        if (!history) return tl::unexpected<Error>(history.error());
        if (!*history) return {};
        verdict.code = verdictOf((*history)->link.stateAt(m_now));
        return tell(**history, verdict);
    }

    // Sets the link when exactly one of all repairs is one that was issued.
    Result<void> mend(const QList<LinkToken> &readings, LinkVerdict &verdict) {
        std::optional<LinkHistory> only;
        TokenRepair how;
        int known = 0;
        for (const LinkToken &reading : readings) {
            const QList<TokenRepair> repairs = repairsOf(reading.reveal());
            if (how.at < 0 && how.damage == LinkDamage::Unclear) how = likelyDamage(reading.reveal(), repairs);
            for (const TokenRepair &repair : repairs) {
                if (m_lookUps++ >= mostLookUps) break;
                Result<std::optional<LinkHistory>> history = m_store.byTokenHash(sha256(repair.token.reveal()));
                if (!history) return tl::unexpected<Error>(history.error());
                if (!*history || (only && only->link.id == (*history)->link.id)) continue;
                ++known;
                only = std::move(*history);
                how = repair;
            }
        }
        if (known > 1) how = {};
        verdict.damage = how.damage;
        verdict.damageAt = how.at;
        return known == 1 ? tell(*only, verdict) : Result<void>();
    }

    Result<void> tell(const LinkHistory &history, LinkVerdict &verdict) {
        verdict.link = history.link;
        Result<QString> name = m_store.customerName(history.link.customer);
        if (!name) return tl::unexpected<Error>(name.error());
        verdict.customerName = *name;
        verdict.timeline = assembleTimeline({history}, {}, m_now, entriesOfATimeline);
        return {};
    }

    // A link that is there whole and damaged is spoken of once.
    void keep(LinkVerdict verdict) {
        const auto same = [&verdict](const LinkVerdict &other) { return verdict.link && other.link && verdict.link->id == other.link->id; };
        const auto other = std::find_if(m_verdicts.begin(), m_verdicts.end(), same);
        if (other == m_verdicts.end())
            m_verdicts.append(std::move(verdict));
        else if (rankOf(verdict) < rankOf(*other))
            *other = std::move(verdict);
    }

    TimelineStore m_store;
    quint64 m_publicIdKey;
    const QString m_storeDomain;
    Instant m_now;
    int m_lookUps = 0;
    QList<LinkVerdict> m_verdicts;
};

bool isOurs(const FoundLink &link) { return link.code == VerdictCode::Live || link.code == VerdictCode::Damaged; }

}  // namespace

Result<LinkCheck> inspectLinks(Connection &db, const QString &text, const QString &baseUrl, quint64 publicIdKey, Instant now) {
    const ReadTransaction snapshot(db);
    const Result<std::optional<MirroredShop>> elsewhere = mirroredShop(db);
    if (!elsewhere) return tl::unexpected<Error>(elsewhere.error());
    FoundLinks found = findLinks(text, baseUrl);
    // Of too many those are looked at that can be somebody's way in.
    std::stable_sort(found.links.begin(), found.links.end(),
                     [](const FoundLink &a, const FoundLink &b) { return (a.code == VerdictCode::Live) > (b.code == VerdictCode::Live); });
    Inspection inspection(db, publicIdKey, *elsewhere ? (*elsewhere)->domain : QString(), now);
    const qsizetype looked = std::min<qsizetype>(found.links.size(), mostVerdicts);
    for (const FoundLink &link : found.links.first(looked))
        if (const Result<void> added = inspection.add(link); !added) return tl::unexpected<Error>(added.error());
    if (std::none_of(found.links.cbegin(), found.links.cend(), isOurs)) {
        for (const QString &id : found.publicIds.first(std::min<qsizetype>(found.publicIds.size(), mostVerdicts)))
            if (const Result<void> added = inspection.addSpoken(id); !added) return tl::unexpected<Error>(added.error());
    }
    LinkCheck check;
    check.verdicts = inspection.take();
    check.further = static_cast<int>(found.links.size() - looked);
    return check;
}

}  // namespace latchkey
