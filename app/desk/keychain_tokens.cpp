// Asks QtKeychain, and stops waiting after the limit.
#include "app/desk/keychain_tokens.h"

#include <QPointer>
#include <QTimer>

#include <qt6keychain/keychain.h>

namespace latchkey {

namespace {

const QString keychainFolder = QStringLiteral("latchkey");

QString keyOf(const QUrl &service) { return service.adjusted(QUrl::RemoveUserInfo | QUrl::StripTrailingSlash).toString(); }

// Starts the job and calls `done` once: with true when it ended well, with false when it did not or its time is over.
void run(QKeychain::Job *job, QObject *context, Duration limit, std::function<void(bool)> done) {
    job->setAutoDelete(true);
    auto *timer = new QTimer(job);
    timer->setSingleShot(true);
    const auto once = std::make_shared<std::function<void(bool)>>(std::move(done));
    const auto settle = [once](bool well) {
        if (!*once) return;
        const std::function<void(bool)> answer = std::exchange(*once, nullptr);
        answer(well);
    };
    QObject::connect(job, &QKeychain::Job::finished, context, [settle](QKeychain::Job *ended) { settle(ended->error() == QKeychain::NoError); });
    QObject::connect(timer, &QTimer::timeout, context, [settle] { settle(false); });
    timer->start(limit);
    job->start();
}

}  // namespace

void KeychainTokens::read(const QUrl &service, QObject *context, std::function<void(Result<KeptToken>)> answer) {
    auto *job = new QKeychain::ReadPasswordJob(keychainFolder);
    job->setKey(keyOf(service));
    const QPointer<QKeychain::ReadPasswordJob> asked(job);
    run(job, context, m_limit, [this, asked, service, context, answer = std::move(answer)](bool well) {
        const AgentToken token(well && asked ? asked->textData().toLatin1() : QByteArray());
        if (!token.isEmpty()) return answer(KeptToken{token, {TokenPlace::Keychain}});
        m_otherwise->read(service, context, answer);
    });
}

void KeychainTokens::keep(const QUrl &service, const AgentToken &token, QObject *context, std::function<void(Result<TokenKeeping>)> answer) {
    auto *job = new QKeychain::WritePasswordJob(keychainFolder);
    job->setKey(keyOf(service));
    job->setTextData(QString::fromLatin1(token.reveal()));
    run(job, context, m_limit, [this, service, token, context, answer = std::move(answer)](bool well) {
        if (!well) return m_otherwise->keep(service, token, context, answer);
        // One that lies in a file from before is not left there.
        m_otherwise->forget(service, context, [answer](const Result<void> &) { answer(TokenKeeping{TokenPlace::Keychain}); });
    });
}

void KeychainTokens::forget(const QUrl &service, QObject *context, std::function<void(Result<void>)> answer) {
    auto *job = new QKeychain::DeletePasswordJob(keychainFolder);
    job->setKey(keyOf(service));
    run(job, context, m_limit, [this, service, context, answer = std::move(answer)](bool) { m_otherwise->forget(service, context, answer); });
}

}  // namespace latchkey
