// The only thread that writes: all verbs that wait when it is free share one commit, each in a savepoint of its own.
#pragma once

#include "services/runtime/clock.h"
#include "services/store/transaction.h"

#include <functional>
#include <future>
#include <memory>

namespace latchkey {

// Runs a closure in the thread that talks to the outside (the HTTP thread; inline in tests).
using Post = std::function<void(std::function<void()>)>;

class WriteRoom {
public:
    struct Hooks {
        Post post;                                        // one closure per batch; empty = answer in the room itself
        std::function<void(const QList<Event> &)> events; // called through post after each commit that announced something
        // Likewise, with what other processes announce that write to the same store (PostgreSQL); empty: as if it were ours.
        std::function<void(const QList<Event> &)> heard = {};
    };
    // Opens its connection on a store that openStore() has migrated; starts the room and the checkpointer.
    static Result<std::unique_ptr<WriteRoom>> open(const QString &where, const Clock &clock, Hooks hooks);
    // Finishes what was given, commits lazy jobs, checkpoints, closes.
    ~WriteRoom();

    // Any thread. `verb` runs in the room; `answer` through Hooks::post, after the commit.
    // A failed commit answers StoreFull, StoreReadOnly, StoreUnreachable or StoreFailed to every verb of the batch. A verb may be run again before it is
    // answered, when PostgreSQL gave up the transaction in favour of another.
    template <class T>
    void give(std::function<Result<T>(Transaction &)> verb, std::function<void(Result<T>)> answer) {
        auto result = std::make_shared<Result<T>>(fail(ErrorCode::Cancelled));
        enqueue({[verb = std::move(verb), result](Transaction &t) -> std::optional<Error> {
                     *result = verb(t);
                     if (result->has_value()) return std::nullopt;
                     return result->error();
                 },
                 [answer = std::move(answer), result](std::optional<Error> storeError) {
                     if (storeError) *result = tl::unexpected<Error>(*storeError);
                     answer(std::move(*result));
                 },
                 true});
    }
    // Rides with the next commit, 20 ms at the latest; nobody waits for it (visits).
    void giveLazily(std::function<Result<void>(Transaction &)> verb);
    // Blocks the caller until committed; for commands, import and tests, never on the HTTP or GUI thread.
    template <class T>
    Result<T> run(std::function<Result<T>(Transaction &)> verb) {
        auto result = std::make_shared<Result<T>>(fail(ErrorCode::Cancelled));
        // Shared, because the room may still be inside set_value() when the caller goes on.
        auto done = std::make_shared<std::promise<void>>();
        std::future<void> settled = done->get_future();
        enqueue({[verb = std::move(verb), result](Transaction &t) -> std::optional<Error> {
                     *result = verb(t);
                     if (result->has_value()) return std::nullopt;
                     return result->error();
                 },
                 [result, done](std::optional<Error> storeError) {
                     if (storeError) *result = tl::unexpected<Error>(*storeError);
                     done->set_value();
                 },
                 true, true});
        settled.wait();
        return std::move(*result);
    }

private:
    struct Job {
        std::function<std::optional<Error>(Transaction &)> verb;
        std::function<void(std::optional<Error>)> answer;
        bool urgent = true;
        bool answerInRoom = false;  // for run(): the caller's thread waits, whatever thread Hooks::post leads to
        Instant triedUntil = {};    // a later verb, when the store is away: until then it is tried anew
    };
    WriteRoom();
    void enqueue(Job job);

    struct Inner;
    std::unique_ptr<Inner> m_inner;
};

}  // namespace latchkey
