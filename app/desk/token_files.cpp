// Answers at once: a file of some bytes is not worth waiting for.
#include "app/desk/token_files.h"

#include "app/desk/team_token.h"

#include <QDir>
#include <QFile>

namespace latchkey {

namespace {

constexpr QFileDevice::Permissions ownersOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

Result<void> write(const QString &path, const AgentToken &token) {
    QFile::remove(path);
    QFile file(path);
    // Made with its mode, so that there is no moment in which others may read it.
    const bool written = file.open(QIODevice::WriteOnly | QIODevice::NewOnly, ownersOnly) && file.write(token.reveal() + '\n') > 0 && file.flush();
    if (!written) return fail(ErrorCode::FileUnwritable, path);
    return {};
}

}  // namespace

QString TokenFiles::fileOf(const QUrl &service) const {
    QString name = QStringLiteral("token-") + service.host();
    if (service.port() > 0) name += u'-' + QString::number(service.port());
    for (QChar &c : name)
        if (!c.isLetterOrNumber() && c != u'-' && c != u'.') c = u'_';
    return m_folder + u'/' + name;
}

void TokenFiles::read(const QUrl &service, QObject *, std::function<void(Result<KeptToken>)> answer) {
    const QString path = fileOf(service);
    if (!QFile::exists(path)) return answer(fail(ErrorCode::NotFound, path));
    const Result<AgentToken> token = readTokenFile(path);
    if (!token) return answer(tl::unexpected<Error>(token.error()));
    answer(KeptToken{*token, {TokenPlace::File, path}});
}

void TokenFiles::keep(const QUrl &service, const AgentToken &token, QObject *, std::function<void(Result<TokenKeeping>)> answer) {
    QDir().mkpath(m_folder);
    const QString path = fileOf(service);
    if (const Result<void> written = write(path, token); !written) return answer(tl::unexpected<Error>(written.error()));
    answer(TokenKeeping{TokenPlace::File, path});
}

void TokenFiles::forget(const QUrl &service, QObject *, std::function<void(Result<void>)> answer) {
    const QString path = fileOf(service);
    if (QFile::exists(path) && !QFile::remove(path)) return answer(fail(ErrorCode::FileUnwritable, path));
    answer({});
}

}  // namespace latchkey
