// A name server for tests: listens on 127.0.0.1 by UDP and answers each question as a script says, or not at all.
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <atomic>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

namespace latchkey {

class DnsPeer {
public:
    enum Type { Ipv4 = 1, Mx = 15, Ipv6 = 28 };
    enum Code { NoError = 0, ServerFailure = 2, NoSuchName = 3, Refused = 5 };
    struct Reply {
        int code = NoError;
        QList<QByteArray> records = {};  // of the type that was asked for: an MX's host ("" is the root), or 4 or 16 bytes
        bool garbage = false;
    };
    // In the peer's thread; nothing: no answer ever comes.
    using Script = std::function<std::optional<Reply>(const QByteArray &name, int type)>;

    explicit DnsPeer(Script script);
    ~DnsPeer();
    DnsPeer(const DnsPeer &) = delete;
    DnsPeer &operator=(const DnsPeer &) = delete;

    [[nodiscard]] QString address() const { return QStringLiteral("127.0.0.1:%1").arg(m_port); }
    // "example.com 15", in the order in which they came; repeats of an unanswered one among them.
    [[nodiscard]] QList<QByteArray> questions() const;

private:
    void serve();
    [[nodiscard]] QByteArray answerTo(const QByteArray &packet);

    Script m_script;
    int m_socket = -1;
    int m_port = 0;
    std::atomic<bool> m_stopped = false;
    mutable std::mutex m_mutex;
    QList<QByteArray> m_questions;
    std::thread m_thread;
};

}  // namespace latchkey
