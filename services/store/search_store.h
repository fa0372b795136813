// The search index in the store: built with a first import, kept true by edits, asked for candidates.
#pragma once

#include "services/store/connection.h"
#include "services/store/search_grams.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace latchkey {

// One row of the index: who of a chunk has a gram.
struct PackedGram {
    qint64 chunk;
    Gram gram;
    QByteArray ids;
};
Result<void> writeGrams(Connection &db, const std::vector<PackedGram> &grams);

// For rows that come in the order of their ids into an empty index; works on no store.
class SearchBuilder {
public:
    SearchBuilder();
    void add(qint64 id, const SearchText &text);
    // The chunk gathered so far, in the order of the index; later rows must belong to later chunks.
    std::vector<PackedGram> pack();

private:
    std::vector<std::uint16_t> &listOf(Gram gram);

    qint64 m_chunk = -1;
    std::vector<std::int32_t> m_ascii;  // gram -> list, for the tight grams
    std::unordered_map<Gram, std::int32_t> m_others;
    std::vector<std::vector<std::uint16_t>> m_lists;
    std::vector<Gram> m_grams;
    std::vector<Gram> m_scratch;
};

// For single edits and later imports: collects what changes and writes each piece of the index once.
class SearchEditor {
public:
    void add(qint64 id, const SearchText &text) { note(id, text, true); }
    void remove(qint64 id, const SearchText &text) { note(id, text, false); }
    // Of the pieces only those of one of `slices` parts of the index.
    void addSlice(qint64 id, const SearchText &text, int slice, int slices);
    Result<void> write(Connection &db);

private:
    void note(qint64 id, const SearchText &text, bool present);
    std::map<std::pair<qint64, Gram>, std::map<std::uint16_t, bool>> m_notes;
    std::vector<Gram> m_scratch;
};

// Reads what the index should hold of a stored customer and hands it to `use`.
struct StoredText {
    std::string name, email, emailKey, phone, ref;
    int emailState = 0;
    [[nodiscard]] SearchText view() const { return {name, email, emailKey, phone, ref, emailState}; }
    [[nodiscard]] bool contains(std::string_view word) const;
};
Result<StoredText> readSearchText(Connection &db, qint64 id);
// From a row of name_key, email, email_key, phone_key, ref and email_state, in this order from column `at` on.
StoredText searchTextOf(const Statement &row, int at);

// Looks whether stored customers contain all of some folded words, with one statement and hardly a copy.
class TextCheck {
public:
    TextCheck(Connection &db, std::vector<std::string> words);
    // `name`, when wanted, is the folded name until the next call.
    Result<bool> contains(qint64 id, std::string_view *name = nullptr);

private:
    Statement m_row;
    std::vector<std::string> m_words;
};

// The customers that have all of some grams, as bits by id.
class Candidates {
public:
    // Every list of grams is one word's; with none of them, nobody.
    static Result<Candidates> read(Connection &db, const std::vector<Gram> &grams);
    [[nodiscard]] bool has(qint64 id) const;
    [[nodiscard]] qint64 size() const { return m_size; }
    void drop(qint64 id);
    void andWith(const Candidates &other);
    // Ids upwards, at most `limit`.
    [[nodiscard]] std::vector<qint64> ids(std::size_t limit) const;

private:
    std::vector<std::uint64_t> m_bits;
    qint64 m_size = 0;
};

// Customers whose folded name begins so, in the order of their names.
Result<std::vector<qint64>> customersNamed(Connection &db, std::string_view prefix, int limit);

// Products whose title or variant contains the folded word.
Result<std::vector<qint64>> productsWith(Connection &db, std::string_view word);
struct SearchedSubscription {
    qint64 id = 0;
    qint64 customer = 0;
    int status = 0;  // only from subscriptionsOfCustomer()
};
// Both read an index alone; `take` answers false to stop. The first gives no further lines.
Result<void> subscriptionsOfProduct(Connection &db, qint64 product, const std::function<bool(const SearchedSubscription &)> &take);
Result<void> subscriptionsOfCustomer(Connection &db, qint64 customer, const std::function<bool(const SearchedSubscription &)> &take);
Result<std::vector<qint64>> subscriptionsWithFurtherLine(Connection &db, qint64 product, int limit);
Result<std::vector<qint64>> subscriptionsWithRefPrefix(Connection &db, std::string_view prefix, int limit);
// How many there are, looked at no further than `limit`.
Result<qint64> countOfProduct(Connection &db, qint64 product, qint64 limit);

struct SubscriptionFacts {
    qint64 customer = 0;
    int status = 0;
    std::string ref;
    std::vector<qint64> products;
};
Result<std::optional<SubscriptionFacts>> readSubscriptionFacts(Connection &db, qint64 id);

}  // namespace latchkey
