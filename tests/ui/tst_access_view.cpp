// What the access section makes of details, advice and the reply's address: every reason, every guard, every role.
#include "ui/panels/access_view.h"
#include "ui/panels/desk_findings.h"
#include "ui/panels/panel_texts.h"
#include "ui/texts_advice.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace latchkey;
using namespace std::chrono_literals;

namespace {

constexpr Instant now{1'767'225'600'000};

bool readsWell(const QString &sentence) {
    static const QRegularExpression hole(QStringLiteral("%\\d"));
    return !sentence.isEmpty() && !sentence.contains(hole) && !sentence.contains(QStringLiteral("  ")) && sentence.endsWith(QLatin1Char('.'));
}

CustomerDetails somebody() {
    CustomerDetails details;
    details.customer.id = CustomerId(7);
    details.customer.email = QStringLiteral("amelie.durand+shop@example.com");
    details.customer.emailState = EmailState::Valid;
    details.customer.phone = QStringLiteral("+33 6 12 34 56 78");
    details.phoneState = PhoneState::Valid;
    details.magicLinkPossible = true;
    return details;
}

Me someMe(ReplyGuard guard = ReplyGuard::Off, Role role = Role::Senior) {
    Me me;
    me.agent.role = role;
    me.settings.replyGuard = guard;
    me.sms = SmsRoute::Twilio;
    return me;
}

Finding some(FindingCode code, Severity severity, const QList<Remedy> &remedies) {
    Finding finding;
    finding.code = code;
    finding.severity = severity;
    finding.remedies = remedies;
    return finding;
}

Advice advised(WayIn way, AdviceReason reason) {
    Advice advice;
    advice.way = way;
    advice.reason = reason;
    advice.count = 3;
    advice.usualDelay = 2h;
    advice.life = 10min;
    advice.domain = QStringLiteral("example.com");
    return advice;
}

QStringList codesOf(const QList<Finding> &findings) {
    QStringList codes;
    for (const Finding &finding : findings) codes.append(toText(finding.code));
    return codes;
}

}  // namespace

class AccessViewTest : public QObject {
    Q_OBJECT
private slots:
    void everyReasonHasATitleAndASentence() {
        for (int way = 0; way <= static_cast<int>(WayIn::StandardLogin); ++way) {
            for (int reason = 0; reason <= static_cast<int>(AdviceReason::ReadNow); ++reason) {
                for (const bool later : {false, true}) {
                    for (const QString &phone : {QString(), QStringLiteral("+33 6 12 34 56 78")}) {
                        const AdviceAbout about{later, QStringLiteral("Magic login"), phone, 4};
                        Advice bare;
                        bare.way = static_cast<WayIn>(way);
                        bare.reason = static_cast<AdviceReason>(reason);
                        for (const Advice &advice : {bare, advised(bare.way, bare.reason)}) {
                            const FindingText text = textOf(advice, about);
                            QVERIFY(text.title.startsWith(QStringLiteral("Best")));
                            QVERIFY2(readsWell(text.sentence), qPrintable(text.sentence));
                        }
                    }
                }
            }
        }
        for (int match = 0; match <= static_cast<int>(ReplyMatch::NotAnAddress); ++match) {
            QVERIFY(readsWell(adviceForReply(static_cast<ReplyMatch>(match)).sentence));
            FindingFacts facts;
            facts.reply = static_cast<ReplyMatch>(match);
            QVERIFY(readsWell(replyGoesElsewhere(facts).sentence));
            facts.replyTo = QString(300, QLatin1Char('x')) + QStringLiteral("@example.org");
            QVERIFY(replyGoesElsewhere(facts).sentence.size() < 240);
        }
        for (int guard = 0; guard <= static_cast<int>(ReplyGuard::Require); ++guard) QVERIFY(readsWell(textOf(static_cast<ReplyGuard>(guard))));
    }

    void theSentenceNamesWhatItRestsOn_data() {
        QTest::addColumn<Advice>("advice");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QStringList>("named");
        using enum AdviceReason;
        const auto row = [](WayIn way, AdviceReason reason, const char *title, const QStringList &named) {
            QTest::addRow("%s by %s", qPrintable(toText(way)), qPrintable(toText(reason))) << advised(way, reason) << QString::fromLatin1(title) << named;
        };
        row(WayIn::MagicLink, ReadNow, "Best now: Magic login", {QStringLiteral("10 minutes")});
        row(WayIn::MagicLink, ScannersFirst, "Best now: Magic login",
            {QStringLiteral("links to example.com"), QStringLiteral("nothing is spent"), QStringLiteral("press the button")});
        row(WayIn::PortalLink, OpensLate, "Best: Portal link", {QStringLiteral("after 2 hours"), QStringLiteral("10 minutes")});
        row(WayIn::MagicLink, AddressRefusesMail, "Best now: Magic login", {QStringLiteral("does not arrive"), QStringLiteral("while you talk")});
        row(WayIn::StandardLogin, AddressRefusesMail, "Best: standard login, a code by SMS", {QStringLiteral("+33 6 12 34 56 78")});
        row(WayIn::PortalLink, LimitReached, "Best: Portal link", {QStringLiteral("3 Magic links")});
        row(WayIn::StandardLogin, TroubleBefore, "Best: standard login, a code by e-mail", {QStringLiteral("last 3 Magic links")});
    }

    void theSentenceNamesWhatItRestsOn() {
        QFETCH(Advice, advice);
        QFETCH(QString, title);
        QFETCH(QStringList, named);
        CustomerDetails details = somebody();
        details.adviceNow = advice;
        const Me me = someMe();
        const AccessView view = accessView({details, me}, now);
        QVERIFY(view.advice.has_value());
        QCOMPARE(view.advice->title, title);
        for (const QString &name : named) QVERIFY2(view.advice->sentence.contains(name), qPrintable(view.advice->sentence));
    }

    void aQuickReaderIsNoReasonForThePortalLink() {
        Advice advice = advised(WayIn::PortalLink, AdviceReason::ReadLater);
        advice.usualDelay = 3min;
        QVERIFY(textOf(advice, {}).sentence.contains(QStringLiteral("short for a reply that is read later")));
    }

    void theAdviceNeverBlocks() {
        const Me me = someMe();
        for (int way = 0; way <= static_cast<int>(WayIn::StandardLogin); ++way) {
            for (int reason = 0; reason <= static_cast<int>(AdviceReason::ReadNow); ++reason) {
                CustomerDetails details = somebody();
                details.adviceNow = advised(static_cast<WayIn>(way), static_cast<AdviceReason>(reason));
                QCOMPARE(accessView({details, me}, now).whyNoMagicLink, QString());
            }
        }
    }

    void theSwitchChoosesTheAdviceAndTheActionThatStandsOut() {
        CustomerDetails details = somebody();
        details.adviceLater = advised(WayIn::PortalLink, AdviceReason::ReadLater);
        const Me me = someMe();
        AccessFacts facts{details, me};
        QVERIFY(accessView(facts, now).advice->way == WayIn::MagicLink);
        QVERIFY(accessView(facts, now).primary == WayIn::MagicLink);
        facts.later = true;
        QVERIFY(accessView(facts, now).advice->way == WayIn::PortalLink);
        QVERIFY(accessView(facts, now).primary == WayIn::PortalLink);
        QCOMPARE(accessView(facts, now).advice->button, QStringLiteral("Copy Portal link"));
        facts.liveInHand = true;
        QCOMPARE(accessView(facts, now).advice->button, QStringLiteral("Copy Portal link instead"));
    }

    void whatTheAdviceSaysIsNotSaidTwice() {
        CustomerDetails details = somebody();
        Finding slow = some(FindingCode::PortalLinkFitsBetter, Severity::Warns, {Remedy::CopyPortalLink});
        slow.facts.usualDelay = 3h;
        Finding standard = some(FindingCode::UseStandardLogin, Severity::Warns, {Remedy::CopyLoginSteps, Remedy::CopyPortalLink});
        details.findings = {some(FindingCode::EmailMissing, Severity::Blocks, {Remedy::EditContact, Remedy::CopyLoginSteps}), slow, standard};
        const Me me = someMe();
        details.adviceNow = {WayIn::PortalLink, AdviceReason::ReadLater, 0, {}, 10min, {}};
        AccessView view = accessView({details, me}, now);
        QCOMPARE(codesOf(view.blocking), QStringList{toText(FindingCode::EmailMissing)});
        QCOMPARE(codesOf(view.others), QStringList{toText(FindingCode::UseStandardLogin)});
        QVERIFY(view.advice->sentence.contains(QStringLiteral("3 hours")));  // the fact moved onto the card
        details.adviceNow = advised(WayIn::StandardLogin, AdviceReason::TroubleBefore);
        view = accessView({details, me}, now);
        QCOMPARE(codesOf(view.others), QStringList{toText(FindingCode::PortalLinkFitsBetter)});
        QCOMPARE(view.blocking.constFirst().remedies, QList<Remedy>{Remedy::EditContact});
        details.adviceNow = advised(WayIn::MagicLink, AdviceReason::ReadNow);
        details.findings.removeFirst();
        QCOMPARE(accessView({details, me}, now).others.size(), 2);
    }

    void withoutAnEmailTheCodeGoesByText() {
        CustomerDetails details = somebody();
        details.customer.email.clear();
        details.customer.emailState = EmailState::Missing;
        details.magicLinkPossible = false;
        details.adviceNow = advised(WayIn::StandardLogin, AdviceReason::NoEmail);
        const Me me = someMe(ReplyGuard::Require);
        const AccessView view = accessView({details, me}, now);
        QCOMPARE(view.advice->title, QStringLiteral("Best: standard login, a code by SMS"));
        QVERIFY(view.advice->sentence.contains(details.customer.phone));
        QVERIFY(view.advice->sentence.contains(QStringLiteral("4-digit")));
        QVERIFY(view.primary == WayIn::PortalLink);
        QVERIFY(view.blocking.isEmpty());  // nobody is asked where the reply goes when no link can leave anyway
    }

    void whatIsNotPossibleIsNotAdvised() {
        CustomerDetails details = somebody();
        details.findings = {some(FindingCode::ShopUnreachable, Severity::Blocks, {Remedy::TryAgain})};
        details.magicLinkPossible = false;
        Me me = someMe();
        QVERIFY(!accessView({details, me}, now).advice.has_value());
        details.findings.clear();
        me.agent.role = Role::Agent;
        QVERIFY(accessView({details, me}, now).advice->way == WayIn::PortalLink);
        QVERIFY(accessView({details, me}, now).advice->sentence.contains(QStringLiteral("role")));
    }

    void nobodyIsLeftToAdviseAWayInFor() {
        CustomerDetails details = somebody();
        details.customer.removedAt = now - 1h;
        details.magicLinkPossible = false;
        details.findings = {some(FindingCode::ShopCustomerRedacted, Severity::Blocks, {Remedy::Search})};
        details.adviceNow = details.adviceLater = advised(WayIn::PortalLink, AdviceReason::CustomerRemoved);
        const Me me = someMe();
        QVERIFY(!accessView({details, me}, now).advice.has_value());
        const QList<CheckLine> checks = checksOf(details, me, now);
        const auto record = std::find_if(checks.begin(), checks.end(), [](const CheckLine &line) { return line.name == QStringLiteral("Record"); });
        QVERIFY(record != checks.end());
        QCOMPARE(record->sentence, QStringLiteral("deleted for privacy"));
    }

    void aLinkThatIsThereIsNotAdvisedAgain() {
        CustomerDetails details = somebody();
        details.adviceNow = advised(WayIn::MagicLink, AdviceReason::ReadNow);
        const Me me = someMe();
        AccessFacts facts{details, me};
        facts.liveInHand = true;
        QVERIFY(!accessView(facts, now).advice.has_value());
        details.adviceNow.reason = AdviceReason::ScannersFirst;
        QVERIFY(accessView(facts, now).advice.has_value());
        QCOMPARE(accessView(facts, now).advice->button, QString());
    }

    void theGuardDecidesByMatchAndRole_data() {
        QTest::addColumn<ReplyGuard>("guard");
        QTest::addColumn<Role>("role");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<bool>("passes");
        QTest::addColumn<QList<Remedy>>("remedies");
        const QString same = QStringLiteral("Amélie <Amelie.Durand+shop@example.com>");
        const QString plus = QStringLiteral("amelie.durand@example.com");
        const QString elsewhere = QStringLiteral("mailto:thief@example.org");
        const QString none;
        const QString noAddress = QStringLiteral("amelie");
        const QList<Remedy> portal{Remedy::CopyPortalLink};
        const QList<Remedy> edit{Remedy::CopyPortalLink, Remedy::EditContact};
        const QList<Remedy> both{Remedy::CopyPortalLink, Remedy::EditContact, Remedy::OverrideReply};
        const auto row = [](ReplyGuard guard, Role role, const QString &typed, bool passes, const QList<Remedy> &remedies) {
            QTest::addRow("%s %s '%s'", qPrintable(toText(guard)), qPrintable(toText(role)), qPrintable(typed)) << guard << role << typed << passes << remedies;
        };
        for (const Role role : {Role::Senior, Role::Lead, Role::Admin}) {
            const bool lead = role != Role::Senior;
            for (const QString &typed : {none, same, plus, elsewhere, noAddress}) row(ReplyGuard::Off, role, typed, true, {});
            for (const QString &typed : {none, same}) row(ReplyGuard::Ask, role, typed, true, {});
            for (const QString &typed : {plus, elsewhere}) row(ReplyGuard::Ask, role, typed, false, both);
            row(ReplyGuard::Ask, role, noAddress, false, portal);
            row(ReplyGuard::Require, role, same, true, {});
            for (const QString &typed : {plus, elsewhere}) row(ReplyGuard::Require, role, typed, false, lead ? both : edit);
            for (const QString &typed : {none, noAddress}) row(ReplyGuard::Require, role, typed, false, portal);
        }
    }

    void theGuardDecidesByMatchAndRole() {
        QFETCH(ReplyGuard, guard);
        QFETCH(Role, role);
        QFETCH(QString, typed);
        QFETCH(bool, passes);
        QFETCH(QList<Remedy>, remedies);
        CustomerDetails details = somebody();
        details.adviceNow = advised(WayIn::MagicLink, AdviceReason::ReadNow);
        details.findings = {some(FindingCode::LinkExpired, Severity::Warns, {Remedy::IssueMagicLink, Remedy::CopyPortalLink})};
        const Me me = someMe(guard, role);
        AccessFacts facts{details, me};
        facts.replyTo = typed;
        const AccessView view = accessView(facts, now);
        QCOMPARE(view.whyNoMagicLink.isEmpty(), passes);
        QCOMPARE(view.advice->way == WayIn::MagicLink, passes);
        QCOMPARE(view.primary == WayIn::MagicLink, passes);
        QCOMPARE(hasFinding(view.blocking, FindingCode::ReplyGoesElsewhere), !passes);
        QCOMPARE(view.others.constFirst().remedies.contains(Remedy::IssueMagicLink), passes);
        if (passes) return;
        QCOMPARE(view.blocking.constFirst().remedies, remedies);
        QVERIFY(!view.advice->button.isEmpty());
        if (typed.isEmpty()) QCOMPARE(view.whyNoMagicLink, QStringLiteral("Say first where the reply goes"));
    }

    void whoMayIssueNothingIsNotAsked() {
        CustomerDetails details = somebody();
        const Me me = someMe(ReplyGuard::Require, Role::Agent);
        QVERIFY(!replyWord({details, me}).has_value());
    }

    void theOtherCustomerIsNamedWhereTheServiceSaysWhoItIs() {
        CustomerDetails details = somebody();
        const Me me = someMe(ReplyGuard::Ask);
        AccessFacts facts{details, me};
        facts.replyTo = QStringLiteral("noah@example.nl");
        Finding refused = some(FindingCode::ReplyGoesElsewhere, Severity::Blocks, {Remedy::CopyPortalLink});
        refused.facts.other = CustomerId(9);
        refused.facts.otherName = QStringLiteral("Noah Jansen");
        facts.refused = {refused};
        const AccessView view = accessView(facts, now);
        QCOMPARE(codesOf(view.blocking), QStringList{toText(FindingCode::ReplyGoesElsewhere)});  // once, not twice
        const Finding &shown = view.blocking.constFirst();
        QCOMPARE(shown.remedies, (QList<Remedy>{Remedy::CopyPortalLink, Remedy::OpenOtherCustomer, Remedy::OverrideReply}));
        QVERIFY(shown.facts.other == CustomerId(9));
        QCOMPARE(textOf(Remedy::OpenOtherCustomer, shown.facts), QStringLiteral("Open Noah Jansen"));
        QVERIFY(textOf(shown, now).sentence.contains(QStringLiteral("another customer's address")));
    }

    void everyErrorThatIsAFindingHasItsRemedies() {
        const auto of = [](ErrorCode code) { return findingsOf(Refusal{Error{code, {}, {}}, {}}); };
        QCOMPARE(of(ErrorCode::NotAllowed).constFirst().remedies, QList<Remedy>{Remedy::CopyPortalLink});
        QCOMPARE(of(ErrorCode::TooManyLinks).constFirst().remedies, (QList<Remedy>{Remedy::TryAgain, Remedy::CopyPortalLink}));
        QCOMPARE(of(ErrorCode::ServiceUnreachable).constFirst().remedies, QList<Remedy>{Remedy::TryAgain});
        QCOMPARE(of(ErrorCode::NotFound).constFirst().remedies, QList<Remedy>{Remedy::GoToCustomers});
        QCOMPARE(of(ErrorCode::EmailInvalid).constFirst().remedies, (QList<Remedy>{Remedy::EditContact, Remedy::CopyPortalLink}));
        QVERIFY(of(ErrorCode::StoreFull).isEmpty());
    }
};

QTEST_GUILESS_MAIN(AccessViewTest)
#include "tst_access_view.moc"
