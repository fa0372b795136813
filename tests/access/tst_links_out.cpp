// Links that are out: copied under the reply guard, and all of a customer revoked.
#include "services/store/link_store.h"
#include "services/store/shop_store.h"
#include "tests/access/access_fixture.h"

#include <mutex>

using namespace latchkey;
using namespace std::chrono_literals;

namespace {

const QString onFile = QStringLiteral("ada@example.com");

}  // namespace

class TestLinksOut : public QObject {
    Q_OBJECT

private slots:
    void onlyLiveLinksAreCopied_data();
    void onlyLiveLinksAreCopied();
    void theReplyGuardStandsBeforeTheCopy_data();
    void theReplyGuardStandsBeforeTheCopy();
    void anOverrideLeavesItsReasonAndNoAddress();
    void aReasonOfTheWrongLengthIsRefused();
    void aCopyIsAnnouncedToTheDesks();
    void revokingAllEndsWhatLivesAndNothingElse();
};

void TestLinksOut::onlyLiveLinksAreCopied_data() {
    QTest::addColumn<QString>("fate");
    QTest::addColumn<int>("code");
    QTest::newRow("used") << u"used"_qs << int(ErrorCode::LinkUsed);
    QTest::newRow("expired") << u"expired"_qs << int(ErrorCode::LinkExpired);
    QTest::newRow("revoked") << u"revoked"_qs << int(ErrorCode::LinkRevoked);
    QTest::newRow("void") << u"void"_qs << int(ErrorCode::LinkVoidByEmailChange);
    QTest::newRow("unknown") << u"unknown"_qs << int(ErrorCode::NotFound);
}

void TestLinksOut::onlyLiveLinksAreCopied() {
    QFETCH(QString, fate);
    QFETCH(int, code);
    AccessFixture f;
    const CustomerId customer = f.addCustomer(u"A"_qs, onFile, {});
    const auto link = f.issue(customer);
    const LinkCopy copy{fate == u"unknown" ? LinkId(99) : link->id, AgentId(1), false, {}};
    if (fate == u"used") QVERIFY_OK(f.redeem(f.tokenOf(*link), "b"));
    if (fate == u"expired") f.clock.advance(10min);
    if (fate == u"revoked") QVERIFY_OK(f.run([&](Transaction &t) { return f.access->revoke(t, link->id, AgentId(1)); }));
    if (fate == u"void") QVERIFY_OK(f.run([&](Transaction &t) { return f.access->voidByEmailChange(t, customer, AgentId(1)); }));
    QVERIFY_FAILS(f.run([&](Transaction &t) { return f.access->noteCopied(t, copy); }), ErrorCode(code));
    QCOMPARE(f.number("SELECT COUNT(*) FROM activity WHERE kind = 19"), 0);
}

void TestLinksOut::theReplyGuardStandsBeforeTheCopy_data() {
    QTest::addColumn<int>("guard");
    QTest::addColumn<QString>("replyTo");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<int>("role");
    QTest::addColumn<bool>("passes");
    const auto row = [](const char *name, ReplyGuard guard, const char *to, const char *reason, Role role, bool passes) {
        QTest::newRow(name) << int(guard) << QString::fromLatin1(to) << QString::fromLatin1(reason) << int(role) << passes;
    };
    row("off asks nothing", ReplyGuard::Off, "", "", Role::Senior, true);
    row("off lets every address pass", ReplyGuard::Off, "eve@example.com", "", Role::Senior, true);
    row("ask takes silence", ReplyGuard::Ask, "", "", Role::Senior, true);
    row("ask takes the address on file, however written", ReplyGuard::Ask, "Ada <ADA@example.com>", "", Role::Senior, true);
    row("ask refuses another", ReplyGuard::Ask, "eve@example.com", "", Role::Lead, false);
    row("ask refuses a plus address", ReplyGuard::Ask, "ada+shop@example.com", "", Role::Senior, false);
    row("ask takes a reason", ReplyGuard::Ask, "eve@example.com", "her new address, confirmed by phone", Role::Senior, true);
    row("require refuses silence", ReplyGuard::Require, "", "", Role::Lead, false);
    row("no reason replaces an address that must be given", ReplyGuard::Require, "", "because I say so", Role::Admin, false);
    row("require takes the address on file", ReplyGuard::Require, "ada@example.com", "", Role::Senior, true);
    row("require takes no reason of a Senior", ReplyGuard::Require, "eve@example.com", "confirmed by phone", Role::Senior, false);
    row("require takes a Lead's", ReplyGuard::Require, "eve@example.com", "confirmed by phone", Role::Lead, true);
}

void TestLinksOut::theReplyGuardStandsBeforeTheCopy() {
    QFETCH(int, guard);
    QFETCH(QString, replyTo);
    QFETCH(QString, reason);
    QFETCH(int, role);
    QFETCH(bool, passes);
    AccessFixture f;
    const auto link = f.issue(f.addCustomer(u"A"_qs, onFile, {}));
    QVERIFY_OK(link);
    QVERIFY_OK(f.run([&](Transaction &t) { return ShopStore(t.db).change({ReplyGuard(guard), false}); }));
    const auto copied = f.run([&](Transaction &t) { return f.access->noteCopied(t, {link->id, AgentId(1), true, {replyTo, reason, Role(role)}}); });
    if (passes) QVERIFY_OK(copied);
    else QVERIFY_FAILS(copied, ErrorCode::MagicLinkRefused);
    QCOMPARE(f.number("SELECT COUNT(*) FROM activity WHERE kind = 19 AND note LIKE 'as=reply%' AND agent = 1"), passes ? 1 : 0);
    QCOMPARE(f.number("SELECT ended FROM links"), 0);
}

void TestLinksOut::anOverrideLeavesItsReasonAndNoAddress() {
    AccessFixture f;
    const auto link = f.issue(f.addCustomer(u"A"_qs, onFile, {}));
    const QString reason = u"  confirmed by phone  "_qs;
    QVERIFY_OK(f.run([&](Transaction &t) { return f.access->noteCopied(t, {link->id, AgentId(1), false, {u"eve@example.com"_qs, reason, Role::Senior}}); }));
    QCOMPARE(f.number("SELECT COUNT(*) FROM activity_words w JOIN activity v ON v.id = w.activity WHERE v.kind = 19 AND w.words = 'confirmed by phone'"), 1);
    QCOMPARE(f.number("SELECT COUNT(*) FROM activity WHERE note LIKE '%eve%'"), 0);
    QCOMPARE(f.number("SELECT COUNT(*) FROM activity_words WHERE words LIKE '%eve%' OR length(salt) <> 16"), 0);
}

void TestLinksOut::aReasonOfTheWrongLengthIsRefused() {
    AccessFixture f;
    const auto link = f.issue(f.addCustomer(u"A"_qs, onFile, {}));
    for (const QString &reason : {u"why"_qs, QString(301, u'x')})
        QVERIFY_FAILS(f.run([&](Transaction &t) { return f.access->noteCopied(t, {link->id, AgentId(1), false, {u"eve@example.com"_qs, reason, Role::Senior}}); }),
                      ErrorCode::InvalidRequest);
}

void TestLinksOut::aCopyIsAnnouncedToTheDesks() {
    std::mutex mutex;
    QList<Event> events;
    AccessFixture f({}, u"https://portal.example.com"_qs, {{}, [&](const QList<Event> &heard) {
                                                               const std::lock_guard lock(mutex);
                                                               events += heard;
                                                           }});
    const CustomerId customer = f.addCustomer(u"A"_qs, onFile, {});
    const auto link = f.issue(customer);
    QVERIFY_OK(f.run([&](Transaction &t) { return f.access->noteCopied(t, {link->id, AgentId(1), false, {}}); }));
    QTRY_VERIFY([&] {
        const std::lock_guard lock(mutex);
        return !events.isEmpty() && events.constLast().kind == EventKind::CustomerChanged && events.constLast().customer == customer && events.constLast().link == link->id;
    }());
}

void TestLinksOut::revokingAllEndsWhatLivesAndNothingElse() {
    AccessFixture f;
    const CustomerId ada = f.addCustomer(u"A"_qs, onFile, {});
    const CustomerId bob = f.addCustomer(u"B"_qs, u"bob@example.com"_qs, {});
    const auto expired = f.issue(ada);
    f.clock.advance(10min);
    const auto used = f.issue(ada);
    QVERIFY_OK(f.redeem(f.tokenOf(*used), "b"));
    const auto one = f.issue(ada);
    const auto two = f.issue(ada, AgentId(2));
    const auto others = f.issue(bob);
    const auto revokeAll = [&](CustomerId customer) { return f.room->run<int>([&](Transaction &t) { return f.access->revokeAllOf(t, customer, AgentId(3)); }); };
    QCOMPARE(*revokeAll(ada), 2);
    for (const auto &link : {one, two}) {
        QVERIFY_FAILS(f.redeem(f.tokenOf(*link), "b"), ErrorCode::LinkRevoked);
        QCOMPARE(linkById(*f.db, link->id, 1)->end, LinkEnd::Revoked);
    }
    QCOMPARE(linkById(*f.db, used->id, 1)->end, LinkEnd::Used);
    QCOMPARE(linkById(*f.db, expired->id, 1)->end, LinkEnd::None);
    QCOMPARE(linkById(*f.db, others->id, 1)->end, LinkEnd::None);
    QCOMPARE(f.number("SELECT COUNT(*) FROM activity WHERE kind = 3 AND agent = 3 AND link IS NOT NULL"), 2);
    QCOMPARE(f.number("SELECT COUNT(*) FROM sessions WHERE ended_at IS NULL"), 1);  // who is in stays in
    QCOMPARE(*revokeAll(ada), 0);
    QVERIFY_FAILS(revokeAll(CustomerId(99)), ErrorCode::NotFound);
}

QTEST_GUILESS_MAIN(TestLinksOut)
#include "tst_links_out.moc"
