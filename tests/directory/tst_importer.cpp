// Files as shops really export them: separators, quotes, damage, repetition, and what becomes of the store.
#include "services/directory/directory.h"
#include "services/directory/import_file.h"
#include "services/directory/importer.h"
#include "services/store/customer_store.h"
#include "services/store/erase_store.h"
#include "services/store/store.h"
#include "services/store/store_lock.h"
#include "services/store/write_room.h"
#include "tests/support/counting_chance.h"
#include "tests/support/manual_clock.h"
#include "tests/support/verify.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace latchkey;

class Importer : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    ManualClock m_clock;
    CountingChance m_chance;
    QString m_store;
    std::unique_ptr<Connection> m_db;
    Directory m_directory;

    QString file(const QString &name, const QByteArray &bytes) {
        QFile out(m_folder->filePath(name));
        if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size()) qFatal("cannot write a test's file");
        return out.fileName();
    }
    Result<ImportReport> import(const QByteArray &bytes) { return import(QStringList{file(QStringLiteral("file.csv"), bytes)}); }
    Result<ImportReport> import(const QStringList &files) {
        const std::atomic<bool> never = false;
        m_directory.forgetOrder();
        return importFiles(m_store, files, m_clock, {}, never);
    }
    Page<CustomerRow> found(const QString &search) {
        CustomerQuery query;
        query.search = search;
        return m_directory.customers(*m_db, query, m_clock.now()).value_or(Page<CustomerRow>());
    }

    void erase(CustomerId id) {
        const auto room = WriteRoom::open(m_store, m_clock, {});
        const Result<void> done = (*room)->run<void>([id](Transaction &t) { return emptyCustomer(t.db, *readCustomer(t.db, id), t.now); });
        if (!done) qFatal("erase");
    }

private slots:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_store = m_folder->filePath(QStringLiteral("store.sqlite"));
        QVERIFY_OK(openStore(m_store, m_chance, m_clock));
        m_db = std::move(*Connection::open(m_store, OpenMode::ReadOnly));
    }
    void cleanup() { m_db.reset(); }

    void readsEveryCommonSpellingOfCsv_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("ours") << QByteArray("id,email,first_name,last_name,phone,created_at\n1,zoe@example.com,Zoë,\"Brontë, B\",+33 1,2024-01-01T00:00:00Z\n");
        QTest::newRow("other order, one more column") << QByteArray("tags,last_name,email,id,first_name\nx,\"Brontë, B\",zoe@example.com,1,Zoë\n");
        QTest::newRow("semicolons, CRLF, byte order mark") << QByteArray("\xEF\xBB\xBFid;email;first_name;last_name\r\n1;zoe@example.com;Zoë;Brontë, B\r\n");
        QTest::newRow("tabs, no last line end") << QByteArray("id\temail\tfirst_name\tlast_name\n1\tzoe@example.com\tZoë\tBrontë, B");
        QTest::newRow("Shopify") << QByteArray("Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Phone,Phone,Total Spent,Tags\n"
                                               "'1,Zoë,\"Brontë, B\",zoe@example.com,no,'+3312345678,,0.00,\n");
    }
    void readsEveryCommonSpellingOfCsv() {
        QFETCH(QByteArray, bytes);
        const auto report = import(bytes);
        QVERIFY_OK(report);
        QCOMPARE(report->customersAdded, 1);
        QCOMPARE(report->refusedCount, 0);
        const auto located = m_directory.locate(*m_db, QStringLiteral("1"), 5);
        QVERIFY_OK(located);
        QCOMPARE(located->size(), 1);
        const auto customer = m_directory.customer(*m_db, located->first().customer);
        QVERIFY_OK(customer);
        QCOMPARE(customer->ref, QStringLiteral("1"));
        QCOMPARE(customer->name(), QStringLiteral("Zoë Brontë, B"));
        QCOMPARE(customer->email, QStringLiteral("zoe@example.com"));
    }

    void malformedContactGoesInAndDamagedRowsAreNamed() {
        const auto report = import("id,email,first_name,last_name\n"
                                   "1,not an address,A,One\n"
                                   ",,B,Nobody\n"
                                   "3,c@example.com\n"
                                   "4,d@example.com,\xFF\xFE,Four\n"
                                   "5,e@example.com,\"Five \"\"quoted\"\"\nacross lines\",Five\n"
                                   "1,again@example.com,A,Twice\n"
                                   "7,g@example.com,\"never closed,Seven\n"
                                   "8,h@example.com,H,Eight\n");
        QVERIFY_OK(report);
        QCOMPARE(report->customersAdded, 3);
        QMap<qint64, RowRefusal> refused;
        for (const auto &row : report->refused) refused.insert(row.line, row.why);
        QCOMPARE(refused.size(), 5);
        QVERIFY(refused.value(3) == RowRefusal::NoIdentity);
        QVERIFY(refused.value(4) == RowRefusal::TooFewColumns);
        QVERIFY(refused.value(5) == RowRefusal::NotUtf8);
        QVERIFY(refused.value(8) == RowRefusal::IdentityTwice);
        QVERIFY(refused.value(9) == RowRefusal::UnclosedQuote);
        QCOMPARE(found(QStringLiteral("five \"quoted")).count, 1);
        QCOMPARE(found(QStringLiteral("not an address")).items.first().emailState, EmailState::Malformed);
    }

    void filesThatAreNoneOfOursAreRefusedWhole() {
        QVERIFY_FAILS(import(QByteArray("\xFF\xFEi\0d\0", 6)), ErrorCode::FileUnreadable);
        QVERIFY_FAILS(import("colour,size\nred,3\n"), ErrorCode::ColumnMissing);
        QVERIFY_FAILS(import(QStringList{m_folder->filePath(QStringLiteral("absent.csv"))}), ErrorCode::FileUnreadable);
        const auto lacking = import("id,status,product\n1,active,Tea\n");
        QVERIFY_FAILS(lacking, ErrorCode::ColumnMissing);
        QCOMPARE(lacking.error().detail, QStringLiteral("customer_id"));
    }

    void columnsAreTakenAsTheyWereChosen_data() {
        QTest::addColumn<ImportMap>("map");
        QTest::addColumn<QString>("ref");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("email");
        QTest::addColumn<std::optional<ErrorCode>>("error");
        using enum ImportField;
        const std::optional<ErrorCode> none;
        QTest::newRow("as guessed") << ImportMap{Id, Email, FirstName, LastName} << "1" << "Ada One" << "ada@example.com" << none;
        QTest::newRow("names the other way round") << ImportMap{Id, Email, LastName, FirstName} << "1" << "One Ada" << "ada@example.com" << none;
        QTest::newRow("a column left out") << ImportMap{Id, Email, std::nullopt, LastName} << "1" << "One" << "ada@example.com" << none;
        QTest::newRow("fewer than the header has") << ImportMap{Id, Email} << "1" << "" << "ada@example.com" << none;
        QTest::newRow("the address is the id") << ImportMap{std::nullopt, Email, FirstName} << "ada@example.com" << "Ada" << "ada@example.com" << none;
        QTest::newRow("the last name is the id") << ImportMap{std::nullopt, Email, FirstName, Id} << "One" << "Ada" << "ada@example.com" << none;
        QTest::newRow("no address") << ImportMap{Id, std::nullopt, FirstName} << "" << "" << "" << std::optional(ErrorCode::ColumnMissing);
        QTest::newRow("one field from two columns") << ImportMap{Id, Email, LastName, LastName} << "" << "" << "" << std::optional(ErrorCode::InvalidRequest);
        QTest::newRow("a field of subscriptions") << ImportMap{Id, Email, Price} << "" << "" << "" << std::optional(ErrorCode::InvalidRequest);
    }
    void columnsAreTakenAsTheyWereChosen() {
        QFETCH(ImportMap, map);
        QFETCH(QString, ref);
        QFETCH(QString, name);
        QFETCH(QString, email);
        QFETCH(std::optional<ErrorCode>, error);
        auto csv = std::make_shared<QFile>(file(QStringLiteral("c.csv"), "id,email,first_name,last_name\n1,ada@example.com,Ada,One\n"));
        QVERIFY(csv->open(QIODevice::ReadOnly));
        auto opened = ImportFile::open({csv, QStringLiteral("c.csv"), ImportKind::Customers, map});
        if (error) {
            QVERIFY_FAILS(opened, *error);
            return;
        }
        QVERIFY_OK(opened);
        std::vector<std::unique_ptr<ImportFile>> files;
        files.push_back(std::move(*opened));
        const std::atomic<bool> never = false;
        const ImportOutcome outcome = importInto({m_store, m_clock, {}, {}, {}, never}, files);
        QVERIFY(!outcome.stopped);
        QCOMPARE(outcome.report.customersAdded, 1);
        const auto located = m_directory.locate(*m_db, ref, 5);
        QVERIFY_OK(located);
        QCOMPARE(located->size(), 1);
        const auto customer = m_directory.customer(*m_db, located->first().customer);
        QVERIFY_OK(customer);
        QCOMPARE(customer->ref, ref);
        QCOMPARE(customer->name(), name);
        QCOMPARE(customer->email, email);
    }

    void aStoppedImportSaysWhatStays() {
        QByteArray bytes = "id,email\n";
        for (int i = 1; i <= 40'000; ++i) bytes += QByteArray::number(i) + ",c" + QByteArray::number(i) + "@example.com\n";
        std::vector<std::unique_ptr<ImportFile>> files;
        files.push_back(std::move(*ImportFile::open(file(QStringLiteral("many.csv"), bytes))));
        std::atomic<bool> cancelled = false;
        qint64 read = 0;
        const auto stop = [&](const ImportProgress &progress) {
            if (progress.step == ImportStep::Customers) read = progress.counts.customersAdded;
            cancelled = progress.rows > 36'000;
        };
        const ImportOutcome outcome = importInto({m_store, m_clock, {}, {}, stop, cancelled}, files);
        QVERIFY(outcome.stopped && outcome.stopped->code == ErrorCode::Cancelled);
        QVERIFY(read > 36'000);
        QCOMPARE(outcome.report.customersAdded, 32'767);
        QCOMPARE(m_directory.customers(*m_db, {}, m_clock.now())->count, 32'767);
    }

    void twoImportsIntoOneStoreDoNotRunAtATime() {
        const auto running = StoreLock::take(m_store, StoreUse::Import);
        QVERIFY_OK(running);
        QVERIFY_FAILS(import("id,email\n1,a@example.com\n"), ErrorCode::ImportRunning);
    }

    void importingAgainUpdatesInsteadOfDoubling() {
        QVERIFY_OK(import("id,email,first_name,last_name\n1,old@example.com,Ada,One\n2,b@example.com,Bob,Two\n"));
        const auto report = import("id,email,first_name,last_name\n1,new@example.com,Ada,One\n2,b@example.com,Rob,Two\n3,,Cy,Three\n");
        QVERIFY_OK(report);
        QCOMPARE(report->customersAdded, 1);
        QCOMPARE(report->customersChanged, 2);
        QCOMPARE(found(QStringLiteral("old@")).count, 0);
        QCOMPARE(found(QStringLiteral("new@")).count, 1);
        QCOMPARE(found(QStringLiteral("bob")).count, 0);
        QCOMPARE(m_directory.count(*m_db, QStringLiteral("customers"), QStringLiteral("all")).value_or(-1), 3);
        QCOMPARE(m_directory.count(*m_db, QStringLiteral("customers"), QStringLiteral("no-email")).value_or(-1), 1);
        const auto ada = m_directory.customer(*m_db, found(QStringLiteral("ada")).items.first().id);
        const auto rob = m_directory.customer(*m_db, found(QStringLiteral("rob")).items.first().id);
        QCOMPARE(ada->version, 2);  // the contact changed
        QCOMPARE(rob->version, 1);  // only the name did
    }

    void anImportedChangeOfAddressEndsLinksAndSessions() {
        QVERIFY_OK(import("id,email,first_name,last_name\n1,old@example.com,Ada,One\n"));
        {
            auto writer = Connection::open(m_store, OpenMode::ReadWrite);
            QVERIFY_OK(writer);
            auto link = (*writer)->prepare("INSERT INTO links (token_hash, customer, door, issued_at, expires_at) VALUES (x'01', 1, 1, ?, ?)");
            QVERIFY_OK(link.bind(m_clock.now()).bind(m_clock.now() + std::chrono::minutes(10)).run());
            auto session = (*writer)->prepare("INSERT INTO sessions (hash, customer, created_at, expires_at) VALUES (x'02', 1, ?, ?)");
            QVERIFY_OK(session.bind(m_clock.now()).bind(m_clock.now() + std::chrono::hours(8)).run());
        }
        CustomerQuery live;
        live.filter = CustomerFilter::LiveLink;
        QCOMPARE(m_directory.customers(*m_db, live, m_clock.now())->count, 1);
        QCOMPARE(m_directory.customers(*m_db, live, m_clock.now() + std::chrono::minutes(11))->count, 0);
        QVERIFY_OK(import("id,email,first_name,last_name\n1,new@example.com,Ada,One\n"));
        QCOMPARE(m_directory.customers(*m_db, live, m_clock.now())->count, 0);
        auto open = m_db->prepare("SELECT COUNT(*) FROM sessions WHERE ended_at IS NULL");
        QVERIFY(open.step());
        QCOMPARE(open.integer(0), 0);
    }

    void withoutIdsTheAddressIsTheIdentity() {
        QVERIFY_OK(import("First Name,Last Name,Email\nAda,One,Ada@Example.com\n"));
        const auto report = import("First Name,Last Name,Email\nAda,Other,ada@example.com\n,,\n");
        QVERIFY_OK(report);
        QCOMPARE(report->customersAdded, 0);
        QCOMPARE(report->customersChanged, 1);
        QCOMPARE(report->refusedCount, 1);
    }

    void whoWasErasedIsNotTakenInAgain_data() {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<QByteArray>("identity");  // of a subscription's customer
        QTest::newRow("by the shop's id") << QByteArray("id,email,first_name,last_name\n1,Ada@Example.com,Ada,One\n") << QByteArray("1");
        QTest::newRow("by the address") << QByteArray("First Name,Last Name,Email\nAda,One,Ada@Example.com\n") << QByteArray("ada@example.com");
        QTest::newRow("by an address that is the id") << QByteArray("id,email,first_name,last_name\nAda@Example.com,,Ada,One\n") << QByteArray("Ada@Example.com");
    }
    void whoWasErasedIsNotTakenInAgain() {
        QFETCH(QByteArray, head);
        QFETCH(QByteArray, identity);
        QVERIFY_OK(import(head));
        erase(CustomerId(1));
        const Instant erased = m_clock.now();
        m_clock.advance(std::chrono::hours(1));
        const auto report = import(head);
        QVERIFY_OK(report);
        QCOMPARE(report->customersAdded + report->customersChanged + report->customersUnchanged, 0);
        QCOMPARE(report->refusedCount, 1);
        QVERIFY(report->refused.constFirst().why == RowRefusal::ErasedHere);
        QCOMPARE(report->refused.constFirst().line, 2);
        QCOMPARE(report->refused.constFirst().at, erased);
        QCOMPARE(found(QStringLiteral("ada")).count, 0);
        QVERIFY(m_directory.customer(*m_db, CustomerId(1))->name().isEmpty());
        // Twice: into the empty table, and beside what is there.
        for (const QByteArray &id : {QByteArray("S1"), QByteArray("S2")}) {
            const auto subscribed = import("id,customer_id,status,product,currency,price\n" + id + "," + identity + ",active,Tea,EUR,4.50\n");
            QVERIFY_OK(subscribed);
            QCOMPARE(subscribed->subscriptionsAdded, 1);
        }
        const auto owned = m_directory.subscriptionsOf(*m_db, CustomerId(1), 5);
        QCOMPARE(owned->size(), 2);
    }

    // Their row may come by its address alone, from another export of the same shop; a new customer with a new id is a new customer.
    void anAddressOfAnErasedCustomerIsKnownWithoutItsId() {
        QVERIFY_OK(import("id,email,first_name,last_name\n1,ada@example.com,Ada,One\n2,bob@example.com,Bob,Two\n"));
        erase(CustomerId(1));
        const auto byAddress = import("First Name,Last Name,Email\nAda,One,ADA@example.com\nBob,Two,bob@example.com\n");
        QVERIFY_OK(byAddress);
        QCOMPARE(byAddress->refusedCount, 1);
        QCOMPARE(byAddress->customersUnchanged, 1);
        const auto anew = import("id,email,first_name,last_name\n9,ada@example.com,Ada,Anew\n");
        QVERIFY_OK(anew);
        QCOMPARE(anew->customersAdded, 1);
        QCOMPARE(found(QStringLiteral("ada anew")).count, 1);
    }

    void subscriptionsGatherTheirLinesAndRefuseStrangers() {
        const QString customers = file(QStringLiteral("c.csv"), "id,email,first_name,last_name\n1,a@example.com,Ada,One\n");
        const QByteArray head = "id,customer_id,status,product,variant,quantity,price,currency,interval,interval_count,next_billing_date,created_at\n";
        const QByteArray rows = "S1,1,active,Tea,Default,1,4.50,EUR,month,1,2026-03-01,2024-01-01\n"
                                "S2,9,active,Tea,,1,4.50,EUR,month,1,,\n"
                                "S3,1,on_holiday,Tea,,2,900,JPY,week,2,,\n"
                                "S1,1,active,Cup,Large,3,10.00,EUR,month,1,2026-03-01,2024-01-01\n"
                                "S4,1,active,Tea,,1,a lot,EUR,month,1,,\n";
        const auto report = import(QStringList{file(QStringLiteral("s.csv"), head + rows), customers});
        QVERIFY_OK(report);
        QCOMPARE(report->subscriptionsAdded, 2);
        QCOMPARE(report->refusedCount, 2);
        const auto located = m_directory.locate(*m_db, QStringLiteral("s1"), 5);
        const auto one = m_directory.subscription(*m_db, located->first().subscription);
        QVERIFY_OK(one);
        QCOMPARE(one->lines.size(), 2);
        QCOMPARE(one->lines[1].quantity, 3);
        QCOMPARE(one->total().minor, 3450);
        SubscriptionQuery query;
        query.search = QStringLiteral("cup");
        QCOMPARE(m_directory.subscriptions(*m_db, query)->count, 1);
        // Later the cup is gone and the tea costs more.
        const auto again = import(QStringList{file(QStringLiteral("s.csv"), head + "S1,1,paused,Tea,Default,1,5.00,EUR,month,1,2026-03-01,2024-01-01\n")});
        QVERIFY_OK(again);
        QCOMPARE(again->subscriptionsChanged, 1);
        const auto after = m_directory.subscription(*m_db, located->first().subscription);
        QCOMPARE(after->lines.size(), 1);
        QCOMPARE(m_directory.count(*m_db, QStringLiteral("subscriptions"), QStringLiteral("paused")).value_or(-1), 1);
        QCOMPARE(m_directory.count(*m_db, QStringLiteral("subscriptions"), QStringLiteral("active")).value_or(-1), 0);
    }

    void aCancelledImportLeavesAUsableStoreAndGoesOnWhenRunAgain() {
        QByteArray bytes = "id,email,first_name,last_name\n";
        for (int i = 1; i <= 70'000; ++i) bytes += QByteArray::number(i) + ",c" + QByteArray::number(i) + "@example.com,Ann,Number" + QByteArray::number(i) + "\n";
        const QString path = file(QStringLiteral("many.csv"), bytes);
        std::atomic<bool> cancelled = false;
        const auto stopped = importFiles(m_store, {path}, m_clock, [&](const ImportProgress &progress) { cancelled = progress.rows > 40'000; }, cancelled);
        QVERIFY_FAILS(stopped, ErrorCode::Cancelled);
        const auto kept = m_directory.customers(*m_db, {}, m_clock.now());
        QVERIFY_OK(kept);
        QCOMPARE(kept->count, 32'767);
        QCOMPARE(found(QStringLiteral("c32767@example.com")).count, 1);
        const auto rest = import(QStringList{path});
        QVERIFY_OK(rest);
        QCOMPARE(rest->customersUnchanged, 32'767);
        QCOMPARE(rest->customersAdded, 70'000 - 32'767);
        QCOMPARE(found(QStringLiteral("c69999@")).count, 1);
        QCOMPARE(found(QStringLiteral("ann")).count, 10'000);
    }

    void rowNumbersKeysAndPagesAgree() {
        QByteArray bytes = "id,email,first_name,last_name\n";
        for (int i = 1; i <= 3'000; ++i) bytes += QByteArray::number(i) + ",c" + QByteArray::number(i * 7 % 997) + (i % 11 ? "@example.com" : "") + "," + (i % 5 ? "Ann" : "Zoe") + ",N" + QByteArray::number(i * 31 % 1'000) + "\n";
        for (int i = 0; i < 40; ++i) bytes += QByteArray::number(5'000 + i) + ",,No,Mail\n";
        QVERIFY_OK(import(bytes));
        for (const auto sort : {CustomerSort::Name, CustomerSort::Email, CustomerSort::Created}) {
            for (const bool descending : {false, true}) {
                CustomerQuery query;
                query.sort = sort;
                query.descending = descending;
                query.limit = 333;
                QList<qint64> walked;
                while (true) {
                    const auto page = m_directory.customers(*m_db, query, m_clock.now());
                    QVERIFY_OK(page);
                    QCOMPARE(page->first, walked.size());
                    for (const auto &row : page->items) walked.append(row.id.value());
                    if (page->next.isEmpty()) break;
                    query.after = page->next;
                }
                QCOMPARE(walked.size(), 3'040);
                QCOMPARE(QSet<qint64>(walked.begin(), walked.end()).size(), 3'040);
                for (const qint64 at : {0, 499, 500, 1'777, 3'039}) {
                    CustomerQuery jump;
                    jump.sort = sort;
                    jump.descending = descending;
                    jump.at = at;
                    jump.limit = 1;
                    const auto page = m_directory.customers(*m_db, jump, m_clock.now());
                    QVERIFY_OK(page);
                    QCOMPARE(page->items.first().id.value(), walked[at]);
                }
            }
        }
    }
};

QTEST_GUILESS_MAIN(Importer)
#include "tst_importer.moc"
