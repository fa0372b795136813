// The sample shop goes in whole, and its awkward rows stand where the desk will look for them.
#include "services/directory/demo_shop.h"
#include "services/directory/directory.h"
#include "services/store/store.h"
#include "tests/support/counting_chance.h"
#include "tests/support/manual_clock.h"
#include "tests/support/verify.h"

#include <QTemporaryDir>
#include <QTest>

using namespace latchkey;

class DemoShop : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        m_path = m_folder.filePath(QStringLiteral("store.sqlite"));
        QVERIFY_OK(openStore(m_path, m_chance, m_clock));
        const auto report = importDemoShop(m_path, m_clock);
        QVERIFY_OK(report);
        QCOMPARE(report->customersAdded, 300);
        QCOMPARE(report->subscriptionsAdded, 420);
        QCOMPARE(report->refusedCount, 0);
        auto db = Connection::open(m_path, OpenMode::ReadOnly);
        QVERIFY_OK(db);
        m_db = std::move(*db);
    }

    void subscriptionsBeginAsInThePicture() {
        const auto page = m_directory.subscriptions(*m_db, {});
        QVERIFY_OK(page);
        QCOMPARE(page->count, 420);
        QCOMPARE(page->items.first().ref, QStringLiteral("SUB-50214"));
        QCOMPARE(page->items.first().customerName, QStringLiteral("Dmitri Ivanov"));
        QCOMPARE(page->items.first().customerEmailState, EmailState::Missing);
        QCOMPARE(page->items.first().title, QStringLiteral("Coffee, whole bean 1 kg"));
        QCOMPARE(page->items[8].total.minor, 3200);
        QCOMPARE(page->items[8].total.currency, QStringLiteral("JPY"));
    }

    void searchFindsWithoutAccents_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("name");
        QTest::newRow("accents") << "amelie dur" << "Amélie Durand";
        QTest::newRow("inside of a word") << "rand@exam" << "Amélie Durand";
        QTest::newRow("national phone") << "06 12 34 56 78" << "Amélie Durand";
        QTest::newRow("domain") << "@gmial" << "Fatima Haddad";
        QTest::newRow("one Han letter") << QStringLiteral("山") << QStringLiteral("太郎 山田");
        QTest::newRow("second Hangul letter") << QStringLiteral("준") << QStringLiteral("민준 김");
        QTest::newRow("id") << "10004" << "Dmitri Ivanov";
        QTest::newRow("emoji") << QStringLiteral("🙂 sam") << QStringLiteral("🙂 Sam Rivers");
    }
    void searchFindsWithoutAccents() {
        QFETCH(QString, typed);
        QFETCH(QString, name);
        CustomerQuery query;
        query.search = typed;
        const auto page = m_directory.customers(*m_db, query, m_clock.now());
        QVERIFY_OK(page);
        QVERIFY(page->count > 0);
        QCOMPARE(page->items.first().name, name);
    }

    void subscriptionsAreFoundByCustomerProductAndNumber_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("ref");
        QTest::newRow("number") << "SUB-50214" << "SUB-50214";
        QTest::newRow("number alone") << "50214" << "SUB-50214";
        QTest::newRow("customer") << "dmitri" << "SUB-50214";
        QTest::newRow("customer and product") << "hassan espresso" << "SUB-50217";
    }
    void subscriptionsAreFoundByCustomerProductAndNumber() {
        QFETCH(QString, typed);
        QFETCH(QString, ref);
        SubscriptionQuery query;
        query.search = typed;
        const auto page = m_directory.subscriptions(*m_db, query);
        QVERIFY_OK(page);
        QVERIFY(page->count > 0);
        QCOMPARE(page->items.first().ref, ref);
    }

    void countsAgreeWithTheFilters() {
        for (const auto filter : {CustomerFilter::All, CustomerFilter::NoEmail, CustomerFilter::InvalidEmail}) {
            CustomerQuery query;
            query.filter = filter;
            query.limit = 500;
            const auto page = m_directory.customers(*m_db, query, m_clock.now());
            QVERIFY_OK(page);
            QCOMPARE(page->items.size(), page->count);
            QVERIFY(page->next.isEmpty());
            QVERIFY(page->count > 5);
        }
    }

    void statusIsTheMostAlarmingOne() {
        CustomerQuery query;
        query.search = QStringLiteral("fatima haddad");
        const auto page = m_directory.customers(*m_db, query, m_clock.now());
        QVERIFY_OK(page);
        QCOMPARE(page->items.first().subscriptions, 3);
        QVERIFY(page->items.first().status == SubscriptionStatus::Failed);
        QCOMPARE(page->items.first().emailState, EmailState::DomainTypo);
    }

    void severalLinesAreOneSubscription() {
        const auto found = m_directory.locate(*m_db, QStringLiteral("greta.lindqvist@EXAMPLE.com"), 5);
        QVERIFY_OK(found);
        QCOMPARE(found->size(), 1);
        const auto subscriptions = m_directory.subscriptionsOf(*m_db, found->first().customer, 50);
        QVERIFY_OK(subscriptions);
        QCOMPARE(subscriptions->size(), 1);
        QVERIFY(subscriptions->first().lines.size() >= 3);
    }

    void sharedAddressesAreFoundWhateverTheirCase() {
        const auto found = m_directory.locate(*m_db, QStringLiteral("helene.martin@example.com"), 5);
        QVERIFY_OK(found);
        QCOMPARE(found->size(), 3);
        const auto others = m_directory.sharing(*m_db, found->first().customer, 5);
        QVERIFY_OK(others);
        QCOMPARE(others->size(), 2);
    }

    void importingTheSameAgainChangesNothing() {
        const auto report = importDemoShop(m_path, m_clock);
        QVERIFY_OK(report);
        QCOMPARE(report->customersAdded + report->customersChanged + report->subscriptionsAdded + report->subscriptionsChanged, 0);
        QCOMPARE(report->customersUnchanged, 300);
    }

private:
    QTemporaryDir m_folder;
    ManualClock m_clock;
    CountingChance m_chance;
    QString m_path;
    std::unique_ptr<Connection> m_db;
    Directory m_directory;
};

QTEST_GUILESS_MAIN(DemoShop)
#include "tst_demo_shop.moc"
