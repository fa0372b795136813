// latchkeyd as a process: run to its end, or kept serving.
#pragma once

#include "tests/http/raw_client.h"
#include "tests/support/minted.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStringList>

namespace latchkey {

struct Run {
    int code = -1;
    QByteArray out;
    QByteArray err;
};

inline Run run(const QStringList &words, const QByteArray &input = {}) {
    QProcess process;
    process.start(QStringLiteral(LATCHKEYD), words);
    process.write(input);
    process.closeWriteChannel();
    Run result;
    if (!process.waitForFinished(30'000)) return result;
    result.code = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2;
    result.out = process.readAllStandardOutput();
    result.err = process.readAllStandardError();
    return result;
}

class Served {
public:
    explicit Served(const QStringList &words) {
        m_process.start(QStringLiteral(LATCHKEYD),
                        QStringList{QStringLiteral("serve"), QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0")} + words);
        while (m_process.state() != QProcess::NotRunning && !m_process.canReadLine() && m_process.waitForReadyRead(10'000)) {
        }
        const QByteArray line = m_process.readLine().trimmed();
        if (line.startsWith("listening on http://127.0.0.1:")) port = line.mid(line.lastIndexOf(':') + 1).toUShort();
    }
    ~Served() {
        if (m_process.state() == QProcess::NotRunning) return;
        m_process.kill();
        m_process.waitForFinished();
    }
    // SIGTERM; answers the exit code.
    int stop() {
        m_process.terminate();
        return m_process.waitForFinished(10'000) && m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
    }
    void kill() {
        m_process.kill();
        m_process.waitForFinished();
    }
    QByteArray log() { return m_process.readAllStandardError(); }
    QByteArray said() { return m_process.readAllStandardOutput(); }

    std::uint16_t port = 0;

private:
    QProcess m_process;
};

inline QByteArray request(const QByteArray &method, const QByteArray &path, const QByteArray &headers, const QByteArray &body) {
    return method + ' ' + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + headers + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" +
           body;
}

inline QByteArray ask(std::uint16_t port, const QByteArray &method, const QByteArray &path, const QByteArray &headers, const QByteArray &body) {
    const RawClient client(port);
    client.send(request(method, path, "Connection: close\r\n" + headers, body));
    return client.readAnswer();
}

// What a browser sends when the link's button is pressed.
inline int press(std::uint16_t port, const QByteArray &token) {
    return statusOf(ask(port, "POST", "/l/" + token,
                        "Content-Type: application/x-www-form-urlencoded\r\nCookie: latchkey-form=0123456789abcdef0123456789abcdef\r\n",
                        "nonce=0123456789abcdef0123456789abcdef"));
}

}  // namespace latchkey
