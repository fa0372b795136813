// What both ways of importing share: refs, products, indexes, the connection.
#include "services/store/import_store.h"

#include "services/store/erase_store.h"
#include "services/store/folded.h"

namespace latchkey {

namespace {

// A ref that is a number is its own key; leading zeros make it a text.
std::optional<std::uint64_t> numberOf(std::string_view ref) {
    if (ref.empty() || ref.size() > 18 || ref.front() == '0') return std::nullopt;
    std::uint64_t number = 0;
    for (const char c : ref) {
        if (c < '0' || c > '9') return std::nullopt;
        number = number * 10 + static_cast<std::uint64_t>(c - '0');
    }
    return number;
}

std::size_t placeOf(std::uint64_t key, std::size_t size) {
    return static_cast<std::size_t>((key * 0x9E3779B97F4A7C15ULL) >> 20) & (size - 1);
}

}  // namespace

SearchText ImportedCustomer::searchText() const {
    SearchText text{nameKey, foldedEmail, {}, phoneKey, foldedRef, static_cast<int>(emailState)};
    if (emailKey != foldedEmail) text.emailKey = emailKey;
    return text;
}

qint64 RefIds::find(std::string_view ref) const {
    const auto number = numberOf(ref);
    if (!number) {
        const auto found = m_others.find(std::string(ref));
        return found == m_others.end() ? 0 : found->second;
    }
    if (m_slots.empty()) return 0;
    const std::uint64_t key = *number + 1;
    for (std::size_t i = placeOf(key, m_slots.size());; i = (i + 1) & (m_slots.size() - 1)) {
        if (m_slots[i].key == key) return m_slots[i].id;
        if (m_slots[i].key == 0) return 0;
    }
}

qint64 RefIds::insert(std::string_view ref, qint64 id) {
    const auto number = numberOf(ref);
    if (!number) {
        const auto [place, isNew] = m_others.try_emplace(std::string(ref), id);
        return isNew ? 0 : place->second;
    }
    if (m_used * 3 >= m_slots.size() * 2) grow();
    const std::uint64_t key = *number + 1;
    std::size_t i = placeOf(key, m_slots.size());
    for (; m_slots[i].key != 0; i = (i + 1) & (m_slots.size() - 1)) {
        if (m_slots[i].key == key) return m_slots[i].id;
    }
    m_slots[i] = {key, id};
    ++m_used;
    return 0;
}

void RefIds::grow() {
    std::vector<Slot> old(std::max<std::size_t>(1024, m_slots.size() * 2));
    old.swap(m_slots);
    for (const Slot &slot : old) {
        if (slot.key == 0) continue;
        std::size_t i = placeOf(slot.key, m_slots.size());
        while (m_slots[i].key != 0) i = (i + 1) & (m_slots.size() - 1);
        m_slots[i] = slot;
    }
}

Result<qint64> ProductIds::idOf(Connection &db, const std::string &title, const std::string &variant) {
    std::string key = title;
    key.push_back('\x1f');
    key += variant;
    const auto known = m_ids.find(key);
    if (known != m_ids.end()) return known->second;
    auto find = db.prepare("SELECT id FROM products WHERE title = ? AND variant = ?");
    find.bindText(title).bindText(variant);
    qint64 id = 0;
    if (find.step()) id = find.integer(0);
    if (find.error()) return tl::unexpected(*find.error());
    if (id == 0) {
        auto made = db.prepare("INSERT INTO products (title, variant, search_key) VALUES (?, ?, ?) RETURNING id")
                        .bindText(title).bindText(variant).bindText(foldUtf8(title + " " + variant)).insertedId();
        if (!made) return made;
        id = *made;
    }
    m_ids.emplace(std::move(key), id);
    return id;
}

Result<qint64> erasedOwner(Connection &db, std::string_view customerRef) {
    const auto erased = erasedByAddress(db, customerRef);
    if (!erased) return tl::unexpected(erased.error());
    return *erased ? (*erased)->id.value() : 0;
}

Result<bool> tableIsEmpty(Connection &db, bool customers) {
    auto row = db.prepare(customers ? "SELECT 1 FROM customers LIMIT 1" : "SELECT 1 FROM subscriptions LIMIT 1");
    const bool any = row.step();
    if (row.error()) return tl::unexpected(*row.error());
    return !any;
}

Result<RefIds> readCustomerRefs(Connection &db) {
    RefIds ids;
    auto rows = db.walk("SELECT ref, id FROM customers");
    while (rows.step()) ids.insert(rows.utf8(0), rows.integer(1));
    if (rows.error()) return tl::unexpected(*rows.error());
    return ids;
}

Result<void> dropDirectoryIndexes(Connection &db, bool customers) {
    QByteArrayList names;
    {
        auto rows = db.prepare(db.engine() == Engine::Postgres
                                   ? "SELECT indexname FROM pg_indexes WHERE schemaname = current_schema() AND tablename = ? AND indexname NOT LIKE '%_pkey'"
                                   : "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL");
        rows.bindText(customers ? "customers" : "subscriptions");
        while (rows.step()) names.append(rows.text(0).toUtf8());
        if (rows.error()) return tl::unexpected(*rows.error());
    }
    for (const QByteArray &name : names) {
        if (auto done = db.execute("DROP INDEX " + name.toStdString()); !done) return done;
    }
    return {};
}

}  // namespace latchkey
