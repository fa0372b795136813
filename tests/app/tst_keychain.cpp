// The token in the keychain, on a bus and with a keyring of the test's own; and in a file where no keychain answers.
#include "app/desk/keychain_tokens.h"
#include "app/desk/token_files.h"
#include "tests/support/verify.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace latchkey;

class KeychainTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    const QUrl m_service{QStringLiteral("https://latchkey.example.com")};
    const AgentToken m_secret{"token-of-a-test"};

    template <class T, class Ask>
    static Result<T> wait(Ask ask) {
        std::optional<Result<T>> answer;
        ask([&](Result<T> given) { answer.emplace(std::move(given)); });
        [&] { QTRY_VERIFY_WITH_TIMEOUT(answer, 10'000); }();
        return answer.value_or(fail(ErrorCode::Cancelled));
    }
    Result<TokenKeeping> keep(TokenKeeper &keeper) {
        return wait<TokenKeeping>([&](auto answer) { keeper.keep(m_service, m_secret, this, answer); });
    }
    Result<KeptToken> read(TokenKeeper &keeper) {
        return wait<KeptToken>([&](auto answer) { keeper.read(m_service, this, answer); });
    }
    Result<void> forget(TokenKeeper &keeper) {
        return wait<void>([&](auto answer) { keeper.forget(m_service, this, answer); });
    }
    bool hasFiles() const { return !QDir(m_folder.path()).entryList(QDir::Files).isEmpty(); }

private slots:
    // With a keyring the one place, without it the other; everything else is the same.
    void aTokenIsKeptReadAndForgotten() {
        const bool keyring = qEnvironmentVariableIsSet("LATCHKEY_TEST_KEYRING");
        if (!keyring) qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/no/such/bus");
        const TokenPlace place = keyring ? TokenPlace::Keychain : TokenPlace::File;
        KeychainTokens tokens(std::make_unique<TokenFiles>(m_folder.path()));
        QVERIFY_FAILS(read(tokens), ErrorCode::NotFound);
        const Result<TokenKeeping> kept = keep(tokens);
        QVERIFY_OK(kept);
        QVERIFY(kept->place == place);
        QCOMPARE(hasFiles(), !keyring);
        const Result<KeptToken> found = read(tokens);
        QVERIFY_OK(found);
        QVERIFY(found->token == m_secret);
        QVERIFY(found->keeping.place == place);
        QVERIFY_OK(forget(tokens));
        QVERIFY_FAILS(read(tokens), ErrorCode::NotFound);
        QVERIFY(!hasFiles());
    }

    void aKeychainThatTakesTooLongIsNotWaitedFor() {
        KeychainTokens tokens(std::make_unique<TokenFiles>(m_folder.path()), Duration(0));
        const Result<TokenKeeping> kept = keep(tokens);
        QVERIFY_OK(kept);
        QVERIFY(read(tokens));
        // It never held this token.
        QVERIFY_OK(forget(tokens));
        QVERIFY(!hasFiles());
    }

    // Locked, it keeps what it holds, and the token is not said to be gone.
    void aKeychainThatDoesNotAnswerMayStillHoldTheToken() {
        KeychainTokens tokens(std::make_unique<TokenFiles>(m_folder.path()), Duration(0));
        QVERIFY_FAILS(forget(tokens), ErrorCode::Cancelled);
    }
};

QTEST_GUILESS_MAIN(KeychainTest)
#include "tst_keychain.moc"
