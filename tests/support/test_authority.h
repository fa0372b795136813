// A certificate authority of a test's own, and a server's certificate by it; made by the openssl command in a temporary folder.
#pragma once

#include <QProcess>
#include <QTemporaryDir>

namespace latchkey {

class TestAuthority {
public:
    // `names` as openssl writes subjectAltName: "DNS:localhost,IP:127.0.0.1".
    explicit TestAuthority(const QString &names = QStringLiteral("DNS:localhost,IP:127.0.0.1")) {
        const QString extension = QStringLiteral("subjectAltName=") + names;
        const QStringList kind = {
            QStringLiteral("-newkey"), QStringLiteral("ec"),    QStringLiteral("-pkeyopt"), QStringLiteral("ec_paramgen_curve:P-256"),
            QStringLiteral("-nodes"),  QStringLiteral("-days"), QStringLiteral("30")};
        m_made = run(QStringList{QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-subj"), QStringLiteral("/CN=Test authority"),
                                 QStringLiteral("-keyout"), path("ca.key"), QStringLiteral("-out"), caFile()} +
                     kind) &&
                 run(QStringList{QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-subj"), QStringLiteral("/CN=Test server"),
                                 QStringLiteral("-CA"), caFile(), QStringLiteral("-CAkey"), path("ca.key"), QStringLiteral("-addext"), extension,
                                 QStringLiteral("-addext"), QStringLiteral("basicConstraints=critical,CA:FALSE"), QStringLiteral("-keyout"),
                                 keyFile(), QStringLiteral("-out"), certificateFile()} +
                     kind);
    }

    [[nodiscard]] bool isMade() const { return m_made; }
    [[nodiscard]] QString error() const { return m_error; }
    [[nodiscard]] QString caFile() const { return path("ca.pem"); }
    [[nodiscard]] QString caKeyFile() const { return path("ca.key"); }
    [[nodiscard]] QString certificateFile() const { return path("server.pem"); }
    [[nodiscard]] QString keyFile() const { return path("server.key"); }

private:
    [[nodiscard]] QString path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    bool run(const QStringList &arguments) {
        QProcess openssl;
        openssl.start(QStringLiteral("openssl"), arguments);
        const bool well = openssl.waitForFinished(60'000) && openssl.exitCode() == 0;
        if (!well) m_error = QString::fromUtf8(openssl.readAllStandardError()) + openssl.errorString();
        return well;
    }

    QTemporaryDir m_folder;
    bool m_made = false;
    QString m_error;
};

}  // namespace latchkey
