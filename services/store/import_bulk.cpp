// The fast way into empty tables: plain inserts in the order of the file, the search index built beside them.
#include "services/store/import_store.h"

namespace latchkey {

Result<Written> BulkCustomers::add(const ImportedCustomer &customer) {
    if (m_ids.find(customer.ref) != 0) return Written::Twice;
    const qint64 id = m_next++;
    auto insert = m_db.prepare(R"sql(INSERT INTO customers (id, ref, first_name, last_name, name_key, email, email_key, email_state, phone, phone_key, created_at, removed_at)
                                     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))sql");
    insert.bind(id).bindText(customer.ref).bindText(customer.firstName).bindText(customer.lastName).bindText(customer.nameKey).bindText(customer.email);
    customer.emailKey.empty() ? insert.bindNull() : insert.bindText(customer.emailKey);
    insert.bind(static_cast<int>(customer.emailState)).bindText(customer.phone);
    customer.phoneKey.empty() ? insert.bindNull() : insert.bindText(customer.phoneKey);
    insert.bind(customer.createdAt != 0 ? Instant(customer.createdAt) : m_now).bindOrNull(Instant(customer.removedAt));
    if (auto done = insert.run(); !done) return tl::unexpected(done.error());
    m_ids.insert(customer.ref, id);
    m_search.add(id, customer.searchText());
    m_counts.customer(customer.emailState, 1);
    return Written::Added;
}

Result<void> BulkCustomers::finishChunk() {
    if (auto done = m_search.write(m_db); !done) return done;
    return m_counts.write(m_db);
}

Result<Written> BulkSubscriptions::add(const ImportedSubscription &s) {
    auto product = m_products.idOf(m_db, s.product, s.variant);
    if (!product) return tl::unexpected(product.error());
    if (const qint64 known = m_ids.find(s.ref); known != 0) return addLine(known, s, *product);
    const qint64 customer = m_customers.find(s.customerRef);
    if (customer == 0) return Written::UnknownCustomer;
    const qint64 id = m_next++;
    auto insert = m_db.prepare(R"sql(INSERT INTO subscriptions (id, ref, customer, status, status_text, interval_unit, interval_count, next_order, created_at,
                                                                 product, quantity, price, currency)
                                     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))sql");
    insert.bind(id).bindText(s.ref).bind(customer).bind(static_cast<int>(s.status));
    s.statusText.empty() ? insert.bindNull() : insert.bindText(s.statusText);
    insert.bind(static_cast<int>(s.unit)).bind(s.intervalCount).bindOrNull(Instant(s.nextOrder));
    insert.bind(s.createdAt != 0 ? Instant(s.createdAt) : m_now).bind(*product).bind(s.quantity).bind(s.price).bindText(s.currency);
    if (auto done = insert.run(); !done) return tl::unexpected(done.error());
    m_ids.insert(s.ref, id);
    m_counts.subscription(s.status, 1);
    return Written::Added;
}

Result<Written> BulkSubscriptions::addLine(qint64 id, const ImportedSubscription &s, qint64 product) {
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
