// Issuing under the reply guard: every guard, match and role, what a reason changes, and what is written down of it.
#include "services/runtime/digest.h"
#include "services/store/shop_store.h"
#include "tests/access/access_fixture.h"

#include <QDir>
#include <QFile>

using namespace latchkey;

namespace {

const char *const typedFor[] = {"", "Ada <ADA@example.com>", "ada+shop@example.com", "eve@elsewhere.example", "Eve"};
const QString reason = QStringLiteral("Called her on the number on file");

class Guarded : public AccessFixture {
public:
    Guarded() : AccessFixture(manyLinks()) { ada = addCustomer(QStringLiteral("Ada"), QStringLiteral("ada@example.com"), {}); }

    void setGuard(ReplyGuard guard) {
        const Result<void> done = run([&](Transaction &t) { return ShopStore(t.db).change({guard, false}); });
        if (!done) qFatal("cannot set the guard");
    }
    Result<IssuedLink> issueTo(const QString &replyTo, const QString &why, Role role) {
        return room->run<IssuedLink>([&](Transaction &t) {
            t.desk = QStringLiteral("desk-3");
            return access->issue(t, {ada, {}, AgentId(1), LinkDoor::Customer, {}, {replyTo, why, role}});
        });
    }
    QString newestNote() {
        Statement select = db->prepare("SELECT note FROM activity WHERE kind = 1 ORDER BY id DESC LIMIT 1");
        return select.step() ? select.text(0) : QString();
    }

    CustomerId ada;

private:
    static AccessPolicy manyLinks() {
        AccessPolicy policy;
        policy.linksPerCustomerPerHour = policy.linksPerAgentPerHour = 900;
        return policy;
    }
};

}  // namespace

class TestReplyCheck : public QObject {
    Q_OBJECT
private slots:
    // For each match in its order, from which role on a link is issued: without a reason, and with one. "-" is never.
    void everyGuardMatchAndRole_data() {
        QTest::addColumn<QString>("guard");
        QTest::addColumn<QString>("bare");
        QTest::addColumn<QString>("reasoned");
        QTest::newRow("off") << QStringLiteral("off") << QStringLiteral("00000") << QStringLiteral("00000");
        QTest::newRow("ask") << QStringLiteral("ask") << QStringLiteral("00---") << QStringLiteral("0022-");
        QTest::newRow("require") << QStringLiteral("require") << QStringLiteral("-0---") << QStringLiteral("-033-");
    }
    void everyGuardMatchAndRole() {
        QFETCH(QString, guard);
        QFETCH(QString, bare);
        QFETCH(QString, reasoned);
        Guarded f;
        f.setGuard(replyGuardFromText(guard).value());
        for (int match = 0; match < 5; ++match)
            for (int role = 0; role <= static_cast<int>(Role::Admin); ++role)
                for (const bool withReason : {false, true}) {
                    const QChar from = (withReason ? reasoned : bare).at(match);
                    const auto link = f.issueTo(QString::fromLatin1(typedFor[match]), withReason ? reason : QString(), static_cast<Role>(role));
                    const QByteArray what = "match " + QByteArray::number(match) + ", role " + QByteArray::number(role) + (withReason ? ", reason" : "");
                    QVERIFY2(link.has_value() == (from != u'-' && role >= from.digitValue()), what.constData());
                    if (!link) QVERIFY2(link.error().code == ErrorCode::MagicLinkRefused, what.constData());
                }
    }

    void aRefusalIssuesAndRecordsNothing() {
        Guarded f;
        QVERIFY_FAILS(f.issueTo(QStringLiteral("eve@elsewhere.example"), {}, Role::Admin), ErrorCode::MagicLinkRefused);
        QCOMPARE(f.number("SELECT COUNT(*) FROM links"), 0);
        QCOMPARE(f.number("SELECT COUNT(*) FROM activity"), 0);
    }

    void anOverrideStandsInTheChainAndItsWordsBesideIt() {
        Guarded f;
        QVERIFY_OK(f.issueTo(QStringLiteral("eve@elsewhere.example"), QStringLiteral("  ") + reason + QStringLiteral(" "), Role::Senior));
        QCOMPARE(f.newestNote(), QStringLiteral("reply=elsewhere override=yes"));
        QByteArray salt;
        {
            Statement words = f.db->prepare("SELECT w.words, w.salt, v.words_hash FROM activity_words w JOIN activity v ON v.id = w.activity");
            QVERIFY(words.step());
            QCOMPARE(words.text(0), reason);
            salt = words.blob(1);
            QCOMPARE(salt.size(), 16);
            QVERIFY(words.blob(2) == sha256(salt + reason.toUtf8()));
        }
        QVERIFY_OK(f.issueTo(QStringLiteral("ada+x@example.com"), reason, Role::Senior));
        QCOMPARE(f.newestNote(), QStringLiteral("reply=plus_address override=yes"));
        {
            Statement words = f.db->prepare("SELECT salt FROM activity_words ORDER BY activity DESC LIMIT 1");
            QVERIFY(words.step());
            QVERIFY(words.blob(0) != salt);
        }
        const auto report = verifyStore(f.path);
        QVERIFY_OK(report);
        QCOMPARE(report->activityEntries, 2);
        QCOMPARE(report->brokenActivity, 0);
    }

    void aReasonThatIsNotNeededIsNotKept() {
        Guarded f;
        QVERIFY_OK(f.issueTo(QStringLiteral("ada@example.com"), reason, Role::Senior));
        QVERIFY_OK(f.issueTo({}, reason, Role::Senior));
        f.setGuard(ReplyGuard::Off);
        QVERIFY_OK(f.issueTo(QStringLiteral("eve@elsewhere.example"), reason, Role::Senior));
        QCOMPARE(f.newestNote(), QString());
        QCOMPARE(f.number("SELECT COUNT(*) FROM activity_words"), 0);
    }

    void aReasonSaysSomethingAndNotTooMuch_data() {
        QTest::addColumn<int>("length");
        QTest::addColumn<bool>("good");
        QTest::newRow("four") << 4 << false;
        QTest::newRow("five") << 5 << true;
        QTest::newRow("three hundred") << 300 << true;
        QTest::newRow("one more") << 301 << false;
    }
    void aReasonSaysSomethingAndNotTooMuch() {
        QFETCH(int, length);
        QFETCH(bool, good);
        Guarded f;
        const auto link = f.issueTo(QStringLiteral("eve@elsewhere.example"), QStringLiteral(" ") + QString(length, u'x') + QStringLiteral(" "), Role::Lead);
        QCOMPARE(link.has_value(), good);
        if (good) return;
        QVERIFY_FAILS(link, ErrorCode::InvalidRequest);
        QCOMPARE(link.error().detail, QStringLiteral("override_reason"));
    }

    void theAddressItselfIsNowhereInTheStore() {
        if (testsOnPostgres()) QSKIP("This reads the store's files");
        Guarded f;
        const QByteArray address = "eve.of.nowhere@elsewhere.example";
        QVERIFY_FAILS(f.issueTo(QString::fromLatin1(address), {}, Role::Senior), ErrorCode::MagicLinkRefused);
        QVERIFY_OK(f.issueTo(QString::fromLatin1(address), reason, Role::Senior));
        int files = 0;
        const QStringList names = QDir(f.folder.path()).entryList(QDir::Files | QDir::Hidden);
        for (const QString &name : names) {
            QFile file(f.folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray bytes = file.readAll();
            ++files;
            QVERIFY2(!bytes.contains(address) && !bytes.contains("of.nowhere"), qPrintable(name));
        }
        QVERIFY(files >= 2);
    }

    void aLetterGoesToTheAddressOnFileAndAsksNobody() {
        Guarded f;
        f.setGuard(ReplyGuard::Require);
        QVERIFY_OK(f.room->run<MessageId>([&](Transaction &t) { return f.access->emailLoginLink(t, {f.ada, {}, AgentId(1), LinkDoor::AgentLetter, {}}); }));
    }
};

QTEST_GUILESS_MAIN(TestReplyCheck)
#include "tst_reply_check.moc"
