// Tells every desk that follows /events what happened, as server-sent events, with a heartbeat that shows dead connections.
#pragma once

#include "models/domain/event.h"
#include "services/http/http.h"
#include "services/store/write_room.h"

#include <QList>

#include <chrono>
#include <memory>
#include <vector>

namespace latchkey {

// Lives on the server's thread but for its constructor, destructor and heartbeat, which comes in by `post`.
class EventHub {
public:
    EventHub(Post post, std::chrono::milliseconds heartbeat);
    ~EventHub();  // stops the heartbeat; the streams end with the server

    // `mayStay` is asked at every heartbeat; a stream that may not is ended.
    void follow(std::shared_ptr<http::Stream> stream, std::function<bool()> mayStay = {});
    void publish(const QList<Event> &events);
    // Asks every stream at once, as at a heartbeat, and ends those that may not stay.
    void dismiss();
    // Ends every stream, so that a stopping server has nothing to wait for.
    void closeAll();
    [[nodiscard]] std::size_t followers() const;

private:
    struct Followers;
    struct Heartbeat;
    std::shared_ptr<Followers> m_followers;  // shared with closures that may still lie in the server's queue
    std::unique_ptr<Heartbeat> m_heartbeat;
};

}  // namespace latchkey
