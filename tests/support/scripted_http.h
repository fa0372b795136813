// An HTTP server that answers a test's bytes, whatever they are, hangs or hangs up; it remembers the requests as they came.
#pragma once

#include "tests/support/socket_peer.h"

#include <QList>
#include <QMap>

#include <mutex>

namespace latchkey {

struct HttpScript {
    enum class Then { Close, Hang, CloseBeforeReading, HangInHandshake };
    QByteArray answer;  // whole, as it goes over the wire
    Then then = Then::Close;
    QString certificateFile = {};  // with a key: https
    QString keyFile = {};
};

struct HeardRequest {
    QByteArray line;                       // "POST /path HTTP/1.1"
    QMap<QByteArray, QByteArray> headers;  // names in lower case
    QByteArray body;
};

class ScriptedHttp {
public:
    explicit ScriptedHttp(HttpScript script);

    [[nodiscard]] int port() const { return m_peer.port(); }
    [[nodiscard]] int connections() const { return m_peer.connections(); }
    [[nodiscard]] QList<HeardRequest> heard();

private:
    void serve(PeerLine &line);

    HttpScript m_script;
    std::mutex m_mutex;
    QList<HeardRequest> m_heard;
    SocketPeer m_peer;  // last: its thread uses the others
};

// "HTTP/1.1 200 …" with a Content-Length.
QByteArray httpAnswer(int status, const QByteArray &body, const QByteArray &moreHeaders = {});

}  // namespace latchkey
