// A service with a shop's traffic on it, which remembers every secret that it was given and everything that must not hold one.
#pragma once

#include "tests/app/served.h"

#include <QDir>
#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QRegularExpression>
#include <QTemporaryDir>

namespace latchkey {

class SecretsHunt {
public:
    SecretsHunt() : store(folder.filePath(QStringLiteral("shop.latchkey"))), config(folder.filePath(QStringLiteral("latchkey.conf"))) {
        // Eight digits, since four would be found everywhere by accident.
        write(config, "code-digits = 8\nlinks-per-customer-per-hour = 1000\nlinks-per-agent-per-hour = 1000\ncodes-per-customer-per-hour = 100\n");
    }
    static void write(const QString &path, const QByteArray &bytes) {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly)) qFatal("cannot write");
        file.write(bytes);
    }

    void mint(const char *kind, const QByteArray &secret) {
        if (secret.isEmpty() || minted[QLatin1String(kind)].contains(secret)) return;
        minted[QLatin1String(kind)].append(secret);
        noteMinted(secret);
    }
    // What must hold no secret, under a name for the report.
    void mustBeClean(const QString &name, const QByteArray &bytes) { clean.append({name, bytes}); }

    // A command whose standard output is made to show a secret; the other stream is not.
    QByteArray mintedBy(const QStringList &words) {
        const Run done = run(words);
        mustBeClean(words.first() + QStringLiteral(" standard error"), done.err);
        return done.out.trimmed();
    }
    Run cleanRun(const QStringList &words) {
        Run done = run(words);
        mustBeClean(words.first(), done.out + done.err);
        return done;
    }

    [[nodiscard]] QByteArray api(const QByteArray &method, const QByteArray &path, const QByteArray &body = {}) const {
        return ask(port, method, "/api/v1" + path, "Authorization: Bearer " + bearer + "\r\n", body);
    }
    // An answer of the API that shows no secret.
    QByteArray cleanApi(const QByteArray &method, const QByteArray &path, const QByteArray &body = {}) {
        const QByteArray answer = api(method, path, body);
        mustBeClean(QString::fromLatin1(method + ' ' + path.left(40)), answer);
        return answer;
    }

    // Every place where a minted secret stands though it must not; empty when all is well.
    [[nodiscard]] QStringList found() const {
        QStringList places;
        for (auto kind = minted.begin(); kind != minted.end(); ++kind)
            for (const QByteArray &secret : kind.value())
                for (const auto &[name, bytes] : clean)
                    if (bytes.contains(secret)) places.append(kind.key() + QStringLiteral(" in ") + name);
        places.removeDuplicates();
        return places;
    }
    void addFiles() {
        const QStringList names = QDir(folder.path()).entryList(QDir::Files | QDir::Hidden);
        for (const QString &name : names) {
            QFile file(folder.filePath(name));
            if (file.open(QIODevice::ReadOnly)) mustBeClean(QStringLiteral("the file ") + name, file.readAll());
        }
    }

    QTemporaryDir folder;
    QString store;
    QString config;
    std::uint16_t port = 0;
    QByteArray bearer;
    QHash<QString, QList<QByteArray>> minted;
    QList<std::pair<QString, QByteArray>> clean;
};

// One customer's browser: keeps its cookies and tells the hunt of each.
class HuntedBrowser {
public:
    explicit HuntedBrowser(SecretsHunt &hunt) : m_hunt(hunt) {}

    QByteArray send(const QByteArray &method, const QByteArray &path, const QByteArray &form = {}) {
        QByteArray headers = "Accept-Language: en\r\nUser-Agent: Mozilla/5.0 Firefox/140.0\r\n";
        if (!m_jar.isEmpty()) {
            headers += "Cookie: ";
            for (auto cookie = m_jar.begin(); cookie != m_jar.end(); ++cookie) headers += cookie.key() + '=' + cookie.value() + "; ";
            headers = headers.chopped(2) + "\r\n";
        }
        if (method == "POST") headers += "Content-Type: application/x-www-form-urlencoded\r\n";
        const QByteArray answer =
            ask(m_hunt.port, method, path, headers, method == "POST" ? "nonce=" + m_jar.value("latchkey-form") + form : QByteArray());
        for (const QByteArray &line : answer.left(answer.indexOf("\r\n\r\n")).split('\n')) {
            if (!line.startsWith("Set-Cookie: ")) continue;
            const QByteArray pair = line.mid(12).split(';').value(0);
            const QByteArray name = pair.left(pair.indexOf('='));
            const QByteArray value = pair.mid(name.size() + 1).trimmed();
            m_jar.insert(name, value);
            m_hunt.mint(name == "latchkey" ? "session" : name == "latchkey-form" ? "form nonce" : "challenge", value.left(32));
        }
        return answer;
    }

private:
    SecretsHunt &m_hunt;
    QHash<QByteArray, QByteArray> m_jar;
};

}  // namespace latchkey
