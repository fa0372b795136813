// Keeps the open event streams, writes events to them and beats every few seconds from a thread of its own.
#include "services/api/event_hub.h"

#include "models/json/json.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <unordered_map>

namespace latchkey {

struct EventHub::Followers {
    std::vector<std::shared_ptr<http::Stream>> streams;
    std::unordered_map<const http::Stream *, std::function<bool()>> mayStay;

    void dismiss() {
        const std::vector<std::shared_ptr<http::Stream>> all = streams;
        for (const std::shared_ptr<http::Stream> &stream : all) {
            const auto asked = mayStay.find(stream.get());
            if (asked == mayStay.end() || asked->second()) continue;
            forget(stream.get());
            stream->close();
        }
    }
    void beat() {
        dismiss();
        write(": still here\n\n");
    }

    void write(const std::string &chunk) {
        // A copy, since a failing write may remove its stream from the list through onClosed.
        const std::vector<std::shared_ptr<http::Stream>> all = streams;
        for (const std::shared_ptr<http::Stream> &stream : all)
            if (!stream->write(chunk)) forget(stream.get());
    }
    void forget(const http::Stream *stream) {
        mayStay.erase(stream);
        std::erase_if(streams, [stream](const auto &kept) { return kept.get() == stream; });
    }
};

struct EventHub::Heartbeat {
    std::mutex mutex;
    std::condition_variable wake;
    bool stop = false;
    std::thread thread;
};

EventHub::EventHub(Post post, std::chrono::milliseconds heartbeat)
    : m_followers(std::make_shared<Followers>()), m_heartbeat(std::make_unique<Heartbeat>()) {
    m_heartbeat->thread = std::thread([beat = m_heartbeat.get(), followers = m_followers, post = std::move(post), heartbeat] {
        std::unique_lock lock(beat->mutex);
        while (!beat->wake.wait_for(lock, heartbeat, [beat] { return beat->stop; })) post([followers] { followers->beat(); });
    });
}

EventHub::~EventHub() {
    {
        const std::lock_guard lock(m_heartbeat->mutex);
        m_heartbeat->stop = true;
    }
    m_heartbeat->wake.notify_all();
    m_heartbeat->thread.join();
}

void EventHub::follow(std::shared_ptr<http::Stream> stream, std::function<bool()> mayStay) {
    std::weak_ptr<Followers> followers = m_followers;
    stream->onClosed = [followers, raw = stream.get()] {
        if (const std::shared_ptr<Followers> kept = followers.lock()) kept->forget(raw);
    };
    m_followers->streams.push_back(stream);
    if (mayStay) m_followers->mayStay.emplace(stream.get(), std::move(mayStay));
    if (!stream->write(": hello\n\n")) m_followers->forget(stream.get());
}

void EventHub::publish(const QList<Event> &events) {
    if (m_followers->streams.empty()) return;
    std::string chunk;
    for (const Event &event : events) {
        JsonWriter out;
        writeJson(out, event);
        chunk += "event: " + toText(event.kind).toStdString() + "\ndata: " + out.text() + "\n\n";
    }
    m_followers->write(chunk);
}

void EventHub::dismiss() { m_followers->dismiss(); }

void EventHub::closeAll() {
    const std::vector<std::shared_ptr<http::Stream>> all = std::move(m_followers->streams);
    m_followers->streams.clear();
    m_followers->mayStay.clear();
    for (const std::shared_ptr<http::Stream> &stream : all) stream->close();
}

std::size_t EventHub::followers() const { return m_followers->streams.size(); }

}  // namespace latchkey
