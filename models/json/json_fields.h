// Small parts that several nouns have in their JSON: ids that may be missing, and durations.
#pragma once

#include "models/domain/id.h"
#include "models/domain/instant.h"
#include "models/json/json_writer.h"

namespace latchkey {

template <class Tag>
void writeId(JsonWriter &out, std::string_view name, Id<Tag> id) {
    out.key(name);
    id.isValid() ? out.value(id.value()) : out.null();
}

inline void writeDuration(JsonWriter &out, std::string_view name, Duration duration) { out.field(name, static_cast<qint64>(duration.count())); }

}  // namespace latchkey
