// Two threads take the jobs; whoever waits for a person goes before what is only looked at again.
#include "services/shops/shop_desk.h"

#include "models/domain/email_address.h"
#include "services/runtime/process_hygiene.h"
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

ShopTrouble ownTrouble(ShopFault fault) {
    ShopTrouble made;
    made.fault = fault;
    made.speaker = ShopSpeaker::House;
    return made;
}

// It says something of this customer, so that the row here is perhaps not what it was.
bool isAboutRow(ShopFault fault) {
    const ErrorCode code = errorOf(ownTrouble(fault)).code;
    return fault != ShopFault::LinkElsewhere && (code == ErrorCode::MagicLinkRefused || code == ErrorCode::NotFound || code == ErrorCode::ShopDeclined);
}

// Nobody's question would be answered: it says something of every customer.
bool concernsEverybody(ShopFault fault) {
    return fault == ShopFault::TokenRefused || (fault != ShopFault::Nonsense && errorOf(ownTrouble(fault)).code == ErrorCode::ShopUnreachable);
}

}  // namespace

// What the store knows of who is asked about.
struct ShopDesk::OnFile {
    QString ref = {};
    QString email = {};
    QString subscription = {};  // ref; empty: none
};

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
    for (const Job &job : std::exchange(m_jobs, {}))
        if (job.dropped) job.dropped();
}

void ShopDesk::run(const std::stop_token &stop) {
    nameThisThread("shop");
    std::unique_lock lock(m_mutex);
    while (!stop.stop_requested()) {
        const Moment now = std::chrono::steady_clock::now();
        const auto due = std::find_if(m_jobs.begin(), m_jobs.end(), [now](const Job &job) { return job.due <= now; });
        if (due == m_jobs.end()) {
            const auto first = std::min_element(m_jobs.begin(), m_jobs.end(), [](const Job &a, const Job &b) { return a.due < b.due; });
            if (first == m_jobs.end()) {
                m_wake.wait(lock, stop, [this] { return !m_jobs.empty(); });
            } else {
                const Moment until = first->due;
                const std::size_t seen = m_jobs.size();
                m_wake.wait_until(lock, stop, until, [this, seen] { return m_jobs.size() != seen; });
            }
            continue;
        }
        const Job job = std::move(*due);
        m_jobs.erase(due);
        lock.unlock();
        job.work(stop);
        lock.lock();
    }
}

void ShopDesk::give(Job job) {
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_ending) {
            // An agent waits for what can be dropped with an answer.
            if (job.dropped) m_jobs.push_front(std::move(job));
            else m_jobs.push_back(std::move(job));
            m_wake.notify_all();
            return;
        }
    }
    if (job.dropped) job.dropped();
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
    OnFile found;
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
    return tl::unexpected<ShopTrouble>(ownTrouble(read.error().code == ErrorCode::NotFound ? ShopFault::Gone : ShopFault::Stopped));
}

void ShopDesk::opened(CustomerId customer, SubscriptionId subscription) {
    if (!customer.isValid() || !begin(customer)) return;
    give({std::chrono::steady_clock::now(), [this, customer, subscription](const std::stop_token &stop) { readNow(customer, subscription, stop); }, {}});
}

ShopResult<void> ShopDesk::readInto(CustomerId customer, const OnFile &onFile, const std::stop_token &stop) {
    const Result<RefreshedCustomer> read = m_setup.sync.refreshCustomer(onFile.ref, stop);
    // A store that cannot be written to tells everybody by itself.
    if (!read) return tl::unexpected<ShopTrouble>(ownTrouble(ShopFault::Stopped));
    if (read->trouble) return tl::unexpected<ShopTrouble>(*read->trouble);
    const QString shown = read->read->row.email;
    (void)m_setup.writes.run<void>([&](Transaction &t) -> Result<void> {
        const Result<std::optional<EmailWait>> wait = emailWaitOf(t.db, customer);
        if (!wait) return tl::unexpected<Error>(wait.error());
        return *wait && emailKey((*wait)->email) == emailKey(shown) ? endEmailWait(t.db, customer) : Result<void>();
    });
    return {};
}

void ShopDesk::readNow(CustomerId customer, SubscriptionId subscription, const std::stop_token &stop) {
    const ShopResult<OnFile> known = onFile(customer, subscription);
    std::optional<ShopTrouble> trouble;
    if (!known) {
        trouble = known.error();
    } else {
        if (const ShopResult<void> read = readInto(customer, *known, stop); !read) trouble = read.error();
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

void ShopDesk::makeLink(const LinkWish &wish, Answered<ShopLink> answer) {
    auto reply = [post = m_setup.post, answer = std::move(answer)](ShopResult<ShopLink> made) {
        post([answer, made = std::move(made)]() mutable { answer(std::move(made)); });
    };
    give({std::chrono::steady_clock::now(), [this, wish, reply](const std::stop_token &stop) { reply(linkNow(wish, stop)); },
          [reply] { reply(tl::unexpected<ShopTrouble>(ownTrouble(ShopFault::Stopped))); }});
}

ShopResult<ShopLink> ShopDesk::linkNow(const LinkWish &wish, const std::stop_token &stop) {
    const ShopResult<OnFile> known = onFile(wish.customer, {});
    if (!known) return tl::unexpected<ShopTrouble>(known.error());
    ShopResult<ShopLink> made = m_setup.shop.makeLink({known->ref, known->email, wish.destination, wish.agent}, stop);
    if (made) {
        (void)m_setup.sync.take(made->customer);
        finish(wish.customer, {});
    } else if (isAboutRow(made.error().fault)) {
        // What it now is must be seen before anybody tries again.
        (void)readInto(wish.customer, *known, stop);
        finish(wish.customer, {});
        tellRead(wish.customer);
    } else if (made.error().fault != ShopFault::Stopped && made.error().fault != ShopFault::Uncertain) {
        finish(wish.customer, made.error());
    }
    return made;
}

void ShopDesk::changeEmail(const EmailWish &wish, Answered<EmailChangeState> answer) {
    auto reply = [post = m_setup.post, answer = std::move(answer)](ShopResult<EmailChangeState> changed) {
        post([answer, changed = std::move(changed)]() mutable { answer(std::move(changed)); });
    };
    give({std::chrono::steady_clock::now(), [this, wish, reply](const std::stop_token &stop) { reply(changeNow(wish, stop)); },
          [reply] { reply(tl::unexpected<ShopTrouble>(ownTrouble(ShopFault::Stopped))); }});
}

ShopResult<EmailChangeState> ShopDesk::changeNow(const EmailWish &wish, const std::stop_token &stop) {
    const ShopResult<OnFile> known = onFile(wish.customer, {});
    if (!known) return tl::unexpected<ShopTrouble>(known.error());
    const ShopResult<EmailChange> changed = m_setup.shop.changeEmail({known->ref, known->email, wish.email, wish.agent}, stop);
    if (!changed || changed->state == EmailChangeState::NotPossible) {
        ShopTrouble trouble = changed ? changed->reason.value_or(ownTrouble(ShopFault::NotOffered)) : changed.error();
        if (trouble.fault == ShopFault::EmailTaken) trouble.what = wish.email;
        // Else whoever saves again would be refused for the same reason.
        if (isAboutRow(trouble.fault) && trouble.fault != ShopFault::EmailTaken) {
            (void)readInto(wish.customer, *known, stop);
            finish(wish.customer, {});
            tellRead(wish.customer);
        }
        return tl::unexpected<ShopTrouble>(std::move(trouble));
    }
    const bool waits = changed->state == EmailChangeState::Waiting;
    const Result<void> kept = m_setup.writes.run<void>([&](Transaction &t) -> Result<void> {
        t.desk = wish.desk;
        Activity entry;
        entry.kind = ActivityKind::ContactChanged;
        entry.agent = wish.agent;
        entry.customer = wish.customer;
        entry.note = QStringLiteral("email at=shopify");
        if (Result<void> recorded = t.record(entry); !recorded) return recorded;
        t.announce({EventKind::CustomerChanged, wish.customer, {}, t.now});
        return waits ? keepEmailWait(t.db, {wish.customer, wish.email, t.now}) : endEmailWait(t.db, wish.customer);
    });
    if (!kept) return tl::unexpected<ShopTrouble>(ownTrouble(ShopFault::Stopped));
    if (waits) lookLater(wish.customer, std::chrono::steady_clock::now() + m_setup.times.lookFor);
    else (void)readInto(wish.customer, *known, stop);
    return changed->state;
}

void ShopDesk::lookLater(CustomerId customer, Moment until) {
    give({std::chrono::steady_clock::now() + m_setup.times.lookEvery, [this, customer, until](const std::stop_token &stop) { lookNow(customer, until, stop); }, {}});
}

void ShopDesk::lookNow(CustomerId customer, Moment until, const std::stop_token &stop) {
    const ShopResult<OnFile> known = onFile(customer, {});
    if (!known) return;
    const ShopResult<void> read = readInto(customer, *known, stop);
    finish(customer, read || read.error().fault == ShopFault::Stopped ? std::optional<ShopTrouble>() : read.error());
    const Result<bool> waits = m_setup.writes.run<bool>([customer](Transaction &t) -> Result<bool> {
        const Result<std::optional<EmailWait>> wait = emailWaitOf(t.db, customer);
        if (!wait) return tl::unexpected<Error>(wait.error());
        if (!*wait) t.announce({EventKind::CustomerChanged, customer, {}, t.now});
        return wait->has_value();
    });
    if (waits && *waits && std::chrono::steady_clock::now() < until) lookLater(customer, until);
}

Result<ShopState> ShopDesk::state(Connection &db, Instant now) const {
    const Result<SyncState> sync = readSyncState(db, now);
    if (!sync) return tl::unexpected<Error>(sync.error());
    return ShopState{m_setup.shop.kind(), m_setup.storeDomain, m_setup.shop.standardLogin(), m_setup.shop.abilities(), *sync};
}

Result<ShopFacts> ShopDesk::factsOf(Connection &db, const Customer &customer) const {
    const Result<MirrorFacts> mirrored = mirrorFactsOf(db, customer.id);
    if (!mirrored) return tl::unexpected<Error>(mirrored.error());
    const Result<std::optional<EmailWait>> wait = emailWaitOf(db, customer.id);
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
        if (ability.ability == ShopAbility::ChangeEmail && ability.state == AbilityState::No) facts.noEmailChange = ability.reason.value_or(ownTrouble(ShopFault::NotOffered));
    if (!facts.noEmailChange && mirrored->platformId.isEmpty()) {
        facts.noEmailChange = ownTrouble(ShopFault::NotOffered);
        facts.noEmailChange->what = QStringLiteral("platformId");  // a customer whom the platform does not know
    }
    if (*wait && emailKey((*wait)->email) != emailKey(customer.email)) {
        facts.emailAwaited = (*wait)->email;
        facts.awaitedSince = (*wait)->since;
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
