// What an SMTP conversation came to: fed with its lines as they pass, it tells the step reached, the reason of a failure
// and whether another attempt could send the letter twice. Pure: knows no sockets.
#pragma once

#include "services/delivery/transport.h"

#include <array>

namespace latchkey {

// How the connection ended, as far as the conversation itself does not tell.
enum class SmtpEnd {
    Done,         // the server took the letter
    Unreachable,  // no such host, connection refused
    TimedOut,
    Closed,        // by the server or the network
    NotEncrypted,  // no STARTTLS, or no cipher in common
    BadCertificate,
    NoSignInMethod,  // the server knows none of ours
    Nonsense,
};

class SmtpConversation {
public:
    SmtpConversation(MailSecurity security, std::vector<MessageText> hidden);

    void connected();                   // TCP stands; the server's first line says it too
    void secured();                     // TLS stands; the first line that passes through it says it too
    void sent(QByteArrayView command);  // by us, with or without its line end; answers to a challenge are not looked at
    void bodySent(qsizetype bytes);     // handed to the socket
    void said(QByteArrayView lines);    // by the server

    [[nodiscard]] bool isOver() const { return m_left; }
    // `words` is what the library said of the end; used where the server said nothing.
    [[nodiscard]] SendOutcome outcome(SmtpEnd end, QByteArrayView words = {}) const;
    // A connection of an earlier letter had gone, or was taken leave of, before this letter began: a new one may be tried at once.
    [[nodiscard]] bool foundOldConnectionGone(SmtpEnd end) const;

private:
    struct Reply {
        int code = 0;
        QByteArray text;  // lines joined by blanks, codes taken off
        bool complete = false;
        bool nonsense = false;
    };
    struct Verdict {
        DeliveryProblem problem = DeliveryProblem::None;
        bool again = false;
    };

    void begin(DeliveryStep step);
    void saidLine(QByteArrayView line);
    void completed();
    void markDone(DeliveryStep step, const QByteArray &words);
    [[nodiscard]] bool isRefusal() const { return m_reply.complete && m_reply.code >= 400 && m_reply.code <= 599; }
    [[nodiscard]] bool isOutOfPlace() const;
    [[nodiscard]] Verdict refusal() const;
    [[nodiscard]] Verdict verdict(SmtpEnd end) const;

    MailSecurity m_security;
    std::vector<MessageText> m_hidden;
    DeliveryStep m_step = DeliveryStep::Connect;
    Reply m_reply;              // to the last command
    bool m_challenged = false;  // the next line of ours is a credential
    bool m_bodyHandedOver = false;
    bool m_fresh = false;                             // the connection was made for this letter
    bool m_left = false;                              // we took leave: what follows is about no letter
    std::array<std::optional<QByteArray>, 8> m_done;  // by step: what the server said there
};

}  // namespace latchkey
