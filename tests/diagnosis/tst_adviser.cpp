// The adviser, by a table: every reason with the facts that raise it and the nearest that do not, and their order.
#include "services/diagnosis/adviser.h"
#include "tests/diagnosis/facts.h"

#include <QTest>

using namespace latchkey;

namespace {

using F = DiagnosisFacts;

void bounced(F &f) { f.letter = letter(MessageState::Failed, DeliveryProblem::RecipientRefused); }
void troubled(F &f) { f.links = {linkIssued(minutes(30)), linkIssued(minutes(60))}; }
void slow(F &f) { f.usualDelay = minutes(11); }

}  // namespace

class TestAdviser : public QObject {
    Q_OBJECT
private slots:
    void everyReasonHasItsFacts_data() {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("nowWord");
        QTest::addColumn<QString>("laterWord");
        const auto row = [](const char *name, const Change &change, const char *atOnce, const char *later) {
            QTest::newRow(name) << change << QString::fromLatin1(atOnce) << QString::fromLatin1(later);
        };
        row("nothing against it", [](F &) {}, "magic_link read_now", "portal_link read_later");
        row("removed", [](F &f) { f.customer.removedAt = now; }, "portal_link customer_removed", "portal_link customer_removed");
        row("removed, contact emptied", [](F &f) { f.customer.removedAt = now; withoutEmail(f); }, "portal_link customer_removed", "portal_link customer_removed");
        row("nothing on file", withoutEmail, "portal_link nothing_on_file", "portal_link nothing_on_file");
        row("an address that is none", [](F &f) { f.email.state = EmailState::Malformed; }, "portal_link nothing_on_file", "portal_link nothing_on_file");
        row("a phone, but no texts leave", [](F &f) { withoutEmail(f); withPhone(f); f.textsLeave = false; }, "portal_link nothing_on_file", "portal_link nothing_on_file");
        row("no e-mail but a phone", [](F &f) { withoutEmail(f); withPhone(f); }, "standard_login no_email", "standard_login no_email");
        row("a misspelt domain is an address still", [](F &f) { f.email.state = EmailState::DomainTypo; }, "magic_link read_now", "portal_link read_later");
        row("no e-mail but a phone comes before the role", [](F &f) { withoutEmail(f); withPhone(f); f.role = Role::Agent; }, "standard_login no_email", "standard_login no_email");
        row("the role", [](F &f) { f.role = Role::Agent; }, "portal_link not_allowed", "portal_link not_allowed");
        row("a role that may", [](F &f) { f.role = Role::Senior; }, "magic_link read_now", "portal_link read_later");
        row("the limit", [](F &f) { f.linksThisHour = 5; }, "portal_link limit_reached", "portal_link limit_reached");
        row("below the limit", [](F &f) { f.linksThisHour = 4; }, "magic_link read_now", "portal_link read_later");
        row("the role comes before the limit", [](F &f) { f.linksThisHour = 5; f.role = Role::Agent; }, "portal_link not_allowed", "portal_link not_allowed");
        row("a bounce without a phone", bounced, "magic_link address_refuses_mail", "portal_link address_refuses_mail");
        row("a bounce with a phone", [](F &f) { bounced(f); withPhone(f); }, "standard_login address_refuses_mail", "standard_login address_refuses_mail");
        row("a domain without mail", [](F &f) { f.domainRefusesMail = true; withPhone(f); }, "standard_login address_refuses_mail", "standard_login address_refuses_mail");
        row("a letter that was delayed", [](F &f) { f.letter = letter(MessageState::Failed, DeliveryProblem::TimedOut); }, "magic_link read_now", "portal_link read_later");
        row("the limit comes before a bounce", [](F &f) { bounced(f); f.linksThisHour = 5; }, "portal_link limit_reached", "portal_link limit_reached");
        row("two failures in a row", troubled, "standard_login trouble_before", "standard_login trouble_before");
        row("one failure", [](F &f) { f.links = {linkIssued(minutes(30))}; }, "magic_link read_now", "portal_link read_later");
        row("two failures, and signed in since", [](F &f) { troubled(f); f.customer.lastSignInAt = now; }, "magic_link read_now", "portal_link read_later");
        row("a bounce comes before trouble", [](F &f) { troubled(f); bounced(f); }, "magic_link address_refuses_mail", "portal_link address_refuses_mail");
        row("opens late", slow, "portal_link opens_late", "portal_link read_later");
        row("opens just in time", [](F &f) { f.usualDelay = minutes(10); }, "magic_link read_now", "portal_link read_later");
        row("trouble comes before later and late", [](F &f) { troubled(f); slow(f); }, "standard_login trouble_before", "standard_login trouble_before");
        row("a scanned domain", [](F &f) { f.domainIsScanned = true; }, "magic_link scanners_first", "portal_link read_later");
        row("late comes before scanners", [](F &f) { slow(f); f.domainIsScanned = true; }, "portal_link opens_late", "portal_link read_later");
    }
    void everyReasonHasItsFacts() {
        QFETCH(Change, change);
        QFETCH(QString, nowWord);
        QFETCH(QString, laterWord);
        DiagnosisFacts facts = soundFacts();
        change(facts);
        const auto wordOf = [&](bool later) {
            const Advice advice = advise(facts, later);
            return toText(advice.way) + QLatin1Char(' ') + toText(advice.reason);
        };
        QCOMPARE(wordOf(false), nowWord);
        QCOMPARE(wordOf(true), laterWord);
    }

    void itTellsWhatTheSentenceNeeds() {
        DiagnosisFacts facts = soundFacts();
        troubled(facts);
        slow(facts);
        facts.policy.linkLife = minutes(5);
        const Advice advice = advise(facts, false);
        QCOMPARE(advice.count, 2);
        QCOMPARE(advice.usualDelay, Duration(minutes(11)));
        QCOMPARE(advice.life, Duration(minutes(5)));
        QCOMPARE(advice.domain, QStringLiteral("example.com"));
    }

    void ofALimitItTellsHowManyWereIssued() {
        DiagnosisFacts facts = soundFacts();
        facts.linksThisHour = 6;
        QCOMPARE(advise(facts, false).count, 6);
    }

    void itNeverBlocks() {
        DiagnosisFacts facts = soundFacts();
        slow(facts);
        QVERIFY(advise(facts, true).way != WayIn::MagicLink);
        QVERIFY(!blocksMagicLink(diagnose(facts)));
    }

    void scannedDomainsAreKnownByName() {
        QVERIFY(isScannedDomain(QStringLiteral("outlook.com")));
        QVERIFY(isScannedDomain(QStringLiteral("hotmail.co.uk")));
        QVERIFY(isScannedDomain(mailDomainOf(u"Ada@LIVE.com")));
        QVERIFY(isScannedDomain(QStringLiteral("shop.onmicrosoft.com")));
        QVERIFY(!isScannedDomain(QStringLiteral("onmicrosoft.com.example")));
        QVERIFY(!isScannedDomain(QStringLiteral("notoutlook.com")));
        QVERIFY(!isScannedDomain(QStringLiteral("example.com")));
        QVERIFY(!isScannedDomain(QString()));
    }
};

QTEST_GUILESS_MAIN(TestAdviser)
#include "tst_adviser.moc"
