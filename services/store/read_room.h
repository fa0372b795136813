// Threads with read connections of their own, for lists, searches and counts; the newest job of a lane cancels the older one.
#pragma once

#include "services/store/connection.h"
#include "services/store/write_room.h"

#include <functional>
#include <memory>
#include <string>

namespace latchkey {

class ReadRoom {
public:
    static Result<std::unique_ptr<ReadRoom>> open(const QString &path, int threads, Post post);
    ~ReadRoom();

    // Any thread. `job` runs in a room thread inside one read transaction, `answer` through post. An empty lane is never superseded; a newer job of the same
    // lane answers the older one with Cancelled, interrupting it when it already runs.
    template <class T>
    void give(std::string lane, std::function<Result<T>(Connection &)> job, std::function<void(Result<T>)> answer) {
        auto result = std::make_shared<Result<T>>(fail(ErrorCode::StoreFailed));
        enqueue(std::move(lane), [job = std::move(job), result](Connection &c) { *result = job(c); },
                [answer = std::move(answer), result](bool cancelled) {
                    if (cancelled) *result = fail(ErrorCode::Cancelled);
                    answer(std::move(*result));
                });
    }

private:
    ReadRoom();
    void enqueue(std::string lane, std::function<void(Connection &)> job, std::function<void(bool cancelled)> answer);

    struct Inner;
    std::unique_ptr<Inner> m_inner;
};

}  // namespace latchkey
