// Takes server-sent events apart as their bytes arrive.
#include "services/client/event_parser.h"

#include "models/json/json.h"

namespace latchkey {

namespace {

// An event is a few hundred bytes; a stream that never ends its line must not fill the memory.
constexpr qsizetype mostBytes = 64 * 1024;

}  // namespace

QList<Event> EventParser::feed(const QByteArray &bytes) {
    QList<Event> events;
    m_rest += bytes;
    qsizetype begin = 0;
    for (qsizetype end = m_rest.indexOf('\n'); end >= 0; end = m_rest.indexOf('\n', begin)) {
        QByteArrayView line = QByteArrayView(m_rest).sliced(begin, end - begin);
        if (line.endsWith('\r')) line.chop(1);
        readLine(line, events);
        begin = end + 1;
    }
    m_rest.remove(0, begin);
    if (m_rest.size() > mostBytes) m_rest.clear();
    return events;
}

void EventParser::readLine(QByteArrayView line, QList<Event> &events) {
    if (line.isEmpty()) {
        const QByteArray data = std::exchange(m_data, {});
        if (data.isEmpty()) return;
        if (Result<Event> event = readEvent(QJsonDocument::fromJson(data).object())) events.append(*event);
        return;
    }
    // The event's name is in its data too.
    constexpr QByteArrayView field("data:");
    if (!line.startsWith(field) || m_data.size() + line.size() > mostBytes) return;
    QByteArrayView value = line.sliced(field.size());
    if (value.startsWith(' ')) value = value.sliced(1);
    if (!m_data.isEmpty()) m_data += '\n';
    m_data += value;
}

}  // namespace latchkey
