// The command line goes before what is remembered.
#include "app/desk/desk_start.h"

namespace latchkey {

DeskStart startOf(const DeskOptions &options, const DeskSettings &settings, bool hasStore) {
    if (!options.service.isEmpty()) return DeskStart::Team;
    if (options.demo || !options.store.isEmpty()) return DeskStart::Local;
    switch (settings.mode) {
        case DeskMode::Local:
            return DeskStart::Local;
        case DeskMode::Team:
            return settings.service.isEmpty() ? DeskStart::Ask : DeskStart::Team;
        case DeskMode::Unset:
            return hasStore ? DeskStart::Local : DeskStart::Ask;
    }
    return DeskStart::Ask;
}

}  // namespace latchkey
