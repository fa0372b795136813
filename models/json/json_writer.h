// Appends JSON text quickly, with escaping: the service's answers are built with it, since QJsonDocument costs five times as much.
#pragma once

#include "models/domain/instant.h"

#include <QStringView>

#include <string>
#include <string_view>

namespace latchkey {

// Commas are set by itself. Not checked: the caller pairs begin and end.
class JsonWriter {
public:
    JsonWriter &beginObject();
    JsonWriter &endObject();
    JsonWriter &beginArray();
    JsonWriter &endArray();
    JsonWriter &key(std::string_view name);  // a literal without characters that need escaping

    JsonWriter &value(QStringView text);
    JsonWriter &utf8(std::string_view text);
    JsonWriter &value(qint64 number);
    JsonWriter &value(int number) { return value(static_cast<qint64>(number)); }
    JsonWriter &value(bool truth);
    JsonWriter &value(Instant at);  // milliseconds since 1970; null when not set
    JsonWriter &null();

    template <class V>
    JsonWriter &field(std::string_view name, const V &v) { key(name); return value(v); }

    [[nodiscard]] const std::string &text() const { return m_text; }
    std::string take() { return std::move(m_text); }

private:
    void separate();
    std::string m_text;
    bool m_needsComma = false;
};

}  // namespace latchkey
