// The binary search over row ids.
#include "services/store/time_search.h"

namespace latchkey {

Result<qint64> firstRowAt(Connection &db, std::string_view newest, std::string_view from, Instant at) {
    qint64 low = 1;
    qint64 high = 1;
    {
        Statement last = db.prepare(newest);
        if (last.step()) high = last.integer(0) + 1;
        if (last.error()) return tl::unexpected<Error>(*last.error());
    }
    while (low < high) {
        const qint64 middle = low + (high - low) / 2;
        Statement select = db.prepare(from);
        select.bind(middle);
        if (!select.step()) {
            if (select.error()) return tl::unexpected<Error>(*select.error());
            high = middle;
        } else if (select.instant(1) >= at) {
            high = middle;
        } else {
            low = select.integer(0) + 1;
        }
    }
    return low;
}

}  // namespace latchkey
