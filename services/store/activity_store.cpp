// Reads pages of the activity table.
#include "services/store/activity_store.h"

#include <limits>

namespace latchkey {

namespace {

constexpr int countedAtMost = 10'000;

ActivityRow rowOf(const Statement &row) {
    ActivityRow made;
    made.entry.id = row.id<ActivityId>(0);
    made.entry.at = row.instant(1);
    made.entry.kind = static_cast<ActivityKind>(row.integer(2));
    made.entry.agent = row.id<AgentId>(3);
    made.agentName = row.text(4);
    made.entry.customer = row.id<CustomerId>(5);
    made.customerName = (row.text(6) + QLatin1Char(' ') + row.text(7)).trimmed();
    made.entry.link = row.id<LinkId>(8);
    made.entry.note = row.text(9);
    return made;
}

}  // namespace

Result<Page<ActivityRow>> ActivityStore::page(CustomerId customer, ActivityId before, int limit) {
    const qint64 below = before.isValid() ? before.value() : std::numeric_limits<qint64>::max();
    // A customer's entries lie under two indexes: those about a link, and the others.
    Statement statement = customer.isValid() ? m_db.prepare(R"(
            SELECT v.id, v.at, v.kind, v.agent, a.name, v.customer, c.first_name, c.last_name, v.link, v.note
            FROM (SELECT id FROM activity WHERE customer = ? AND link IS NULL
                  UNION ALL
                  SELECT w.id FROM links l JOIN activity w ON w.link = l.id WHERE l.customer = ? AND w.link IS NOT NULL) found
            JOIN activity v ON v.id = found.id
            LEFT JOIN agents a ON a.id = v.agent LEFT JOIN customers c ON c.id = v.customer
            WHERE found.id < ? ORDER BY found.id DESC LIMIT ?)")
                                             : m_db.prepare(R"(
            SELECT v.id, v.at, v.kind, v.agent, a.name, v.customer, c.first_name, c.last_name, v.link, v.note
            FROM activity v LEFT JOIN agents a ON a.id = v.agent LEFT JOIN customers c ON c.id = v.customer
            WHERE v.id < ? ORDER BY v.id DESC LIMIT ?)");
    if (customer.isValid()) statement.bind(customer).bind(customer);
    statement.bind(below).bind(limit + 1);
    Page<ActivityRow> page;
    while (statement.step()) page.items.append(rowOf(statement));
    if (statement.error()) return tl::unexpected<Error>(*statement.error());
    if (page.items.size() > limit) {
        page.items.removeLast();
        page.next = QString::number(page.items.last().entry.id.value());
    }

    Statement count = customer.isValid() ? m_db.prepare(R"(
            SELECT count(*) FROM (SELECT id FROM activity WHERE customer = ? AND link IS NULL
                  UNION ALL
                  SELECT w.id FROM links l JOIN activity w ON w.link = l.id WHERE l.customer = ? AND w.link IS NOT NULL LIMIT ?))")
                                         : m_db.prepare(R"(SELECT count(*) FROM (SELECT 1 FROM activity LIMIT ?))");
    if (customer.isValid()) count.bind(customer).bind(customer);
    count.bind(countedAtMost + 1);
    if (count.step()) page.count = count.integer(0);
    if (count.error()) return tl::unexpected<Error>(*count.error());
    page.countIsExact = page.count <= countedAtMost;
    if (!page.countIsExact) page.count = countedAtMost;
    return page;
}

ActivityId ActivityStore::newestImport() {
    // The partial index on this kind answers it; 11 is ActivityKind::Imported.
    static_assert(static_cast<int>(ActivityKind::Imported) == 11);
    Statement statement = m_db.prepare("SELECT MAX(id) FROM activity WHERE kind = 11");
    return statement.step() ? statement.id<ActivityId>(0) : ActivityId();
}

}  // namespace latchkey
