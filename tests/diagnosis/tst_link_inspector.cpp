// The link inspector: what people paste, and what it is.
#include "models/domain/public_id.h"
#include "services/diagnosis/link_inspector.h"
#include "services/diagnosis/unwrap.h"
#include "services/runtime/digest.h"
#include "services/store/link_store.h"
#include "tests/support/temp_store.h"
#include "tests/support/verify.h"

#include <QTest>

using namespace latchkey;

namespace {

const QString base = QStringLiteral("https://portal.example.com");

QByteArray wholeToken() {
    CountingChance chance;
    return linkTokenFromRandom(chance.bytes<17>()).reveal();
}

}  // namespace

class TestLinkInspector : public QObject {
    Q_OBJECT
private slots:
    void readsWhatPeoplePaste_data() {
        QTest::addColumn<QString>("pasted");
        QTest::addColumn<QString>("verdict");
        const QString token = QString::fromLatin1(wholeToken());
        const QString url = base + QStringLiteral("/l/") + token;
        const auto row = [](const char *name, const QString &pasted, VerdictCode code) { QTest::newRow(name) << pasted << toText(code); };
        row("clean", url, VerdictCode::Live);
        row("white space around", QStringLiteral(" \n\t") + url + QStringLiteral(" \r\n"), VerdictCode::Live);
        row("angle brackets", QStringLiteral("<") + url + QStringLiteral(">"), VerdictCode::Live);
        row("parentheses and a full stop", QStringLiteral("(") + url + QStringLiteral(")."), VerdictCode::Live);
        row("invisible characters", QString(QChar(0xFEFF)) + url + QChar(0x200B), VerdictCode::Live);
        row("upper case", url.toUpper(), VerdictCode::Live);
        row("in a sentence", QStringLiteral("I pressed ") + url + QStringLiteral(", but nothing happened"), VerdictCode::Live);
        row("broken over lines", url.left(40) + QStringLiteral("\n") + url.mid(40), VerdictCode::Live);
        row("bare token", token, VerdictCode::Live);
        row("bare path", QStringLiteral("/l/") + token, VerdictCode::Live);
        row("without scheme", url.mid(8), VerdictCode::Live);
        row("cut off", url.chopped(3), VerdictCode::Damaged);
        row("too long", url + QStringLiteral("zz"), VerdictCode::Damaged);
        row("no token", base + QStringLiteral("/l/"), VerdictCode::Damaged);
        row("login page", base + QStringLiteral("/login"), VerdictCode::PortalLink);
        row("the portal itself", base + QStringLiteral("/"), VerdictCode::PortalLink);
        row("another page of ours", base + QStringLiteral("/account"), VerdictCode::NoLink);
        row("another shop's", QStringLiteral("https://other.example.com/l/") + token, VerdictCode::OtherShop);
        row("a host that begins like ours", QStringLiteral("https://portal.example.com.evil.test/l/") + token, VerdictCode::OtherShop);
        row("nothing", QString(), VerdictCode::NoLink);
        row("prose", QStringLiteral("I cannot get in, please help"), VerdictCode::NoLink);
        row("an address", QStringLiteral("ada@example.com"), VerdictCode::NoLink);
    }
    void readsWhatPeoplePaste() {
        QFETCH(QString, pasted);
        QFETCH(QString, verdict);
        const FoundLinks found = findLinks(pasted, base);
        QCOMPARE(found.links.isEmpty() ? toText(VerdictCode::NoLink) : toText(found.links.first().code), verdict);
        if (verdict == toText(VerdictCode::Live)) QVERIFY(found.links.first().token.reveal() == wholeToken());
    }

    void namesTheOneWrongCharacter() {
        QByteArray token = wholeToken();
        token[9] = token[9] == '7' ? '8' : '7';
        TempStore store;
        const auto check = inspectLinks(store.reader(), base + QStringLiteral("/l/") + QString::fromLatin1(token), base, store.identity.publicIdKey,
                                        store.clock.now());
        QVERIFY_OK(check);
        QCOMPARE(check->verdicts.first().code, VerdictCode::Damaged);
        QCOMPARE(check->verdicts.first().damage, LinkDamage::WrongCharacter);
        QCOMPARE(check->verdicts.first().damageAt, 9);
        QVERIFY(!check->verdicts.first().link);
    }

    void asksTheStoreForTheRest() {
        TempStore store;
        store.sql(
            "INSERT INTO customers (id, ref, first_name, last_name, name_key, email, email_state, phone, created_at) "
            "VALUES (1, 'c1', 'Ada', 'Day', 'ada day', 'ada@example.com', 0, '', 1)");
        const QString url = base + QStringLiteral("/l/") + QString::fromLatin1(wholeToken());
        const auto verdictOf = [&](const QString &text) -> Result<LinkVerdict> {
            Result<LinkCheck> check = inspectLinks(store.reader(), text, base, store.identity.publicIdKey, store.clock.now());
            if (!check) return tl::unexpected<Error>(check.error());
            return check->verdicts.first();
        };
        QCOMPARE(verdictOf(url)->code, VerdictCode::Unknown);

        const auto inserted = store.write([&](Transaction &t) {
            return insertLink(t.db, {sha256(wholeToken()), CustomerId(1), {}, {}, LinkDoor::Customer, {}, t.now, t.now + std::chrono::minutes(10)});
        });
        QVERIFY_OK(inserted);
        const Result<LinkVerdict> live = verdictOf(url);
        QVERIFY_OK(live);
        QCOMPARE(live->code, VerdictCode::Live);
        QCOMPARE(live->customerName, QStringLiteral("Ada Day"));
        QCOMPARE(live->timeline.size(), 1);

        QCOMPARE(verdictOf(publicIdOf(*inserted, store.identity.publicIdKey))->code, VerdictCode::Live);
        QCOMPARE(verdictOf(publicIdOf(LinkId(99), store.identity.publicIdKey))->code, VerdictCode::NoLink);

        store.clock.advance(std::chrono::minutes(10));
        QCOMPARE(verdictOf(url)->code, VerdictCode::Expired);
        QCOMPARE(verdictOf(url)->timeline.first().kind, TimelineKind::LinkExpired);
    }
};

QTEST_GUILESS_MAIN(TestLinkInspector)
#include "tst_link_inspector.moc"
