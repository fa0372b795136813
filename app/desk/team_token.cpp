// Refuses a file that others could read: the token in it must then be thought of as known.
#include "app/desk/team_token.h"

#include <QFile>
#include <QStandardPaths>

namespace latchkey {

Result<AgentToken> readTeamToken(const QString &named) {
    const QByteArray fromEnvironment = qgetenv("LATCHKEY_TOKEN").trimmed();
    if (named.isEmpty() && !fromEnvironment.isEmpty()) return AgentToken(fromEnvironment);
    return readTokenFile(named.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + QLatin1String("/token") : named);
}

Result<AgentToken> readTokenFile(const QString &path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return fail(ErrorCode::FileUnreadable, path);
    constexpr QFileDevice::Permissions others = QFileDevice::ReadGroup | QFileDevice::ReadOther | QFileDevice::WriteGroup | QFileDevice::WriteOther;
    if (file.permissions() & others) return fail(ErrorCode::ConfigurationInvalid, path);
    const QByteArray token = file.read(4096).trimmed();
    if (token.isEmpty()) return fail(ErrorCode::FileUnreadable, path);
    return AgentToken(token);
}

QString textOfTokenError(const Error &error) {
    if (error.code == ErrorCode::ConfigurationInvalid)
        return QStringLiteral("Others may read the token in %1; make a new one with “latchkeyd agent new-token” and keep it with mode 0600.").arg(error.detail);
    return QStringLiteral("There is no token: set LATCHKEY_TOKEN, or write the token into %1 with mode 0600.").arg(error.detail);
}

}  // namespace latchkey
