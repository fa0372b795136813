// Keeps what name servers have said in a bounded memory, and one thread that asks them.
#include "services/dns/mail_domains.h"

#include "services/dns/mail_questions.h"
#include "services/runtime/clock.h"
#include "services/runtime/process_hygiene.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <unordered_map>

namespace latchkey {

namespace {

constexpr std::chrono::seconds longestWait{2};
constexpr std::size_t domainsKept = 10'000;
constexpr std::size_t domainsWaiting = 256;
constexpr std::size_t askedAtOnce = 32;
constexpr qsizetype customersWaiting = 64;
constexpr std::size_t longestDomain = 253;

// What is no host name is not shown to name servers.
bool isHostName(const std::string &domain) {
    const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.'; };
    return !domain.empty() && domain.size() <= longestDomain && std::all_of(domain.begin(), domain.end(), fits);
}

struct Said {
    std::optional<MailDomainState> state;
    Instant until;
};

}  // namespace

struct MailDomains::Inner {
    explicit Inner(Setup given) : setup(std::move(given)), server(setup.nameServer.toStdString()) {}

    void run();
    std::vector<std::string> nextBatch();
    void settle(const std::string &domain, std::optional<MailDomainState> state);
    void keep(const std::string &domain, const Said &said);
    bool isEnding();

    const Setup setup;
    const std::string server;
    std::mutex mutex;
    std::condition_variable wake;
    bool ending = false;
    std::unordered_map<std::string, Said> said;
    std::deque<std::string> eldest;                              // in the order in which they were kept
    std::unordered_map<std::string, QList<CustomerId>> waiting;  // asked for or about to be
    std::deque<std::string> queue;
    std::thread thread;
};

MailDomains::MailDomains(Setup setup) : m_inner(std::make_unique<Inner>(std::move(setup))) {
    m_inner->thread = std::thread([inner = m_inner.get()] { inner->run(); });
}

MailDomains::~MailDomains() {
    {
        const std::lock_guard lock(m_inner->mutex);
        m_inner->ending = true;
    }
    m_inner->wake.notify_all();
    m_inner->thread.join();
}

std::optional<MailDomainState> MailDomains::known(const QString &domain, CustomerId waiting) {
    Inner &inner = *m_inner;
    const std::string name = domain.toStdString();
    if (!isHostName(name)) return {};
    const Instant now = inner.setup.clock.now();
    const std::lock_guard lock(inner.mutex);
    if (const auto found = inner.said.find(name); found != inner.said.end() && found->second.until > now) return found->second.state;
    const auto asked = inner.waiting.find(name);
    if (asked == inner.waiting.end()) {
        if (inner.waiting.size() >= domainsWaiting) return {};
        inner.waiting.emplace(name, QList<CustomerId>{waiting});
        inner.queue.push_back(name);
        inner.wake.notify_one();
    } else if (asked->second.size() < customersWaiting && !asked->second.contains(waiting)) {
        asked->second.append(waiting);
    }
    return {};
}

void MailDomains::Inner::run() {
    nameThisThread("dns");
    for (std::vector<std::string> batch = nextBatch(); !batch.empty(); batch = nextBatch())
        askAboutMail(server, batch, longestWait, [this] { return isEnding(); },
                     [this](const std::string &domain, std::optional<MailDomainState> state) { settle(domain, state); });
}

// Empty when this ends.
std::vector<std::string> MailDomains::Inner::nextBatch() {
    std::unique_lock lock(mutex);
    wake.wait(lock, [this] { return ending || !queue.empty(); });
    std::vector<std::string> batch;
    while (!ending && !queue.empty() && batch.size() < askedAtOnce) {
        batch.push_back(std::move(queue.front()));
        queue.pop_front();
    }
    return batch;
}

void MailDomains::Inner::settle(const std::string &domain, std::optional<MailDomainState> state) {
    QList<CustomerId> waited;
    {
        const std::lock_guard lock(mutex);
        waited = std::move(waiting[domain]);
        waiting.erase(domain);
        keep(domain, {state, setup.clock.now() + (state ? mailDomainKept : silenceKept)});
    }
    // That it takes mail changes nothing that anybody sees.
    if (state == MailDomainState::NoMail && setup.tellNoMail) setup.tellNoMail(waited);
}

void MailDomains::Inner::keep(const std::string &domain, const Said &what) {
    const bool isNew = said.insert_or_assign(domain, what).second;
    if (isNew) eldest.push_back(domain);
    while (said.size() > domainsKept) {
        said.erase(eldest.front());
        eldest.pop_front();
    }
}

bool MailDomains::Inner::isEnding() {
    const std::lock_guard lock(mutex);
    return ending;
}

}  // namespace latchkey
