// The room: takes all jobs that wait, runs each in its savepoint, commits once, and answers them together.
#include "services/store/write_room.h"

#include "services/runtime/process_hygiene.h"
#include "services/store/checkpointer.h"
#include "services/store/event_exchange.h"
#include "services/store/sqlite_connection.h"

#include <QFileInfo>

#include <sqlite3.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace latchkey {
namespace {

using namespace std::chrono_literals;

constexpr auto LazyWait = 20ms;
constexpr int TimesTried = 3;
constexpr Duration triedFor = 5min;  // half the life of a login code

}  // namespace

struct WriteRoom::Inner {
    // A job between its verb and its answer.
    struct Pending {
        Job job;
        std::optional<Error> storeError;
    };
    using Batch = std::vector<Pending>;
    // What the verbs of a batch leave to be done once it is committed.
    struct Aftermath {
        QList<Event> events;
        std::vector<std::function<void()>> hooks;
        std::vector<std::function<Result<void>(Transaction &)>> later;
    };

    Inner(std::unique_ptr<Connection> connection, const Clock &time, Hooks outside)
        : db(std::move(connection)), clock(time), hooks(std::move(outside)) {}

    Result<void> openBeside(const QString &where);
    void loop();
    std::vector<Job> takeAll();
    void work(std::vector<Job> jobs);
    std::optional<Error> runAgain(Batch &batch, Aftermath &after);
    std::optional<Error> runAll(Batch &batch, Aftermath &after);
    std::optional<Error> runOne(Pending &pending, Instant now, Aftermath &after);
    void answer(Batch batch, QList<Event> events);
    void enqueueLater(std::vector<std::function<Result<void>(Transaction &)>> verbs);
    void tryAnew(Batch &batch);

    std::unique_ptr<Connection> db;
    const Clock &clock;
    Hooks hooks;
    Gate gate;
    std::unique_ptr<Checkpointer> checkpointer;  // SQLite's
    int walPages = 0;
    std::unique_ptr<EventExchange> exchange;  // PostgreSQL's

    std::mutex mutex;
    std::condition_variable wake;
    std::vector<Job> queue;
    bool urgent = false;
    bool stop = false;
    std::thread thread;
};

// Who copies the WAL back, or who hears of what other processes write.
Result<void> WriteRoom::Inner::openBeside(const QString &where) {
    if (db->engine() == Engine::Postgres) {
        const auto heard = [this](const QList<Event> &events) {
            const auto &hook = hooks.heard ? hooks.heard : hooks.events;
            if (!hook) return;
            const auto tell = [hook, events] { hook(events); };
            hooks.post ? hooks.post(tell) : tell();
        };
        Result<std::unique_ptr<EventExchange>> opened = EventExchange::open(where, clock, heard);
        if (!opened) return tl::unexpected<Error>(opened.error());
        exchange = std::move(*opened);
        return {};
    }
    Result<std::unique_ptr<Checkpointer>> opened = Checkpointer::open(where, gate);
    if (!opened) return tl::unexpected<Error>(opened.error());
    checkpointer = std::move(*opened);
    const auto notePages = [](void *pages, sqlite3 *, const char *, int count) {
        *static_cast<int *>(pages) = count;
        return SQLITE_OK;
    };
    sqlite3_wal_hook(sqliteOf(*db)->handle(), notePages, &walPages);
    return {};
}

Result<std::unique_ptr<WriteRoom>> WriteRoom::open(const QString &where, const Clock &clock, Hooks hooks) {
    if (Connection::engineOf(where) == Engine::SQLite && !QFileInfo::exists(where)) return fail(ErrorCode::FileUnreadable, where);
    Result<std::unique_ptr<Connection>> db = Connection::open(where, OpenMode::ReadWrite);
    if (!db) return tl::unexpected<Error>(db.error());
    std::unique_ptr<WriteRoom> room(new WriteRoom);
    room->m_inner = std::make_unique<Inner>(std::move(*db), clock, std::move(hooks));
    Inner &inner = *room->m_inner;
    if (const Result<void> beside = inner.openBeside(where); !beside) return tl::unexpected<Error>(beside.error());
    inner.thread = std::thread([&inner] { inner.loop(); });
    return room;
}

WriteRoom::WriteRoom() = default;

WriteRoom::~WriteRoom() {
    if (!m_inner || !m_inner->thread.joinable()) return;
    {
        std::lock_guard lock(m_inner->mutex);
        m_inner->stop = true;
    }
    m_inner->wake.notify_one();
    m_inner->thread.join();
}

void WriteRoom::giveLazily(std::function<Result<void>(Transaction &)> verb) {
    enqueue({[verb = std::move(verb)](Transaction &t) -> std::optional<Error> {
                 const Result<void> done = verb(t);
                 if (done) return std::nullopt;
                 return done.error();
             },
             {},
             false});
}

void WriteRoom::enqueue(Job job) {
    std::lock_guard lock(m_inner->mutex);
    // A lazy job wakes the room only to set its timer, and only if it is the first.
    const bool wakes = m_inner->queue.empty() || (job.urgent && !m_inner->urgent);
    m_inner->urgent = m_inner->urgent || job.urgent;
    m_inner->queue.push_back(std::move(job));
    if (wakes) m_inner->wake.notify_one();
}

void WriteRoom::Inner::loop() {
    nameThisThread("write-room");
    for (;;) {
        {
            std::unique_lock lock(mutex);
            wake.wait(lock, [this] { return stop || !queue.empty(); });
            if (queue.empty()) return;
            wake.wait_for(lock, LazyWait, [this] { return stop || urgent; });
        }
        gate.enter();
        work(takeAll());
        gate.leave();
    }
}

std::vector<WriteRoom::Job> WriteRoom::Inner::takeAll() {
    std::lock_guard lock(mutex);
    urgent = false;
    return std::exchange(queue, {});
}

void WriteRoom::Inner::work(std::vector<Job> jobs) {
    Batch batch;
    batch.reserve(jobs.size());
    for (Job &job : jobs) batch.push_back({std::move(job), {}});
    Aftermath after;
    if (const std::optional<Error> failed = runAgain(batch, after)) {
        if (failed->code == ErrorCode::StoreUnreachable || failed->code == ErrorCode::StoreBusy) tryAnew(batch);
        // Nothing of this batch is in the store, so nobody of it may be told that it is.
        for (Pending &pending : batch) pending.storeError = failed;
        after = {};
    } else if (checkpointer) {
        checkpointer->committed(walPages);
    }
    for (const std::function<void()> &hook : after.hooks) hook();
    answer(std::move(batch), std::move(after.events));
    if (!after.later.empty()) enqueueLater(std::move(after.later));
}

// Whom a later verb is for has been answered already, and waits for what it does. Where it may have been done, it is not done twice.
void WriteRoom::Inner::tryAnew(Batch &batch) {
    if (db->commitIsUnknown()) return;
    std::lock_guard lock(mutex);
    for (Pending &pending : batch)
        if (pending.job.triedUntil > clock.now() && !stop) queue.push_back(std::exchange(pending.job, {}));
}

void WriteRoom::Inner::enqueueLater(std::vector<std::function<Result<void>(Transaction &)>> verbs) {
    std::lock_guard lock(mutex);
    for (auto &verb : verbs)
        queue.push_back({[verb = std::move(verb)](Transaction &t) -> std::optional<Error> {
                             const Result<void> done = verb(t);
                             if (done) return std::nullopt;
                             return done.error();
                         },
                         {},
                         false,
                         false,
                         clock.now() + triedFor});
    // Not urgent: the answer shall be out before this takes a core from whoever sends it. It rides with the next commit, 20 ms at the latest.
}

// Where PostgreSQL chose another transaction before ours, ours has left nothing and is done anew.
std::optional<Error> WriteRoom::Inner::runAgain(Batch &batch, Aftermath &after) {
    for (int times = 1;; ++times) {
        const std::optional<Error> failed = runAll(batch, after);
        if (!failed) return std::nullopt;
        if (db->inTransaction()) (void)db->execute("ROLLBACK");
        if (!db->wasSuperseded() || times == TimesTried) return failed;
        after = {};
        for (Pending &pending : batch) pending.storeError.reset();
    }
}

// Answers the failure that undid the whole batch, if there was one.
std::optional<Error> WriteRoom::Inner::runAll(Batch &batch, Aftermath &after) {
    if (Result<void> begun = db->beginWriting(); !begun) return begun.error();
    const Instant now = clock.now();
    for (Pending &pending : batch)
        if (std::optional<Error> failed = runOne(pending, now, after)) return failed;
    if (exchange)
        if (Result<void> told = exchange->tell(*db, after.events); !told) return told.error();
    if (Result<void> committed = db->commit(); !committed) return committed.error();
    return std::nullopt;
}

std::optional<Error> WriteRoom::Inner::runOne(Pending &pending, Instant now, Aftermath &after) {
    if (Result<void> saved = db->save(); !saved) return saved.error();
    Transaction transaction(*db, now);
    std::optional<Error> refusal;
    try {
        refusal = pending.job.verb(transaction);
    } catch (...) {
        refusal = pending.storeError = Error{ErrorCode::StoreFailed, QStringLiteral("exception in a verb"), {}};
    }
    // A full disk may make SQLite roll back everything by itself.
    if (!db->inTransaction()) return refusal.value_or(Error{ErrorCode::StoreFailed, QStringLiteral("rolled back by the store"), {}});
    if (db->wasSuperseded()) return refusal.value_or(Error{ErrorCode::StoreBusy, {}, {}});
    const bool undo = refusal && (pending.storeError || !transaction.keptDespiteError());
    if (undo) {
        if (Result<void> undone = db->undoToSave(); !undone) return undone.error();
    } else {
        after.events.append(transaction.events());
        for (auto &hook : transaction.takeHooks()) after.hooks.push_back(std::move(hook));
        for (auto &verb : transaction.takeLater()) after.later.push_back(std::move(verb));
    }
    if (Result<void> released = db->release(); !released) return released.error();
    return std::nullopt;
}

void WriteRoom::Inner::answer(Batch batch, QList<Event> events) {
    auto outside = std::make_shared<Batch>();
    for (Pending &pending : batch) {
        if (!pending.job.answer) continue;
        if (pending.job.answerInRoom)
            pending.job.answer(std::move(pending.storeError));
        else
            outside->push_back(std::move(pending));
    }
    const bool announces = hooks.events && !events.isEmpty();
    if (outside->empty() && !announces) return;
    auto tell = [outside, events = std::move(events), announce = announces ? hooks.events : nullptr] {
        for (Pending &pending : *outside) pending.job.answer(std::move(pending.storeError));
        if (announce) announce(events);
    };
    if (hooks.post)
        hooks.post(std::move(tell));
    else
        tell();
}

}  // namespace latchkey
