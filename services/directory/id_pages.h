// Cuts pages of row ids out of long lists (by key and samples) and out of results held in memory.
#pragma once

#include "services/store/list_store.h"

#include <QString>

#include <memory>
#include <mutex>
#include <vector>

namespace latchkey {

struct IdPage {
    std::vector<qint64> ids;
    QString next;
    qint64 first = 0;
    qint64 count = 0;
    bool countIsExact = true;
};

// What part of a list is asked for.
struct Cut {
    QString after;
    qint64 at = -1;
    int limit = 100;
};

// A filtered or searched list in memory.
struct IdList {
    std::vector<qint64> ids;
    qint64 count = 0;
    bool countIsExact = true;
    bool complete = true;  // false: only the first of a search's many results; whoever pages on searches thoroughly
};
Result<IdPage> pageOf(const IdList &list, const Cut &cut);

// Every 500th key of the lists that somebody jumped in; shared by all threads.
class SampledLists {
public:
    Result<IdPage> page(Connection &db, const ListSpec &spec, qint64 count, const Cut &cut);
    Result<void> warmUp(Connection &db, const ListSpec &spec, qint64 count);
    void forget();

private:
    struct Samples {
        ListSpec spec;
        qint64 rows = 0;
        std::vector<ListKey> keys;
    };
    Result<std::shared_ptr<const Samples>> samplesOf(Connection &db, const ListSpec &spec, qint64 count);
    Result<std::vector<ListKey>> keysAt(Connection &db, const ListSpec &spec, qint64 count, qint64 at, int limit);

    std::mutex m_guard;
    std::vector<std::shared_ptr<const Samples>> m_samples;
};

}  // namespace latchkey
