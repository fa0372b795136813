// The routes of links that are out: list with its filters, one with its timeline, copied, revoked together, counted.
#include "models/domain/public_id.h"
#include "models/json/json.h"
#include "services/store/search_store.h"
#include "services/store/shop_store.h"
#include "tests/api/service_fixture.h"
#include "tests/support/verify.h"

#include <QTest>

using namespace latchkey;
using namespace std::chrono_literals;

namespace {

class House : public ServiceFixture {
public:
    House() {
        const Result<void> indexed = write([](Transaction &t) -> Result<void> {
            SearchEditor search;
            for (const qint64 id : {1, 2}) {
                const Result<StoredText> text = readSearchText(t.db, id);
                if (!text) return tl::unexpected<Error>(text.error());
                search.add(id, text->view());
            }
            return search.write(t.db);
        });
        if (!indexed) qFatal("cannot make the customers searchable");
        start();
    }

    [[nodiscard]] qint64 newLink(const QByteArray &token = "embedded-token-of-this-test") const {
        const Reply reply = call("POST", "/customers/1/magic-links", "{}", token);
        noteMinted(tokenIn(reply.text("url").toLatin1()));
        return reply.json().value(QLatin1String("id")).toInteger();
    }
    [[nodiscard]] QList<qint64> ids(const QByteArray &query) const {
        QList<qint64> found;
        for (const QJsonValue &item : call("GET", "/links?" + query).json().value(QLatin1String("items")).toArray())
            found.append(item.toObject().value(QLatin1String("id")).toInteger());
        return found;
    }
    void guard(ReplyGuard mode) {
        QVERIFY_OK(write([mode](Transaction &t) { return ShopStore(t.db).change({mode, false}); }));
    }
};

QByteArray linkPath(qint64 id, const char *rest = "") { return "/links/" + QByteArray::number(id) + rest; }

}  // namespace

class TestIssuedLinks : public QObject {
    Q_OBJECT
private slots:
    void theListIsSearchedAndFiltered();
    void wrongFiltersAreNamed_data();
    void wrongFiltersAreNamed();
    void oneLinkComesWithItsTimeline();
    void aCopyIsRecorded();
    void aReplyElsewhereIsRefusedWithItsFinding();
    void allOfACustomerAreRevoked();
    void theNumbersAddUp();
};

void TestIssuedLinks::theListIsSearchedAndFiltered() {
    House house;
    const qint64 first = house.newLink();
    house.clock.advance(1h);
    const qint64 second = house.newLink(house.tokenOf(Role::Senior));
    const Reply page = house.call("GET", "/links?limit=1");
    const Result<Page<LoginLink>> read = readPage<LoginLink>(page.json(), readLoginLink);
    QVERIFY_OK(read);
    QCOMPARE(read->items.size(), 1);
    QCOMPARE(read->items.first().customerName, QStringLiteral("Ada Day"));
    QCOMPARE(read->count, 2);
    QVERIFY(read->countIsExact);
    QCOMPARE(house.ids("limit=1&after=" + read->next.toLatin1()), QList<qint64>{first});
    QCOMPARE(house.ids("state=live"), QList<qint64>{second});
    QCOMPARE(house.ids("state=expired"), QList<qint64>{first});
    QCOMPARE(house.ids("search=ada"), (QList<qint64>{second, first}));
    QCOMPARE(house.ids("search=ada&state=expired"), QList<qint64>{first});
    QCOMPARE(house.ids("search=bob"), QList<qint64>());
    QCOMPARE(house.ids("search=nobody"), QList<qint64>());
    QCOMPARE(house.ids("search=" + read->items.first().publicId.toLatin1()), QList<qint64>{second});
    QCOMPARE(house.ids("search=%20" + read->items.first().publicId.toLower().toLatin1() + "%20"), QList<qint64>{second});
    const QByteArray between = QByteArray::number((house.clock.now() - 30min).milliseconds());
    QCOMPARE(house.ids("from=" + between), QList<qint64>{second});
    QCOMPARE(house.ids("until=" + between), QList<qint64>{first});
    const qint64 agent = read->items.first().agent.value();
    QCOMPARE(house.ids("agent=" + QByteArray::number(agent)), QList<qint64>{second});
    QCOMPARE(house.ids("customer=2"), QList<qint64>());
}

void TestIssuedLinks::wrongFiltersAreNamed_data() {
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QString>("field");
    QTest::newRow("state") << QByteArray("/links?state=sleepy") << u"state"_qs;
    QTest::newRow("from") << QByteArray("/links?from=yesterday") << u"from"_qs;
    QTest::newRow("until") << QByteArray("/links?until=-4") << u"until"_qs;
    QTest::newRow("search") << QByteArray("/links?search=" + QByteArray(201, 'a')) << u"search"_qs;
    QTest::newRow("after") << QByteArray("/links?after=x") << u"after"_qs;
    QTest::newRow("no days") << QByteArray("/links/stats?days=0") << u"days"_qs;
    QTest::newRow("too many days") << QByteArray("/links/stats?days=91") << u"days"_qs;
    QTest::newRow("unknown") << QByteArray("/links/stats?weeks=1") << u"weeks"_qs;
}

void TestIssuedLinks::wrongFiltersAreNamed() {
    QFETCH(QByteArray, query);
    QFETCH(QString, field);
    House house;
    const Reply reply = house.call("GET", query);
    QCOMPARE(reply.status, 400);
    QCOMPARE(reply.text("detail"), field);
}

void TestIssuedLinks::oneLinkComesWithItsTimeline() {
    House house;
    const qint64 id = house.newLink();
    const Reply reply = house.call("GET", linkPath(id));
    QCOMPARE(reply.status, 200);
    const Result<LinkDetails> details = readLinkDetails(reply.json());
    QVERIFY_OK(details);
    QCOMPARE(details->link.customerName, QStringLiteral("Ada Day"));
    QCOMPARE(details->timeline.size(), 1);
    QCOMPARE(details->timeline.first().kind, TimelineKind::LinkIssued);
    QCOMPARE(house.call("GET", linkPath(77)).status, 404);
    QCOMPARE(house.call("GET", "/links/none").status, 404);
}

void TestIssuedLinks::aCopyIsRecorded() {
    House house;
    const qint64 id = house.newLink();
    house.clock.advance(1s);
    const QByteArray atATill = "Authorization: Bearer embedded-token-of-this-test\r\nContent-Type: application/json\r\nLatchkey-Desk: till-3\r\n";
    QCOMPARE(house.send("POST", "/api/v1" + linkPath(id, "/copied"), atATill, R"({"as":"reply","reply_to":"Ada <ADA@example.com>"})").status, 204);
    QCOMPARE(house.call("POST", linkPath(id, "/copied"), R"({"as":"pigeon"})").status, 400);
    QCOMPARE(house.call("POST", linkPath(id, "/copied"), "{}", house.tokenOf(Role::Agent)).status, 403);
    const Result<LinkDetails> details = readLinkDetails(house.call("GET", linkPath(id)).json());
    QVERIFY_OK(details);
    QCOMPARE(details->timeline.size(), 2);
    QCOMPARE(details->timeline.first().kind, TimelineKind::LinkCopied);
    QVERIFY(details->timeline.first().reply);
    QCOMPARE(details->timeline.first().agentName, QStringLiteral("Desk"));
    QCOMPARE(details->timeline.first().desk, QStringLiteral("till-3"));
    house.clock.advance(10min);
    const Reply dead = house.call("POST", linkPath(id, "/copied"), R"({"as":"link"})");
    QCOMPARE(dead.status, 409);
    QCOMPARE(dead.text("code"), QStringLiteral("link_expired"));
}

void TestIssuedLinks::aReplyElsewhereIsRefusedWithItsFinding() {
    House house;
    house.guard(ReplyGuard::Require);
    // Issued before the guard was set to this.
    const auto issued = house.write([&](Transaction &t) {
        return t.db.execute("INSERT INTO links (id, token_hash, customer, door, issued_at, expires_at) VALUES (5, x'05', 1, 1, 1767225600000, 1767226200000)");
    });
    QVERIFY_OK(issued);
    const Reply refused = house.call("POST", linkPath(5, "/copied"), R"({"as":"link","reply_to":"eve@example.com"})");
    QCOMPARE(refused.status, 409);
    const Result<Problem> problem = readProblem(refused.json());
    QVERIFY_OK(problem);
    QCOMPARE(problem->error.code, ErrorCode::MagicLinkRefused);
    QVERIFY(!problem->findings.isEmpty());
    const Finding &finding = problem->findings.first();
    QCOMPARE(finding.code, FindingCode::ReplyGoesElsewhere);
    QCOMPARE(finding.facts.reply, ReplyMatch::Elsewhere);
    QCOMPARE(finding.facts.replyTo, QStringLiteral("eve@example.com"));
    QVERIFY(finding.remedies.contains(Remedy::CopyPortalLink));
    const Reply silent = house.call("POST", linkPath(5, "/copied"), "{}");
    QCOMPARE(silent.status, 409);
    QCOMPARE(readProblem(silent.json())->findings.first().facts.reply, ReplyMatch::NotGiven);
    const QByteArray withReason = R"({"reply_to":"eve@example.com","override_reason":"confirmed by phone"})";
    QCOMPARE(house.call("POST", linkPath(5, "/copied"), withReason, house.tokenOf(Role::Senior)).status, 409);
    QCOMPARE(house.call("POST", linkPath(5, "/copied"), withReason, house.tokenOf(Role::Lead)).status, 204);
}

void TestIssuedLinks::allOfACustomerAreRevoked() {
    House house;
    for (int i = 0; i < 3; ++i) (void)house.newLink();
    QCOMPARE(house.call("POST", "/customers/1/links/revoke", "{}", house.tokenOf(Role::Senior)).status, 403);
    const Reply reply = house.call("POST", "/customers/1/links/revoke", "{}", house.tokenOf(Role::Lead));
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.json().value(QLatin1String("ended")).toInt(), 3);
    QCOMPARE(house.ids("state=revoked").size(), 3);
    QCOMPARE(house.call("POST", "/customers/1/links/revoke", "{}").json().value(QLatin1String("ended")).toInt(), 0);
    QCOMPARE(house.call("POST", "/customers/99/links/revoke", "{}").status, 404);
}

void TestIssuedLinks::theNumbersAddUp() {
    House house;
    QCOMPARE(house.press(house.issue()).status, 303);
    (void)house.newLink();
    const Reply reply = house.call("GET", "/links/stats?days=7");
    QCOMPARE(reply.status, 200);
    const Result<LinkStats> stats = readLinkStats(reply.json());
    QVERIFY_OK(stats);
    QCOMPARE(stats->days.size(), 7);
    QCOMPARE(stats->days.last().issued, 2);
    QCOMPARE(stats->days.last().used, 1);
    QCOMPARE(house.call("GET", "/links/stats").json().value(QLatin1String("days")).toArray().size(), 30);
}

QTEST_GUILESS_MAIN(TestIssuedLinks)
#include "tst_issued_links.moc"
