// Plays a script of SMTP answers.
#include "tests/support/scripted_smtp.h"

namespace latchkey {

ScriptedSmtp::ScriptedSmtp(SmtpScript script) : m_script(std::move(script)), m_peer([this](PeerLine &line) { serve(line); }) {}

QList<QByteArray> ScriptedSmtp::commands() {
    const std::lock_guard lock(m_mutex);
    return m_commands;
}

QList<QByteArray> ScriptedSmtp::letters() {
    const std::lock_guard lock(m_mutex);
    return m_letters;
}

ScriptedSmtp::Next ScriptedSmtp::act(PeerLine &line, SmtpStage stage, const QByteArray &usual) {
    const auto fault = m_script.faults.constFind(stage);
    const QByteArray reply = fault == m_script.faults.constEnd() ? usual : fault->reply;
    if (!reply.isEmpty()) line.write(reply + "\r\n");
    if (fault == m_script.faults.constEnd() || fault->then == SmtpFault::Then::GoOn) return Next::GoOn;
    if (fault->then == SmtpFault::Then::Hang) line.hang();
    line.close();
    return Next::End;
}

void ScriptedSmtp::serve(PeerLine &line) {
    m_encrypted = false;
    m_lettersHere = 0;
    if (m_script.implicitTls) {
        if (m_script.faults.contains(SmtpStage::Handshake)) {
            act(line, SmtpStage::Handshake, {});
            return;
        }
        if (!line.encrypt(m_script.certificateFile, m_script.keyFile)) return;
        m_encrypted = true;
    }
    if (act(line, SmtpStage::Greeting, "220 scripted.example ESMTP") == Next::End) return;
    while (const auto said = line.readLine()) {
        const QByteArray text = said->trimmed();
        {
            const std::lock_guard lock(m_mutex);
            m_commands.append(text);
        }
        if (command(line, text) == Next::End) return;
    }
}

ScriptedSmtp::Next ScriptedSmtp::command(PeerLine &line, const QByteArray &said) {
    if (said.startsWith("EHLO") || said.startsWith("HELO")) return hello(line);
    if (said.startsWith("STARTTLS")) return startTls(line);
    if (said.startsWith("AUTH")) return signIn(line, said);
    if (said.startsWith("MAIL")) {
        if (m_script.farewell && m_lettersHere >= m_script.lettersPerConnection) {
            line.write("421 4.7.0 enough for now\r\n");
            line.close();
            return Next::End;
        }
        return act(line, SmtpStage::Mail, "250 2.1.0 sender taken");
    }
    if (said.startsWith("RCPT")) return act(line, SmtpStage::Rcpt, "250 2.1.5 recipient taken");
    if (said == "DATA") return letter(line);
    if (said == "QUIT") {
        act(line, SmtpStage::Quit, "221 goodbye");
        line.close();
        return Next::End;
    }
    line.write("500 what?\r\n");
    return Next::GoOn;
}

ScriptedSmtp::Next ScriptedSmtp::hello(PeerLine &line) {
    QList<QByteArray> features = m_script.features;
    if (m_script.starttls && !m_encrypted) features.append("STARTTLS");
    QByteArray usual = "250-scripted.example";
    for (const QByteArray &feature : features) usual += "\r\n250-" + feature;
    usual += "\r\n250 HELP";
    const bool second = m_encrypted && m_script.starttls;
    return act(line, second ? SmtpStage::SecondEhlo : SmtpStage::Ehlo, usual);
}

ScriptedSmtp::Next ScriptedSmtp::startTls(PeerLine &line) {
    if (act(line, SmtpStage::Starttls, "220 2.0.0 begin") == Next::End) return Next::End;
    if (m_script.faults.contains(SmtpStage::Starttls)) return Next::GoOn;
    if (m_script.faults.contains(SmtpStage::Handshake)) {
        act(line, SmtpStage::Handshake, {});
        return Next::End;
    }
    m_encrypted = line.encrypt(m_script.certificateFile, m_script.keyFile);
    return m_encrypted ? Next::GoOn : Next::End;
}

ScriptedSmtp::Next ScriptedSmtp::signIn(PeerLine &line, const QByteArray &said) {
    if (m_script.faults.contains(SmtpStage::Auth)) return act(line, SmtpStage::Auth, {});
    const int answers = said.contains("LOGIN") ? 2 : 1;
    for (int i = 0; i < answers; ++i) {
        line.write("334 VXNlcm5hbWU6\r\n");
        if (!line.readLine()) return Next::End;
    }
    return act(line, SmtpStage::Credentials, "235 2.7.0 welcome");
}

ScriptedSmtp::Next ScriptedSmtp::letter(PeerLine &line) {
    if (act(line, SmtpStage::Data, "354 go on") == Next::End) return Next::End;
    if (m_script.faults.contains(SmtpStage::Data)) return Next::GoOn;
    if (m_script.faults.contains(SmtpStage::Body)) {
        // The first line at least has come, so that the client knows bytes to be on their way.
        line.readLine();
        act(line, SmtpStage::Body, {});
        line.drop();
        return Next::End;
    }
    QByteArray text;
    while (const auto said = line.readLine()) {
        if (*said == ".\r\n") {
            {
                const std::lock_guard lock(m_mutex);
                m_letters.append(text);
            }
            ++m_lettersHere;
            if (act(line, SmtpStage::End, "250 2.0.0 taken") == Next::End) return Next::End;
            if (m_lettersHere < m_script.lettersPerConnection || m_script.farewell) return Next::GoOn;
            line.close();
            return Next::End;
        }
        text += *said;
    }
    return Next::End;
}

}  // namespace latchkey
