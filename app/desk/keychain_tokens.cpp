// Asks QtKeychain, and stops waiting after the limit.
#include "app/desk/keychain_tokens.h"

#include <QPointer>
#include <QTimer>

#include <qt6keychain/keychain.h>

namespace latchkey {

namespace {

const QString keychainFolder = QStringLiteral("latchkey");

QString keyOf(const QUrl &service) { return service.adjusted(QUrl::RemoveUserInfo | QUrl::StripTrailingSlash).toString(); }

// Starts the job and calls `done` once, with how it ended; one whose time is over has ended in some other error.
void run(QKeychain::Job *job, QObject *context, Duration limit, std::function<void(QKeychain::Error)> done) {
    job->setAutoDelete(true);
    auto *timer = new QTimer(job);
    timer->setSingleShot(true);
    const auto once = std::make_shared<std::function<void(QKeychain::Error)>>(std::move(done));
    const auto settle = [once](QKeychain::Error how) {
        if (!*once) return;
        const std::function<void(QKeychain::Error)> answer = std::exchange(*once, nullptr);
        answer(how);
    };
    QObject::connect(job, &QKeychain::Job::finished, context, [settle](QKeychain::Job *ended) { settle(ended->error()); });
    QObject::connect(timer, &QTimer::timeout, context, [settle] { settle(QKeychain::OtherError); });
    timer->start(limit);
    job->start();
}

bool holdsNothing(QKeychain::Error how) {
    return how == QKeychain::NoError || how == QKeychain::EntryNotFound || how == QKeychain::NoBackendAvailable || how == QKeychain::NotImplemented;
}

}  // namespace

void KeychainTokens::read(const QUrl &service, QObject *context, std::function<void(Result<KeptToken>)> answer) {
    auto *job = new QKeychain::ReadPasswordJob(keychainFolder);
    job->setKey(keyOf(service));
    const QPointer<QKeychain::ReadPasswordJob> asked(job);
    run(job, context, m_limit, [this, asked, service, context, answer = std::move(answer)](QKeychain::Error how) {
        const AgentToken token(how == QKeychain::NoError && asked ? asked->textData().toLatin1() : QByteArray());
        if (!token.isEmpty()) return answer(KeptToken{token, {TokenPlace::Keychain}});
        m_otherwise->read(service, context, answer);
    });
}

void KeychainTokens::keep(const QUrl &service, const AgentToken &token, QObject *context, std::function<void(Result<TokenKeeping>)> answer) {
    auto *job = new QKeychain::WritePasswordJob(keychainFolder);
    job->setKey(keyOf(service));
    job->setTextData(QString::fromLatin1(token.reveal()));
    run(job, context, m_limit, [this, service, token, context, answer = std::move(answer)](QKeychain::Error how) {
        if (how != QKeychain::NoError) return m_otherwise->keep(service, token, context, answer);
        // One that lies in a file from before is not left there.
        m_otherwise->forget(service, context, [answer](const Result<void> &) { answer(TokenKeeping{TokenPlace::Keychain}); });
    });
}

void KeychainTokens::forget(const QUrl &service, QObject *context, std::function<void(Result<void>)> answer) {
    auto *job = new QKeychain::DeletePasswordJob(keychainFolder);
    job->setKey(keyOf(service));
    run(job, context, m_limit, [this, service, context, answer = std::move(answer)](QKeychain::Error how) {
        if (holdsNothing(how)) return m_otherwise->forget(service, context, answer);
        // A keychain that does not answer has been given none when the token lies elsewhere; one that is locked may hold an earlier one.
        const bool locked = how == QKeychain::AccessDenied || how == QKeychain::AccessDeniedByUser || how == QKeychain::CouldNotDeleteEntry;
        m_otherwise->read(service, context, [this, service, context, answer, locked](const Result<KeptToken> &elsewhere) {
            m_otherwise->forget(service, context, [answer, kept = locked || !elsewhere](const Result<void> &forgotten) {
                answer(kept ? Result<void>(fail(ErrorCode::Cancelled, QStringLiteral("keychain"))) : forgotten);
            });
        });
    });
}

}  // namespace latchkey
