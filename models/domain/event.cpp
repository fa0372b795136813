// The names of the events, as the server-sent events carry them.
#include "models/domain/event.h"

#include "models/domain/enum_text.h"

namespace latchkey {

namespace {

constexpr EnumNames<EventKind, 11> eventKindNames = {{
    {EventKind::LinkIssued, QLatin1String("link-issued")},
    {EventKind::LinkOpened, QLatin1String("link-opened")},
    {EventKind::LinkUsed, QLatin1String("link-used")},
    {EventKind::LinkEnded, QLatin1String("link-ended")},
    {EventKind::CustomerChanged, QLatin1String("customer-changed")},
    {EventKind::MessageWritten, QLatin1String("message-written")},
    {EventKind::DirectoryChanged, QLatin1String("directory-changed")},
    {EventKind::ShopChanged, QLatin1String("shop-changed")},
    {EventKind::AgentsChanged, QLatin1String("agents-changed")},
    {EventKind::ShopSync, QLatin1String("shop-sync")},
    {EventKind::CustomerRead, QLatin1String("customer-read")},
}};
static_assert(namesAll(eventKindNames, EventKind::CustomerRead));

}  // namespace

QString toText(EventKind kind) { return nameOf(eventKindNames, kind); }
std::optional<EventKind> eventKindFromText(QStringView text) { return valueNamed(eventKindNames, text); }

}  // namespace latchkey
