// Keeps GET /events open: reads events, notices silence, and connects again after growing pauses.
#pragma once

#include "services/client/event_parser.h"
#include "services/client/wire.h"

#include <QTimer>

namespace latchkey {

// Owned by the client, on its thread.
class EventStream : public QObject {
    Q_OBJECT
public:
    EventStream(Wire &wire, QObject *parent);
    void start();
    void tryNow();
    [[nodiscard]] bool isTrying() const;
    [[nodiscard]] Duration untilNextTry() const;

signals:
    void happened(latchkey::Event event);
    void changed();  // of isTrying() and of the pause

private:
    void connectNow();
    void follow(bool reachable);
    void onSilence();
    void answered();
    void read();
    void ended();

    Wire &m_wire;
    EventParser m_parser;
    QPointer<QNetworkReply> m_reply;
    QTimer m_pause;
    QTimer m_silence;
    Duration m_nextPause{};
    bool m_isOpen = false;
    bool m_wasOpen = false;  // ever: what happens between two connections is not told
    bool m_started = false;
};

}  // namespace latchkey
