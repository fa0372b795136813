// Finds customers: whose name begins so first, then words that begin so, then the inside of words.
#include "services/directory/search.h"

#include "services/store/search_store.h"

#include <algorithm>
#include <unordered_set>

namespace latchkey {

namespace {

constexpr std::size_t rankedAtMost = 1'000;

struct Ranked {
    qint64 id;
    bool beginsAWord;
    std::string name;
};

bool beginsAWordOf(std::string_view name, const std::string &word) {
    for (std::size_t at = name.find(word); at != std::string_view::npos; at = name.find(word, at + 1)) {
        if (at == 0 || name[at - 1] == ' ' || name[at - 1] == '-') return true;
    }
    return false;
}

// Keeps those that truly contain every unsure word, and puts the first of them in order.
Result<std::vector<qint64>> verified(Connection &db, const std::vector<qint64> &candidates, const std::vector<std::string> &words,
                                     const std::vector<std::string> &unsure) {
    std::vector<Ranked> best;
    std::vector<qint64> rest;
    TextCheck check(db, unsure);
    for (const qint64 id : candidates) {
        const bool rank = best.size() < rankedAtMost;
        if (!rank && unsure.empty()) {
            rest.push_back(id);
            continue;
        }
        std::string_view name;
        auto contained = check.contains(id, &name);
        if (!contained) return tl::unexpected(contained.error());
        if (!*contained) continue;
        if (rank) best.push_back({id, beginsAWordOf(name, words.front()), std::string(name)});
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

Result<IdList> searchCustomers(Connection &db, const std::vector<std::string> &words, std::optional<EmailState> state, Depth depth) {
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
    // With many more candidates than a list may hold, its length is not in question.
    const bool hasty = depth == Depth::FirstOnly && tooMany;
    const std::size_t wanted = hasty ? firstResults : resultsAtMost;

    IdList list;
    auto named = customersNamed(db, typed, static_cast<int>(wanted));
    if (!named) return tl::unexpected(named.error());
    for (const qint64 id : *named) {
        if (!candidates->has(id)) continue;
        list.ids.push_back(id);
        candidates->drop(id);
    }
    if (list.ids.size() < wanted) {
        const std::size_t missing = wanted - list.ids.size();
        auto rest = verified(db, candidates->ids(missing), words, unsure);
        if (!rest) return tl::unexpected(rest.error());
        // Where many candidates are none after all, the count has to be looked at.
        const double share = static_cast<double>(rest->size()) / static_cast<double>(missing);
        if (hasty && share * static_cast<double>(candidates->size()) < static_cast<double>(resultsAtMost)) return searchCustomers(db, words, state, Depth::All);
        list.ids.insert(list.ids.end(), rest->begin(), rest->end());
    }
    list.complete = !hasty;
    list.count = static_cast<qint64>(hasty ? resultsAtMost : list.ids.size());
    list.countIsExact = !tooMany;
    return list;
}

}  // namespace latchkey
