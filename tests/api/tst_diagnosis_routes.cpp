// What the API says of findings and advice: the reply guard's refusal, its override, what is counted, and what a role is offered.
#include "services/store/refusal_store.h"
#include "services/store/scan_store.h"
#include "services/store/shop_store.h"
#include "tests/api/service_fixture.h"
#include "tests/support/verify.h"

#include <QTest>

using namespace latchkey;

namespace {

QJsonObject findingIn(const QJsonArray &findings, const char *code) {
    for (const QJsonValue &finding : findings)
        if (finding.toObject().value(QLatin1String("code")).toString() == QLatin1String(code)) return finding.toObject();
    return {};
}

QJsonArray findingsOf(const Reply &reply) { return reply.json().value(QLatin1String("findings")).toArray(); }
QJsonObject factsOf(const QJsonObject &finding) { return finding.value(QLatin1String("facts")).toObject(); }

QStringList remediesOf(const QJsonObject &finding) {
    QStringList remedies;
    for (const QJsonValue &remedy : finding.value(QLatin1String("remedies")).toArray()) remedies.append(remedy.toString());
    return remedies;
}

}  // namespace

class TestDiagnosisRoutes : public QObject {
    Q_OBJECT
private slots:
    void init() {
        m_fixture = std::make_unique<ServiceFixture>();
        m_fixture->start();
    }

    void aReplyElsewhereIsRefusedWithTheFinding() {
        const Reply refused = m_fixture->call("POST", "/customers/1/magic-links", R"({"reply_to":"Eve <eve@elsewhere.example>"})");
        QCOMPARE(refused.status, 409);
        QCOMPARE(refused.text("code"), QStringLiteral("magic_link_refused"));
        const QJsonObject first = findingsOf(refused).first().toObject();
        QCOMPARE(first.value(QLatin1String("code")).toString(), QStringLiteral("reply_goes_elsewhere"));
        QCOMPARE(first.value(QLatin1String("severity")).toString(), QStringLiteral("blocks"));
        QCOMPARE(factsOf(first).value(QLatin1String("reply")).toString(), QStringLiteral("elsewhere"));
        QCOMPARE(factsOf(first).value(QLatin1String("reply_to")).toString(), QStringLiteral("eve@elsewhere.example"));
        QCOMPARE(factsOf(first).value(QLatin1String("email")).toString(), QStringLiteral("ada@example.com"));
        QCOMPARE(remediesOf(first), (QStringList{QStringLiteral("copy_portal_link"), QStringLiteral("override_reply")}));
    }

    void anotherCustomersAddressIsNamed() {
        QVERIFY_OK(m_fixture->write([](Transaction &t) {
            return t.db.execute("UPDATE customers SET email = 'bob@example.com', email_key = 'bob@example.com', email_state = 0 WHERE id = 2");
        }));
        const Reply refused = m_fixture->call("POST", "/customers/1/magic-links", R"({"reply_to":"BOB@example.com"})");
        QCOMPARE(refused.status, 409);
        const QJsonObject elsewhere = findingIn(findingsOf(refused), "reply_goes_elsewhere");
        QCOMPARE(factsOf(elsewhere).value(QLatin1String("other")).toInt(), 2);
        QCOMPARE(factsOf(elsewhere).value(QLatin1String("other_name")).toString(), QStringLiteral("Bob Low"));
        QVERIFY(remediesOf(elsewhere).contains(QStringLiteral("open_other_customer")));
    }

    void aReasonLetsItThroughAndIsRecorded() {
        const Reply issued = m_fixture->call("POST", "/customers/1/magic-links",
                                             R"({"reply_to":"eve@elsewhere.example","override_reason":"Called on the number on file"})");
        QCOMPARE(issued.status, 201);
        noteMinted(tokenIn(issued.text("url").toLatin1()));
        const Reply tooShort = m_fixture->call("POST", "/customers/1/magic-links", R"({"reply_to":"eve@elsewhere.example","override_reason":"ok"})");
        QCOMPARE(tooShort.status, 400);
        const auto db = Connection::open(m_fixture->options.storePath, OpenMode::ReadOnly);
        QVERIFY_OK(db);
        Statement words = (*db)->prepare("SELECT v.note, w.words FROM activity_words w JOIN activity v ON v.id = w.activity");
        QVERIFY(words.step());
        QCOMPARE(words.text(0), QStringLiteral("reply=elsewhere override=yes"));
        QCOMPARE(words.text(1), QStringLiteral("Called on the number on file"));
    }

    void theRoleOfTheTokenDecides() {
        QVERIFY_OK(m_fixture->write([](Transaction &t) { return ShopStore(t.db).change({ReplyGuard::Require, false}); }));
        const QByteArray elsewhere = R"({"reply_to":"eve@elsewhere.example","override_reason":"Called on the number on file"})";
        QCOMPARE(m_fixture->call("POST", "/customers/1/magic-links", elsewhere, m_fixture->tokenOf(Role::Senior)).status, 409);
        const Reply issued = m_fixture->call("POST", "/customers/1/magic-links", elsewhere, m_fixture->tokenOf(Role::Lead));
        QCOMPARE(issued.status, 201);
        noteMinted(tokenIn(issued.text("url").toLatin1()));
        const Reply unsaid = m_fixture->call("POST", "/customers/1/magic-links", "{}", m_fixture->tokenOf(Role::Admin));
        QCOMPARE(unsaid.status, 409);
        QVERIFY(!findingIn(findingsOf(unsaid), "reply_goes_elsewhere").isEmpty());
        // Nobody has asked for a link yet, so that nothing stands in its way.
        const QJsonObject details = m_fixture->call("GET", "/customers/1").json();
        QVERIFY(details.value(QLatin1String("magic_link_possible")).toBool());
    }

    void refusalsAreCountedByWhatStoodFirstInTheWay() {
        QCOMPARE(m_fixture->call("POST", "/customers/2/magic-links", "{}").status, 409);
        QCOMPARE(m_fixture->call("POST", "/customers/2/magic-links", "{}").status, 409);
        QCOMPARE(m_fixture->call("POST", "/customers/1/magic-links", R"({"reply_to":"eve@elsewhere.example"})").status, 409);
        const auto db = Connection::open(m_fixture->options.storePath, OpenMode::ReadOnly);
        QVERIFY_OK(db);
        const auto counted = [&] {
            QStringList rows;
            const auto refused = refusedIssuesSince(**db, dayNumberOf(m_fixture->clock.now()));
            for (const RefusedIssues &row : refused.value_or(QList<RefusedIssues>())) rows.append(toText(row.why) + QLatin1Char('*') + QString::number(row.count));
            return rows.join(QLatin1Char(' '));
        };
        QTRY_COMPARE(counted(), QStringLiteral("email_missing*2 reply_goes_elsewhere*1"));
    }

    // Whoever may have letters sent is told what stands in the way of the letter, although they issue no links.
    void aLetterIsNotRefusedForTheRole() {
        const Reply refused = m_fixture->call("POST", "/customers/2/login-letters", "{}", m_fixture->tokenOf(Role::Agent));
        QCOMPARE(refused.status, 409);
        QCOMPARE(findingsOf(refused).first().toObject().value(QLatin1String("code")).toString(), QStringLiteral("email_missing"));
        QVERIFY(findingIn(findingsOf(refused), "not_allowed").isEmpty());
    }

    void bothAdvicesStandInTheDetails() {
        const QJsonObject details = m_fixture->call("GET", "/customers/1").json();
        const QJsonObject atOnce = details.value(QLatin1String("advice_now")).toObject();
        QCOMPARE(atOnce.value(QLatin1String("way")).toString(), QStringLiteral("magic_link"));
        QCOMPARE(atOnce.value(QLatin1String("reason")).toString(), QStringLiteral("read_now"));
        QCOMPARE(details.value(QLatin1String("advice_later")).toObject().value(QLatin1String("way")).toString(), QStringLiteral("portal_link"));
        const QJsonObject byText = m_fixture->call("GET", "/customers/2").json();
        QCOMPARE(byText.value(QLatin1String("advice_now")).toObject().value(QLatin1String("reason")).toString(), QStringLiteral("no_email"));
    }

    void threeScannersMakeADomainKnown() {
        const auto reason = [&] {
            return m_fixture->call("GET", "/customers/1").json().value(QLatin1String("advice_now")).toObject().value(QLatin1String("reason")).toString();
        };
        for (int i = 0; i < 2; ++i)
            QVERIFY_OK(m_fixture->write([&](Transaction &t) { return noteScan(t.db, QStringLiteral("example.com"), t.now); }));
        QCOMPARE(reason(), QStringLiteral("read_now"));
        QVERIFY_OK(m_fixture->write([&](Transaction &t) { return noteScan(t.db, QStringLiteral("example.com"), t.now); }));
        QCOMPARE(reason(), QStringLiteral("scanners_first"));
    }

    void aRoleIsOfferedOnlyWhatItMayDo() {
        const auto notAllowed = [&](Role role) {
            return remediesOf(findingIn(findingsOf(m_fixture->call("GET", "/customers/1", {}, m_fixture->tokenOf(role))), "not_allowed"));
        };
        QCOMPARE(notAllowed(Role::Agent), (QStringList{QStringLiteral("copy_portal_link"), QStringLiteral("email_login_link")}));
        QVERIFY(notAllowed(Role::Observer).isEmpty());
        // And what it is offered, it may.
        QCOMPARE(m_fixture->call("POST", "/customers/1/login-letters", "{}", m_fixture->tokenOf(Role::Agent)).status, 202);
    }

private:
    std::unique_ptr<ServiceFixture> m_fixture;
};

QTEST_GUILESS_MAIN(TestDiagnosisRoutes)
#include "tst_diagnosis_routes.moc"
