// Reads one request a connection and answers by script.
#include "tests/support/scripted_http.h"

namespace latchkey {

ScriptedHttp::ScriptedHttp(HttpScript script) : m_script(std::move(script)), m_peer([this](PeerLine &line) { serve(line); }) {}

QList<HeardRequest> ScriptedHttp::heard() {
    const std::lock_guard lock(m_mutex);
    return m_heard;
}

void ScriptedHttp::serve(PeerLine &line) {
    if (m_script.then == HttpScript::Then::CloseBeforeReading) return line.drop();
    if (m_script.then == HttpScript::Then::HangInHandshake) return line.hang();
    if (!m_script.keyFile.isEmpty() && !line.encrypt(m_script.certificateFile, m_script.keyFile)) return;
    HeardRequest request;
    const auto first = line.readLine();
    if (!first) return;
    request.line = first->trimmed();
    while (const auto header = line.readLine()) {
        const QByteArray text = header->trimmed();
        if (text.isEmpty()) break;
        const qsizetype colon = text.indexOf(':');
        request.headers.insert(text.first(colon).toLower(), text.sliced(colon + 1).trimmed());
    }
    request.body = line.read(request.headers.value("content-length").toLongLong()).value_or(QByteArray());
    {
        const std::lock_guard lock(m_mutex);
        m_heard.append(request);
    }
    line.write(m_script.answer);
    if (m_script.then == HttpScript::Then::Hang) line.hang();
    line.close();
}

QByteArray httpAnswer(int status, const QByteArray &body, const QByteArray &moreHeaders) {
    return "HTTP/1.1 " + QByteArray::number(status) + " Scripted\r\n" + moreHeaders +
           "Content-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

}  // namespace latchkey
