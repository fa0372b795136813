// Finds subscriptions: every word is in the customer's name, e-mail or phone, or in a product, or begins the number of the subscription.
#include "services/directory/search.h"

#include "services/store/search_store.h"

#include <algorithm>
#include <map>
#include <unordered_set>

namespace latchkey {

namespace {

constexpr std::size_t resultsAtMost = 10'000;
constexpr std::size_t looksAtMost = 20'000;

// All that one word can mean.
struct Meaning {
    std::string word;
    bool sure = true;
    Candidates customers;
    std::unordered_set<qint64> products;
    std::vector<qint64> byRef;
    qint64 reach = 0;  // about how many subscriptions it leads to
};

bool isDigits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Refs are stored as the shop writes them; "sub-50214", "#50214" and "50214" all mean SUB-50214.
Result<std::vector<qint64>> refsBeginning(Connection &db, const std::string &word) {
    std::vector<qint64> ids;
    std::string plain = word.starts_with('#') ? word.substr(1) : word;
    std::vector<std::string> spellings;
    if (plain.starts_with("sub-")) spellings = {"SUB-" + plain.substr(4), plain.substr(4)};
    else if (isDigits(plain) && plain.size() >= 3) spellings = {plain, "SUB-" + plain};
    else if (std::any_of(plain.begin(), plain.end(), [](char c) { return c >= '0' && c <= '9'; })) {
        std::string upper = plain;
        std::transform(upper.begin(), upper.end(), upper.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
        spellings = {plain, upper};
    }
    for (const auto &spelling : spellings) {
        if (spelling.empty()) continue;
        auto found = subscriptionsWithRefPrefix(db, spelling, 1'000);
        if (!found) return found;
        ids.insert(ids.end(), found->begin(), found->end());
    }
    return ids;
}

Result<Meaning> meaningOf(Connection &db, const std::string &word) {
    Meaning meaning;
    meaning.word = word;
    auto customers = Candidates::read(db, gramsOfWord(word, meaning.sure));
    if (!customers) return tl::unexpected(customers.error());
    meaning.customers = std::move(*customers);
    auto products = productsWith(db, word);
    if (!products) return tl::unexpected(products.error());
    meaning.products.insert(products->begin(), products->end());
    auto refs = refsBeginning(db, word);
    if (!refs) return tl::unexpected(refs.error());
    meaning.byRef = std::move(*refs);
    meaning.reach = meaning.customers.size() + static_cast<qint64>(meaning.byRef.size());
    for (const qint64 product : meaning.products) {
        if (meaning.reach >= static_cast<qint64>(looksAtMost)) break;
        auto count = countOfProduct(db, product, static_cast<qint64>(looksAtMost));
        if (!count) return tl::unexpected(count.error());
        meaning.reach += *count;
    }
    return meaning;
}

// One search: the words' meanings, and the customers whose text has been read once already.
class Finder {
public:
    Finder(Connection &db, std::optional<SubscriptionStatus> status, std::vector<Meaning> meanings)
        : m_db(db), m_status(status), m_meanings(std::move(meanings)) {
        std::sort(m_meanings.begin(), m_meanings.end(), [](const Meaning &a, const Meaning &b) { return a.reach < b.reach; });
    }

    Result<IdList> find() {
        const Meaning &driver = m_meanings.front();
        for (const qint64 id : driver.byRef) {
            if (auto done = look(id); !done) return tl::unexpected(done.error());
        }
        for (const qint64 customer : driver.customers.ids(looksAtMost)) {
            if (full()) break;
            if (!mayFit(customer)) continue;
            if (auto done = lookAll(subscriptionsOfCustomer(m_db, customer, static_cast<int>(resultsAtMost))); !done) return tl::unexpected(done.error());
        }
        for (const qint64 product : driver.products) {
            if (full()) break;
            if (auto done = lookAll(subscriptionsOfProduct(m_db, product, static_cast<int>(resultsAtMost))); !done) return tl::unexpected(done.error());
        }
        std::sort(m_others.begin(), m_others.end());
        IdList list;
        list.ids = std::move(m_exact);
        list.ids.insert(list.ids.end(), m_others.begin(), m_others.end());
        list.countIsExact = !full() && driver.customers.size() <= static_cast<qint64>(looksAtMost);
        if (list.ids.size() > resultsAtMost) list.ids.resize(resultsAtMost);
        list.count = static_cast<qint64>(list.ids.size());
        return list;
    }

private:
    [[nodiscard]] bool full() const { return m_exact.size() + m_others.size() >= resultsAtMost || m_looks >= looksAtMost * 2; }

    // With one word alone a customer that does not truly have it need not be followed.
    bool mayFit(qint64 customer) {
        return m_meanings.size() > 1 || m_meanings.front().sure || has(customer, m_meanings.front());
    }

    bool has(qint64 customer, const Meaning &meaning) {
        if (!meaning.customers.has(customer)) return false;
        if (meaning.sure) return true;
        const auto known = m_texts.find(customer);
        if (known != m_texts.end()) return known->second.contains(meaning.word);
        auto text = readSearchText(m_db, customer);
        return text && m_texts.emplace(customer, std::move(*text)).first->second.contains(meaning.word);
    }

    bool fits(const SubscriptionFacts &facts, qint64 id, const Meaning &meaning) {
        if (std::any_of(facts.products.begin(), facts.products.end(), [&](qint64 product) { return meaning.products.contains(product); })) return true;
        return std::find(meaning.byRef.begin(), meaning.byRef.end(), id) != meaning.byRef.end() || has(facts.customer, meaning);
    }

    Result<void> lookAll(const Result<std::vector<qint64>> &ids) {
        if (!ids) return tl::unexpected(ids.error());
        for (const qint64 id : *ids) {
            if (full()) break;
            if (auto done = look(id); !done) return done;
        }
        return {};
    }

    Result<void> look(qint64 id) {
        if (!m_seen.insert(id).second) return {};
        ++m_looks;
        auto facts = readSubscriptionFacts(m_db, id);
        if (!facts) return tl::unexpected(facts.error());
        if (!*facts || (m_status && (*facts)->status != static_cast<int>(*m_status))) return {};
        for (const auto &meaning : m_meanings) {
            if (!fits(**facts, id, meaning)) return {};
        }
        const std::string &ref = (*facts)->ref;
        const std::string &word = m_meanings.front().word;
        const bool exact = ref.size() >= word.size() && isDigits(word) ? ref.ends_with(word) : QString::fromStdString(ref).compare(QString::fromStdString(word), Qt::CaseInsensitive) == 0;
        (exact ? m_exact : m_others).push_back(id);
        return {};
    }

    Connection &m_db;
    std::optional<SubscriptionStatus> m_status;
    std::vector<Meaning> m_meanings;
    std::unordered_set<qint64> m_seen;
    std::map<qint64, StoredText> m_texts;
    std::vector<qint64> m_exact;
    std::vector<qint64> m_others;
    std::size_t m_looks = 0;
};

}  // namespace

Result<IdList> searchSubscriptions(Connection &db, const std::vector<std::string> &words, std::optional<SubscriptionStatus> status) {
    std::vector<Meaning> meanings;
    for (const auto &word : words) {
        auto meaning = meaningOf(db, word);
        if (!meaning) return tl::unexpected(meaning.error());
        meanings.push_back(std::move(*meaning));
    }
    if (meanings.empty()) return IdList();
    return Finder(db, status, std::move(meanings)).find();
}

}  // namespace latchkey
