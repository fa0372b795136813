// What the service tells every open desk after a commit.
#pragma once

#include "models/domain/id.h"
#include "models/domain/instant.h"

#include <QString>

#include <optional>

namespace latchkey {

enum class EventKind { LinkIssued, LinkOpened, LinkUsed, LinkEnded, CustomerChanged, MessageWritten, DirectoryChanged, ShopChanged, AgentsChanged, ShopSync,
                       CustomerRead };  // from a shop outside the house, and nothing but its age need have changed

struct Event {
    EventKind kind = EventKind::CustomerChanged;
    CustomerId customer;
    LinkId link;
    Instant at;
};

QString toText(EventKind kind);  // "link-used": the SSE event's name
std::optional<EventKind> eventKindFromText(QStringView text);

}  // namespace latchkey
