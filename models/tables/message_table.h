// The letters and texts, newest first, as Qt's views read them.
#pragma once

#include "models/domain/message.h"
#include "models/tables/paged_table.h"

namespace latchkey {

class MessageTable : public PagedTable<Message> {
public:
    enum Column { To, Kind, Subject, State, Time };

    explicit MessageTable(QObject *parent = nullptr) : PagedTable(5, parent) {}
    [[nodiscard]] const Message *message(int number) const { return row(number); }

protected:
    [[nodiscard]] bool isOlder(const Message &row, const Message &than) const override {
        return row.at != than.at ? row.at < than.at : row.id < than.id;
    }
};

}  // namespace latchkey
