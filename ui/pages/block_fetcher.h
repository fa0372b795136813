// Decides which block of a list is fetched next: one request at a time, what is on screen first, and the newest list alone.
#pragma once

#include "services/client/service_client.h"

#include <QElapsedTimer>
#include <QSet>
#include <QTimer>

#include <functional>

namespace latchkey {

class BlockTable;

// What a list asks the service for.
struct BlockRequest {
    bool newList = false;  // begin anew with block 0
    int block = 0;
    QString after;         // key to go on behind; when empty the block's row number is meant
};

// Owned by a list page; GUI thread.
class BlockFetcher : public QObject {
    Q_OBJECT
public:
    using Done = std::function<void(const std::optional<Error> &)>;
    using Fetch = std::function<Pending(const BlockRequest &, Done)>;
    using OnScreen = std::function<QPair<int, int>()>;  // first and last row seen

    BlockFetcher(BlockTable &table, Fetch fetch, OnScreen onScreen, QObject *parent);

    void startList();   // another search, filter or order: drops what is under way
    void refresh();     // the same list, whose rows may have changed
    void tryAgain();    // after a failure
    [[nodiscard]] bool isLoading() const { return m_loading; }

signals:
    void listStarted();                          // the first block of a new list has arrived
    void blockArrived(int block);
    void failed(const latchkey::Error &error);
    void recovered();                            // an answer after a failure

private:
    void wanted(int block);
    void next();
    void send(const BlockRequest &request);
    void settled(const BlockRequest &request, const std::optional<Error> &error);

    BlockTable &m_table;
    Fetch m_fetch;
    OnScreen m_onScreen;
    Pending m_pending;
    QTimer m_soon;
    QSet<int> m_wanted;
    quint64 m_serial = 0;
    bool m_loading = false;
    bool m_newListWanted = false;
    bool m_failed = false;
};

}  // namespace latchkey
