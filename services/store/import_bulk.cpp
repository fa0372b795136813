// Plain inserts in the order of the file, by one statement each that is kept ready; the search index is built beside them.
#include "services/store/import_bulk.h"

namespace latchkey {

namespace {

constexpr std::size_t rowsAtOnce = 1'024;

}  // namespace

BulkCustomers::BulkCustomers(Connection &db, Instant now)
    : m_db(db), m_now(now),
      m_insert(db, "customers", "id, ref, first_name, last_name, name_key, email, email_key, email_state, phone, phone_key, created_at, removed_at") {}

Result<Written> BulkCustomers::add(ImportedCustomer &&customer) {
    if (m_ids.insert(customer.ref, m_next) != 0) return Written::Twice;
    const qint64 id = m_next++;
    m_insert.bind(id).bindTextInPlace(customer.ref).bindTextInPlace(customer.firstName).bindTextInPlace(customer.lastName);
    m_insert.bindTextInPlace(customer.nameKey).bindTextInPlace(customer.email);
    customer.emailKey.empty() ? m_insert.bindNull() : m_insert.bindTextInPlace(customer.emailKey);
    m_insert.bind(static_cast<int>(customer.emailState)).bindTextInPlace(customer.phone);
    customer.phoneKey.empty() ? m_insert.bindNull() : m_insert.bindTextInPlace(customer.phoneKey);
    m_insert.bind(customer.createdAt != 0 ? Instant(customer.createdAt) : m_now).bindOrNull(Instant(customer.removedAt));
    if (auto done = m_insert.run(); !done) return tl::unexpected(done.error());
    m_counts.customer(customer.emailState, 1);
    m_rows.push_back({id, std::move(customer)});
    if (m_rows.size() >= rowsAtOnce) handOver();
    return Written::Added;
}

void BulkCustomers::handOver() {
    m_search.add(std::move(m_rows));
    m_rows = {};
    m_rows.reserve(rowsAtOnce);
}

Result<void> BulkCustomers::finishChunk() {
    handOver();
    if (auto done = m_insert.flush(); !done) return done;
    if (auto done = writeGrams(m_db, m_search.finishChunk()); !done) return done;
    return m_counts.write(m_db);
}

BulkSubscriptions::BulkSubscriptions(Connection &db, Instant now, const RefIds &customers)
    : m_db(db), m_now(now),
      m_insert(db, "subscriptions",
               "id, ref, customer, status, status_text, interval_unit, interval_count, next_order, created_at, product, quantity, price, currency"),
      m_customers(customers) {}

Result<Written> BulkSubscriptions::add(const ImportedSubscription &s) {
    auto product = m_products.idOf(m_db, s.product, s.variant);
    if (!product) return tl::unexpected(product.error());
    qint64 customer = m_customers.find(s.customerRef);
    if (customer == 0) {
        auto erased = erasedOwner(m_db, s.customerRef);
        if (!erased) return tl::unexpected(erased.error());
        customer = *erased;
    }
    if (customer == 0) {
        const qint64 known = m_ids.find(s.ref);
        return known == 0 ? Written::UnknownCustomer : addLine(known, s, *product);
    }
    if (const qint64 known = m_ids.insert(s.ref, m_next); known != 0) return addLine(known, s, *product);
    const qint64 id = m_next++;
    m_insert.bind(id).bindTextInPlace(s.ref).bind(customer).bind(static_cast<int>(s.status));
    s.statusText.empty() ? m_insert.bindNull() : m_insert.bindTextInPlace(s.statusText);
    m_insert.bind(static_cast<int>(s.unit)).bind(s.intervalCount).bindOrNull(Instant(s.nextOrder));
    m_insert.bind(s.createdAt != 0 ? Instant(s.createdAt) : m_now).bind(*product).bind(s.quantity).bind(s.price).bindTextInPlace(s.currency);
    if (auto done = m_insert.run(); !done) return tl::unexpected(done.error());
    m_counts.subscription(s.status, 1);
    return Written::Added;
}

Result<void> BulkSubscriptions::finish() {
    if (auto done = m_insert.flush(); !done) return done;
    return m_counts.write(m_db);
}

Result<Written> BulkSubscriptions::addLine(qint64 id, const ImportedSubscription &s, qint64 product) {
    if (auto done = m_insert.flush(); !done) return tl::unexpected(done.error());
    auto more = m_db.prepare("UPDATE subscriptions SET more_lines = more_lines + 1 WHERE id = ? RETURNING more_lines");
    more.bind(id);
    const int line = more.step() ? static_cast<int>(more.integer(0)) + 1 : 0;
    while (more.step()) {}
    if (more.error()) return tl::unexpected(*more.error());
    auto done = m_db.prepare("INSERT INTO subscription_lines (subscription, line, product, quantity, price) VALUES (?, ?, ?, ?, ?)")
                    .bind(id).bind(line).bind(product).bind(s.quantity).bind(s.price).run();
    if (!done) return tl::unexpected(done.error());
    return Written::Unchanged;
}

}  // namespace latchkey
