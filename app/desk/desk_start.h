// Decides, from the command line and what is remembered, how the desk starts. Pure.
#pragma once

#include "app/desk/options.h"
#include "ui/desk_settings.h"

namespace latchkey {

enum class DeskStart { Ask, Local, Team };

// `hasStore`: a store lies at the usual place, from before there was a choice.
DeskStart startOf(const DeskOptions &options, const DeskSettings &settings, bool hasStore);

}  // namespace latchkey
