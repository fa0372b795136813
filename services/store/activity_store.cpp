// Finds entries by the index that fits what is asked for, and reads their rows.
#include "services/store/activity_store.h"

#include "models/domain/public_id.h"
#include "services/store/read_transaction.h"
#include "services/store/time_search.h"

#include <algorithm>

namespace latchkey {

namespace {

constexpr qint64 countedAtMost = 10'000;
// Looked through at once where no index leads to what is asked for.
constexpr qint64 windowSize = 100'000;
constexpr qint64 lookedAtForCount = 300'000;

tl::unexpected<Error> failureOf(const Statement &statement) { return tl::unexpected<Error>(*statement.error()); }

// The kinds that the index of the rare ones leaves out.
bool isFrequent(ActivityKind kind) {
    switch (kind) {
        case ActivityKind::LinkIssued:
        case ActivityKind::LinkUsed:
        case ActivityKind::CodeSent:
        case ActivityKind::CodeWrong:
        case ActivityKind::SignedInByCode:
        case ActivityKind::SignedOut:
        case ActivityKind::LinkCopied:
            return true;
        case ActivityKind::LinkRevoked:
        case ActivityKind::LinkVoided:
        case ActivityKind::ContactChanged:
        case ActivityKind::PortalLinkCopied:
        case ActivityKind::Imported:
        case ActivityKind::AgentAdded:
        case ActivityKind::AgentDisabled:
        case ActivityKind::AgentTokenRenewed:
        case ActivityKind::ShopRenamed:
        case ActivityKind::MessageSentAgain:
        case ActivityKind::SessionsEnded:
        case ActivityKind::DeliveryChanged:
        case ActivityKind::CustomerErased:
        case ActivityKind::SnippetsChanged:
        case ActivityKind::ShopChanged:
        case ActivityKind::ActivityExported:
        case ActivityKind::AgentRoleChanged:
        case ActivityKind::ShopLinkUnsure:
        case ActivityKind::ShopChangeUnsure:
            return false;
    }
    return true;
}

// In each: ?1 customer, ?2 agent, ?3 kind, where 0 is any; ?4 and ?5 the range; ?6 how many.

// A customer's entries lie under three keys: those about nothing but them, about a link, and about a link that is past its keeping.
constexpr std::string_view ofCustomer = R"(
    SELECT v.id FROM (
        SELECT id FROM activity WHERE customer = ?1 AND link IS NULL
        UNION ALL
        SELECT w.id FROM links l JOIN activity w ON w.link = l.id WHERE l.customer = ?1 AND w.link IS NOT NULL
        UNION ALL
        SELECT w.id FROM past_links p JOIN activity w ON w.link = p.link WHERE p.customer = ?1 AND w.link IS NOT NULL
    ) found JOIN activity v ON v.id = found.id
    WHERE (?2 = 0 OR v.agent = ?2) AND (?3 = 0 OR v.kind = ?3) AND found.id >= ?4 AND found.id < ?5 ORDER BY found.id DESC LIMIT ?6)";
// The list of kinds is the index's own, which SQLite has to see to use it.
constexpr std::string_view ofRareKind = R"(
    SELECT id FROM activity INDEXED BY activity_rare
    WHERE kind = ?3 AND kind NOT IN (1, 2, 6, 7, 8, 9, 19) AND (?2 = 0 OR agent = ?2) AND id >= ?4 AND id < ?5 ORDER BY id DESC LIMIT ?6)";
constexpr std::string_view ofAgent = R"(
    SELECT id FROM activity INDEXED BY activity_agent
    WHERE agent = ?2 AND (?3 = 0 OR kind = ?3) AND id >= ?4 AND id < ?5 ORDER BY id DESC LIMIT ?6)";
constexpr std::string_view ofAll = "SELECT id FROM activity WHERE (?3 = 0 OR kind = ?3) AND id >= ?4 AND id < ?5 ORDER BY id DESC LIMIT ?6";

// How the entries are found, and whether that may pass over many that do not fit.
struct Way {
    std::string_view sql;
    bool passesOver = false;
};

Way wayFor(const ActivityQuery &query) {
    const bool frequent = query.kind && isFrequent(*query.kind);
    if (query.customer.isValid()) return {ofCustomer, false};
    if (query.kind && !frequent) return {ofRareKind, query.agent.isValid()};
    if (query.agent.isValid()) return {ofAgent, frequent};
    return {ofAll, frequent};
}

}  // namespace

Result<ActivityStore::Range> ActivityStore::rangeOf(const ActivityQuery &query) {
    constexpr std::string_view newest = "SELECT id FROM activity ORDER BY id DESC LIMIT 1";
    constexpr std::string_view onwards = "SELECT id, at FROM activity WHERE id >= ? ORDER BY id LIMIT 1";
    Range range;
    {
        // A purge takes entries off the lower end.
        Statement first = m_db.prepare("SELECT MIN(id) FROM activity");
        if (first.step() && !first.isNull(0)) range.low = range.high = first.integer(0);
        if (first.error()) return failureOf(first);
        Statement last = m_db.prepare(newest);
        if (last.step()) range.high = last.integer(0) + 1;
        if (last.error()) return failureOf(last);
    }
    if (query.from.isSet()) {
        const Result<qint64> first = firstRowAt(m_db, newest, onwards, query.from);
        if (!first) return tl::unexpected<Error>(first.error());
        range.low = std::max(range.low, *first);
    }
    if (query.until.isSet()) {
        const Result<qint64> end = firstRowAt(m_db, newest, onwards, query.until);
        if (!end) return tl::unexpected<Error>(end.error());
        range.high = *end;
    }
    range.high = std::max(range.low, range.high);
    return range;
}

Result<ActivityStore::Found> ActivityStore::find(const ActivityQuery &query, Range range, qint64 wanted, qint64 mostLookedAt) {
    const Way way = wayFor(query);
    const qint64 bottom = way.passesOver ? std::max(range.low, range.high - mostLookedAt) : range.low;
    Found found;
    found.reached = range.high;
    while (found.reached > bottom && found.ids.size() < wanted) {
        const qint64 low = way.passesOver ? std::max(bottom, found.reached - windowSize) : bottom;
        Statement select = m_db.prepare(way.sql);
        select.bind(query.customer).bind(query.agent).bind(query.kind ? static_cast<int>(*query.kind) : 0);
        select.bind(low).bind(found.reached).bind(wanted - found.ids.size());
        while (select.step()) found.ids.append(select.integer(0));
        if (select.error()) return failureOf(select);
        found.reached = low;
    }
    return found;
}

Result<void> ActivityStore::count(const ActivityQuery &query, Range range, Page<ActivityRow> &page) {
    if (!query.customer.isValid() && !query.agent.isValid() && !query.kind) {
        // Their numbers have no gaps.
        page.count = range.high - range.low;
        return {};
    }
    const Result<Found> found = find(query, range, countedAtMost + 1, std::min(m_patience, lookedAtForCount));
    if (!found) return tl::unexpected<Error>(found.error());
    page.countIsExact = found->ids.size() <= countedAtMost && found->reached <= range.low;
    page.count = std::min<qint64>(found->ids.size(), countedAtMost);
    return {};
}

Result<ActivityRow> ActivityStore::row(qint64 id, quint64 publicIdKey) {
    Statement select = m_db.prepare(R"(
        SELECT v.at, v.kind, v.agent, a.name, v.customer, c.first_name, c.last_name, v.link, v.note, d.name, v.words_hash, w.words
        FROM activity v LEFT JOIN agents a ON a.id = v.agent LEFT JOIN customers c ON c.id = v.customer
             LEFT JOIN desks d ON d.id = v.desk LEFT JOIN activity_words w ON w.activity = v.id
        WHERE v.id = ?)");
    select.bind(id);
    if (!select.step()) return select.error() ? failureOf(select) : fail(ErrorCode::StoreFailed);
    ActivityRow made;
    made.entry.id = ActivityId(id);
    made.entry.at = select.instant(0);
    made.entry.kind = static_cast<ActivityKind>(select.integer(1));
    made.entry.agent = select.id<AgentId>(2);
    made.agentName = select.text(3);
    made.entry.customer = select.id<CustomerId>(4);
    made.customerName = (select.text(5) + QLatin1Char(' ') + select.text(6)).trimmed();
    made.entry.link = select.id<LinkId>(7);
    made.entry.note = select.text(8);
    made.entry.desk = select.text(9);
    made.entry.wordsHash = select.blob(10);
    made.entry.words = select.text(11);
    if (made.entry.link.isValid()) made.publicId = publicIdOf(made.entry.link, publicIdKey);
    return made;
}

Result<Page<ActivityRow>> ActivityStore::page(const ActivityQuery &query, quint64 publicIdKey) {
    const ReadTransaction snapshot(m_db);
    const int limit = std::clamp(query.limit, 1, 500);
    const Result<Range> range = rangeOf(query);
    if (!range) return tl::unexpected<Error>(range.error());
    Range below = *range;
    if (query.before.isValid()) below.high = std::clamp(query.before.value(), below.low, below.high);
    Result<Found> found = find(query, below, limit + 1, m_patience);
    if (!found) return tl::unexpected<Error>(found.error());
    Page<ActivityRow> page;
    if (found->ids.size() > limit) {
        found->ids.removeLast();
        page.next = QString::number(found->ids.last());
    } else if (found->reached > below.low) {
        page.next = QString::number(found->reached);
    }
    for (const qint64 id : std::as_const(found->ids)) {
        Result<ActivityRow> one = row(id, publicIdKey);
        if (!one) return tl::unexpected<Error>(one.error());
        page.items.append(std::move(*one));
    }
    if (Result<void> counted = count(query, *range, page); !counted) return tl::unexpected<Error>(counted.error());
    return page;
}

ActivityId ActivityStore::newestImport() {
    // The partial index on this kind answers it; 11 is ActivityKind::Imported.
    static_assert(static_cast<int>(ActivityKind::Imported) == 11);
    Statement statement = m_db.prepare("SELECT MAX(id) FROM activity WHERE kind = 11");
    return statement.step() ? statement.id<ActivityId>(0) : ActivityId();
}

Result<QList<Event>> ActivityStore::endedWithTheirAgent(ActivityId since) {
    static_assert(static_cast<int>(ActivityKind::LinkRevoked) == 3);
    Statement select = m_db.prepare(R"(
        SELECT v.customer, v.link, v.at FROM activity v
        WHERE v.kind = 3 AND v.kind NOT IN (1, 2, 6, 7, 8, 9, 19) AND v.id > ? AND v.note = 'because=agent_disabled' ORDER BY v.id LIMIT 1000)");
    select.bind(since);
    QList<Event> events;
    while (select.step()) events.append({EventKind::LinkEnded, select.id<CustomerId>(0), select.id<LinkId>(1), select.instant(2)});
    if (select.error()) return failureOf(select);
    return events;
}

}  // namespace latchkey
