// Pages of the record: every filter alone and together against a plain look through all entries, and how far a page looks.
#include "models/domain/public_id.h"
#include "services/store/activity_store.h"
#include "services/store/link_store.h"
#include "services/store/retention_store.h"
#include "tests/support/temp_store.h"
#include "tests/support/verify.h"

#include <QTest>

using namespace latchkey;

namespace {

constexpr int entriesMade = 400;
const QList<ActivityKind> kinds{ActivityKind::LinkIssued, ActivityKind::LinkUsed, ActivityKind::ContactChanged, ActivityKind::CodeSent,
                                ActivityKind::LinkRevoked, ActivityKind::SignedOut, ActivityKind::PortalLinkCopied};

bool isAboutALink(ActivityKind kind) {
    return kind == ActivityKind::LinkIssued || kind == ActivityKind::LinkUsed || kind == ActivityKind::LinkRevoked;
}

// Agents 1 to 3 or nobody, customers 1 to 4; customer n owns the links n, n + 4, n + 8…; one entry a minute, from three desks.
Activity entryNumber(int i) {
    Activity entry;
    entry.id = ActivityId(i);
    entry.kind = kinds.at(i * 5 % kinds.size());
    entry.agent = AgentId(i * 3 % 4);
    entry.customer = CustomerId(i % 4 + 1);
    if (isAboutALink(entry.kind)) entry.link = LinkId(i % 4 + 1 + 4 * (i % 5));
    entry.note = QStringLiteral("n=%1").arg(i);
    entry.desk = i % 3 == 0 ? QString() : QStringLiteral("desk-%1").arg(i % 3);
    return entry;
}

}  // namespace

class TestActivity : public QObject {
    Q_OBJECT

    std::unique_ptr<TempStore> m_store;
    Instant m_start;

    [[nodiscard]] Instant timeOf(int i) const { return m_start + std::chrono::minutes(i); }
    Page<ActivityRow> page(const ActivityQuery &query, qint64 patience = 2'000'000) {
        const auto read = ActivityStore(m_store->reader(), patience).page(query, m_store->identity.publicIdKey);
        if (!read) qFatal("page: %s", qPrintable(read.error().detail));
        return *read;
    }
    QList<qint64> allPages(ActivityQuery query, qint64 patience = 2'000'000) {
        QList<qint64> ids;
        for (int turns = 0; turns < 2000; ++turns) {
            const Page<ActivityRow> one = page(query, patience);
            for (const ActivityRow &row : one.items) ids.append(row.entry.id.value());
            if (one.next.isEmpty()) return ids;
            query.before = ActivityId(one.next.toLongLong());
        }
        qFatal("the pages do not end");
    }
    [[nodiscard]] QList<qint64> expected(const ActivityQuery &query) const {
        QList<qint64> ids;
        for (int i = entriesMade; i >= 1; --i) {
            const Activity entry = entryNumber(i);
            const bool fits = (!query.customer.isValid() || entry.customer == query.customer) && (!query.agent.isValid() || entry.agent == query.agent) &&
                              (!query.kind || entry.kind == *query.kind) && (!query.from.isSet() || timeOf(i) >= query.from) &&
                              (!query.until.isSet() || timeOf(i) < query.until);
            if (fits) ids.append(i);
        }
        return ids;
    }

private slots:
    void initTestCase() {
        m_store = std::make_unique<TempStore>();
        m_start = m_store->clock.now();
        m_store->sql(R"(
            INSERT INTO agents (id, name, role, created_at) VALUES (1, 'Ada', 2, 1), (2, 'Bob', 3, 1), (3, 'Cleo', 1, 1);
            INSERT INTO customers (id, ref, first_name, last_name, name_key, email, email_state, phone, created_at)
            VALUES (1, 'c1', 'Dora', 'Day', 'dora day', '', 1, '', 1), (2, 'c2', '', '', '', '', 1, '', 1),
                   (3, 'c3', 'Finn', '', 'finn', '', 1, '', 1), (4, 'c4', 'Gil', 'Low', 'gil low', '', 1, '', 1);
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20)
            INSERT INTO links (id, token_hash, customer, door, issued_at, expires_at) SELECT i, CAST(CAST(i AS TEXT) AS BLOB), (i - 1) % 4 + 1, 1, i, i + 1 FROM n)");
        for (int i = 1; i <= entriesMade; ++i) {
            m_store->clock.advance(std::chrono::minutes(1));
            QVERIFY_OK(m_store->write([i](Transaction &t) {
                const Activity entry = entryNumber(i);
                t.desk = entry.desk;
                return entry.kind == ActivityKind::ContactChanged ? t.recordWords(entry, QStringLiteral("because %1").arg(i), QByteArray(16, 's'))
                                                                  : t.record(entry);
            }));
        }
        // The eldest links are past their keeping.
        PurgeCursors cursors;
        const Result<qint64> forgotten = m_store->write([&](Transaction &t) { return deleteOldLinks(t.db, Instant(12), cursors); });
        QVERIFY_OK(forgotten);
        QCOMPARE(*forgotten, 10);
    }

    void everyFilterFindsWhatALookThroughAllFinds_data() {
        QTest::addColumn<int>("customer");
        QTest::addColumn<int>("agent");
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("bounded");
        for (const int customer : {0, 1, 4, 9})
            for (const int agent : {0, 1, 3})
                for (const int kind : {0, 1, 2, 3, 5, 9, 17})
                    for (const bool bounded : {false, true})
                        QTest::addRow("customer %d, agent %d, kind %d, %s", customer, agent, kind, bounded ? "bounded" : "unbounded")
                            << customer << agent << kind << bounded;
    }
    void everyFilterFindsWhatALookThroughAllFinds() {
        QFETCH(int, customer);
        QFETCH(int, agent);
        QFETCH(int, kind);
        QFETCH(bool, bounded);
        ActivityQuery query;
        query.customer = CustomerId(customer);
        query.agent = AgentId(agent);
        if (kind != 0) query.kind = static_cast<ActivityKind>(kind);
        if (bounded) {
            query.from = timeOf(101);
            query.until = timeOf(300);
        }
        query.limit = 7;
        const QList<qint64> right = expected(query);
        QCOMPARE(allPages(query), right);
        QCOMPARE(page(query).count, right.size());
        QVERIFY(page(query).countIsExact);
        // The count is of all, also on a later page.
        query.before = ActivityId(150);
        QCOMPARE(page(query).count, right.size());
    }

    void aBoundTakesItsFirstMomentInAndItsLastNot() {
        ActivityQuery query;
        query.from = timeOf(10);
        query.until = timeOf(12);
        QCOMPARE(allPages(query), (QList<qint64>{11, 10}));
        query.until = timeOf(12) + std::chrono::milliseconds(1);
        QCOMPARE(allPages(query), (QList<qint64>{12, 11, 10}));
        query.from = timeOf(entriesMade) + std::chrono::milliseconds(1);
        query.until = {};
        QCOMPARE(allPages(query), QList<qint64>());
        query.from = timeOf(20);
        query.until = timeOf(10);
        QCOMPARE(page(query).count, 0);
    }

    void aRowHasTheNamesOfItsIds() {
        ActivityQuery query;
        query.customer = CustomerId(1);
        query.kind = ActivityKind::LinkIssued;
        query.limit = 500;
        for (const ActivityRow &row : page(query).items) {
            const Activity made = entryNumber(static_cast<int>(row.entry.id.value()));
            static const QStringList names{QString(), QStringLiteral("Ada"), QStringLiteral("Bob"), QStringLiteral("Cleo")};
            QCOMPARE(row.agentName, names.at(static_cast<int>(made.agent.value())));
            QCOMPARE(row.customerName, QStringLiteral("Dora Day"));
            QCOMPARE(row.publicId, publicIdOf(made.link, m_store->identity.publicIdKey));
            QCOMPARE(row.entry.desk, made.desk);
            QCOMPARE(row.entry.note, made.note);
            QCOMPARE(row.entry.at, timeOf(static_cast<int>(row.entry.id.value())));
        }
        query.kind = ActivityKind::ContactChanged;
        const ActivityRow said = page(query).items.constFirst();
        QCOMPARE(said.entry.words, QStringLiteral("because %1").arg(said.entry.id.value()));
        QVERIFY(said.publicId.isEmpty());
        query.customer = CustomerId(2);
        QVERIFY(page(query).items.constFirst().customerName.isEmpty());
    }

    // No index leads to them: a page that would look too far ends, and the next goes on where it ended.
    void aLongSearchStopsAndGoesOn_data() {
        QTest::addColumn<int>("kind");
        QTest::newRow("frequent") << static_cast<int>(ActivityKind::SignedOut);
        QTest::newRow("rare, and of one agent") << static_cast<int>(ActivityKind::ContactChanged);
    }
    void aLongSearchStopsAndGoesOn() {
        QFETCH(int, kind);
        ActivityQuery query;
        query.agent = AgentId(3);
        query.kind = static_cast<ActivityKind>(kind);
        query.limit = 500;
        const QList<qint64> right = expected(query);
        QVERIFY(right.size() > 3);
        const Page<ActivityRow> first = page(query, 40);
        QVERIFY(first.items.size() < right.size());
        QCOMPARE(first.next, QString::number(entriesMade + 1 - 40));
        QVERIFY(!first.countIsExact);
        QCOMPARE(first.count, first.items.size());
        QCOMPARE(allPages(query, 40), right);
        QCOMPARE(allPages(query, 1), right);
    }

    void theUnfilteredCountIsExactHoweverMany() {
        TempStore many;
        QVERIFY_OK(many.write([](Transaction &t) {
            return t.db.execute(R"(
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30000)
                INSERT INTO activity (id, at, kind, agent, note, hash) SELECT i, i, 1, 1, '', x'00' FROM n)");
        }));
        ActivityStore store(many.reader());
        const auto all = store.page({}, 1);
        QVERIFY_OK(all);
        QCOMPARE(all->count, 30'000);
        QVERIFY(all->countIsExact);
        ActivityQuery query;
        query.agent = AgentId(1);
        const auto ofAgent = store.page(query, 1);
        QCOMPARE(ofAgent->count, 10'000);
        QVERIFY(!ofAgent->countIsExact);
    }
};

QTEST_GUILESS_MAIN(TestActivity)
#include "tst_activity.moc"
