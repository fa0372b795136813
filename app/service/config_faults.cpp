// Looks at the files that a configuration names, without opening a store or a connection.
#include "app/service/config_reader.h"
#include "services/runtime/certificate.h"

#include <QDir>
#include <QFileInfo>
#include <QUrl>

namespace latchkey {

namespace {

// Long enough to mend it by hand where no program does.
constexpr Duration soon = std::chrono::hours(24 * 14);

class FileChecks {
public:
    FileChecks(const Configuration &configuration, const QProcessEnvironment &environment, Instant now)
        : m_configuration(configuration), m_environment(environment), m_now(now) {}

    QList<ConfigError> run() {
        checkStore();
        const Settings &settings = m_configuration.settings;
        checkSecret(settings.codeKey, "code-key-file", "code-key-credential");
        const bool keyIsThere = checkSecret(settings.tlsKey, "tls-key", "tls-key-credential");
        if (checkReadable("tls-certificate", settings.tlsCertificate) && keyIsThere) checkCertificate();
        checkSecret(settings.mailPassword, "mail-password-file", "mail-password-credential");
        checkSecret(settings.smsSecret, "sms-secret-file", "sms-secret-credential");
        checkSecret(settings.shop.token, "skio-token-file", "skio-token-credential");
        checkSecret(settings.shop.shopifyToken, "shopify-token-file", "shopify-token-credential");
        checkReadable("skio-documents", settings.shop.documents);
        if (settings.delivery) {
            checkReadable("mail-ca-file", settings.delivery->setup.mail.caFile);
            checkReadable("mail-templates", settings.delivery->setup.mail.templates);
        }
        return m_faults;
    }

private:
    void add(const char *key, ConfigFault fault, const QString &more, ConfigWeight weight) {
        const ConfigPlace place = m_configuration.places.value(QLatin1String(key), ConfigPlace{m_configuration.path, 0});
        m_faults.append(ConfigError{place.file, place.line, QLatin1String(key), fault, more, weight});
    }

    // What is not set is no fault, but is not there either.
    bool checkReadable(const char *key, const QString &path) {
        if (path.isEmpty()) return false;
        const QFileInfo file(path);
        if (!file.exists()) add(key, ConfigFault::FileMissing, path, ConfigWeight::Refusal);
        else if (!file.isReadable()) add(key, ConfigFault::FileUnreadable, path, ConfigWeight::Refusal);
        return file.isReadable();
    }

    bool checkSecret(const SecretPlace &place, const char *fileKey, const char *credentialKey) {
        if (!place.isSet()) return false;
        const bool byName = !place.credential.isEmpty();
        if (byName && !m_environment.contains(QStringLiteral("CREDENTIALS_DIRECTORY"))) {
            add(credentialKey, ConfigFault::NoCredentials, {}, ConfigWeight::Note);
            return false;
        }
        const char *key = byName ? credentialKey : fileKey;
        const QString path = pathOf(place, m_environment);
        if (!checkReadable(key, path)) return false;
        if (QFileInfo(path).permissions() & (QFileDevice::ReadOther | QFileDevice::WriteOther))
            add(key, ConfigFault::ReadableByOthers, path, ConfigWeight::Warning);
        return true;
    }

    void checkStore() {
        const QString &store = m_configuration.settings.store;
        if (store.isEmpty() || isPostgresql(store)) return;
        const QFileInfo file(store);
        const QFileInfo folder(file.absolutePath());
        if (!folder.isDir() || !folder.isWritable()) return add("store", ConfigFault::NoFolder, store, ConfigWeight::Refusal);
        if (file.exists() && !file.isReadable()) return add("store", ConfigFault::FileUnreadable, store, ConfigWeight::Refusal);
        if (file.exists() && (file.permissions() & (QFileDevice::ReadOther | QFileDevice::WriteOther)))
            add("store", ConfigFault::ReadableByOthers, store, ConfigWeight::Warning);
    }

    void checkCertificate() {
        const Settings &settings = m_configuration.settings;
        const QString keyPath = pathOf(settings.tlsKey, m_environment);
        const char *keyName = settings.tlsKey.credential.isEmpty() ? "tls-key" : "tls-key-credential";
        const QString host = QUrl(settings.baseUrl).host();
        const CertificateLook look = lookAtCertificate(settings.tlsCertificate, keyPath, host);
        const char *key = "tls-certificate";
        if (!look.isCertificate) add(key, ConfigFault::NoCertificate, settings.tlsCertificate, ConfigWeight::Refusal);
        if (!look.isKey) add(keyName, ConfigFault::NoPrivateKey, keyPath, ConfigWeight::Refusal);
        if (!look.isCertificate || !look.isKey) return;
        if (!look.keyFits) return add(keyName, ConfigFault::KeyOfAnother, keyPath, ConfigWeight::Refusal);
        // A service that does not start would help nobody: who comes by an old bookmark may still click the browser's warning away.
        if (look.until <= m_now) add(key, ConfigFault::Expired, readable(look.until), ConfigWeight::Warning);
        else if (look.until <= m_now + soon) add(key, ConfigFault::ExpiresSoon, readable(look.until), ConfigWeight::Warning);
        if (look.from > m_now) add(key, ConfigFault::NotYetValid, readable(look.from), ConfigWeight::Warning);
        if (!host.isEmpty() && !look.isForHost) add(key, ConfigFault::NotForThisHost, host, ConfigWeight::Warning);
    }

    const Configuration &m_configuration;
    const QProcessEnvironment &m_environment;
    const Instant m_now;
    QList<ConfigError> m_faults;
};

}  // namespace

QList<ConfigError> faultsOfFiles(const Configuration &configuration, const QProcessEnvironment &environment, Instant now) {
    return FileChecks(configuration, environment, now).run();
}

}  // namespace latchkey
