// The real SMTP server of smtp_peer.py as a child process: started, asked for its letters, ended.
#pragma once

#include <QJsonObject>
#include <QProcess>
#include <QStringList>

namespace latchkey {

class SmtpPeer {
public:
    SmtpPeer() = default;
    ~SmtpPeer();
    SmtpPeer(const SmtpPeer &) = delete;
    SmtpPeer &operator=(const SmtpPeer &) = delete;

    // `options` as smtp_peer.py tells at its top; false when it does not come up.
    bool start(const QStringList &options = {});
    [[nodiscard]] int port() const { return m_port; }
    // Waits for the next letter; empty when none comes.
    QJsonObject nextLetter();
    // Whether a letter came that nextLetter() has not told of; does not wait for one that is still under way.
    bool hasLetter();
    [[nodiscard]] QString error() const { return m_error; }

private:
    QByteArray nextLine(int milliseconds);

    QProcess m_process;
    int m_port = 0;
    QString m_error;
};

// A header of a letter as the peer told it; empty when it is not there.
QString headerOf(const QJsonObject &letter, const QString &name);

}  // namespace latchkey
