// Keeps GET /events open.
#include "services/client/event_stream.h"

#include <QNetworkReply>

namespace latchkey {

EventStream::EventStream(Wire &wire, QObject *parent) : QObject(parent), m_wire(wire) {
    m_pause.setSingleShot(true);
    m_silence.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &EventStream::connectNow);
    connect(&m_silence, &QTimer::timeout, this, [this] {
        if (m_reply) m_reply->abort();
    });
}

void EventStream::start() {
    if (std::exchange(m_started, true)) return;
    m_nextPause = m_wire.times().firstPause;
    connectNow();
}

void EventStream::connectNow() {
    m_parser = EventParser();
    m_reply = m_wire.open(QStringLiteral("/events"));
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &EventStream::answered);
    connect(m_reply, &QNetworkReply::readyRead, this, &EventStream::read);
    connect(m_reply, &QNetworkReply::finished, this, &EventStream::ended);
    m_silence.start(m_wire.times().silence);
}

void EventStream::answered() {
    const QPointer<EventStream> self(this);
    m_wire.observe(*m_reply);
    if (!self || !m_reply || m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() != 200) return;
    m_nextPause = m_wire.times().firstPause;
    if (!std::exchange(m_wasOpen, true)) return;
    Event gap;
    gap.kind = EventKind::DirectoryChanged;
    emit happened(gap);
}

void EventStream::read() {
    m_silence.start(m_wire.times().silence);
    const QList<Event> events = m_parser.feed(m_reply->readAll());
    const QPointer<EventStream> self(this);
    for (const Event &event : events) {
        emit happened(event);
        if (!self) return;
    }
}

void EventStream::ended() {
    m_silence.stop();
    QNetworkReply *reply = m_reply;
    m_reply.clear();
    reply->deleteLater();
    m_pause.start(m_nextPause);
    m_nextPause = std::min(m_nextPause * 2, m_wire.times().longestPause);
    // One that had been open says nothing new: whether the service is still there shows when it is opened again.
    if (!reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).isValid()) m_wire.observe(*reply);
}

}  // namespace latchkey
