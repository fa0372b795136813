// Findings and timelines, by tables: which facts lead to which findings, in which order.
#include "services/diagnosis/timeline.h"
#include "tests/diagnosis/facts.h"

#include <QTest>

using namespace latchkey;

namespace {

QStringList codesOf(const QList<Finding> &findings) {
    QStringList codes;
    for (const Finding &finding : findings) codes.append(toText(finding.code));
    return codes;
}

}  // namespace

class TestDiagnosis : public QObject {
    Q_OBJECT
private slots:
    void everyFactHasItsFindings_data() {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("expected");
        QTest::addColumn<bool>("blocks");
        const auto row = [](const char *name, const Change &change, const char *expected, bool blocks) {
            QTest::newRow(name) << change << QString::fromLatin1(expected) << blocks;
        };
        row(
            "nothing to find", [](DiagnosisFacts &) {}, "", false);
        row("no e-mail", withoutEmail, "email_missing", true);
        row(
            "no e-mail but a phone",
            [](DiagnosisFacts &f) {
                withoutEmail(f);
                withPhone(f);
            },
            "email_missing use_standard_login", true);
        row(
            "malformed e-mail", [](DiagnosisFacts &f) { f.email.state = EmailState::Malformed; }, "email_malformed", true);
        row(
            "misspelt domain", [](DiagnosisFacts &f) { f.email.state = EmailState::DomainTypo; }, "email_domain_typo", false);
        row(
            "shared e-mail", [](DiagnosisFacts &f) { f.sharing.append(CustomerRow{}); }, "email_shared", false);
        row(
            "removed, and nothing of the address",
            [](DiagnosisFacts &f) {
                withoutEmail(f);
                f.customer.removedAt = now;
            },
            "customer_removed", true);
        row(
            "role", [](DiagnosisFacts &f) { f.role = Role::Agent; }, "not_allowed", true);
        row(
            "limit", [](DiagnosisFacts &f) { f.linksThisHour = 5; }, "too_many_links", true);
        row(
            "below the limit", [](DiagnosisFacts &f) { f.linksThisHour = 4; }, "", false);
        row(
            "live", [](DiagnosisFacts &f) { f.links = {linkIssued(minutes(1))}; }, "link_live", false);
        row(
            "live and opened", [](DiagnosisFacts &f) { f.links = {openedLink(minutes(5), 2, 1)}; }, "link_opened_not_pressed link_live", false);
        row(
            "live, opened by scanners only", [](DiagnosisFacts &f) { f.links = {openedLink(minutes(5), 0, 3)}; }, "link_live", false);
        row(
            "expired unseen", [](DiagnosisFacts &f) { f.links = {linkIssued(minutes(30))}; }, "portal_link_fits_better link_expired", false);
        row(
            "expired after it was opened", [](DiagnosisFacts &f) { f.links = {openedLink(minutes(30), 1, 0)}; },
            "link_opened_not_pressed link_expired", false);
        row(
            "opened too late",
            [](DiagnosisFacts &f) {
                LoginLink late = openedLink(minutes(60), 1, 0);
                late.firstVisitAt = late.expiresAt + minutes(5);
                f.links = {late};
            },
            "portal_link_fits_better link_expired", false);
        row(
            "used", [](DiagnosisFacts &f) { f.links = {linkIssued(minutes(30), LinkEnd::Used)}; }, "link_used", false);
        row(
            "revoked", [](DiagnosisFacts &f) { f.links = {linkIssued(minutes(30), LinkEnd::Revoked)}; }, "link_revoked", false);
        row(
            "e-mail changed", [](DiagnosisFacts &f) { f.links = {linkIssued(minutes(30), LinkEnd::EmailChanged)}; }, "link_void_by_email_change",
            false);
        row(
            "only the newest link counts",
            [](DiagnosisFacts &f) {
                f.links = {linkIssued(minutes(1)), linkIssued(minutes(30), LinkEnd::Revoked)};
            },
            "link_live", false);
        row(
            "an older one lives on",
            [](DiagnosisFacts &f) {
                f.links = {linkIssued(minutes(1), LinkEnd::Used), linkIssued(minutes(5))};
            },
            "link_live link_used", false);
        row(
            "trouble twice in a row",
            [](DiagnosisFacts &f) {
                f.links = {linkIssued(minutes(30)), linkIssued(minutes(60))};
            },
            "use_standard_login portal_link_fits_better link_expired", false);
        row(
            "trouble with a use between",
            [](DiagnosisFacts &f) {
                f.links = {linkIssued(minutes(30)), linkIssued(minutes(45), LinkEnd::Used), linkIssued(minutes(60))};
            },
            "portal_link_fits_better link_expired", false);
        row(
            "signed in since",
            [](DiagnosisFacts &f) {
                f.links = {linkIssued(minutes(30)), linkIssued(minutes(60))};
                f.customer.lastSignInAt = now - minutes(5);
            },
            "link_expired", false);
        row(
            "slow opener", [](DiagnosisFacts &f) { f.usualDelay = minutes(11); }, "portal_link_fits_better", false);
        row(
            "quick enough opener", [](DiagnosisFacts &f) { f.usualDelay = minutes(10); }, "", false);
        row(
            "the answer is read later", [](DiagnosisFacts &f) { f.replyLater = true; }, "portal_link_fits_better", false);
    }
    void everyFactHasItsFindings() {
        QFETCH(Change, change);
        QFETCH(QString, expected);
        QFETCH(bool, blocks);
        DiagnosisFacts facts = soundFacts();
        change(facts);
        const QList<Finding> findings = diagnose(facts);
        QCOMPARE(codesOf(findings).join(QLatin1Char(' ')), expected);
        QCOMPARE(blocksMagicLink(findings), blocks);
    }

    void whatBlocksComesBeforeWhatWarns() {
        DiagnosisFacts facts = soundFacts();
        facts.links = {openedLink(minutes(5), 1, 0)};
        facts.linksThisHour = 6;
        facts.nextLinkAt = now + minutes(20);
        const QList<Finding> findings = diagnose(facts);
        QCOMPARE(findings.first().code, FindingCode::TooManyLinks);
        QCOMPARE(findings.first().facts.until, now + minutes(20));
        QCOMPARE(findings.first().facts.count, 6);
    }

    void noRemedyWouldBeRefused() {
        DiagnosisFacts facts = soundFacts();
        withoutEmail(facts);
        facts.links = {linkIssued(minutes(30), LinkEnd::Revoked)};
        for (const Finding &finding : diagnose(facts)) QVERIFY(!finding.remedies.contains(Remedy::IssueMagicLink));
    }

    void aPhoneOpensTheWayByCode() {
        DiagnosisFacts facts = soundFacts();
        withoutEmail(facts);
        QVERIFY(!diagnose(facts).first().remedies.contains(Remedy::CopyLoginSteps));
        withPhone(facts);
        const Finding first = diagnose(facts).first();
        QCOMPARE(first.remedies, (QList<Remedy>{Remedy::EditContact, Remedy::CopyLoginSteps, Remedy::CopyPortalLink}));
    }

    void aSuggestionIsOfferedAndNeverTaken() {
        DiagnosisFacts facts = soundFacts();
        facts.email = {EmailState::DomainTypo, EmailFlaw::NoAt, -1, QStringLiteral("ada@gmail.com")};
        const Finding first = diagnose(facts).first();
        QCOMPARE(first.remedies.first(), Remedy::UseSuggestion);
        QCOMPARE(first.facts.suggestion, QStringLiteral("ada@gmail.com"));
    }

    void theTimelineFoldsEqualNeighboursAndDerivesTheEnd() {
        LinkHistory history;
        history.link = linkIssued(minutes(30));
        const Instant issued = history.link.issuedAt;
        for (int i = 3; i > 0; --i) history.visits.append({history.link.id, issued + minutes(i), VisitKind::Scanner, VisitOutcome::Shown});
        history.visits.prepend({history.link.id, issued + minutes(15), VisitKind::Person, VisitOutcome::Dead});
        CustomerEvent event;
        event.entry.kind = ActivityKind::ContactChanged;
        event.entry.at = issued - minutes(1);
        const QList<TimelineEntry> entries = assembleTimeline({history}, {event}, now, 50);
        QStringList story;
        for (const TimelineEntry &entry : entries) story.append(toText(entry.kind) + QLatin1Char('*') + QString::number(entry.count));
        QCOMPARE(story.join(QLatin1Char(' ')),
                 QStringLiteral("link_refused*1 link_expired*1 link_opened_by_scanner*3 link_issued*1 contact_changed*1"));
        QCOMPARE(entries.first().state, LinkState::Expired);
    }

    void theTimelineIsBounded() {
        QList<CustomerEvent> events;
        for (int i = 0; i < 200; ++i) {
            CustomerEvent event;
            event.entry.kind = i % 2 ? ActivityKind::CodeSent : ActivityKind::PortalLinkCopied;
            event.entry.at = now - minutes(i);
            events.append(event);
        }
        QCOMPARE(assembleTimeline({}, events, now, 50).size(), 50);
    }
};

QTEST_GUILESS_MAIN(TestDiagnosis)
#include "tst_diagnosis.moc"
