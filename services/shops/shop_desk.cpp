// Two threads take what is asked; whoever waits for a person goes before what is only looked at again.
#include "services/shops/shop_desk.h"

#include "services/runtime/process_hygiene.h"
#include "services/shops/on_file.h"
#include "services/store/customer_store.h"
#include "services/store/shop_mirror.h"
#include "services/store/shop_sync_store.h"
#include "services/store/shop_waits.h"

#include <algorithm>
#include <utility>

namespace latchkey {

namespace {

// As many as the shop takes at once.
constexpr int threads = 2;
constexpr std::size_t mostReadings = 2000;
// Rows that wait to be read anew: in an outage nobody looks at the oldest any more when their turn comes.
constexpr std::ptrdiff_t mostOpened = 64;

// Nobody's question would be answered: it says something of every customer.
bool concernsEverybody(ShopFault fault) {
    return fault == ShopFault::TokenRefused || (fault != ShopFault::Nonsense && errorOf(troubleOfOurs(fault)).code == ErrorCode::ShopUnreachable);
}

}  // namespace

ShopDesk::ShopDesk(Setup setup) : m_setup(std::move(setup)) {
    for (int i = 0; i < threads; ++i) m_threads.emplace_back([this](const std::stop_token &stop) { run(stop); });
}

ShopDesk::~ShopDesk() { stop(); }

void ShopDesk::stop() {
    {
        const std::scoped_lock lock(m_mutex);
        m_ending = true;
    }
    for (std::jthread &thread : m_threads) thread.request_stop();
    m_threads.clear();
    std::deque<Action> dropped;
    {
        const std::scoped_lock lock(m_mutex);
        m_looks.clear();
        dropped.swap(m_actions);
    }
    for (const Action &action : dropped) action.dropped();
}

// Under the lock; empty when nothing is due.
std::function<void(const std::stop_token &)> ShopDesk::takeDue() {
    std::function<void(const std::stop_token &)> work;
    if (!m_actions.empty()) {
        work = std::move(m_actions.front().work);
        m_actions.pop_front();
        return work;
    }
    const Moment now = std::chrono::steady_clock::now();
    const auto due = std::find_if(m_looks.begin(), m_looks.end(), [now](const Look &look) { return look.due <= now; });
    if (due == m_looks.end()) return work;
    work = std::move(due->work);
    m_looks.erase(due);
    return work;
}

void ShopDesk::run(const std::stop_token &stop) {
    nameThisThread("shop");
    std::unique_lock lock(m_mutex);
    while (!stop.stop_requested()) {
        if (const auto work = takeDue()) {
            lock.unlock();
            work(stop);
            lock.lock();
            continue;
        }
        const auto isNew = [this, seen = m_given] { return m_given != seen; };
        const auto next = std::min_element(m_looks.begin(), m_looks.end(), [](const Look &a, const Look &b) { return a.due < b.due; });
        if (next == m_looks.end()) m_wake.wait(lock, stop, isNew);
        else m_wake.wait_until(lock, stop, Moment(next->due), isNew);
    }
}

void ShopDesk::give(Look look) {
    const std::scoped_lock lock(m_mutex);
    if (m_ending) return;
    m_looks.push_back(std::move(look));
    const auto isOpened = [](const Look &other) { return other.opened.isValid(); };
    if (std::count_if(m_looks.begin(), m_looks.end(), isOpened) > mostOpened) {
        const auto oldest = std::find_if(m_looks.begin(), m_looks.end(), isOpened);
        // As if nobody had opened it: the next time it is read.
        m_readings.erase(oldest->opened.value());
        m_looks.erase(oldest);
    }
    ++m_given;
    m_wake.notify_all();
}

// False while one is under way, or was only just.
bool ShopDesk::begin(CustomerId customer) {
    const Instant now = m_setup.clock.now();
    const std::scoped_lock lock(m_mutex);
    if (m_readings.size() > mostReadings)
        std::erase_if(m_readings, [&](const auto &entry) { return !entry.second.running && now - entry.second.at > m_setup.times.remembered; });
    Reading &reading = m_readings[customer.value()];
    if (reading.running || (reading.at.isSet() && now - reading.at < m_setup.times.fresh)) return false;
    reading.running = true;
    return true;
}

void ShopDesk::finish(CustomerId customer, const std::optional<ShopTrouble> &trouble) {
    const std::scoped_lock lock(m_mutex);
    m_readings[customer.value()] = {m_setup.clock.now(), false, trouble};
}

ShopResult<ShopDesk::OnFile> ShopDesk::onFile(CustomerId customer, SubscriptionId subscription) {
    const Result<OnFile> read = m_setup.writes.run<OnFile>([customer, subscription](Transaction &t) -> Result<OnFile> {
        const Result<Customer> row = readCustomer(t.db, customer);
        if (!row) return tl::unexpected<Error>(row.error());
        OnFile known{row->ref, row->email, {}};
        if (!subscription.isValid()) return known;
        const Result<MirrorFacts> facts = mirrorFactsOf(t.db, subscription);
        if (facts) known.subscription = facts->ref;
        return known;
    });
    if (read) return *read;
    return tl::unexpected<ShopTrouble>(troubleOfOurs(read.error().code == ErrorCode::NotFound ? ShopFault::Gone : ShopFault::Stopped));
}

void ShopDesk::opened(CustomerId customer, SubscriptionId subscription) {
    if (!customer.isValid() || !begin(customer)) return;
    give({std::chrono::steady_clock::now(), [this, customer, subscription](const std::stop_token &stop) { readNow(customer, subscription, stop); }, customer});
}

ShopResult<void> ShopDesk::readInto(const OnFile &onFile, const std::stop_token &stop) {
    const Result<RefreshedCustomer> read = m_setup.sync.refreshCustomer(onFile.ref, stop);
    // A store that cannot be written to tells everybody by itself.
    if (!read) return tl::unexpected<ShopTrouble>(troubleOfOurs(ShopFault::Stopped));
    if (read->trouble) return tl::unexpected<ShopTrouble>(*read->trouble);
    return {};
}

void ShopDesk::readNow(CustomerId customer, SubscriptionId subscription, const std::stop_token &stop) {
    const ShopResult<OnFile> known = onFile(customer, subscription);
    std::optional<ShopTrouble> trouble;
    if (!known) {
        trouble = known.error();
    } else {
        if (const ShopResult<void> read = readInto(*known, stop); !read) trouble = read.error();
        // Only the newest ten come with their customer.
        if (!trouble && !known->subscription.isEmpty()) {
            const Result<RefreshedSubscription> read = m_setup.sync.refreshSubscription(known->subscription, stop);
            // What it does not show of the subscription says nothing of the customer.
            if (read && read->trouble && concernsEverybody(read->trouble->fault)) trouble = read->trouble;
        }
    }
    if (trouble && trouble->fault == ShopFault::Stopped) trouble.reset();
    finish(customer, trouble);
    tellRead(customer);
}

void ShopDesk::tellRead(CustomerId customer) {
    (void)m_setup.writes.run<void>([customer](Transaction &t) -> Result<void> {
        t.announce({EventKind::CustomerRead, customer, {}, t.now});
        return {};
    });
}

Result<ShopState> ShopDesk::state(Connection &db, Instant now) const {
    const Result<SyncState> sync = readSyncState(db, now);
    if (!sync) return tl::unexpected<Error>(sync.error());
    return ShopState{m_setup.shop.kind(), m_setup.storeDomain, m_setup.shop.standardLogin(), m_setup.shop.abilities(), *sync};
}

Result<ShopFacts> ShopDesk::factsOf(Connection &db, const Customer &customer) const {
    const Result<MirrorFacts> mirrored = mirrorFactsOf(db, customer.id);
    if (!mirrored) return tl::unexpected<Error>(mirrored.error());
    const Result<std::optional<EmailWait>> wait = emailWaitOf(db, customer.id, m_setup.clock.now());
    if (!wait) return tl::unexpected<Error>(wait.error());
    ShopFacts facts;
    facts.kind = m_setup.shop.kind();
    facts.readAt = mirrored->seenAt;
    facts.login = m_setup.shop.standardLogin();
    ShopCustomer row;
    row.id = customer.ref;
    row.platformId = mirrored->platformId;
    facts.places = m_setup.shop.placesOf(row);
    for (const AbilityView &ability : m_setup.shop.abilities())
        if (ability.ability == ShopAbility::ChangeEmail && ability.state == AbilityState::No) facts.noEmailChange = ability.reason.value_or(troubleOfOurs(ShopFault::NotOffered));
    if (!facts.noEmailChange && mirrored->platformId.isEmpty()) {
        facts.noEmailChange = troubleOfOurs(ShopFault::NotOffered);
        facts.noEmailChange->what = QStringLiteral("platformId");  // a customer whom the platform does not know
    }
    if (*wait) {
        facts.emailAwaited = (*wait)->email;
        facts.awaitedSince = (*wait)->since;
        facts.emailUnsure = (*wait)->unsure;
    }
    return facts;
}

std::optional<ShopTrouble> ShopDesk::troubleOf(CustomerId customer, const SyncState &sync, Instant now) const {
    // A run that came to its end without a part, or that failed over one, keeps nobody out.
    const bool everybody = sync.failures > 0 && sync.trouble && concernsEverybody(sync.trouble->fault);
    {
        const std::scoped_lock lock(m_mutex);
        const auto found = m_readings.find(customer.value());
        // Its own answer is newer than what the sync was told.
        if (found != m_readings.end() && found->second.at.isSet() && now - found->second.at < m_setup.times.remembered && (!everybody || found->second.at >= sync.failedAt))
            return found->second.trouble;
    }
    return everybody ? sync.trouble : std::nullopt;
}

}  // namespace latchkey
