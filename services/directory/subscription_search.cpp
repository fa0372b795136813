// Finds subscriptions: every word is in the customer's name, e-mail or phone, or in a product, or begins the number of the subscription.
#include "services/directory/search.h"

#include "services/store/search_store.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

namespace latchkey {

namespace {

constexpr std::size_t looksAtMost = 20'000;
// Whose subscriptions are read sooner than a product's customers are passed over.
constexpr qint64 fewCustomers = 200;

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
    Finder(Connection &db, std::optional<SubscriptionStatus> status, std::vector<Meaning> meanings, Depth depth)
        : m_db(db), m_status(status), m_meanings(std::move(meanings)), m_depth(depth) {
        std::sort(m_meanings.begin(), m_meanings.end(), [](const Meaning &a, const Meaning &b) { return a.reach < b.reach; });
        narrowCustomers();
        m_hasty = depth == Depth::FirstOnly && m_meanings.size() == 1 && m_meanings.front().reach >= static_cast<qint64>(resultsAtMost);
    }

    Result<IdList> find() {
        auto done = followRefs();
        if (done && m_meanings.size() > 1) done = followEveryWord();
        const bool wordsMeet = done && !m_manyHaveAll && m_meanings.size() > 1;
        auto met = wordsMeet ? followProductsByWords() : Result<bool>(m_manyHaveAll);
        if (!met) return tl::unexpected(met.error());
        if (done && !*met) done = followCustomers();
        if (done && !*met) done = followProducts();
        if (done && !m_manyHaveAll) done = followFurtherLines();
        if (!done) return tl::unexpected(done.error());
        if (m_hasty && !m_manyHaveAll && !surelyTooMany()) {
            Finder thorough(m_db, m_status, std::move(m_meanings), Depth::All);
            return thorough.find();
        }
        std::sort(m_others.begin(), m_others.end());
        IdList list;
        list.ids = std::move(m_exact);
        list.ids.insert(list.ids.end(), m_others.begin(), m_others.end());
        list.complete = !m_hasty;
        list.countIsExact = !m_hasty && !m_stopped;
        list.count = static_cast<qint64>(m_hasty ? resultsAtMost : list.ids.size());
        return list;
    }

private:
    // A word that is in no product and in no number must be the customer's: only those are followed.
    void narrowCustomers() {
        m_driven = m_meanings.front().customers;
        for (std::size_t i = 1; i < m_meanings.size(); ++i) {
            if (isCustomersOnly(m_meanings[i])) m_driven.andWith(m_meanings[i].customers);
        }
    }
    static bool isCustomersOnly(const Meaning &meaning) { return meaning.products.empty() && meaning.byRef.empty(); }

    bool full() {
        const bool enough = m_seen.size() >= (m_hasty ? firstResults : resultsAtMost) || m_looks >= looksAtMost;
        m_stopped = m_stopped || enough;
        return enough;
    }

    // Goes by the share of those looked at so far.
    [[nodiscard]] bool surelyTooMany() const {
        if (m_looks == 0) return true;
        return static_cast<double>(m_seen.size()) / static_cast<double>(m_looks) * static_cast<double>(m_meanings.front().reach) > static_cast<double>(resultsAtMost);
    }

    Result<void> followRefs() {
        for (const auto &meaning : m_meanings) {
            for (const qint64 id : meaning.byRef) {
                if (auto done = look(id); !done) return done;
            }
        }
        return {};
    }

    // The customers that have all words themselves, with all their subscriptions.
    Result<void> followEveryWord() {
        Candidates every = m_meanings.front().customers;
        for (const auto &meaning : m_meanings) every.andWith(meaning.customers);
        for (const qint64 customer : every.ids(looksAtMost + 1)) {
            if (full()) break;
            ++m_looks;
            if (!std::all_of(m_meanings.begin(), m_meanings.end(), [&](const Meaning &meaning) { return has(customer, meaning); })) continue;
            auto done = subscriptionsOfCustomer(m_db, customer, [&](const SearchedSubscription &one) {
                if (!m_status || one.status == static_cast<int>(*m_status)) accept(one.id);
                return m_seen.size() < resultsAtMost;
            });
            if (!done) return done;
            const double share = static_cast<double>(m_seen.size()) / static_cast<double>(m_looks);
            m_manyHaveAll = m_depth == Depth::FirstOnly && m_seen.size() >= firstResults && share * static_cast<double>(every.size()) > static_cast<double>(resultsAtMost);
            if (m_manyHaveAll) m_hasty = true;
            if (m_manyHaveAll) break;
        }
        return {};
    }

    // The products that have some of the words, with those of their customers that have the others: one index tells it all.
    // False when there are so many that following the customers of the rarest word is quicker.
    Result<bool> followProductsByWords() {
        // An entry of the index costs about a sixtieth of a customer's subscriptions; where the rarest word is a product's, they are read anyway.
        qint64 entriesLeft = (m_meanings.front().products.empty() ? 20'000 : 400'000) + 60 * m_driven.size();
        std::unordered_set<qint64> products;
        for (const auto &meaning : m_meanings) products.insert(meaning.products.begin(), meaning.products.end());
        std::map<unsigned, Candidates> customersWith;  // by the words that a product lacks
        qint64 likely = 0, tested = 0;
        for (const qint64 product : products) {
            const unsigned lacking = wordsLackingIn(product);
            auto place = customersWith.find(lacking);
            const bool isNew = place == customersWith.end();
            if (isNew) place = customersWith.emplace(lacking, customersOf(lacking)).first;
            if (lacking != 0 && place->second.size() <= fewCustomers) {
                if (auto done = isNew ? lookAtAllOf(place->second) : Result<void>(); !done) return tl::unexpected(done.error());
                continue;
            }
            std::vector<SearchedSubscription> hits;
            auto done = subscriptionsOfProduct(m_db, product, [&](const SearchedSubscription &one) {
                if (--entriesLeft < 0) return false;
                if (lacking == 0 || place->second.has(one.customer)) hits.push_back(one);
                return hits.size() < looksAtMost;
            });
            if (!done) return tl::unexpected(done.error());
            m_stopped = m_stopped || hits.size() >= looksAtMost;
            for (const auto &one : hits) {
                if (full()) return true;
                // When enough are there to show, the rest is only estimated: are there more than a list may hold?
                if (m_depth == Depth::FirstOnly && !m_status && m_seen.size() >= firstResults) {
                    m_unlooked.push_back({one, lacking});
                    m_manyHaveAll = m_hasty = static_cast<double>(likely) / static_cast<double>(std::max<qint64>(tested, 1)) * static_cast<double>(m_unlooked.size()) > static_cast<double>(resultsAtMost);
                    if (m_manyHaveAll) return true;
                    continue;
                }
                ++tested;
                if (!hasAll(one.customer, lacking)) continue;
                ++likely;
                if (!m_status) accept(one.id);
                else if (done = look(one.id); !done) return tl::unexpected(done.error());
            }
            if (entriesLeft < 0) return false;
        }
        for (const auto &[one, lacking] : m_unlooked) {
            if (full()) break;
            if (hasAll(one.customer, lacking)) accept(one.id);
        }
        return true;
    }
    Result<void> lookAtAllOf(const Candidates &customers) {
        std::vector<qint64> ids;
        for (const qint64 customer : customers.ids(static_cast<std::size_t>(fewCustomers))) {
            auto done = subscriptionsOfCustomer(m_db, customer, [&](const SearchedSubscription &one) { ids.push_back(one.id); return ids.size() < looksAtMost; });
            if (!done) return done;
        }
        for (const qint64 id : ids) {
            if (auto done = look(id); !done) return done;
        }
        return {};
    }
    [[nodiscard]] unsigned wordsLackingIn(qint64 product) const {
        unsigned lacking = 0;
        for (std::size_t i = 0; i < m_meanings.size(); ++i) lacking |= m_meanings[i].products.contains(product) ? 0U : 1U << i;
        return lacking;
    }
    [[nodiscard]] Candidates customersOf(unsigned words) const {
        Candidates customers;
        bool first = true;
        for (std::size_t i = 0; i < m_meanings.size(); ++i) {
            if ((words >> i & 1U) == 0) continue;
            if (first) customers = m_meanings[i].customers;
            else customers.andWith(m_meanings[i].customers);
            first = false;
        }
        return customers;
    }
    bool hasAll(qint64 customer, unsigned words) {
        for (std::size_t i = 0; i < m_meanings.size(); ++i) {
            if ((words >> i & 1U) != 0 && !has(customer, m_meanings[i])) return false;
        }
        return true;
    }

    Result<void> followCustomers() {
        const bool all = std::all_of(m_meanings.begin() + 1, m_meanings.end(), isCustomersOnly);
        for (const qint64 customer : m_driven.ids(looksAtMost + 1)) {
            if (full()) break;
            ++m_looks;
            const bool fitting = std::all_of(m_meanings.begin(), m_meanings.end(), [&](const Meaning &meaning) { return has(customer, meaning); });
            if (!fitting && (all || !has(customer, m_meanings.front()))) continue;
            std::vector<qint64> unclear;
            auto done = subscriptionsOfCustomer(m_db, customer, [&](const SearchedSubscription &one) {
                if (m_status && one.status != static_cast<int>(*m_status)) return true;
                if (fitting) accept(one.id);
                else unclear.push_back(one.id);
                return m_seen.size() < resultsAtMost;
            });
            if (!done) return done;
            for (const qint64 id : unclear) {
                if (done = look(id); !done) return done;
            }
        }
        return {};
    }

    Result<void> followProducts() {
        for (const qint64 product : m_meanings.front().products) {
            if (full()) break;
            std::vector<qint64> unclear;
            auto done = subscriptionsOfProduct(m_db, product, [&](const SearchedSubscription &one) {
                for (std::size_t i = 1; i < m_meanings.size(); ++i) {
                    const Meaning &other = m_meanings[i];
                    if (!other.products.contains(product) && !has(one.customer, other)) return true;
                }
                if (m_status) unclear.push_back(one.id);
                else accept(one.id);
                return m_seen.size() + unclear.size() < resultsAtMost && !(m_hasty && full());
            });
            if (!done) return done;
            for (const qint64 id : unclear) {
                if (full()) break;
                if (done = look(id); !done) return done;
            }
        }
        return {};
    }

    // Words may also meet in further lines of one subscription.
    Result<void> followFurtherLines() {
        for (const auto &meaning : m_meanings) {
            for (const qint64 product : meaning.products) {
                if (full()) return {};
                auto ids = subscriptionsWithFurtherLine(m_db, product, static_cast<int>(resultsAtMost));
                if (!ids) return tl::unexpected(ids.error());
                for (const qint64 id : *ids) {
                    if (auto done = look(id); !done) return done;
                }
            }
        }
        return {};
    }

    bool has(qint64 customer, const Meaning &meaning) {
        if (!meaning.customers.has(customer)) return false;
        if (meaning.sure) return true;
        const auto key = customer * static_cast<qint64>(m_meanings.size()) + (&meaning - m_meanings.data());
        const auto known = m_texts.find(key);
        if (known != m_texts.end()) return known->second;
        const bool contained = TextCheck(m_db, {meaning.word}).contains(customer).value_or(false);
        m_texts.emplace(key, contained);
        return contained;
    }

    bool fits(const SubscriptionFacts &facts, qint64 id, const Meaning &meaning) {
        if (std::any_of(facts.products.begin(), facts.products.end(), [&](qint64 product) { return meaning.products.contains(product); })) return true;
        return std::find(meaning.byRef.begin(), meaning.byRef.end(), id) != meaning.byRef.end() || has(facts.customer, meaning);
    }

    void accept(qint64 id) {
        if (m_seen.insert(id).second) m_others.push_back(id);
    }

    Result<void> look(qint64 id) {
        if (m_seen.contains(id)) return {};
        ++m_looks;
        auto facts = readSubscriptionFacts(m_db, id);
        if (!facts) return tl::unexpected(facts.error());
        if (!*facts || (m_status && (*facts)->status != static_cast<int>(*m_status))) return {};
        for (const auto &meaning : m_meanings) {
            if (!fits(**facts, id, meaning)) return {};
        }
        m_seen.insert(id);
        const QString ref = QString::fromStdString((*facts)->ref);
        const QString word = QString::fromStdString(m_meanings.front().word);
        const bool exact = m_meanings.size() == 1 && (ref.compare(word, Qt::CaseInsensitive) == 0 || ref == QStringLiteral("SUB-") + word);
        (exact ? m_exact : m_others).push_back(id);
        return {};
    }

    Connection &m_db;
    std::optional<SubscriptionStatus> m_status;
    std::vector<Meaning> m_meanings;
    Depth m_depth;
    Candidates m_driven;
    bool m_hasty = false;
    bool m_manyHaveAll = false;  // more than a list may hold, as far as those looked at tell
    std::vector<std::pair<SearchedSubscription, unsigned>> m_unlooked;
    bool m_stopped = false;
    std::unordered_set<qint64> m_seen;
    std::unordered_map<qint64, bool> m_texts;  // by customer and word
    std::vector<qint64> m_exact;
    std::vector<qint64> m_others;
    std::size_t m_looks = 0;
};

}  // namespace

Result<IdList> searchSubscriptions(Connection &db, const std::vector<std::string> &words, std::optional<SubscriptionStatus> status, Depth depth) {
    std::vector<Meaning> meanings;
    for (const auto &word : words) {
        auto meaning = meaningOf(db, word);
        if (!meaning) return tl::unexpected(meaning.error());
        meanings.push_back(std::move(*meaning));
    }
    if (meanings.empty()) return IdList();
    return Finder(db, status, std::move(meanings), depth).find();
}

}  // namespace latchkey
