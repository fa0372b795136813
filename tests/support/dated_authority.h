// A certificate authority that can also date its certificates: ended, not begun, for other names, or signed by nobody else.
#pragma once

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

namespace latchkey {

class DatedAuthority {
public:
    DatedAuthority() {
        m_made = run(QStringList{QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-subj"), QStringLiteral("/CN=Test authority"), QStringLiteral("-keyout"),
                      path(QStringLiteral("ca.key")), QStringLiteral("-out"), caFile(), QStringLiteral("-days"), QStringLiteral("3650")} + newKey()) &&
                 write(QStringLiteral("index.txt"), {}) && write(QStringLiteral("serial"), "01\n") &&
                 write(QStringLiteral("ca.cnf"), "[ca]\ndefault_ca=d\n[d]\ndir=" + m_folder.path().toUtf8() +
                                                     "\ndatabase=$dir/index.txt\nnew_certs_dir=$dir\nserial=$dir/serial\ndefault_md=sha256\npolicy=p\n"
                                                     "certificate=$dir/ca.pem\nprivate_key=$dir/ca.key\ncopy_extensions=copy\nunique_subject=no\n"
                                                     "[p]\ncommonName=supplied\n");
    }
    struct Server {
        QString certificate;
        QString key;
    };
    // Dates as openssl writes them, "20200101000000Z"; names as subjectAltName, "DNS:localhost".
    Server sign(const QString &name, const QString &names, const QString &from, const QString &until) {
        const Server server{path(name + QStringLiteral(".pem")), path(name + QStringLiteral(".key"))};
        const QString request = path(name + QStringLiteral(".csr"));
        m_made = m_made &&
                 run(QStringList{QStringLiteral("req"), QStringLiteral("-new"), QStringLiteral("-subj"), QStringLiteral("/CN=") + name, QStringLiteral("-addext"),
                      QStringLiteral("subjectAltName=") + names, QStringLiteral("-keyout"), server.key, QStringLiteral("-out"), request} + newKey()) &&
                 run({QStringLiteral("ca"), QStringLiteral("-batch"), QStringLiteral("-notext"), QStringLiteral("-config"), path(QStringLiteral("ca.cnf")),
                      QStringLiteral("-in"), request, QStringLiteral("-out"), server.certificate, QStringLiteral("-startdate"), from,
                      QStringLiteral("-enddate"), until});
        return server;
    }
    Server signItself(const QString &names) {
        const Server server{path(QStringLiteral("self.pem")), path(QStringLiteral("self.key"))};
        m_made = m_made && run(QStringList{QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-subj"), QStringLiteral("/CN=self"), QStringLiteral("-addext"),
                                QStringLiteral("subjectAltName=") + names, QStringLiteral("-days"), QStringLiteral("3650"), QStringLiteral("-keyout"),
                                server.key, QStringLiteral("-out"), server.certificate} + newKey());
        return server;
    }
    [[nodiscard]] bool isMade() const { return m_made; }
    [[nodiscard]] QString error() const { return m_error; }
    [[nodiscard]] QString caFile() const { return path(QStringLiteral("ca.pem")); }

private:
    static QStringList newKey() {
        return {QStringLiteral("-newkey"), QStringLiteral("ec"), QStringLiteral("-pkeyopt"), QStringLiteral("ec_paramgen_curve:P-256"), QStringLiteral("-nodes")};
    }
    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }
    [[nodiscard]] bool write(const QString &name, const QByteArray &bytes) const {
        QFile file(path(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    }
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
