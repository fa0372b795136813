// Follows an SMTP conversation line by line and judges how it ended.
#include "services/delivery/smtp_conversation.h"

#include "services/web/server_words.h"

namespace latchkey {

namespace {

constexpr qsizetype keptOfReply = 4096;

bool begins(QByteArrayView line, const char *command) {
    const QByteArrayView wanted(command);
    return line.size() >= wanted.size() && qstrnicmp(line.data(), wanted.data(), static_cast<size_t>(wanted.size())) == 0;
}

bool isDigit(char c) { return c >= '0' && c <= '9'; }

struct EnhancedCode {
    int subject = -1;
    int detail = -1;
};

// RFC 3463's "5.7.1" at the beginning of a reply.
EnhancedCode enhancedCode(const QByteArray &text) {
    if (text.size() < 5 || (text[0] != '4' && text[0] != '5') || text[1] != '.') return {};
    const qsizetype dot = text.indexOf('.', 2);
    if (dot < 0) return {};
    qsizetype end = dot + 1;
    while (end < text.size() && isDigit(text[end])) ++end;
    bool subjectIsNumber = false;
    bool detailIsNumber = false;
    const int subject = text.mid(2, dot - 2).toInt(&subjectIsNumber);
    const int detail = text.mid(dot + 1, end - dot - 1).toInt(&detailIsNumber);
    return subjectIsNumber && detailIsNumber ? EnhancedCode{subject, detail} : EnhancedCode{};
}

bool wantsSignIn(int code) { return code == 530 || code == 534 || code == 535 || code == 538; }

// 5.1.x that is about the recipient, not about the sender (5.1.7, 5.1.8) or the whole (5.1.0).
bool namesRecipient(EnhancedCode code) {
    return code.subject == 1 && (code.detail == 1 || code.detail == 2 || code.detail == 3 || code.detail == 6 || code.detail == 10);
}

}  // namespace

SmtpConversation::SmtpConversation(MailSecurity security, std::vector<MessageText> hidden) : m_security(security), m_hidden(std::move(hidden)) {}

void SmtpConversation::markDone(DeliveryStep step, const QByteArray &words) {
    std::optional<QByteArray> &slot = m_done[static_cast<std::size_t>(step)];
    if (!slot) slot = words;
}

void SmtpConversation::begin(DeliveryStep step) {
    m_step = step;
    m_reply = {};
    m_challenged = false;
}

void SmtpConversation::connected() {
    if (m_step != DeliveryStep::Connect) return;
    m_fresh = true;
    markDone(DeliveryStep::Connect, {});
    begin(m_security == MailSecurity::Tls ? DeliveryStep::Secure : DeliveryStep::Greeting);
}

void SmtpConversation::secured() {
    if (m_step != DeliveryStep::Secure) return;
    markDone(DeliveryStep::Secure, m_reply.text);
    if (m_security == MailSecurity::Tls) begin(DeliveryStep::Greeting);
}

void SmtpConversation::sent(QByteArrayView command) {
    if (m_challenged) {
        m_challenged = false;
        return;
    }
    if (begins(command, "EHLO") || begins(command, "HELO")) {
        secured();
        begin(DeliveryStep::Hello);
    } else if (begins(command, "STARTTLS"))
        begin(DeliveryStep::Secure);
    else if (begins(command, "AUTH "))
        begin(DeliveryStep::SignIn);
    else if (begins(command, "MAIL FROM"))
        begin(DeliveryStep::Sender);
    else if (begins(command, "RCPT TO"))
        begin(DeliveryStep::Recipient);
    else if (begins(command, "QUIT"))
        m_left = true;
    else if (begins(command, "DATA"))
        begin(DeliveryStep::Message);
}

void SmtpConversation::bodySent(qsizetype bytes) {
    if (bytes <= 0 || m_bodyHandedOver) return;
    m_bodyHandedOver = true;
    m_reply = {};
}

void SmtpConversation::said(QByteArrayView lines) {
    while (!lines.isEmpty()) {
        qsizetype end = 0;
        while (end < lines.size() && lines[end] != '\n') ++end;
        saidLine(lines.first(end).trimmed());
        lines = lines.sliced(qMin(end + 1, lines.size()));
    }
}

void SmtpConversation::saidLine(QByteArrayView line) {
    if (line.isEmpty() || m_left) return;
    connected();
    if (m_security == MailSecurity::Tls) secured();
    const bool hasCode = line.size() >= 3 && isDigit(line[0]) && isDigit(line[1]) && isDigit(line[2]);
    if (!hasCode || (line.size() > 3 && line[3] != ' ' && line[3] != '-')) {
        m_reply.nonsense = true;
        return;
    }
    if (m_reply.complete) m_reply = {};
    m_reply.code = (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
    if (m_reply.code == 334) {
        m_challenged = m_step == DeliveryStep::SignIn;
        m_reply.nonsense = !m_challenged;
        return;
    }
    const QByteArrayView text = line.sliced(qMin<qsizetype>(4, line.size()));
    if (m_reply.text.size() + text.size() < keptOfReply) {
        if (!m_reply.text.isEmpty()) m_reply.text += ' ';
        m_reply.text += text;
    }
    if (line.size() > 3 && line[3] == '-') return;
    m_reply.complete = true;
    completed();
}

void SmtpConversation::completed() {
    if (m_reply.code < 200 || m_reply.code > 299) return;
    // Of STARTTLS the reply alone is not enough; of DATA only the reply to the body counts.
    if (m_step == DeliveryStep::Secure || (m_step == DeliveryStep::Message && !m_bodyHandedOver)) return;
    markDone(m_step, m_reply.text);
}

bool SmtpConversation::foundOldConnectionGone(SmtpEnd end) const {
    if (m_fresh || (m_step != DeliveryStep::Connect && m_step != DeliveryStep::Sender)) return false;
    return m_reply.complete ? m_reply.code == 421 : end == SmtpEnd::Closed;
}

bool SmtpConversation::isOutOfPlace() const {
    if (m_reply.nonsense) return true;
    return m_reply.complete && (m_step == DeliveryStep::Message ? m_reply.code != 354 : m_reply.code / 100 != 2);
}

SmtpConversation::Verdict SmtpConversation::refusal() const {
    if (m_reply.code < 500) return {DeliveryProblem::TryLater, true};
    const EnhancedCode enhanced = enhancedCode(m_reply.text);
    switch (m_step) {
        case DeliveryStep::Connect:
        case DeliveryStep::Greeting:
        case DeliveryStep::Hello:
            return {DeliveryProblem::ContentRefused, false};
        case DeliveryStep::Secure:
            return {DeliveryProblem::NoEncryption, false};
        case DeliveryStep::SignIn:
            return {DeliveryProblem::SignInRefused, false};
        case DeliveryStep::Sender:
            return {wantsSignIn(m_reply.code) ? DeliveryProblem::SignInRefused : DeliveryProblem::SenderRefused, false};
        case DeliveryStep::Recipient:
            if (wantsSignIn(m_reply.code)) return {DeliveryProblem::SignInRefused, false};
            if (enhanced.subject == 7) return {DeliveryProblem::ContentRefused, false};
            if (enhanced.subject == 1 && (enhanced.detail == 7 || enhanced.detail == 8)) return {DeliveryProblem::SenderRefused, false};
            return {DeliveryProblem::RecipientRefused, false};
        case DeliveryStep::Message:
            // Some servers look the recipient up only when they have the letter.
            return {namesRecipient(enhanced) ? DeliveryProblem::RecipientRefused : DeliveryProblem::ContentRefused, false};
    }
    return {DeliveryProblem::NotUnderstood, false};
}

SmtpConversation::Verdict SmtpConversation::verdict(SmtpEnd end) const {
    if (end == SmtpEnd::Done) return {};
    if (end == SmtpEnd::BadCertificate) return {DeliveryProblem::WrongCertificate, false};
    if (isRefusal()) return refusal();
    // Whether the server kept the letter is unknown from its first byte on: nothing is ever sent twice.
    if (m_bodyHandedOver) return {DeliveryProblem::MayHaveArrived, false};
    if (isOutOfPlace()) return {DeliveryProblem::NotUnderstood, true};
    switch (end) {
        case SmtpEnd::Unreachable:
            return {DeliveryProblem::Unreachable, true};
        case SmtpEnd::TimedOut:
            return {DeliveryProblem::TimedOut, true};
        case SmtpEnd::Closed:
            return {DeliveryProblem::ConnectionLost, true};
        case SmtpEnd::NotEncrypted:
            return {DeliveryProblem::NoEncryption, false};
        case SmtpEnd::NoSignInMethod:
            return {DeliveryProblem::SignInRefused, false};
        case SmtpEnd::Nonsense:
        case SmtpEnd::Done:
        case SmtpEnd::BadCertificate:
            break;
    }
    return {DeliveryProblem::NotUnderstood, true};
}

SendOutcome SmtpConversation::outcome(SmtpEnd end, QByteArrayView words) const {
    const Verdict judged = verdict(end);
    SendOutcome outcome;
    outcome.problem = judged.problem;
    outcome.again = judged.again;
    outcome.step = m_step;
    if (judged.problem == DeliveryProblem::NoEncryption || judged.problem == DeliveryProblem::WrongCertificate)
        outcome.step = DeliveryStep::Secure;
    else if (end == SmtpEnd::NoSignInMethod)
        outcome.step = DeliveryStep::SignIn;
    const bool replyDecided = judged.problem == DeliveryProblem::None || isRefusal() || isOutOfPlace();
    if (replyDecided && m_reply.complete && outcome.step == m_step) outcome.code = m_reply.code;
    outcome.words = serverWords(outcome.code != 0 ? QByteArrayView(m_reply.text) : words, m_hidden);
    const bool failed = judged.problem != DeliveryProblem::None;
    for (std::size_t i = 0; i < m_done.size(); ++i) {
        const auto step = static_cast<DeliveryStep>(i);
        if (m_done[i] && !(failed && step == outcome.step)) outcome.steps.append({step, true, serverWords(*m_done[i], m_hidden)});
    }
    // Last, also when it had gone well before: after STARTTLS there is a second hello.
    if (failed) outcome.steps.append({outcome.step, false, outcome.words});
    return outcome;
}

}  // namespace latchkey
