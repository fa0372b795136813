// One request at a time, so that dragging through a million rows asks only for where the drag stops.
#include "ui/pages/block_fetcher.h"

#include "models/tables/block_table.h"

namespace latchkey {

BlockFetcher::BlockFetcher(BlockTable &table, Fetch fetch, OnScreen onScreen, QObject *parent)
    : QObject(parent), m_table(table), m_fetch(std::move(fetch)), m_onScreen(std::move(onScreen)) {
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    connect(&m_soon, &QTimer::timeout, this, &BlockFetcher::next);
    connect(&table, &BlockTable::blockWanted, this, &BlockFetcher::wanted);
}

void BlockFetcher::startList() {
    m_pending.cancel();
    m_wanted.clear();
    m_table.dropAllAsked();
    m_failed = false;
    m_newListWanted = true;
    send({true, 0, {}});
}

void BlockFetcher::refresh() {
    if (m_newListWanted) return startList();
    m_failed = false;
    m_table.markStale();
    if (m_table.rowCount() == 0) startList();
}

void BlockFetcher::tryAgain() {
    if (m_newListWanted || m_table.rowCount() == 0) return startList();
    refresh();
}

void BlockFetcher::wanted(int block) {
    m_wanted.insert(block);
    if (!m_loading && !m_failed) m_soon.start();
}

void BlockFetcher::next() {
    if (m_loading || m_failed || m_wanted.isEmpty()) return;
    const QPair<int, int> seen = m_onScreen();
    const int first = seen.first / BlockTable::blockSize;
    const int last = seen.second / BlockTable::blockSize;
    int chosen = -1;
    for (const int block : std::as_const(m_wanted)) {
        const bool onScreen = seen.first >= 0 && block >= first && block <= last;
        if (onScreen && (chosen < 0 || block < chosen)) chosen = block;
    }
    // What has been scrolled past is asked for again when it is looked at.
    for (const int block : std::as_const(m_wanted))
        if (block != chosen && (block < first || block > last)) m_table.dropAsked(block);
    m_wanted.removeIf([&](int block) { return block < first || block > last; });
    if (chosen < 0) return;
    m_wanted.remove(chosen);
    send({false, chosen, m_table.keyBefore(chosen)});
}

void BlockFetcher::send(const BlockRequest &request) {
    m_loading = true;
    const quint64 serial = ++m_serial;
    m_pending = m_fetch(request, [this, serial, request](const std::optional<Error> &error) {
        if (serial == m_serial) settled(request, error);
    });
}

void BlockFetcher::settled(const BlockRequest &request, const std::optional<Error> &error) {
    m_loading = false;
    if (error) {
        m_failed = true;
        m_wanted.clear();
        m_table.dropAsked(request.block);
        emit failed(*error);
        return;
    }
    m_failed = false;
    if (request.newList) m_newListWanted = false;
    emit recovered();
    if (request.newList) emit listStarted();
    else emit blockArrived(request.block);
    if (!m_wanted.isEmpty()) m_soon.start();
}

}  // namespace latchkey
