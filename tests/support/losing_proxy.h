// Stands before a PostgreSQL's socket and, when it is told to, lets a COMMIT through and loses the answer.
#pragma once

#include <QString>
#include <QTemporaryDir>

#include <atomic>
#include <thread>
#include <vector>

namespace latchkey {

class LosingProxy {
public:
    // `server` is the folder of the server's socket.
    explicit LosingProxy(const QString &server);
    ~LosingProxy();
    LosingProxy(const LosingProxy &) = delete;
    LosingProxy &operator=(const LosingProxy &) = delete;

    [[nodiscard]] QString folder() const { return m_folder.path(); }
    void loseNextCommit() { m_lose = true; }
    [[nodiscard]] bool hasLost() const { return m_lost; }

private:
    void accept();
    void carry(int client, int server);

    QTemporaryDir m_folder;
    const QString m_server;
    int m_listener = -1;
    std::atomic<bool> m_lose = false;
    std::atomic<bool> m_lost = false;
    std::atomic<bool> m_ending = false;
    std::thread m_thread;
    std::vector<std::thread> m_carriers;
};

}  // namespace latchkey
