// Opening a store: made, found again, migrated step by step, refused when it is newer, foreign or torn.
#include "services/runtime/digest.h"
#include "services/store/activity_store.h"
#include "services/store/agent_store.h"
#include "services/store/code_store.h"
#include "services/store/customer_store.h"
#include "services/store/link_store.h"
#include "services/store/message_store.h"
#include "services/store/migrations.h"
#include "services/store/session_store.h"
#include "services/store/shop_mirror.h"
#include "services/store/shop_store.h"
#include "services/store/shop_sync_store.h"
#include "services/store/snippet_store.h"
#include "tests/support/temp_store.h"
#include "tests/support/verify.h"

#include <QDir>
#include <QFile>

#include <sys/stat.h>

#include <thread>

using namespace latchkey;

namespace {

QByteArray contentOf(const QString &path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString &path, const QByteArray &bytes) {
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) qFatal("cannot write %s", qPrintable(path));
}

const QList<Migration> twoSteps{{1, "CREATE TABLE a (i INTEGER) STRICT; INSERT INTO a VALUES (7)"}, {2, "ALTER TABLE a ADD COLUMN t TEXT"}};
const QList<Migration> brokenSecondStep{twoSteps.first(), {2, "ALTER TABLE a ADD COLUMN t TEXT; DELETE FROM a; CREATE TABLE nonsense"}};

qint64 numberOf(Connection &db, std::string_view sql) {
    Statement statement = db.prepare(sql);
    return statement.step() ? statement.integer(0) : -1;
}

}  // namespace

class TestMigrations : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    ManualClock m_clock;
    CountingChance m_chance;
    QString file(const QString &name) const { return m_folder.filePath(name); }
    Result<StoreIdentity> open(const QString &path) { return openStore(path, m_chance, m_clock); }

private slots:
    void compiledInStepsAreNumberedWithoutGaps() {
        const QList<Migration> steps = compiledInMigrations();
        QVERIFY(!steps.isEmpty());
        for (int i = 0; i < steps.size(); ++i) {
            QCOMPARE(steps.at(i).number, i + 1);
            QVERIFY(!steps.at(i).sql.isEmpty());
        }
        QCOMPARE(newestSchema(), steps.last().number);
        QVERIFY(!compiledInSql(u"indexes.sql"_qs).isEmpty());
    }

    void everyTableIsStrict() {
        TempStore store;
        QCOMPARE(store.number(
                     "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'"),
                 0);
        QVERIFY(store.number("SELECT count(*) FROM pragma_table_list WHERE strict = 1") > 10);
    }

    void aNewStoreGetsItsIdentityAndKeepsIt() {
        const QString path = file(u"identity.latchkey"_qs);
        const Result<StoreIdentity> first = open(path);
        QVERIFY_OK(first);
        QVERIFY(first->publicIdKey != 0);
        QCOMPARE(first->shopName, u"My shop"_qs);
        const Result<StoreIdentity> again = open(path);
        QVERIFY_OK(again);
        QCOMPARE(again->publicIdKey, first->publicIdKey);
        const Result<StoreIdentity> other = open(file(u"other.latchkey"_qs));
        QVERIFY_OK(other);
        QVERIFY(other->publicIdKey != first->publicIdKey);
    }

    // What the first version left behind: letters that were captured, a code that is under way, a session.
    void aStoreOfTheFirstVersionGoesOn() {
        const QString path = file(u"first.latchkey"_qs);
        {
            const auto db = Connection::open(path, OpenMode::ReadWrite);
            QVERIFY_OK(db);
            QVERIFY_OK(migrate(**db, {compiledInMigrations().first()}));
            QVERIFY_OK((*db)->execute(R"(
                INSERT INTO customers (id, ref, first_name, last_name, name_key, email, email_key, email_state, phone, phone_key, created_at)
                VALUES (1, 'c1', 'Ada', 'Day', 'ada day', 'ada@example.com', 'ada@example.com', 0, '', NULL, 1);
                INSERT INTO messages (customer, channel, kind, state, recipient, subject, body, at) VALUES (1, 0, 0, 1, 'ada@example.com', 'Code', 'Hello', 5);
                INSERT INTO codes (challenge_hash, customer, typed_hash, address_hash, mac, sent_at, expires_at) VALUES (x'01', 1, x'02', x'03', x'04', 5, 600005);
                INSERT INTO code_tries (at, customer, address_hash) VALUES (6, 1, x'03');
                INSERT INTO sessions (hash, customer, created_at, expires_at) VALUES (x'05', 1, 5, 99999999999999))"));
        }
        QVERIFY_OK(open(path));
        const auto db = Connection::open(path, OpenMode::ReadOnly);
        QCOMPARE(numberOf(**db, "PRAGMA user_version"), newestSchema());
        const Result<Message> letter = messageById(**db, MessageId(1));
        QVERIFY_OK(letter);
        QCOMPARE(letter->state, MessageState::Captured);
        QCOMPARE(letter->body, u"Hello"_qs);
        QVERIFY(letter->attempts.isEmpty());
        const auto codes = codesOfChallenge(**db, QByteArray("\x01"));
        QCOMPARE(codes->size(), 1);
        QCOMPARE(codes->first().customer, CustomerId(1));
        QCOMPARE(codes->first().digits, 4);
        QCOMPARE(nthNewestGuessOfCustomer(**db, CustomerId(1), Instant(1), 1)->milliseconds(), 6);
        const auto sessions = liveSessionsOf(**db, CustomerId(1), 10, m_clock.now());
        QCOMPARE(sessions->size(), 1);
        QVERIFY(sessions->first().device.isEmpty());
    }

    // What the third version left behind: an agent whose token was used nobody knows when, and a record of which nothing was ever purged.
    void aStoreOfTheThirdVersionGoesOn() {
        const QString path = file(u"third.latchkey"_qs);
        Activity entry;
        entry.id = ActivityId(1);
        entry.at = Instant(5);
        {
            const auto db = Connection::open(path, OpenMode::ReadWrite);
            QVERIFY_OK(db);
            QVERIFY_OK(migrate(**db, compiledInMigrations().mid(0, 3)));
            QVERIFY_OK((*db)->execute(R"(
                INSERT INTO meta (name, value) VALUES ('public_id_key', '12'), ('shop_name', 'Roastery');
                INSERT INTO agents (id, name, role, token_hash, created_at) VALUES (1, 'Ada', 4, x'01', 1);
                INSERT INTO past_links (customer, link) VALUES (1, 7))"));
            auto insert = (*db)->prepare("INSERT INTO activity (id, at, kind, note, hash) VALUES (1, 5, 1, '', ?)");
            QVERIFY_OK(insert.bindBlob(sha256(activityDigestInput(entry, {}))).run());
        }
        QVERIFY_OK(open(path));
        const auto db = Connection::open(path, OpenMode::ReadOnly);
        const auto ada = AgentStore(**db).byName(u"Ada"_qs);
        QVERIFY_OK(ada);
        QVERIFY(*ada && !(*ada)->usedAt.isSet() && (*ada)->role == Role::Admin);
        const Result<VerifyReport> report = verifyStore(path);
        QVERIFY_OK(report);
        QCOMPARE(report->brokenActivity, 0);
        QCOMPARE(report->purgedUpTo, 0);
        QCOMPARE(numberOf(**db, "SELECT COUNT(*) FROM past_links"), 1);
    }

    // What the fourth version left behind: the house's own customers, who mirror nobody.
    void aStoreOfTheFourthVersionGoesOn() {
        const QString path = file(u"fourth.latchkey"_qs);
        {
            const auto db = Connection::open(path, OpenMode::ReadWrite);
            QVERIFY_OK(db);
            QVERIFY_OK(migrate(**db, compiledInMigrations().mid(0, 4)));
            QVERIFY_OK((*db)->execute(R"(
                INSERT INTO meta (name, value) VALUES ('public_id_key', '12'), ('shop_name', 'Roastery');
                INSERT INTO customers (id, ref, first_name, last_name, name_key, email, email_key, email_state, phone, phone_key, created_at)
                VALUES (1, 'c1', 'Ada', 'Day', 'ada day', 'ada@example.com', 'ada@example.com', 0, '', NULL, 1);
                INSERT INTO products (id, title, variant, search_key) VALUES (1, 'Coffee', '', 'coffee');
                INSERT INTO subscriptions (id, ref, customer, status, interval_unit, interval_count, created_at, product, quantity, price, currency)
                VALUES (1, 's1', 1, 0, 2, 1, 1, 1, 1, 900, 'USD'))"));
        }
        QVERIFY_OK(open(path));
        const auto db = Connection::open(path, OpenMode::ReadWrite);
        QCOMPARE(numberOf(**db, "PRAGMA user_version"), newestSchema());
        QCOMPARE(readCustomer(**db, CustomerId(1))->email, u"ada@example.com"_qs);
        QVERIFY(!mirrorFactsOf(**db, CustomerId(1))->seenAt.isSet());
        QVERIFY(!mirrorFactsOf(**db, SubscriptionId(1))->seenAt.isSet());
        QVERIFY(!*mirroredShop(**db));
        QVERIFY_FAILS(claimStore(**db, {ShopKind::Skio, u"shop.example.com"_qs}), ErrorCode::StoreOfOtherShop);
        QVERIFY_OK(claimStore(**db, {ShopKind::House, {}}));
    }

    // What the second version left behind: a record without desks, links with visits, a customer who was removed.
    void aStoreOfTheSecondVersionGoesOn() {
        const QString path = file(u"second.latchkey"_qs);
        Activity old;
        old.id = ActivityId(1);
        old.at = Instant(5);
        old.agent = AgentId(1);
        old.customer = CustomerId(1);
        {
            const auto db = Connection::open(path, OpenMode::ReadWrite);
            QVERIFY_OK(db);
            QVERIFY_OK(migrate(**db, compiledInMigrations().mid(0, 2)));
            QVERIFY_OK((*db)->execute(R"(
                INSERT INTO meta (name, value) VALUES ('public_id_key', '12'), ('shop_name', 'Roastery');
                INSERT INTO agents (id, name, role, created_at) VALUES (1, 'Ada', 2, 1);
                INSERT INTO customers (id, ref, first_name, last_name, name_key, email, email_key, email_state, phone, phone_key, created_at, removed_at)
                VALUES (1, 'c1', 'Dora', 'Day', 'dora day', 'dora@example.com', 'dora@example.com', 0, '', NULL, 1, 7);
                INSERT INTO links (id, token_hash, customer, door, issued_at, expires_at) VALUES (1, x'01', 1, 1, 5, 6);
                INSERT INTO visits (link, at, kind, outcome) VALUES (1, 6, 1, 0))"));
            auto insert = (*db)->prepare("INSERT INTO activity (id, at, kind, agent, customer, note, hash) VALUES (1, 5, 1, 1, 1, '', ?)");
            QVERIFY_OK(insert.bindBlob(sha256(activityDigestInput(old, {}))).run());
        }
        QVERIFY_OK(open(path));
        {
            const auto room = WriteRoom::open(path, m_clock, {});
            QVERIFY_OK(room);
            QVERIFY_OK((*room)->run<void>([](Transaction &t) {
                t.desk = u"front"_qs;
                return t.recordWords({}, u"he asked"_qs, QByteArray(16, 's'));
            }));
        }
        const auto db = Connection::open(path, OpenMode::ReadOnly);
        QCOMPARE(numberOf(**db, "PRAGMA user_version"), newestSchema());
        const auto customer = readCustomer(**db, CustomerId(1));
        QVERIFY_OK(customer);
        QCOMPARE(customer->removedAt, Instant(7));
        QVERIFY(!customer->erasedAt.isSet());
        QCOMPARE(numberOf(**db, "SELECT count(*) FROM visits WHERE link = 1"), 1);
        QCOMPARE(SnippetStore(**db).all()->size(), defaultSnippets().size());
        QVERIFY(ShopStore(**db).settings()->replyGuard == ReplyGuard::Ask);
        const auto page = ActivityStore(**db).page({}, 12);
        QVERIFY_OK(page);
        QCOMPARE(page->items.size(), 2);
        QCOMPARE(page->items.first().entry.desk, u"front"_qs);
        QCOMPARE(page->items.first().entry.words, u"he asked"_qs);
        QVERIFY(page->items.last().entry.desk.isEmpty());
        QCOMPARE(page->items.last().customerName, u"Dora Day"_qs);
        QCOMPARE(verifyStore(path)->brokenActivity, 0);
    }

    void anEmptyFileBecomesAStore() {
        const QString path = file(u"empty.latchkey"_qs);
        write(path, {});
        QVERIFY_OK(open(path));
    }

    void twoWhoOpenANewStoreAtOnceShareOneIdentity() {
        for (int round = 0; round < 5; ++round) {
            const QString path = file(QStringLiteral("race%1.latchkey").arg(round));
            Result<StoreIdentity> a;
            Result<StoreIdentity> b;
            std::thread first([&] { a = open(path); });
            std::thread second([&] { b = open(path); });
            first.join();
            second.join();
            QVERIFY_OK(a);
            QVERIFY_OK(b);
            QCOMPARE(a->publicIdKey, b->publicIdKey);
        }
    }

    void droppedIndexesAreMendedAtTheNextOpening() {
        const QString path = file(u"indexes.latchkey"_qs);
        QVERIFY_OK(open(path));
        {
            auto db = Connection::open(path, OpenMode::ReadWrite);
            QVERIFY_OK(db);
            QVERIFY_OK((*db)->execute("DROP INDEX customers_name; DROP INDEX subscriptions_ref"));
        }
        QVERIFY_OK(open(path));
        auto db = Connection::open(path, OpenMode::ReadOnly);
        QVERIFY_OK(db);
        QCOMPARE(numberOf(**db, "SELECT count(*) FROM sqlite_schema WHERE name IN ('customers_name', 'subscriptions_ref')"), 2);
    }

    void aNewerStoreIsRefusedWithBothNumbers() {
        const QString path = file(u"newer.latchkey"_qs);
        QVERIFY_OK(open(path));
        {
            auto db = Connection::open(path, OpenMode::ReadWrite);
            QVERIFY_OK((*db)->execute("PRAGMA user_version=99"));
        }
        const QByteArray before = contentOf(path);
        const auto refused = open(path);
        QVERIFY_FAILS(refused, ErrorCode::StoreNewer);
        QCOMPARE(refused.error().detail, QStringLiteral("99 > %1").arg(newestSchema()));
        QCOMPARE(contentOf(path), before);
    }

    void filesThatAreNotOursAreRefusedUntouched_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("text") << QByteArray("Dear shop,\n").repeated(500);
        QTest::newRow("few bytes") << QByteArray("hello");
        QTest::newRow("torn header") << QByteArray("SQLite format 3\0\x10\0", 18) + QByteArray(5000, '\x7f');
        QTest::newRow("zeros") << QByteArray(8192, '\0');
    }
    void filesThatAreNotOursAreRefusedUntouched() {
        QFETCH(QByteArray, bytes);
        const QString path = file(u"foreign"_qs);
        write(path, bytes);
        QVERIFY_FAILS(open(path), ErrorCode::StoreNotOurs);
        QCOMPARE(contentOf(path), bytes);
    }

    void anotherProgramsDatabaseIsRefusedUntouched() {
        const QString path = file(u"theirs.db"_qs);
        {
            auto db = Connection::open(path, OpenMode::ReadWrite);
            QVERIFY_OK(db);
            QVERIFY_OK((*db)->execute("PRAGMA journal_mode=DELETE; CREATE TABLE theirs (i INTEGER); PRAGMA user_version=1"));
        }
        const QByteArray before = contentOf(path);
        QVERIFY_FAILS(open(path), ErrorCode::StoreNotOurs);
        QCOMPARE(contentOf(path), before);
    }

    void aMissingFolderIsFileUnwritable() {
        const auto refused = open(file(u"none/shop.latchkey"_qs));
        QVERIFY_FAILS(refused, ErrorCode::FileUnwritable);
        QVERIFY(refused.error().detail.endsWith(u"none/shop.latchkey"_qs));
    }

    void stepsAreAppliedOnceInTheirOrder() {
        auto db = Connection::open(file(u"steps.latchkey"_qs), OpenMode::ReadWrite);
        QVERIFY_OK(db);
        QVERIFY_OK(migrate(**db, {twoSteps.first()}));
        QCOMPARE(numberOf(**db, "PRAGMA user_version"), 1);
        QVERIFY_OK(migrate(**db, twoSteps));
        QVERIFY_OK(migrate(**db, twoSteps));
        QCOMPARE(numberOf(**db, "PRAGMA user_version"), 2);
        QCOMPARE(numberOf(**db, "SELECT count(*) FROM a WHERE t IS NULL"), 1);
        QVERIFY_FAILS(migrate(**db, {twoSteps.first()}), ErrorCode::StoreNewer);
    }

    void aFailedStepLeavesTheOldStoreWhole() {
        auto db = Connection::open(file(u"failed.latchkey"_qs), OpenMode::ReadWrite);
        QVERIFY_OK(db);
        QVERIFY_OK(migrate(**db, {twoSteps.first()}));
        QVERIFY_FAILS(migrate(**db, brokenSecondStep), ErrorCode::StoreFailed);
        QCOMPARE(numberOf(**db, "PRAGMA user_version"), 1);
        QCOMPARE(numberOf(**db, "SELECT i FROM a"), 7);
        QCOMPARE(numberOf(**db, "SELECT count(*) FROM pragma_table_info('a')"), 1);
        QVERIFY_OK(migrate(**db, twoSteps));
    }

    void theCodeKeyIsMadeOnceForItsOwnerAlone() {
        const QString path = file(u"keyed.latchkey"_qs);
        const Result<QByteArray> key = codeKeyFor(path, {}, m_chance);
        QVERIFY_OK(key);
        QCOMPARE(key->size(), 32);
        QCOMPARE(*codeKeyFor(path, {}, m_chance), *key);
        struct stat made {};
        QCOMPARE(::stat(QFile::encodeName(path + u".key"_qs).constData(), &made), 0);
        QCOMPARE(made.st_mode & 0777U, 0600U);
        QCOMPARE(QDir(m_folder.path()).entryList({u"keyed*"_qs}).size(), 1);
        write(path + u".key"_qs, "short");
        QVERIFY_FAILS(codeKeyFor(path, {}, m_chance), ErrorCode::FileUnreadable);
        QVERIFY_FAILS(codeKeyFor(path, file(u"none/a"_qs), m_chance), ErrorCode::FileUnwritable);
    }
};

QTEST_GUILESS_MAIN(TestMigrations)
#include "tst_migrations.moc"
