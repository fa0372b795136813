// The careful way: each row is compared with what is stored, and only differences are written.
#include "services/store/import_store.h"

#include "services/store/code_store.h"
#include "services/store/customer_store.h"
#include "services/store/erase_store.h"
#include "services/store/link_store.h"
#include "services/store/session_store.h"
#include "services/store/transaction.h"

namespace latchkey {

namespace {

struct StoredCustomer {
    qint64 id = 0;
    std::string firstName, lastName, email, emailKey, phone;
    EmailState emailState = EmailState::Missing;
    qint64 createdAt = 0, removedAt = 0, erasedAt = 0;
};

Result<StoredCustomer> findCustomer(Connection &db, const ImportedCustomer &customer) {
    auto row = db.prepare(customer.refIsEmail
                              ? R"sql(SELECT id, first_name, last_name, email, email_key, phone, email_state, created_at, removed_at, erased_at
                                      FROM customers WHERE email_key = ? ORDER BY id LIMIT 1)sql"
                              : R"sql(SELECT id, first_name, last_name, email, email_key, phone, email_state, created_at, removed_at, erased_at
                                      FROM customers WHERE ref = ?)sql");
    row.bindText(customer.ref);
    StoredCustomer stored;
    if (row.step()) {
        stored = {row.integer(0), std::string(row.utf8(1)), std::string(row.utf8(2)), std::string(row.utf8(3)), std::string(row.utf8(4)), std::string(row.utf8(5)),
                  static_cast<EmailState>(row.integer(6)), row.integer(7), row.integer(8), row.integer(9)};
    }
    if (row.error()) return tl::unexpected(*row.error());
    if (stored.id != 0) return stored;
    auto erased = erasedByAddress(db, customer.ref);
    if (!erased) return tl::unexpected(erased.error());
    if (*erased) {
        stored.id = (*erased)->id.value();
        stored.erasedAt = (*erased)->at.milliseconds();
    }
    return stored;
}

// A link was made for the address on file: with another address it is void.
// The ways in that the old address opened end with it: links, sessions and codes.
Result<void> endWaysIn(Connection &db, CustomerId customer, Instant now) {
    auto ended = endLiveLinksOf(db, customer, LinkEnd::EmailChanged, AgentId(), now);
    if (!ended) return tl::unexpected(ended.error());
    Transaction transaction(db, now);
    transaction.desk = commandDesk;
    for (const LinkId link : *ended) {
        Activity entry;
        entry.kind = ActivityKind::LinkVoided;
        entry.customer = customer;
        entry.link = link;
        if (auto done = transaction.record(entry); !done) return done;
    }
    if (auto done = endSessionsOf(db, customer, {}, {}, now); !done) return tl::unexpected(done.error());
    return expireCodesOf(db, customer, now);
}

}  // namespace

bool CustomerUpserts::seen(qint64 id) {
    const auto at = static_cast<std::size_t>(id);
    if (m_seen.size() <= at) m_seen.resize(at * 2 + 64, false);
    const bool before = m_seen[at];
    m_seen[at] = true;
    return before;
}

Result<Written> CustomerUpserts::put(const ImportedCustomer &customer) {
    auto stored = findCustomer(m_db, customer);
    if (!stored) return tl::unexpected(stored.error());
    if (stored->id == 0) return insert(customer);
    m_erasedAt = Instant(stored->erasedAt);
    if (m_erasedAt.isSet()) return Written::Erased;
    if (seen(stored->id)) return Written::Twice;
    const bool created = customer.createdAt != 0 && customer.createdAt != stored->createdAt;
    if (stored->firstName == customer.firstName && stored->lastName == customer.lastName && stored->email == customer.email &&
        stored->emailState == customer.emailState && stored->phone == customer.phone && stored->removedAt == customer.removedAt && !created) {
        return Written::Unchanged;
    }
    return change(stored->id, customer);
}

Result<Written> CustomerUpserts::insert(const ImportedCustomer &customer) {
    auto insert = m_db.prepare(R"sql(INSERT INTO customers (ref, first_name, last_name, name_key, email, email_key, email_state, phone, phone_key, created_at, removed_at)
                                     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id)sql");
    insert.bindText(customer.ref).bindText(customer.firstName).bindText(customer.lastName).bindText(customer.nameKey).bindText(customer.email);
    customer.emailKey.empty() ? insert.bindNull() : insert.bindText(customer.emailKey);
    insert.bind(static_cast<int>(customer.emailState)).bindText(customer.phone);
    customer.phoneKey.empty() ? insert.bindNull() : insert.bindText(customer.phoneKey);
    insert.bind(customer.createdAt != 0 ? Instant(customer.createdAt) : m_now).bindOrNull(Instant(customer.removedAt));
    const auto id = insert.insertedId();
    if (!id) return tl::unexpected(id.error());
    seen(*id);
    m_search.add(*id, customer.searchText());
    m_counts.customer(customer.emailState, 1);
    return Written::Added;
}

Result<Written> CustomerUpserts::change(qint64 id, const ImportedCustomer &customer) {
    auto before = readCustomer(m_db, CustomerId(id));
    auto text = readSearchText(m_db, id);
    if (!before || !text) return tl::unexpected(before ? text.error() : before.error());
    const bool contact = before->email.toStdString() != customer.email || before->phone.toStdString() != customer.phone;
    auto update = m_db.prepare(R"sql(UPDATE customers SET first_name = ?, last_name = ?, name_key = ?, email = ?, email_key = ?, email_state = ?, phone = ?, phone_key = ?,
                                                          version = version + ?, created_at = ?, removed_at = ? WHERE id = ?)sql");
    update.bindText(customer.firstName).bindText(customer.lastName).bindText(customer.nameKey).bindText(customer.email);
    customer.emailKey.empty() ? update.bindNull() : update.bindText(customer.emailKey);
    update.bind(static_cast<int>(customer.emailState)).bindText(customer.phone);
    customer.phoneKey.empty() ? update.bindNull() : update.bindText(customer.phoneKey);
    update.bind(contact ? 1 : 0).bind(customer.createdAt != 0 ? Instant(customer.createdAt) : before->createdAt);
    update.bindOrNull(Instant(customer.removedAt)).bind(id);
    if (auto done = update.run(); !done) return tl::unexpected(done.error());
    if (emailKey(before->email).toStdString() != customer.emailKey) {
        if (auto done = endWaysIn(m_db, CustomerId(id), m_now); !done) return tl::unexpected(done.error());
    }
    m_search.remove(id, text->view());
    m_search.add(id, customer.searchText());
    m_counts.customer(before->emailState, -1);
    m_counts.customer(customer.emailState, 1);
    return Written::Changed;
}

Result<void> CustomerUpserts::finish() {
    if (auto done = m_search.write(m_db); !done) return done;
    return m_counts.write(m_db);
}

Result<Written> SubscriptionUpserts::put(const ImportedSubscription &s) {
    auto product = m_products.idOf(m_db, s.product, s.variant);
    if (!product) return tl::unexpected(product.error());
    qint64 id = 0;
    qint64 customer = 0;
    {
        auto find = m_db.prepare("SELECT id FROM subscriptions WHERE ref = ?");
        find.bindText(s.ref);
        if (find.step()) id = find.integer(0);
        auto owner = m_db.prepare("SELECT id FROM customers WHERE ref = ?");
        owner.bindText(s.customerRef);
        if (owner.step()) customer = owner.integer(0);
        if (find.error() || owner.error()) return tl::unexpected(find.error() ? *find.error() : *owner.error());
    }
    if (customer == 0) {
        auto erased = erasedOwner(m_db, s.customerRef);
        if (!erased) return tl::unexpected(erased.error());
        customer = *erased;
    }
    if (customer == 0) return Written::UnknownCustomer;
    if (id == 0) {
        const auto added = insert(s, customer, *product);
        if (!added) return tl::unexpected(added.error());
        const auto place = static_cast<std::size_t>(*added);
        if (m_lines.size() <= place) m_lines.resize(place * 2 + 64, 0);
        m_lines[place] = 1;
        return Written::Added;
    }
    if (m_lines.size() <= static_cast<std::size_t>(id)) m_lines.resize(static_cast<std::size_t>(id) * 2 + 64, 0);
    const int line = ++m_lines[static_cast<std::size_t>(id)];
    return line == 1 ? change(id, s, customer, *product) : putLine(id, line, s, *product);
}

Result<qint64> SubscriptionUpserts::insert(const ImportedSubscription &s, qint64 customer, qint64 product) {
    auto insert = m_db.prepare(R"sql(INSERT INTO subscriptions (ref, customer, status, status_text, interval_unit, interval_count, next_order, created_at,
                                                                 product, quantity, price, currency)
                                     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id)sql");
    insert.bindText(s.ref).bind(customer).bind(static_cast<int>(s.status));
    s.statusText.empty() ? insert.bindNull() : insert.bindText(s.statusText);
    insert.bind(static_cast<int>(s.unit)).bind(s.intervalCount).bindOrNull(Instant(s.nextOrder));
    insert.bind(s.createdAt != 0 ? Instant(s.createdAt) : m_now).bind(product).bind(s.quantity).bind(s.price).bindText(s.currency);
    auto id = insert.insertedId();
    if (id) m_counts.subscription(s.status, 1);
    return id;
}

Result<Written> SubscriptionUpserts::change(qint64 id, const ImportedSubscription &s, qint64 customer, qint64 product) {
    auto before = m_db.prepare(R"sql(SELECT customer, status, coalesce(status_text, ''), interval_unit, interval_count, coalesce(next_order, 0), created_at,
                                            product, quantity, price, currency FROM subscriptions WHERE id = ?)sql");
    before.bind(id);
    if (!before.step()) return before.error() ? tl::unexpected(*before.error()) : fail(ErrorCode::StoreFailed);
    const qint64 created = s.createdAt != 0 ? s.createdAt : before.integer(6);
    const auto status = static_cast<SubscriptionStatus>(before.integer(1));
    if (before.integer(0) == customer && status == s.status && before.utf8(2) == s.statusText && before.integer(3) == static_cast<int>(s.unit) &&
        before.integer(4) == s.intervalCount && before.integer(5) == s.nextOrder && before.integer(6) == created && before.integer(7) == product &&
        before.integer(8) == s.quantity && before.integer(9) == s.price && before.utf8(10) == s.currency) {
        return Written::Unchanged;
    }
    before.reset();
    auto update = m_db.prepare(R"sql(UPDATE subscriptions SET customer = ?, status = ?, status_text = ?, interval_unit = ?, interval_count = ?, next_order = ?, created_at = ?,
                                                              product = ?, quantity = ?, price = ?, currency = ? WHERE id = ?)sql");
    update.bind(customer).bind(static_cast<int>(s.status));
    s.statusText.empty() ? update.bindNull() : update.bindText(s.statusText);
    update.bind(static_cast<int>(s.unit)).bind(s.intervalCount).bindOrNull(Instant(s.nextOrder)).bind(created);
    update.bind(product).bind(s.quantity).bind(s.price).bindText(s.currency).bind(id);
    if (auto done = update.run(); !done) return tl::unexpected(done.error());
    m_counts.subscription(status, -1);
    m_counts.subscription(s.status, 1);
    return Written::Changed;
}

Result<Written> SubscriptionUpserts::putLine(qint64 id, int line, const ImportedSubscription &s, qint64 product) {
    auto put = m_db.prepare(R"sql(INSERT INTO subscription_lines (subscription, line, product, quantity, price) VALUES (?, ?, ?, ?, ?)
                                  ON CONFLICT (subscription, line) DO UPDATE SET product = excluded.product, quantity = excluded.quantity, price = excluded.price
                                  WHERE subscription_lines.product <> excluded.product OR subscription_lines.quantity <> excluded.quantity
                                     OR subscription_lines.price <> excluded.price)sql");
    auto changed = put.bind(id).bind(line).bind(product).bind(s.quantity).bind(s.price).run();
    if (!changed) return tl::unexpected(changed.error());
    auto count = m_db.prepare("UPDATE subscriptions SET more_lines = ? WHERE id = ? AND more_lines < ?").bind(line - 1).bind(id).bind(line - 1).run();
    if (!count) return tl::unexpected(count.error());
    return Written::Unchanged;
}

Result<void> SubscriptionUpserts::dropOldLines() {
    std::vector<std::pair<qint64, int>> tooMany;
    {
        auto rows = m_db.walk("SELECT DISTINCT subscription FROM subscription_lines");
        while (rows.step()) {
            const auto id = static_cast<std::size_t>(rows.integer(0));
            if (id < m_lines.size() && m_lines[id] > 0) tooMany.emplace_back(rows.integer(0), m_lines[id]);
        }
        if (rows.error()) return tl::unexpected(*rows.error());
    }
    for (const auto &[id, lines] : tooMany) {
        auto dropped = m_db.prepare("DELETE FROM subscription_lines WHERE subscription = ? AND line > ?").bind(id).bind(lines).run();
        if (!dropped) return tl::unexpected(dropped.error());
        if (*dropped == 0) continue;
        auto done = m_db.prepare("UPDATE subscriptions SET more_lines = ? WHERE id = ?").bind(lines - 1).bind(id).run();
        if (!done) return tl::unexpected(done.error());
    }
    return {};
}

}  // namespace latchkey
