// An SMTP server that misbehaves where a test wants it to: at any stage it answers anything, hangs, or drops the connection.
#pragma once

#include "tests/support/socket_peer.h"

#include <QList>
#include <QMap>

#include <mutex>

namespace latchkey {

enum class SmtpStage { Greeting, Ehlo, Starttls, Handshake, SecondEhlo, Auth, Credentials, Mail, Rcpt, Data, Body, End, Quit };

struct SmtpFault {
    enum class Then { GoOn, Hang, Drop };
    QByteArray reply;  // without its line end; empty: nothing is said
    Then then = Then::GoOn;
};

struct SmtpScript {
    QMap<SmtpStage, SmtpFault> faults;  // elsewhere it behaves
    QList<QByteArray> features = {"8BITMIME", "AUTH PLAIN LOGIN"};
    bool starttls = false;
    bool implicitTls = false;
    QString certificateFile;
    QString keyFile;
    int lettersPerConnection = 100;  // after so many it hangs up without a word
    bool farewell = false;           // ... or says 421 to the next MAIL
};

class ScriptedSmtp {
public:
    explicit ScriptedSmtp(SmtpScript script);

    [[nodiscard]] int port() const { return m_peer.port(); }
    [[nodiscard]] int connections() const { return m_peer.connections(); }
    // What the client said, without line ends; credentials and bodies are kept apart.
    [[nodiscard]] QList<QByteArray> commands();
    [[nodiscard]] QList<QByteArray> letters();

private:
    enum class Next { GoOn, End };
    void serve(PeerLine &line);
    Next act(PeerLine &line, SmtpStage stage, const QByteArray &usual);
    Next command(PeerLine &line, const QByteArray &said);
    Next hello(PeerLine &line);
    Next startTls(PeerLine &line);
    Next signIn(PeerLine &line, const QByteArray &said);
    Next letter(PeerLine &line);

    SmtpScript m_script;
    std::mutex m_mutex;
    QList<QByteArray> m_commands;
    QList<QByteArray> m_letters;
    bool m_encrypted = false;  // of the connection at hand
    int m_lettersHere = 0;
    SocketPeer m_peer;  // last: its thread uses the others
};

}  // namespace latchkey
