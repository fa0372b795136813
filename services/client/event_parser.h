// Takes server-sent events apart as their bytes arrive.
#pragma once

#include "models/domain/event.h"

#include <QByteArray>
#include <QList>

namespace latchkey {

class EventParser {
public:
    // The events that `bytes` complete; what is not one of ours is passed over.
    QList<Event> feed(const QByteArray &bytes);

private:
    void readLine(QByteArrayView line, QList<Event> &events);

    QByteArray m_rest;
    QByteArray m_data;
};

}  // namespace latchkey
