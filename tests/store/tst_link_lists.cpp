// The list of Magic links under every filter, against a plain reading of the same rows.
#include "models/domain/public_id.h"
#include "services/store/link_store.h"
#include "tests/support/temp_store.h"
#include "tests/support/verify.h"

#include <QTest>

using namespace latchkey;
using namespace std::chrono_literals;

namespace {

constexpr int linkCount = 3'000;

}  // namespace

Q_DECLARE_METATYPE(LinkQuery)

class TestLinkLists : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void filtersNarrowTheList_data();
    void filtersNarrowTheList();
    void aSearchNarrowsFurther();
    void countsAreExactOnTheFirstPageAndModestLater();
    void strangeKeysAreRefused();
    void rowsCarryNamesAndVisits();

private:
    QList<LoginLink> readAll(LinkQuery query, int limit) {
        QList<LoginLink> all;
        query.limit = limit;
        do {
            const auto page = listLinks(m_store.reader(), query, m_store.identity.publicIdKey, now());
            if (!page) return {};
            all += page->items;
            query.after = page->next;
        } while (!query.after.isEmpty());
        return all;
    }
    [[nodiscard]] Instant now() const { return Instant(1'767'225'600'000) + linkCount * 1min; }

    TempStore m_store;
};

// One a minute, of 40 customers by 4 agents; the last ten are live unless they ended.
void TestLinkLists::initTestCase() {
    m_store.sql(R"(
        INSERT INTO agents (id, name, role, created_at) VALUES (1, 'Ines', 2, 1), (2, 'Omar', 2, 1), (3, 'Kai', 2, 1), (4, 'Lea', 2, 1);
        INSERT INTO customers (id, ref, first_name, last_name, name_key, email, email_state, phone, created_at) VALUES (7, 'c7', 'Ada', 'Day', '', '', 1, '', 1);
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
        INSERT INTO links (id, token_hash, customer, agent, door, issued_at, expires_at, ended, ended_at)
        SELECT i, CAST(CAST(i AS TEXT) AS BLOB), i % 40 + 1, CASE i % 5 WHEN 0 THEN NULL ELSE i % 5 END, 1, 1767225600000 + i * 60000, 1767225600000 + i * 60000 + 600000,
               CASE WHEN i % 10 < 5 THEN 1 WHEN i % 50 = 7 THEN 2 WHEN i % 50 = 8 THEN 3 ELSE 0 END, 1767225600000 + i * 60000 + 1000 FROM n;
        INSERT INTO visits (link, at, kind, outcome) VALUES (6, 5, 0, 0), (6, 9, 0, 1), (6, 3, 2, 0))");
}

void TestLinkLists::filtersNarrowTheList_data() {
    QTest::addColumn<LinkQuery>("query");
    const Instant start(1'767'225'600'000);
    const QList<std::optional<LinkState>> states{std::nullopt,       LinkState::Live,    LinkState::Used,
                                                 LinkState::Expired, LinkState::Revoked, LinkState::VoidByEmailChange};
    const std::pair<Instant, Instant> spans[] = {{}, {start + 500min, {}}, {{}, start + 2000min}, {start + 700min, start + 2990min}, {start + 9000min, {}}};
    for (const auto &state : states)
        for (const CustomerId customer : {CustomerId(), CustomerId(7), CustomerId(99)})
            for (const AgentId agent : {AgentId(), AgentId(2)})
                for (const auto &[from, until] : spans)
                    QTest::addRow("%s, customer %d, agent %d, from %d, until %d", state ? qPrintable(toText(*state)) : "any", int(customer.value()),
                                  int(agent.value()), int(from.milliseconds() / 60'000 % 100'000), int(until.milliseconds() / 60'000 % 100'000))
                        << LinkQuery{customer, agent, state, {}, 100, from, until};
}

void TestLinkLists::filtersNarrowTheList() {
    QFETCH(LinkQuery, query);
    QList<LinkId> wanted;
    Statement rows = m_store.reader().prepare("SELECT id, customer, agent, issued_at, expires_at, ended FROM links ORDER BY id DESC");
    while (rows.step()) {
        LoginLink link;
        link.expiresAt = rows.instant(4);
        link.end = static_cast<LinkEnd>(rows.integer(5));
        const Instant issued = rows.instant(3);
        const bool fits = (!query.customer.isValid() || rows.id<CustomerId>(1) == query.customer) && (!query.agent.isValid() || rows.id<AgentId>(2) == query.agent) &&
                          (!query.state || link.stateAt(now()) == *query.state) && issued >= query.from && (!query.until.isSet() || issued < query.until);
        if (fits) wanted.append(rows.id<LinkId>(0));
    }
    for (const int limit : {7, 100, 500}) {
        QList<LinkId> found;
        for (const LoginLink &link : readAll(query, limit)) found.append(link.id);
        QCOMPARE(found, wanted);
    }
    const auto first = listLinks(m_store.reader(), query, m_store.identity.publicIdKey, now());
    QVERIFY_OK(first);
    QVERIFY(first->countIsExact);
    QCOMPARE(first->count, wanted.size());
}

void TestLinkLists::aSearchNarrowsFurther() {
    const quint64 key = m_store.identity.publicIdKey;
    LinkQuery query;
    query.found = LinkSearch{LinkId(8), {CustomerId(7), CustomerId(3)}};
    QCOMPARE(readAll(query, 100).size(), 1 + 75 + 75);
    QCOMPARE(readAll(query, 4).size(), 1 + 75 + 75);
    query.found->customers.clear();
    const QList<LoginLink> one = readAll(query, 100);
    QCOMPARE(one.size(), 1);
    QCOMPARE(one.first().publicId, publicIdOf(LinkId(8), key));
    query.state = LinkState::Live;
    QVERIFY(readAll(query, 100).isEmpty());
    query.found = LinkSearch();  // words that find nobody
    query.state.reset();
    QVERIFY(readAll(query, 100).isEmpty());
}

void TestLinkLists::countsAreExactOnTheFirstPageAndModestLater() {
    LinkQuery query;
    query.state = LinkState::Used;
    query.limit = 10;
    const auto first = listLinks(m_store.reader(), query, 1, now());
    QVERIFY_OK(first);
    QCOMPARE(first->count, 1'500);
    QVERIFY(first->countIsExact);
    query.after = first->next;
    const auto second = listLinks(m_store.reader(), query, 1, now());
    QVERIFY_OK(second);
    QCOMPARE(second->count, 10);
    QVERIFY(!second->countIsExact);
}

void TestLinkLists::strangeKeysAreRefused() {
    for (const QString &key : {u"x"_qs, u"1:"_qs, u":1"_qs, u"1;2"_qs}) {
        LinkQuery query;
        query.after = key;
        QVERIFY_FAILS(listLinks(m_store.reader(), query, 1, now()), ErrorCode::InvalidRequest);
    }
}

void TestLinkLists::rowsCarryNamesAndVisits() {
    LinkQuery query;
    query.customer = CustomerId(7);
    const LoginLink eldest = readAll(query, 100).constLast();
    QCOMPARE(eldest.id, LinkId(6));
    QCOMPARE(eldest.customerName, QStringLiteral("Ada Day"));
    QCOMPARE(eldest.agentName, QStringLiteral("Ines"));
    QCOMPARE(eldest.visits, 2);
    QCOMPARE(eldest.scannerVisits, 1);
    QCOMPARE(eldest.firstVisitAt, Instant(5));
    QCOMPARE(eldest.lastVisitAt, Instant(9));
}

QTEST_GUILESS_MAIN(TestLinkLists)
#include "tst_link_lists.moc"
