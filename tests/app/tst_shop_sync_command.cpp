// latchkeyd shop sync as a process: it comes to its end, is refused in words, is stopped, is killed, and goes on.
#include "models/domain/public_id.h"
#include "services/store/link_store.h"
#include "services/store/store.h"
#include "tests/app/served.h"
#include "tests/support/skio_server.h"
#include "tests/support/verify.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace latchkey;

class TestShopSyncCommand : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY2(m_server.isReady(), qPrintable(m_server.error())); }
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_server.control(u"reset"_qs).value(u"ok"_qs).toBool());
        write("token", m_server.token());
        configure(m_server.endpoint().toUtf8());
    }

    void theHousesOwnShopHasNothingToTakeIn() {
        write("latchkeyd.conf", "store = " + path("shop.latchkey").toUtf8() + "\n");
        const Run done = sync();
        QCOMPARE(done.code, 2);
        QVERIFY2(done.err.contains("shop = skio"), done.err.constData());
    }

    void allThatIsThereComesAndTheSecondTimeNothing() {
        const Run first = sync();
        QVERIFY2(first.code == 0, first.err.constData());
        QVERIFY2(first.out.startsWith("read: "), first.out.constData());
        QCOMPARE(number("SELECT count(*) FROM customers"), customers());
        const Run second = sync();
        QCOMPARE(second.code, 0);
        QVERIFY2(second.out.contains(" 0 of them new or changed"), second.out.constData());
    }

    void aRefusedTokenIsSaidInWords() {
        m_server.set({{u"tokenRevoked"_qs, true}});
        const Run done = sync();
        QCOMPARE(done.code, 2);
        QVERIFY2(done.err.contains("token"), done.err.constData());
        QVERIFY(!done.err.contains(m_server.token()) && !done.out.contains(m_server.token()));
    }

    void aShopThatIsNotThereIsSaidInWords() {
        configure("https://127.0.0.1:1/v1/graphql");
        m_process.start(QStringLiteral(LATCHKEYD), words());
        // By the time that it makes the store it hears the signal.
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path("shop.latchkey")), 30'000);
        // It waits for the shop to come back, until it is told to stop: for a minute, where nobody tells it.
        QTest::qWait(300);
        ::kill(static_cast<pid_t>(m_process.processId()), SIGINT);
        QVERIFY(m_process.waitForFinished(10'000));
        QCOMPARE(m_process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(m_process.exitCode(), 2);
    }

    void aShopWithANewDomainIsTheSameShop() {
        QCOMPARE(sync().code, 0);
        configure(m_server.endpoint().toUtf8(), "other.example.com");
        const Run done = sync();
        QVERIFY2(done.code == 0, done.err.constData());
        QCOMPARE(number(otherDomain), 1);
    }

    // As if the token were another shop's: the one that is kept is not the one that answers.
    void aStoreOfAnotherShopIsLeftAlone() {
        QCOMPARE(sync().code, 0);
        {
            const auto db = Connection::open(path("shop.latchkey"), OpenMode::ReadWrite);
            QVERIFY_OK(db);
            QVERIFY_OK((*db)->execute("UPDATE meta SET value = 'another' WHERE name = 'shop_site'"));
        }
        configure(m_server.endpoint().toUtf8(), "other.example.com");
        const Run done = sync();
        QCOMPARE(done.code, 2);
        QVERIFY2(done.err.contains("shop.example.com"), done.err.constData());
        QCOMPARE(number(otherDomain), 0);
    }

    void whereNobodyTellsWhoseANewDomainIsItIsNotTaken() {
        QCOMPARE(sync().code, 0);
        m_server.set({{u"tokenRevoked"_qs, true}});
        configure(m_server.endpoint().toUtf8(), "other.example.com");
        const Run done = sync();
        QCOMPARE(done.code, 2);
        QVERIFY2(done.err.contains("store-domain") && done.err.count('\n') == 1, done.err.constData());
        QCOMPARE(number(otherDomain), 0);
    }

    // Also by somebody whose configuration knows nothing of the shop elsewhere.
    void noLinkOfTheHousesIsMadeInAMirror() {
        QCOMPARE(sync().code, 0);
        const Run link = run({u"link"_qs, u"--store"_qs, path("shop.latchkey"), u"maya.ortiz@example.com"_qs});
        QCOMPARE(link.code, 2);
        QVERIFY(link.out.isEmpty());
        QVERIFY2(link.err.contains("mirrors the shop shop.example.com") && link.err.count('\n') == 1, link.err.constData());
        QCOMPARE(number("SELECT count(*) FROM links"), 0);
    }

    void nothingIsImportedIntoAMirror() {
        QCOMPARE(sync().code, 0);
        const qint64 before = number("SELECT count(*) FROM customers");
        write("customers.csv", "id,first_name,last_name,email,phone\nc1,Ada,Day,ada@example.com,\n");
        const Run import = run({u"import"_qs, u"--store"_qs, path("shop.latchkey"), path("customers.csv")});
        QCOMPARE(import.code, 2);
        QVERIFY2(import.err.contains("mirrors the shop shop.example.com") && import.err.count('\n') == 1, import.err.constData());
        QCOMPARE(number("SELECT count(*) FROM customers"), before);
    }

    void aLinkIntoTheStoreIsNoOtherShops() {
        QCOMPARE(sync().code, 0);
        const auto check = [this](const QString &text) { return run({u"check"_qs, u"--store"_qs, path("shop.latchkey"), text}).out; };
        QVERIFY(check(u"https://shop.example.com/a/account/subscriptions?token=0123456789"_qs).contains("seen in Skio only"));
        QVERIFY(check(u"https://other.example.com/a/account/subscriptions?token=0123456789"_qs).contains("not to this shop"));
    }

    void ofALinkThatSkioMadeNobodyHereKnowsWhetherItWasUsed() {
        QCOMPARE(sync().code, 0);
        QString spoken;
        {
            const auto db = Connection::open(path("shop.latchkey"), OpenMode::ReadWrite);
            QVERIFY_OK(db);
            NewLink link{QByteArray(32, 'x'), CustomerId(1), {}, {}, LinkDoor::Customer, {}, Instant(1), Instant(600'001)};
            link.atShop = true;
            const auto id = insertLink(**db, link);
            QVERIFY_OK(id);
            const auto identity = identityOfStore(**db);
            QVERIFY_OK(identity);
            spoken = publicIdOf(*id, (*identity)->publicIdKey);
        }
        const Run told = run({u"check"_qs, u"--store"_qs, path("shop.latchkey"), spoken});
        QCOMPARE(told.code, 0);
        QVERIFY2(told.out.contains("made by Skio") && !told.out.contains("unused"), told.out.constData());
    }

    void interruptedOrKilledItGoesOn() {
        // However late the signal comes, it has not come to its end before.
        m_server.misbehave(u"hold"_qs, {{u"operation"_qs, u"SkioSyncSubscriptions"_qs}, {u"times"_qs, 0}});
        for (const int signal : {SIGINT, SIGKILL}) {
            m_process.start(QStringLiteral(LATCHKEYD), words());
            QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path("shop.latchkey")) && number("SELECT count(*) FROM customers") > 0, 30'000);
            ::kill(static_cast<pid_t>(m_process.processId()), signal);
            QVERIFY(m_process.waitForFinished(10'000));
            if (signal == SIGINT) {
                QCOMPARE(m_process.exitCode(), 1);
                QVERIFY(m_process.readAllStandardError().contains("goes on"));
            }
        }
        m_server.control(u"behave"_qs);
        QCOMPARE(sync().code, 0);
        QCOMPARE(number("SELECT count(*) FROM customers"), customers());
        QCOMPARE(number("SELECT n FROM counts WHERE list = 'customers' AND part = 'all'"), customers());
    }

private:
    static constexpr std::string_view otherDomain = "SELECT count(*) FROM meta WHERE name = 'shop_domain' AND value = 'other.example.com'";

    [[nodiscard]] QString path(const char *name) const { return m_folder->filePath(QLatin1String(name)); }
    void write(const char *name, const QByteArray &bytes) {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) qFatal("cannot write %s", name);
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    }
    void configure(const QByteArray &endpoint, const QByteArray &domain = "shop.example.com") {
        write("latchkeyd.conf", "store = " + path("shop.latchkey").toUtf8() + "\nshop = skio\nskio-endpoint = " + endpoint + "\nskio-token-file = " +
                                    path("token").toUtf8() + "\nstore-domain = " + domain + "\n");
    }
    [[nodiscard]] QStringList words() const { return {u"shop"_qs, u"sync"_qs, u"--config"_qs, path("latchkeyd.conf")}; }
    [[nodiscard]] Run sync() const { return run(words()); }
    qint64 number(std::string_view select) {
        const auto db = Connection::open(path("shop.latchkey"), OpenMode::ReadOnly);
        if (!db) return -1;
        Statement row = (*db)->prepare(select);
        return row.step() ? row.integer(0) : -1;
    }
    qint64 customers() { return m_server.control({{u"command"_qs, u"count"_qs}, {u"type"_qs, u"StorefrontUser"_qs}}).value(u"count"_qs).toInteger(); }

    SkioServer m_server{{230, 20, 1}};
    std::unique_ptr<QTemporaryDir> m_folder;
    QProcess m_process;
};

QTEST_GUILESS_MAIN(TestShopSyncCommand)
#include "tst_shop_sync_command.moc"
