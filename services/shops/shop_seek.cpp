// Customers whom nobody finds here because they came to the shop a moment ago, or are still to be read.
#include "services/shops/mirror/mirror_rows.h"
#include "services/shops/shop_desk.h"
#include "services/store/shop_sync_store.h"

#include <algorithm>
#include <utility>

namespace latchkey {

namespace {

// Shorter texts are on their way to a longer one, and would find half the shop.
constexpr qsizetype shortest = 3;
constexpr int atMost = 20;
// Of several agents who search at the same moment each is asked for; of more, the oldest search is given up.
constexpr qsizetype mostSearches = 8;

// Somebody goes on typing, or takes letters back.
bool isSameTyping(const QString &one, const QString &other) { return one.startsWith(other) || other.startsWith(one); }

}  // namespace

void ShopDesk::soughtInVain(const QString &text) {
    const QString wanted = text.simplified();
    if (wanted.size() < shortest) return;
    const Instant now = m_setup.clock.now();
    {
        const std::scoped_lock lock(m_mutex);
        if (m_ending) return;
        m_sought.removeIf([&](const auto &entry) { return now - entry.value() >= m_setup.times.soughtAgain; });
        if (m_sought.contains(wanted)) return;
        m_sought.insert(wanted, now);
        dropSearchesFor(wanted);
    }
    give({std::chrono::steady_clock::now() + m_setup.times.afterTyping, [this, wanted](const std::stop_token &stop) { seekNow(wanted, stop); }, {}, wanted});
}

// Under the lock. What is not put to the shop may be searched for again at once.
void ShopDesk::dropSearchesFor(const QString &wanted) {
    qsizetype waiting = std::count_if(m_looks.begin(), m_looks.end(), [](const Look &look) { return !look.sought.isEmpty(); });
    std::erase_if(m_looks, [&](const Look &look) {
        if (look.sought.isEmpty() || (waiting < mostSearches && !isSameTyping(look.sought, wanted))) return false;
        --waiting;
        m_sought.remove(look.sought);
        return true;
    });
}

void ShopDesk::seekNow(const QString &text, const std::stop_token &stop) {
    // Another store's token finds people who are none of this mirror's.
    const ShopResult<ShopSite> site = m_setup.shop.site(ShopAsker::Agent, stop);
    if (!site) return;
    const ShopResult<QList<ShopCustomer>> found = m_setup.shop.search({text, atMost}, stop);
    // A shop that does not answer is told of where rows are opened; nothing was found here either way.
    if (!found || found->isEmpty()) return;
    (void)m_setup.writes.run<void>([&rows = *found, &site](Transaction &t) -> Result<void> {
        if (Result<void> claimed = claimSite(t.db, site->id); !claimed) return claimed;
        MirrorWriter writer(t);
        bool any = false;
        for (const ShopCustomer &row : rows) {
            const Result<Mirrored> put = writer.put(mirrored(row));
            if (!put) return tl::unexpected<Error>(put.error());
            any = any || *put == Mirrored::Added;
        }
        if (Result<void> finished = writer.finish(); !finished) return finished;
        if (any) t.announce({EventKind::DirectoryChanged, {}, {}, t.now});
        return {};
    });
}

}  // namespace latchkey
