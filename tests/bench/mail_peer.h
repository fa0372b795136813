// A mail server of the bench: takes every letter, refuses every connection, or lets everybody wait for its first word.
#pragma once

#include <atomic>
#include <cstdint>
#include <thread>

namespace latchkey::bench {

enum class MailManner { Takes, Refuses, Hangs };

class MailPeer {
public:
    explicit MailPeer(MailManner manner);
    ~MailPeer();
    MailPeer(const MailPeer &) = delete;
    MailPeer &operator=(const MailPeer &) = delete;
    [[nodiscard]] std::uint16_t port() const { return m_port; }
    [[nodiscard]] std::uint64_t letters() const { return m_letters; }

private:
    void run();

    int m_listener = -1;
    std::uint16_t m_port = 0;
    std::atomic<std::uint64_t> m_letters{0};
    std::atomic<bool> m_ending{false};
    std::thread m_thread;
};

}  // namespace latchkey::bench
