// Walks links and their openings side by side, both in the order of the links' ids.
#include "services/store/stats_store.h"

#include "services/store/refusal_store.h"
#include "services/store/time_search.h"

#include <algorithm>
#include <limits>
#include <map>
#include <vector>

namespace latchkey {

namespace {

constexpr Duration dayLength = std::chrono::hours(24);

tl::unexpected<Error> failureOf(const Statement &statement) { return tl::unexpected<Error>(*statement.error()); }

// The day that a moment falls on; nothing outside the span.
LinkDay *dayAt(LinkStats &stats, Instant at) {
    const Duration since = at - stats.days.first().day;
    const qsizetype index = since.count() / dayLength.count();
    return since.count() >= 0 && index < stats.days.size() ? &stats.days[index] : nullptr;
}

// The first person to open each link, asked for in the order of the links.
class FirstOpenings {
public:
    FirstOpenings(Connection &db, qint64 firstLink)
        : m_rows(db.walk("SELECT link, at FROM visits WHERE kind = 0 AND link >= ? ORDER BY link, at")) {
        m_rows.bind(firstLink);
        m_more = m_rows.step();
    }
    // Unset when nobody did.
    Instant of(qint64 link) {
        while (m_more && m_rows.integer(0) < link) m_more = m_rows.step();
        return m_more && m_rows.integer(0) == link ? m_rows.instant(1) : Instant();
    }
    [[nodiscard]] const std::optional<Error> &error() const { return m_rows.error(); }

private:
    Statement m_rows;
    bool m_more = false;
};

// Four bytes for each link that was opened are all that is held of a million.
Duration medianOf(std::vector<quint32> &delays) {
    if (delays.empty()) return {};
    const auto middle = delays.begin() + static_cast<std::ptrdiff_t>(delays.size() / 2);
    std::nth_element(delays.begin(), middle, delays.end());
    if (delays.size() % 2 == 1) return Duration(*middle);
    const qint64 below = *std::max_element(delays.begin(), middle);
    return Duration((below + *middle) / 2);
}

void count(LinkDay &day, LinkEnd end, bool expired, bool openedInTime) {
    ++day.issued;
    if (end == LinkEnd::Used) ++day.used;
    else if (end != LinkEnd::None) ++day.ended;
    else if (expired) ++(openedInTime ? day.expiredOpened : day.expiredUnseen);
}

Result<void> countLinks(Connection &db, LinkStats &stats, Instant now) {
    const Result<qint64> first = firstRowAt(db, "SELECT id FROM links ORDER BY id DESC LIMIT 1",
                                            "SELECT id, issued_at FROM links WHERE id >= ? ORDER BY id LIMIT 1", stats.days.first().day);
    if (!first) return tl::unexpected<Error>(first.error());
    FirstOpenings openings(db, *first);
    std::vector<quint32> delays;
    Statement links = db.walk("SELECT id, issued_at, expires_at, ended, at_shop FROM links WHERE id >= ? ORDER BY id");
    links.bind(*first);
    while (links.step()) {
        const Instant issued = links.instant(1);
        const Instant expires = links.instant(2);
        LinkDay *day = dayAt(stats, issued);
        if (!day) continue;
        // What became of one that a shop outside the house made is known there alone.
        if (links.integer(4) != 0) {
            ++day->issued;
            continue;
        }
        const Instant opened = openings.of(links.integer(0));
        count(*day, static_cast<LinkEnd>(links.integer(3)), expires <= now, opened.isSet() && opened < expires);
        if (opened.isSet())
            delays.push_back(static_cast<quint32>(std::clamp<qint64>((opened - issued).count(), 0, std::numeric_limits<quint32>::max())));
    }
    if (links.error()) return failureOf(links);
    if (openings.error()) return tl::unexpected<Error>(*openings.error());
    stats.opened = static_cast<int>(delays.size());
    stats.medianToOpen = medianOf(delays);
    return {};
}

// Whose page was still live by the clock when it was refused belongs to a customer who was removed.
LinkState whyRefused(LinkEnd end, bool expired) {
    switch (end) {
        case LinkEnd::Used: return LinkState::Used;
        case LinkEnd::Revoked: return LinkState::Revoked;
        case LinkEnd::EmailChanged: return LinkState::VoidByEmailChange;
        case LinkEnd::None: break;
    }
    return expired ? LinkState::Expired : LinkState::Revoked;
}

template <class Counted, class Why>
QList<Counted> mostFrequentFirst(const std::map<Why, int> &counts) {
    QList<Counted> list;
    for (const auto &[why, n] : counts) list.append({why, n});
    std::stable_sort(list.begin(), list.end(), [](const Counted &a, const Counted &b) { return a.count > b.count; });
    return list;
}

Result<void> countRefusals(Connection &db, LinkStats &stats) {
    Statement rows = db.walk(R"(
        SELECT v.at, l.ended, l.expires_at FROM visits v JOIN links l ON l.id = v.link WHERE v.outcome <> 0 AND v.kind = 0 AND v.at >= ?)");
    rows.bind(stats.days.first().day);
    std::map<LinkState, int> dead;
    while (rows.step()) {
        LinkDay *day = dayAt(stats, rows.instant(0));
        if (!day) continue;
        ++day->refused;
        ++dead[whyRefused(static_cast<LinkEnd>(rows.integer(1)), rows.instant(2) <= rows.instant(0))];
    }
    if (rows.error()) return failureOf(rows);
    stats.deadLinks = mostFrequentFirst<LinkStats::DeadLink>(dead);
    return {};
}

Result<void> countRefusedIssues(Connection &db, LinkStats &stats) {
    const Result<QList<RefusedIssues>> refused = refusedIssuesSince(db, dayNumberOf(stats.days.first().day));
    if (!refused) return tl::unexpected<Error>(refused.error());
    std::map<FindingCode, int> counts;
    for (const RefusedIssues &one : *refused) counts[one.why] += one.count;
    stats.refusedIssues = mostFrequentFirst<LinkStats::RefusedIssue>(counts);
    return {};
}

}  // namespace

Result<LinkStats> linkStats(Connection &db, int days, Instant now) {
    const Instant today(dayNumberOf(now) * dayLength.count());
    LinkStats stats;
    for (int back = std::clamp(days, 1, longestStatsDays) - 1; back >= 0; --back) stats.days.append(LinkDay{today - back * dayLength});
    if (const Result<void> done = countLinks(db, stats, now); !done) return tl::unexpected<Error>(done.error());
    if (const Result<void> done = countRefusals(db, stats); !done) return tl::unexpected<Error>(done.error());
    if (const Result<void> done = countRefusedIssues(db, stats); !done) return tl::unexpected<Error>(done.error());
    return stats;
}

}  // namespace latchkey
