// Keeps GET /events open.
#include "services/client/event_stream.h"

#include <QNetworkReply>

#include <utility>

namespace latchkey {

EventStream::EventStream(Wire &wire, QObject *parent) : QObject(parent), m_wire(wire) {
    m_pause.setSingleShot(true);
    m_silence.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, &EventStream::connectNow);
    connect(&m_silence, &QTimer::timeout, this, &EventStream::onSilence);
    connect(&m_wire, &Wire::reachableChanged, this, &EventStream::follow);
}

void EventStream::start() {
    if (std::exchange(m_started, true)) return;
    m_nextPause = m_wire.times().firstPause;
    connectNow();
}

void EventStream::tryNow() {
    if (m_started && m_reply == nullptr) connectNow();
}

bool EventStream::isTrying() const { return m_reply != nullptr && !m_isOpen; }

Duration EventStream::untilNextTry() const { return m_pause.isActive() ? std::max(Duration(0), m_pause.remainingTimeAsDuration()) : Duration(0); }

// What a request found out: a stream that still seems open is dead with the rest, and one that waits need not wait for so long.
void EventStream::follow(bool reachable) {
    if (!m_started) return;
    if (!reachable && m_isOpen) m_reply->abort();
    if (reachable && m_pause.isActive()) {
        m_pause.start(m_wire.times().firstPause);
        emit changed();
    }
}

void EventStream::onSilence() {
    if (m_reply == nullptr) return;
    const QPointer<EventStream> self(this);
    m_wire.lose({TroubleKind::NoAnswer});
    if (self && m_reply) m_reply->abort();
}

void EventStream::connectNow() {
    m_pause.stop();
    m_parser = EventParser();
    m_isOpen = false;
    m_reply = m_wire.open(QStringLiteral("/events"));
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &EventStream::answered);
    connect(m_reply, &QNetworkReply::readyRead, this, &EventStream::read);
    connect(m_reply, &QNetworkReply::finished, this, &EventStream::ended);
    m_silence.start(m_wire.times().silence);
    emit changed();
}

void EventStream::answered() {
    const QPointer<EventStream> self(this);
    const bool isOpen = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() == 200;
    m_isOpen = isOpen;
    m_wire.observe(*m_reply);
    if (!self || !m_reply || !isOpen) return;
    m_nextPause = m_wire.times().firstPause;
    emit changed();
    if (!self || !std::exchange(m_wasOpen, true)) return;
    Event gap;
    gap.kind = EventKind::DirectoryChanged;
    emit happened(gap);
}

void EventStream::read() {
    m_silence.start(m_wire.times().silence);
    if (m_isOpen) m_wire.heard();
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
    m_isOpen = false;
    reply->deleteLater();
    m_pause.start(m_nextPause);
    m_nextPause = std::min(m_nextPause * 2, m_wire.times().longestPause);
    const QPointer<EventStream> self(this);
    // One that had been open says nothing new: whether the service is still there shows when it is opened again.
    if (!reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).isValid()) m_wire.observe(*reply);
    if (self) emit changed();
}

}  // namespace latchkey
