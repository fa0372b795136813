// Finds customers: whose name begins so first, then words that begin so, then the inside of words.
#include "services/directory/search.h"

#include "services/store/search_store.h"

#include <algorithm>
#include <unordered_set>

namespace latchkey {

namespace {

constexpr std::size_t resultsAtMost = 10'000;
constexpr std::size_t rankedAtMost = 1'000;

struct Ranked {
    qint64 id;
    bool beginsAWord;
    std::string name;
};

bool beginsAWordOf(const std::string &name, const std::string &word) {
    for (std::size_t at = name.find(word); at != std::string::npos; at = name.find(word, at + 1)) {
        if (at == 0 || name[at - 1] == ' ' || name[at - 1] == '-') return true;
    }
    return false;
}

// Keeps those that truly contain every unsure word, and puts the first of them in order.
Result<std::vector<qint64>> verified(Connection &db, const std::vector<qint64> &candidates, const std::vector<std::string> &words,
                                     const std::vector<std::string> &unsure) {
    std::vector<Ranked> best;
    std::vector<qint64> rest;
    for (const qint64 id : candidates) {
        const bool rank = best.size() < rankedAtMost;
        if (!rank && unsure.empty()) {
            rest.push_back(id);
            continue;
        }
        auto text = readSearchText(db, id);
        if (!text) {
            if (text.error().code == ErrorCode::NotFound) continue;
            return tl::unexpected(text.error());
        }
        if (!std::all_of(unsure.begin(), unsure.end(), [&](const std::string &word) { return text->contains(word); })) continue;
        if (rank) best.push_back({id, beginsAWordOf(text->name, words.front()), std::move(text->name)});
        else rest.push_back(id);
    }
    std::sort(best.begin(), best.end(), [](const Ranked &a, const Ranked &b) {
        if (a.beginsAWord != b.beginsAWord) return a.beginsAWord;
        return std::tie(a.name, a.id) < std::tie(b.name, b.id);
    });
    std::vector<qint64> ids;
    ids.reserve(best.size() + rest.size());
    for (const auto &one : best) ids.push_back(one.id);
    ids.insert(ids.end(), rest.begin(), rest.end());
    return ids;
}

}  // namespace

Result<IdList> searchCustomers(Connection &db, const std::vector<std::string> &words, std::optional<EmailState> state) {
    std::vector<Gram> grams;
    std::vector<std::string> unsure;
    std::string typed;
    for (const auto &word : words) {
        bool sure = false;
        for (const Gram gram : gramsOfWord(word, sure)) grams.push_back(gram);
        if (!sure) unsure.push_back(word);
        typed += (typed.empty() ? "" : " ") + word;
    }
    if (state && *state != EmailState::Valid) grams.push_back(stateGram(static_cast<int>(*state)));
    std::sort(grams.begin(), grams.end());
    grams.erase(std::unique(grams.begin(), grams.end()), grams.end());
    auto candidates = Candidates::read(db, grams);
    if (!candidates) return tl::unexpected(candidates.error());
    const bool tooMany = candidates->size() > static_cast<qint64>(resultsAtMost);

    IdList list;
    auto named = customersNamed(db, typed, static_cast<int>(resultsAtMost));
    if (!named) return tl::unexpected(named.error());
    for (const qint64 id : *named) {
        if (!candidates->has(id)) continue;
        list.ids.push_back(id);
        candidates->drop(id);
    }
    if (list.ids.size() < resultsAtMost) {
        auto rest = verified(db, candidates->ids(resultsAtMost - list.ids.size()), words, unsure);
        if (!rest) return tl::unexpected(rest.error());
        list.ids.insert(list.ids.end(), rest->begin(), rest->end());
    }
    list.count = static_cast<qint64>(list.ids.size());
    list.countIsExact = !tooMany;
    return list;
}

}  // namespace latchkey
