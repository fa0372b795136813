// Every enum's text leads back to its value, and other texts lead nowhere.
#include "models/domain/activity.h"
#include "models/domain/advice.h"
#include "models/domain/agent.h"
#include "models/domain/delivery_setup.h"
#include "models/domain/event.h"
#include "models/domain/finding.h"
#include "models/domain/link_verdict.h"
#include "models/domain/message.h"
#include "models/domain/result.h"
#include "models/domain/shop_view.h"
#include "models/domain/snippet.h"
#include "models/domain/subscription.h"
#include "models/domain/timeline.h"

#include <QSet>
#include <QTest>

using namespace latchkey;

namespace {

// Walks from the first value to the last: each text is there, its own, and leads back.
template <class E>
bool namesRoundTrip(E first, E last, std::optional<E> (*fromText)(QStringView)) {
    QSet<QString> seen;
    for (int i = static_cast<int>(first); i <= static_cast<int>(last); ++i) {
        const E value = static_cast<E>(i);
        const QString text = toText(value);
        if (text.isEmpty() || text != text.toLower() || text.contains(u' ') || fromText(text) != value) return false;
        seen.insert(text);
    }
    return seen.size() == static_cast<int>(last) - static_cast<int>(first) + 1 && !fromText(u"") && !fromText(u"no such name") &&
           !fromText(toText(first).toUpper());
}

}  // namespace

class DomainNamesTest : public QObject {
    Q_OBJECT

private slots:
    void everyNameLeadsBack();
    void theNamesAreWhatOthersRelyOn();
    void theUsualSpellingsOfAStatusAreKnown_data();
    void theUsualSpellingsOfAStatusAreKnown();
};

void DomainNamesTest::everyNameLeadsBack() {
    QVERIFY(namesRoundTrip(ErrorCode::InvalidRequest, ErrorCode::Cancelled, errorCodeFromText));
    QVERIFY(namesRoundTrip(ShopFault::Unreachable, ShopFault::Stopped, shopFaultFromText));
    QVERIFY(namesRoundTrip(ShopSpeaker::House, ShopSpeaker::Shopify, shopSpeakerFromText));
    QVERIFY(namesRoundTrip(ShopKind::House, ShopKind::Skio, shopKindFromText));
    QVERIFY(namesRoundTrip(ShopAbility::ReadCustomers, ShopAbility::HousePortal, shopAbilityFromText));
    QVERIFY(namesRoundTrip(AbilityState::Untried, AbilityState::No, abilityStateFromText));
    QVERIFY(namesRoundTrip(ActivityKind::LinkIssued, ActivityKind::ShopChangeUnsure, activityKindFromText));
    QVERIFY(namesRoundTrip(Role::Observer, Role::Admin, roleFromText));
    QVERIFY(namesRoundTrip(Permission::See, Permission::SyncShop, permissionFromText));
    QVERIFY(namesRoundTrip(EmailState::Valid, EmailState::DomainTypo, emailStateFromText));
    QVERIFY(namesRoundTrip(EmailFlaw::NoAt, EmailFlaw::NotAnAddress, emailFlawFromText));
    QVERIFY(namesRoundTrip(PhoneState::Missing, PhoneState::Malformed, phoneStateFromText));
    QVERIFY(namesRoundTrip(CustomerFilter::All, CustomerFilter::LiveLink, customerFilterFromText));
    QVERIFY(namesRoundTrip(CustomerSort::Name, CustomerSort::Created, customerSortFromText));
    QVERIFY(namesRoundTrip(EventKind::LinkIssued, EventKind::CustomerRead, eventKindFromText));
    QVERIFY(namesRoundTrip(FindingCode::EmailMissing, FindingCode::ServiceUnreachable, findingCodeFromText));
    QVERIFY(namesRoundTrip(Severity::Blocks, Severity::Informs, severityFromText));
    QVERIFY(namesRoundTrip(Remedy::EditContact, Remedy::OpenInPlatform, remedyFromText));
    QVERIFY(namesRoundTrip(VerdictCode::Live, VerdictCode::AtShop, verdictCodeFromText));
    QVERIFY(namesRoundTrip(LinkDamage::None, LinkDamage::Unclear, linkDamageFromText));
    QVERIFY(namesRoundTrip(UndoneKind::MailHeaders, UndoneKind::CheckAgrees, undoneKindFromText));
    QVERIFY(namesRoundTrip(VisitKind::Person, VisitKind::NoCookie, visitKindFromText));
    QVERIFY(namesRoundTrip(WayIn::MagicLink, WayIn::StandardLogin, wayInFromText));
    QVERIFY(namesRoundTrip(AdviceReason::NothingOnFile, AdviceReason::ReadNow, adviceReasonFromText));
    QVERIFY(namesRoundTrip(ReplyGuard::Off, ReplyGuard::Require, replyGuardFromText));
    QVERIFY(namesRoundTrip(ReplyMatch::NotGiven, ReplyMatch::NotAnAddress, replyMatchFromText));
    QVERIFY(namesRoundTrip(SnippetUse::MagicLink, SnippetUse::LoginSteps, snippetUseFromText));
    QVERIFY(namesRoundTrip(SnippetProblem::None, SnippetProblem::LinkElsewhere, snippetProblemFromText));
    QVERIFY(namesRoundTrip(LinkState::Live, LinkState::VoidByEmailChange, linkStateFromText));
    QVERIFY(namesRoundTrip(LinkDoor::Subscription, LinkDoor::AgentLetter, linkDoorFromText));
    QVERIFY(namesRoundTrip(LinkEnd::None, LinkEnd::EmailChanged, linkEndFromText));
    QVERIFY(namesRoundTrip(Channel::Email, Channel::Sms, channelFromText));
    QVERIFY(namesRoundTrip(MessageKind::LoginCode, MessageKind::Test, messageKindFromText));
    QVERIFY(namesRoundTrip(MessageState::Waiting, MessageState::Withheld, messageStateFromText));
    QVERIFY(namesRoundTrip(DeliveryProblem::None, DeliveryProblem::CustomerErased, deliveryProblemFromText));
    QVERIFY(namesRoundTrip(DeliveryStep::Connect, DeliveryStep::Message, deliveryStepFromText));
    QVERIFY(namesRoundTrip(MailRoute::Capture, MailRoute::Smtp, mailRouteFromText));
    QVERIFY(namesRoundTrip(MailSecurity::Starttls, MailSecurity::None, mailSecurityFromText));
    QVERIFY(namesRoundTrip(MailSignIn::None, MailSignIn::Any, mailSignInFromText));
    QVERIFY(namesRoundTrip(SmsRoute::Capture, SmsRoute::Webhook, smsRouteFromText));
    QVERIFY(namesRoundTrip(IntervalUnit::Day, IntervalUnit::Year, intervalUnitFromText));
    QVERIFY(namesRoundTrip(SubscriptionSort::Created, SubscriptionSort::NextOrder, subscriptionSortFromText));
    QVERIFY(namesRoundTrip(TimelineKind::LinkIssued, TimelineKind::LetterDelivered, timelineKindFromText));
}

void DomainNamesTest::theNamesAreWhatOthersRelyOn() {
    QCOMPARE(toText(ErrorCode::LinkExpired), QStringLiteral("link_expired"));
    QCOMPARE(toText(EventKind::LinkUsed), QStringLiteral("link-used"));
    QCOMPARE(toText(CustomerFilter::NoEmail), QStringLiteral("no-email"));
    QCOMPARE(toText(EmailState::DomainTypo), QStringLiteral("domain_typo"));
    QCOMPARE(toText(LinkState::VoidByEmailChange), QStringLiteral("void_by_email_change"));
    QCOMPARE(toText(SubscriptionStatus::PastDue), QStringLiteral("past_due"));
    QCOMPARE(toText(SubscriptionSort::NextOrder), QStringLiteral("next_order"));
}

void DomainNamesTest::theUsualSpellingsOfAStatusAreKnown_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<SubscriptionStatus>("status");
    const auto row = [](const char *text, SubscriptionStatus status) { QTest::newRow(text) << QString::fromUtf8(text) << status; };
    for (int i = 0; i <= static_cast<int>(SubscriptionStatus::Other); ++i) {
        const auto status = static_cast<SubscriptionStatus>(i);
        row(toText(status).toUtf8().constData(), status);
    }
    row(" Active ", SubscriptionStatus::Active);
    row("canceled", SubscriptionStatus::Cancelled);
    row("CANCELLED", SubscriptionStatus::Cancelled);
    row("past due", SubscriptionStatus::PastDue);
    row("PAST_DUE", SubscriptionStatus::PastDue);
    row("in trial", SubscriptionStatus::Trialing);
    row("on-hold", SubscriptionStatus::Paused);
    row("", SubscriptionStatus::Other);
    row("inactive", SubscriptionStatus::Other);
}

void DomainNamesTest::theUsualSpellingsOfAStatusAreKnown() {
    QFETCH(QString, text);
    QFETCH(SubscriptionStatus, status);
    QCOMPARE(subscriptionStatusFromText(text), status);
}

QTEST_APPLESS_MAIN(DomainNamesTest)
#include "tst_domain_names.moc"
