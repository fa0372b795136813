// The read verbs: which list is asked for, whose ids are on the page, what their rows say.
#include "services/directory/directory.h"

#include "services/directory/id_pages.h"
#include "services/directory/search.h"
#include "services/store/count_store.h"
#include "services/store/customer_store.h"
#include "services/store/read_transaction.h"
#include "services/store/subscription_store.h"

#include <algorithm>
#include <deque>

namespace latchkey {

namespace {

constexpr std::size_t sortedInMemoryAtMost = 100'000;
// Of a rarer status the rows are sorted; of a frequent one the next names' subscriptions are soon found.
constexpr qint64 fewEnoughToSort = 5'000;
constexpr std::size_t listsKept = 8;

template <class Row>
Page<Row> pageWith(QList<Row> rows, const IdPage &ids) {
    return {std::move(rows), ids.next, ids.first, ids.count, ids.countIsExact};
}

std::optional<EmailState> stateOf(CustomerFilter filter) {
    switch (filter) {
    case CustomerFilter::NoEmail: return EmailState::Missing;
    case CustomerFilter::InvalidEmail: return EmailState::Malformed;
    case CustomerFilter::All:
    case CustomerFilter::LiveLink: break;
    }
    return std::nullopt;
}

ListOrder orderOf(CustomerSort sort) {
    switch (sort) {
    case CustomerSort::Name: return ListOrder::CustomersByName;
    case CustomerSort::Email: return ListOrder::CustomersByEmail;
    case CustomerSort::Created: return ListOrder::CustomersByCreated;
    }
    return ListOrder::CustomersByName;
}

ListSpec specOf(const SubscriptionQuery &query) {
    ListSpec spec{ListOrder::SubscriptionsById, query.status ? static_cast<int>(*query.status) : 0, query.descending};
    switch (query.sort) {
    case SubscriptionSort::Created: spec.order = query.status ? ListOrder::SubscriptionsOfStatus : ListOrder::SubscriptionsById; break;
    case SubscriptionSort::NextOrder: spec.order = query.status ? ListOrder::SubscriptionsOfStatusByNext : ListOrder::SubscriptionsByNext; break;
    case SubscriptionSort::Customer: spec.order = query.status ? ListOrder::SubscriptionsOfStatusByCustomer : ListOrder::SubscriptionsByCustomer; break;
    }
    return spec;
}

Cut cutOf(const QString &after, qint64 at, int limit) {
    return {after, at, std::clamp(limit, 1, 500)};
}

}  // namespace

// What is kept between calls: samples of long lists, and the newest results, so that paging through them does not search again.
struct Directory::Inner {
    SampledLists lists;
    std::mutex guard;
    std::deque<std::pair<QString, std::shared_ptr<const IdList>>> results;

    std::shared_ptr<const IdList> known(const QString &key) {
        const std::lock_guard lock(guard);
        const auto found = std::find_if(results.begin(), results.end(), [&key](const auto &one) { return one.first == key; });
        return found == results.end() ? nullptr : found->second;
    }
    std::shared_ptr<const IdList> keep(const QString &key, IdList list) {
        auto kept = std::make_shared<const IdList>(std::move(list));
        const std::lock_guard lock(guard);
        std::erase_if(results, [&key](const auto &one) { return one.first == key; });
        if (results.size() >= listsKept) results.pop_front();
        results.emplace_back(key, kept);
        return kept;
    }
    // A first page is always made anew; later ones come from what the first one found.
    template <class Make>
    Result<IdPage> page(const QString &key, const Cut &cut, Make make) {
        const bool later = !cut.after.isEmpty() || cut.at > 0;
        auto list = later ? known(key) : nullptr;
        if (!list || (later && !list->complete)) {
            Result<IdList> made = make(later ? Depth::All : Depth::FirstOnly);
            if (!made) return tl::unexpected(made.error());
            list = keep(key, std::move(*made));
        }
        return pageOf(*list, cut);
    }

    Result<IdPage> customers(Connection &db, const CustomerQuery &query, Instant now);
    Result<IdPage> subscriptions(Connection &db, const SubscriptionQuery &query);
    Result<IdList> customersInMemory(Connection &db, const CustomerQuery &query, const std::vector<std::string> &words, Instant now, Depth depth);
};

Result<IdList> Directory::Inner::customersInMemory(Connection &db, const CustomerQuery &query, const std::vector<std::string> &words, Instant now, Depth depth) {
    const auto state = stateOf(query.filter);
    const bool byRank = query.sort == CustomerSort::Name && !query.descending;
    IdList list;
    if (!words.empty()) {
        // Another order than the search's own, and another filter than the index knows, need all results.
        const bool all = !byRank || query.filter == CustomerFilter::LiveLink;
        auto found = searchCustomers(db, words, state, all ? Depth::All : depth);
        if (!found) return found;
        list = std::move(*found);
    }
    if (query.filter == CustomerFilter::LiveLink) {
        auto live = customersWithLiveLinks(db, now);
        if (!live) return tl::unexpected(live.error());
        if (words.empty()) list.ids = std::move(*live);
        else {
            std::sort(live->begin(), live->end());
            std::erase_if(list.ids, [&live](qint64 id) { return !std::binary_search(live->begin(), live->end(), id); });
        }
        list.count = static_cast<qint64>(list.ids.size());
    } else if (words.empty()) {
        auto ids = customersOfState(db, *state, query.sort, query.descending, sortedInMemoryAtMost, depth == Depth::FirstOnly ? firstResults : sortedInMemoryAtMost);
        if (!ids) return tl::unexpected(ids.error());
        list.ids = std::move(*ids);
        auto count = readCount(db, QStringLiteral("customers"), countPart(query.filter));
        if (!count) return tl::unexpected(count.error());
        list.count = std::max(*count, static_cast<qint64>(list.ids.size()));
        list.complete = depth == Depth::All || static_cast<qint64>(list.ids.size()) >= list.count;
        return list;
    }
    if (words.empty() || !byRank) {
        if (auto sorted = sortCustomers(db, list.ids, query.sort, query.descending); !sorted) return tl::unexpected(sorted.error());
    }
    return list;
}

Result<IdPage> Directory::Inner::customers(Connection &db, const CustomerQuery &query, Instant now) {
    const Cut cut = cutOf(query.after, query.at, query.limit);
    const auto words = searchWords(query.search);
    const auto state = stateOf(query.filter);
    if (words.empty() && query.filter != CustomerFilter::LiveLink && (!state || query.sort == CustomerSort::Name)) {
        auto count = readCount(db, QStringLiteral("customers"), countPart(query.filter));
        auto indexed = listsAreIndexed(db);
        if (!count || !indexed) return tl::unexpected(count ? indexed.error() : count.error());
        ListSpec spec{state ? ListOrder::CustomersByState : orderOf(query.sort), state ? static_cast<int>(*state) : 0, query.descending};
        if (!*indexed && !state) spec = {ListOrder::CustomersById, 0, false};
        return lists.page(db, spec, *count, cut);
    }
    const QString key = QStringLiteral("c|%1|%2|%3|%4").arg(toText(query.filter), toText(query.sort), query.descending ? u"d" : u"a", query.search);
    return page(key, cut, [&](Depth depth) { return customersInMemory(db, query, words, now, depth); });
}

Result<IdPage> Directory::Inner::subscriptions(Connection &db, const SubscriptionQuery &query) {
    const Cut cut = cutOf(query.after, query.at, query.limit);
    const auto words = searchWords(query.search);
    const QString status = query.status ? toText(*query.status) : QString();
    const QString key = QStringLiteral("s|%1|%2|%3|%4").arg(status, toText(query.sort), query.descending ? u"d" : u"a", query.search);
    if (!words.empty()) {
        return page(key, cut, [&](Depth depth) -> Result<IdList> {
            const bool ownOrder = query.sort == SubscriptionSort::Created && !query.descending;
            auto found = searchSubscriptions(db, words, query.status, ownOrder ? depth : Depth::All);
            if (!found || ownOrder) return found;
            if (auto sorted = sortSubscriptions(db, found->ids, query.sort, query.descending); !sorted) return tl::unexpected(sorted.error());
            return found;
        });
    }
    auto count = readCount(db, QStringLiteral("subscriptions"), query.status ? countPart(*query.status) : QStringLiteral("all"));
    auto indexed = listsAreIndexed(db);
    if (!count || !indexed) return tl::unexpected(count ? indexed.error() : count.error());
    if (query.status && query.sort == SubscriptionSort::Customer && *count <= fewEnoughToSort) {
        return page(key, cut, [&](Depth) -> Result<IdList> {
            auto ids = subscriptionsOfStatusByCustomer(db, *query.status, query.descending, static_cast<int>(fewEnoughToSort));
            if (!ids) return tl::unexpected(ids.error());
            return IdList{std::move(*ids), *count};
        });
    }
    ListSpec spec = specOf(query);
    if (!*indexed && !query.status) spec = {ListOrder::SubscriptionsById, 0, false};
    return lists.page(db, spec, *count, cut);
}

Directory::Directory() : m_inner(std::make_unique<Inner>()) {}
Directory::~Directory() = default;

Result<Page<CustomerRow>> Directory::customers(Connection &db, const CustomerQuery &query, Instant now) {
    const ReadTransaction snapshot(db);
    auto ids = m_inner->customers(db, query, now);
    if (!ids) return tl::unexpected(ids.error());
    auto rows = readCustomerRows(db, ids->ids);
    if (!rows) return tl::unexpected(rows.error());
    return pageWith(std::move(*rows), *ids);
}

Result<Page<SubscriptionRow>> Directory::subscriptions(Connection &db, const SubscriptionQuery &query) {
    const ReadTransaction snapshot(db);
    auto ids = m_inner->subscriptions(db, query);
    if (!ids) return tl::unexpected(ids.error());
    auto rows = readSubscriptionRows(db, ids->ids);
    if (!rows) return tl::unexpected(rows.error());
    return pageWith(std::move(*rows), *ids);
}

Result<Customer> Directory::customer(Connection &db, CustomerId id) const {
    return readCustomer(db, id);
}

Result<Subscription> Directory::subscription(Connection &db, SubscriptionId id) const {
    return readSubscription(db, id);
}

Result<QList<Subscription>> Directory::subscriptionsOf(Connection &db, CustomerId id, int limit) const {
    return readSubscriptionsOf(db, id, limit);
}

Result<QList<CustomerRow>> Directory::sharing(Connection &db, CustomerId id, int limit) const {
    auto customer = readCustomer(db, id);
    if (!customer) return tl::unexpected(customer.error());
    const QString key = emailKey(customer->email);
    if (key.isEmpty()) return QList<CustomerRow>();
    auto ids = customersWithEmail(db, key, limit + 1);
    if (!ids) return tl::unexpected(ids.error());
    std::erase(*ids, id.value());
    if (std::ssize(*ids) > limit) ids->resize(static_cast<std::size_t>(limit));
    return readCustomerRows(db, *ids);
}

Result<qint64> Directory::count(Connection &db, const QString &list, const QString &part) const {
    return readCount(db, list, part);
}

void Directory::warmUp(Connection &db) {
    // What fails here is made when it is needed, and says so there.
    if (!listsAreIndexed(db).value_or(false)) return;
    const auto warm = [&](const QString &list, std::initializer_list<ListOrder> orders) {
        const auto count = readCount(db, list, QStringLiteral("all"));
        if (!count) return;
        for (const ListOrder order : orders) static_cast<void>(m_inner->lists.warmUp(db, {order, 0, false}, *count));
    };
    warm(QStringLiteral("customers"), {ListOrder::CustomersByName, ListOrder::CustomersByEmail, ListOrder::CustomersByCreated});
    warm(QStringLiteral("subscriptions"), {ListOrder::SubscriptionsByNext, ListOrder::SubscriptionsByCustomer});
}

void Directory::forgetOrder() {
    m_inner->lists.forget();
    const std::lock_guard lock(m_inner->guard);
    m_inner->results.clear();
}

}  // namespace latchkey
