// Runs smtp_peer.py by Debian's own Python, which has aiosmtpd.
#include "tests/support/smtp_peer.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace latchkey {

namespace {
constexpr int patience = 60'000;
}

SmtpPeer::~SmtpPeer() {
    m_process.closeWriteChannel();
    if (!m_process.waitForFinished(patience)) m_process.kill();
}

bool SmtpPeer::start(const QStringList &options) {
    m_process.start(QStringLiteral("/usr/bin/python3"), QStringList{QStringLiteral(LATCHKEY_SMTP_PEER)} + options);
    const QByteArray line = nextLine(patience);
    if (line.startsWith("port ")) m_port = line.mid(5).toInt();
    if (m_port == 0) m_error = QString::fromUtf8(line + m_process.readAllStandardError()) + m_process.errorString();
    return m_port != 0;
}

QByteArray SmtpPeer::nextLine(int milliseconds) {
    while (!m_process.canReadLine())
        if (!m_process.waitForReadyRead(milliseconds)) return {};
    return m_process.readLine().trimmed();
}

QJsonObject SmtpPeer::nextLetter() { return QJsonDocument::fromJson(nextLine(patience)).object(); }

bool SmtpPeer::hasLetter() {
    m_process.waitForReadyRead(0);
    return m_process.canReadLine();
}

QString headerOf(const QJsonObject &letter, const QString &name) {
    const QJsonArray headers = letter.value(QLatin1String("headers")).toArray();
    for (const QJsonValue &header : headers)
        if (header[0].toString().compare(name, Qt::CaseInsensitive) == 0) return header[1].toString();
    return {};
}

}  // namespace latchkey
