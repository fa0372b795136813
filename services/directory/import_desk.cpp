// Keeps the open imports within their bounds and hands each request to its import.
#include "services/directory/import_desk.h"

#include "services/runtime/process_hygiene.h"

#include <algorithm>

namespace latchkey {

namespace {

constexpr std::chrono::minutes lookAround{1};

}  // namespace

ImportDesk::ImportDesk(Setup setup) : m_setup(std::move(setup)), m_thread([this] { run(); }) {}

ImportDesk::~ImportDesk() {
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void ImportDesk::give(std::function<void()> job) {
    const std::lock_guard lock(m_mutex);
    m_jobs.push_back(std::move(job));
    m_wake.notify_one();
}

void ImportDesk::run() {
    nameThisThread("import-desk");
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_wake.wait_for(lock, lookAround, [this] { return m_stopping || !m_jobs.empty(); });
        if (m_stopping) return;
        const std::function<void()> job = m_jobs.empty() ? std::function<void()>() : std::move(m_jobs.front());
        if (job) m_jobs.pop_front();
        lock.unlock();
        forgetOld();
        if (job) job();
        lock.lock();
    }
}

void ImportDesk::forgetOld() {
    const Instant now = m_setup.clock.now();
    std::erase_if(m_imports, [&](const auto &kept) { return !kept.second->isRunning() && now - kept.second->touched >= m_setup.limits.forgottenAfter; });
}

Result<void> ImportDesk::makeRoom() {
    if (m_imports.size() < m_setup.limits.open) return {};
    auto oldest = m_imports.end();
    for (auto each = m_imports.begin(); each != m_imports.end(); ++each)
        if (!each->second->isRunning() && (oldest == m_imports.end() || each->second->touched < oldest->second->touched)) oldest = each;
    const Instant now = m_setup.clock.now();
    if (oldest == m_imports.end()) return fail(ErrorCode::TooManyImports);
    const Instant free = oldest->second->touched + m_setup.limits.makesRoomAfter;
    if (now < free) return fail(ErrorCode::TooManyImports, {}, free);
    m_imports.erase(oldest);
    return {};
}

Result<ImportStatus> ImportDesk::openNow(ImportOwner owner, ImportOffers offers) {
    const qint64 most = m_setup.limits.bytes;
    qint64 bytes = 0;
    for (const auto &offer : {offers.customers, offers.subscriptions}) {
        if (offer && offer->size > most - bytes) return fail(ErrorCode::ImportTooLarge, QString::number(most / (1024 * 1024)));
        if (offer) bytes += offer->size;
    }
    if (const Result<void> room = makeRoom(); !room) return tl::unexpected(room.error());
    // Ids do not come back after a restart, so that no desk takes another import for its own.
    m_newest = std::max(m_newest + 1, m_setup.clock.now().milliseconds());
    auto made = std::make_unique<ImportJob>(m_newest, std::move(owner), std::move(offers), m_setup.clock);
    if (const Result<void> prepared = made->prepare(m_setup.spoolFolder); !prepared) return tl::unexpected(prepared.error());
    made->touched = m_setup.clock.now();
    return m_imports.emplace(m_newest, std::move(made)).first->second->status();
}

void ImportDesk::open(ImportOwner owner, ImportOffers offers, Answered<ImportStatus> answer) {
    give([this, owner = std::move(owner), offers = std::move(offers), answer = std::move(answer)] {
        m_setup.post([answer, done = openNow(owner, offers)] { answer(done); });
    });
}

template <class T>
void ImportDesk::with(AgentId agent, qint64 id, std::function<Result<T>(ImportJob &)> verb, Answered<T> answer) {
    give([this, agent, id, verb = std::move(verb), answer = std::move(answer)] {
        const auto found = m_imports.find(id);
        Result<T> done = fail(ErrorCode::NotFound, QStringLiteral("import"));
        if (found != m_imports.end() && (!agent.isValid() || found->second->owner().agent == agent)) {
            found->second->touched = m_setup.clock.now();
            done = verb(*found->second);
        }
        m_setup.post([answer, done = std::move(done)] { answer(done); });
    });
}

void ImportDesk::write(AgentId agent, qint64 id, ImportKind kind, qint64 offset, std::string piece, Answered<ImportStatus> answer) {
    with<ImportStatus>(
        agent, id,
        [kind, offset, piece = std::move(piece)](ImportJob &job) -> Result<ImportStatus> {
            if (const Result<void> written = job.write(kind, offset, piece); !written) return tl::unexpected(written.error());
            return job.status();
        },
        std::move(answer));
}

void ImportDesk::preview(AgentId agent, qint64 id, Answered<QList<ImportPreview>> answer) {
    with<QList<ImportPreview>>(agent, id, [](ImportJob &job) { return job.preview(); }, std::move(answer));
}

// Whoever stands before it may have it stopped.
Error ImportDesk::naming(Error error) const {
    if (error.code != ErrorCode::ImportRunning) return error;
    for (const auto &[id, job] : m_imports)
        if (job->isRunning()) error.detail = QString::number(id);
    return error;
}

void ImportDesk::start(AgentId agent, qint64 id, ImportMaps maps, std::function<Result<void>(Connection &)> stillMay, Answered<ImportStatus> answer) {
    with<ImportStatus>(
        agent, id,
        [this, maps = std::move(maps), stillMay = std::move(stillMay)](ImportJob &job) -> Result<ImportStatus> {
            const auto ended = [this] {
                if (m_setup.changed) m_setup.post(m_setup.changed);
            };
            const Result<void> started = job.start(m_setup.storePath, maps, {m_setup.othersFirst, stillMay, ended});
            if (!started) return tl::unexpected(naming(started.error()));
            return job.status();
        },
        std::move(answer));
}

void ImportDesk::status(AgentId agent, qint64 id, Answered<ImportStatus> answer) {
    with<ImportStatus>(agent, id, [](ImportJob &job) -> Result<ImportStatus> { return job.status(); }, std::move(answer));
}

void ImportDesk::cancel(AgentId agent, qint64 id, Answered<ImportStatus> answer) {
    with<ImportStatus>(
        agent, id,
        [this, id](ImportJob &job) -> Result<ImportStatus> {
            const ImportStatus last = job.status();
            job.cancel();
            if (last.state != ImportState::Running) m_imports.erase(id);
            return last;
        },
        std::move(answer));
}

void ImportDesk::refused(AgentId agent, qint64 id, ImportKind kind, qint64 after, int limit, Answered<RefusedPage> answer) {
    with<RefusedPage>(agent, id, [kind, after, limit](ImportJob &job) { return job.refused(kind, after, limit); }, std::move(answer));
}

}  // namespace latchkey
