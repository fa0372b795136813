// Every code has its sentence, and times read as people say them.
#include "models/domain/me.h"
#include "models/domain/shop_trouble.h"
#include "ui/texts.h"
#include "ui/texts_activity.h"
#include "ui/texts_roles.h"
#include "ui/texts_snippets.h"

#include <QRegularExpression>
#include <QTest>

using namespace latchkey;
using namespace std::chrono_literals;

namespace {

constexpr Instant now{1'767'225'600'000};  // 2026-01-01 00:00 UTC

// A sentence that a person may read: not empty, no hole left open, no doubled blank.
bool readsWell(const QString &sentence) {
    static const QRegularExpression hole(QStringLiteral("%\\d"));
    return !sentence.isEmpty() && !sentence.contains(hole) && !sentence.contains(QStringLiteral("  ")) && !sentence.startsWith(QLatin1Char(' '));
}

FindingFacts fullFacts() {
    FindingFacts facts;
    facts.email = QStringLiteral("noah@@example.nl");
    facts.suggestion = QStringLiteral("noah@example.nl");
    facts.phone = QStringLiteral("+31 6 12345678");
    facts.link = LinkId(1);
    facts.publicId = QStringLiteral("K7QM2X");
    facts.agentName = QStringLiteral("Kim");
    facts.at = now - 14min;
    facts.until = now + 6min;
    facts.visits = 2;
    facts.scannerVisits = 1;
    facts.count = 5;
    facts.life = 10min;
    facts.usualDelay = 2h;
    facts.otherName = QStringLiteral("Noah Jansen");
    facts.message = MessageId(5);
    facts.problem = DeliveryProblem::RecipientRefused;
    facts.serverWords = QStringLiteral("550 5.1.1 no such user");
    return facts;
}

}  // namespace

class TextsTest : public QObject {
    Q_OBJECT
private slots:
    void every_finding_has_a_title_and_a_sentence_with_and_without_facts() {
        for (int i = 0; i <= static_cast<int>(FindingCode::ServiceUnreachable); ++i) {
            for (const FindingFacts &facts : {fullFacts(), FindingFacts()}) {
                Finding finding;
                finding.code = static_cast<FindingCode>(i);
                finding.facts = facts;
                const FindingText text = textOf(finding, now);
                QVERIFY2(readsWell(text.title), qPrintable(toText(finding.code) + text.title));
                QVERIFY2(readsWell(text.sentence), qPrintable(toText(finding.code) + text.sentence));
                QVERIFY2(text.sentence.endsWith(QLatin1Char('.')) || text.sentence.endsWith(QLatin1Char('?')), qPrintable(text.sentence));
            }
        }
    }

    // Who said it, and of what, is in every sentence about a shop outside the house.
    void what_shopify_says_of_a_change_is_not_told_as_skios_or_of_a_link() {
        for (const FindingCode code : {FindingCode::ShopUnreachable, FindingCode::ShopRefusedUs, FindingCode::ShopNoAccess, FindingCode::ShopApiChanged, FindingCode::ShopLimits,
                                       FindingCode::ShopEmailTaken, FindingCode::ShopDeclined, FindingCode::ShopUncertain}) {
            Finding finding;
            finding.code = code;
            finding.facts.speaker = ShopSpeaker::Shopify;
            finding.facts.asked = ShopAsked::Change;
            finding.facts.serverWords = QStringLiteral("cannot be so");
            const FindingText text = textOf(finding, now);
            const QString all = text.title + QLatin1Char(' ') + text.sentence;
            QVERIFY2(readsWell(text.title) && readsWell(text.sentence), qPrintable(all));
            QVERIFY2(!all.contains(QStringLiteral("Skio")) && !all.contains(QStringLiteral("Portal link")), qPrintable(all));
            QVERIFY2(all.contains(QStringLiteral("Shopify")) || code == FindingCode::ShopLimits, qPrintable(all));
            QVERIFY2(all.count(QStringLiteral("cannot be so")) <= 1, qPrintable(all));
        }
    }

    void what_waited_too_long_here_is_not_told_as_skios() {
        Finding finding;
        finding.code = FindingCode::ShopUnreachable;
        finding.facts.shopFault = ShopFault::TimedOut;
        finding.facts.speaker = ShopSpeaker::House;
        for (const ShopAsked asked : {ShopAsked::Link, ShopAsked::Change}) {
            finding.facts.asked = asked;
            const FindingText text = textOf(finding, now);
            QVERIFY2(!text.title.contains(QStringLiteral("Skio")) && !text.sentence.contains(QStringLiteral("Skio")), qPrintable(text.title + text.sentence));
            QVERIFY(text.sentence.contains(QStringLiteral("nothing was sent")) && text.sentence.contains(QStringLiteral("Try again")));
        }
        QVERIFY(textOf(finding, now).sentence.contains(QStringLiteral("The e-mail address was not changed")));
    }

    void an_address_that_may_have_been_saved_is_not_told_as_saved() {
        Finding finding;
        finding.code = FindingCode::ShopWaiting;
        finding.facts.suggestion = QStringLiteral("new@example.com");
        QVERIFY(textOf(finding, now).title.contains(QStringLiteral("Saved in Shopify")));
        finding.facts.shopFault = ShopFault::Uncertain;
        const FindingText text = textOf(finding, now);
        QVERIFY(!text.title.contains(QStringLiteral("Saved")) && text.sentence.contains(QStringLiteral("may have been saved in Shopify")));
    }

    void an_address_that_differs_says_what_was_not_done() {
        Finding finding;
        finding.code = FindingCode::ShopEmailDiffers;
        finding.facts.asked = ShopAsked::Change;
        QVERIFY(!textOf(finding, now).sentence.contains(QStringLiteral("link")));
        finding.facts.asked = ShopAsked::Link;
        QVERIFY(textOf(finding, now).sentence.contains(QStringLiteral("no link was made")));
    }

    void a_link_that_led_elsewhere_names_the_host() {
        Finding finding;
        finding.code = FindingCode::ShopLinkElsewhere;
        finding.facts.what = QStringLiteral("www.example.com");
        QVERIFY(textOf(finding, now).sentence.contains(QStringLiteral("www.example.com")));
    }

    void every_remedy_error_and_verdict_has_its_words() {
        for (int i = 0; i <= static_cast<int>(Remedy::TryAgain); ++i) {
            QVERIFY(readsWell(textOf(static_cast<Remedy>(i), fullFacts())));
            QVERIFY(readsWell(textOf(static_cast<Remedy>(i), FindingFacts())));
        }
        for (int i = 0; i <= static_cast<int>(ErrorCode::Cancelled); ++i) {
            for (const Error &error : {Error{static_cast<ErrorCode>(i), {}, {}}, Error{static_cast<ErrorCode>(i), QStringLiteral("/tmp/x"), now}})
                QVERIFY2(readsWell(textOf(error)), qPrintable(textOf(error)));
        }
        for (int i = 0; i <= static_cast<int>(VerdictCode::AtShop); ++i) {
            LinkVerdict verdict;
            verdict.code = static_cast<VerdictCode>(i);
            QVERIFY(readsWell(titleOf(verdict, now)));
            QVERIFY(readsWell(textOf(verdict, now)));
            verdict.link = LoginLink();
            verdict.link->publicId = QStringLiteral("K7QM2X");
            verdict.link->issuedAt = now - 20min;
            verdict.link->expiresAt = now - 10min;
            verdict.link->endedAt = now - 12min;
            verdict.customerName = QStringLiteral("Noah Jansen");
            QVERIFY2(readsWell(titleOf(verdict, now)), qPrintable(titleOf(verdict, now)));
            QVERIFY(readsWell(textOf(verdict, now)));
        }
    }

    // Who opens or uses it is not seen here, and no page with a button is known.
    void of_a_link_that_skio_made_only_what_is_known_is_said() {
        for (const VerdictCode code : {VerdictCode::Live, VerdictCode::Expired}) {
            LinkVerdict verdict;
            verdict.code = code;
            verdict.customerName = QStringLiteral("Noah Jansen");
            verdict.link = LoginLink();
            verdict.link->publicId = QStringLiteral("K7QM2X");
            verdict.link->agentName = QStringLiteral("Kim");
            verdict.link->atShop = true;
            verdict.link->issuedAt = code == VerdictCode::Live ? now - 1min : now - 20min;
            verdict.link->expiresAt = verdict.link->issuedAt + 10min;
            const QString all = titleOf(verdict, now) + QLatin1Char(' ') + textOf(verdict, now);
            QVERIFY2(all.contains(QStringLiteral("Noah Jansen")) && all.contains(QStringLiteral("Kim")) && all.contains(QStringLiteral("seen in Skio only")), qPrintable(all));
            for (const char *unknown : {"never used", "Nobody", "button", "works only once", "It works"}) QVERIFY2(!all.contains(QLatin1String(unknown)), qPrintable(all));
        }
    }

    void every_status_flaw_and_entry_has_its_words() {
        for (int i = 0; i <= static_cast<int>(SubscriptionStatus::Other); ++i)
            QVERIFY(readsWell(textOf(static_cast<SubscriptionStatus>(i), QString())));
        QCOMPARE(textOf(SubscriptionStatus::Other, QStringLiteral("On ice")), QStringLiteral("On ice"));
        for (int i = 0; i <= static_cast<int>(EmailFlaw::NotAnAddress); ++i) {
            QVERIFY(readsWell(textOf(static_cast<EmailFlaw>(i), -1)));
            QVERIFY(readsWell(textOf(static_cast<EmailFlaw>(i), 4)));
        }
        for (int i = 0; i <= static_cast<int>(MessageState::Withheld); ++i) QVERIFY(readsWell(textOf(static_cast<MessageState>(i))));
        for (int i = 0; i <= static_cast<int>(TimelineKind::LetterDelivered); ++i) {
            for (int state = 0; state <= static_cast<int>(LinkState::VoidByEmailChange); ++state) {
                for (const TimelineOf timeline : {TimelineOf::Customer, TimelineOf::OneLink}) {
                    TimelineEntry entry;
                    entry.kind = static_cast<TimelineKind>(i);
                    entry.state = static_cast<LinkState>(state);
                    QVERIFY(readsWell(textOf(entry, timeline)));
                    entry.publicId = QStringLiteral("K7QM2X");
                    entry.agentName = QStringLiteral("Kim 100 %2");
                    entry.pressed = true;
                    entry.count = 3;
                    const QString text = textOf(entry, timeline).remove(QStringLiteral("Kim 100 %2"));
                    QVERIFY2(!text.isEmpty() && !text.contains(QLatin1Char('%')) && text.contains(QLatin1Char('3')), qPrintable(text));
                }
            }
        }
        for (int i = 0; i <= static_cast<int>(LinkDoor::AgentLetter); ++i) {
            TimelineEntry entry;
            entry.door = static_cast<LinkDoor>(i);
            for (const TimelineOf timeline : {TimelineOf::Customer, TimelineOf::OneLink}) QVERIFY(readsWell(textOf(entry, timeline)));
            LoginLink link;
            link.publicId = QStringLiteral("K7QM2X");
            link.door = entry.door;
            QVERIFY(readsWell(textOf(link.door)) && readsWell(nameOf(link)));
        }
        for (int i = 0; i <= static_cast<int>(LinkState::VoidByEmailChange); ++i) QVERIFY(readsWell(textOf(static_cast<LinkState>(i))));
    }

    void every_sign_of_a_scanner_and_everything_undone_has_its_words() {
        for (int i = 1; i <= static_cast<int>(VisitKind::NoCookie); ++i) {
            TimelineEntry entry;
            entry.kind = TimelineKind::LinkOpenedByScanner;
            entry.visitor = static_cast<VisitKind>(i);
            QVERIFY(readsWell(detailOf(entry)));
        }
        for (int i = 0; i <= static_cast<int>(UndoneKind::CheckAgrees); ++i) {
            for (const Undone &undone : {Undone{static_cast<UndoneKind>(i), {}, 1}, Undone{static_cast<UndoneKind>(i), QStringLiteral(">%2"), 3}}) {
                const QString text = textOf(undone).replace(QStringLiteral(">%2"), QStringLiteral("x"));
                QVERIFY2(!text.isEmpty() && !text.contains(QLatin1Char('%')) && !text.contains(QStringLiteral("  ")), qPrintable(text));
            }
        }
    }

    void every_kind_step_and_problem_of_a_delivery_has_its_words_and_what_to_do() {
        for (int i = 0; i <= static_cast<int>(MessageKind::Test); ++i) QVERIFY(readsWell(textOf(static_cast<MessageKind>(i))));
        for (int i = 0; i <= static_cast<int>(DeliveryStep::Message); ++i) QVERIFY(readsWell(textOf(static_cast<DeliveryStep>(i))));
        for (int i = 0; i <= static_cast<int>(DeliveryProblem::CustomerErased); ++i) {
            const auto problem = static_cast<DeliveryProblem>(i);
            QVERIFY(readsWell(textOf(problem)) && !textOf(problem).endsWith(QLatin1Char('.')));
            QVERIFY(readsWell(adviceOn(problem)) && adviceOn(problem).endsWith(QLatin1Char('.')));
            for (const Channel channel : {Channel::Email, Channel::Sms})
                QVERIFY(readsWell(trialAdvice(problem, channel)) && trialAdvice(problem, channel).endsWith(QLatin1Char('.')));
            TimelineEntry entry;
            entry.kind = TimelineKind::LetterFailed;
            entry.problem = problem;
            QVERIFY2(readsWell(textOf(entry)), qPrintable(textOf(entry)));
            for (const FindingCode code :
                 {FindingCode::LetterFailed, FindingCode::LetterWaiting, FindingCode::SmsFailed, FindingCode::EmailBounced}) {
                Finding finding;
                finding.code = code;
                finding.facts.problem = problem;
                QVERIFY2(readsWell(textOf(finding, now).title) && readsWell(textOf(finding, now).sentence),
                         qPrintable(textOf(finding, now).sentence));
            }
        }
        for (const MailRoute mail : {MailRoute::Capture, MailRoute::Smtp})
            for (const SmsRoute sms : {SmsRoute::Capture, SmsRoute::Off, SmsRoute::Twilio, SmsRoute::Webhook})
                QVERIFY(readsWell(deliverySentence(mail, sms)));
    }

    void a_failed_letter_says_what_the_server_said_when_and_what_to_do() {
        Finding finding;
        finding.code = FindingCode::LetterFailed;
        finding.facts = fullFacts();
        QCOMPARE(textOf(finding, now).sentence, QStringLiteral("The server refused the recipient on 31 Dec at 23:46: “550 5.1.1 no such user”. "
                                                               "Ask the customer whether what is on file is right, and correct it."));
        finding.facts.problem = DeliveryProblem::MayHaveArrived;
        QVERIFY(textOf(finding, now).title.contains(QStringLiteral("may or may not")));
        finding.facts.problem = DeliveryProblem::SecretsLost;
        QVERIFY(textOf(finding, now).title.contains(QStringLiteral("was not sent")));
        QVERIFY(textOf(finding, now).sentence.startsWith(QStringLiteral("The service ended before it was sent; given up on 31 Dec at 23:46")));
        finding.code = FindingCode::LetterWaiting;
        finding.facts.problem = DeliveryProblem::TryLater;
        QVERIFY(textOf(finding, now).sentence.endsWith(QStringLiteral("It is tried again at 00:06.")));
        finding.facts.serverWords = QString(900, QLatin1Char('x'));
        QVERIFY(textOf(finding, now).sentence.size() < 300);
    }

    void a_shared_address_says_that_the_phone_is_asked_for() {
        Finding finding;
        finding.code = FindingCode::EmailShared;
        QVERIFY(textOf(finding, now).sentence.contains(QStringLiteral("use the phone number instead")));
        finding.facts.otherName = QStringLiteral("Noah Jansen");
        finding.facts.count = 1;
        QVERIFY(textOf(finding, now).sentence.startsWith(QStringLiteral("Noah Jansen has it too. ")));
        finding.facts.count = 3;
        QVERIFY(textOf(finding, now).sentence.startsWith(QStringLiteral("Noah Jansen has it too, and so have 2 more. ")));
    }

    void an_expired_link_says_how_long_ago_and_who_saw_it() {
        Finding finding;
        finding.code = FindingCode::LinkExpired;
        finding.facts.at = now - 14min;
        QCOMPARE(textOf(finding, now).title, QStringLiteral("Expired 14 minutes ago, never used"));
        finding.facts.scannerVisits = 2;
        QCOMPARE(textOf(finding, now).title, QStringLiteral("Expired 14 minutes ago, only a mail scanner saw it"));
    }

    void the_portal_link_is_advised_with_this_customers_own_delay() {
        Finding finding;
        finding.code = FindingCode::PortalLinkFitsBetter;
        finding.facts.life = 10min;
        finding.facts.usualDelay = 2h;
        QCOMPARE(textOf(finding, now).sentence,
                 QStringLiteral("It never expires. A Magic login link lives 10 minutes, and this customer usually opens mail after 2 hours."));
    }

    void a_long_address_does_not_stretch_a_card() {
        Finding finding;
        finding.code = FindingCode::EmailMalformed;
        finding.facts.email = QString(250, QLatin1Char('x'));
        for (const QString &word : textOf(finding, now).sentence.split(QLatin1Char(' '))) QVERIFY(word.size() < 40);
    }

    void durations_and_countdowns_read_as_people_say_them() {
        QCOMPARE(durationText(10min), QStringLiteral("10 minutes"));
        QCOMPARE(durationText(1min), QStringLiteral("1 minute"));
        QCOMPARE(durationText(2h), QStringLiteral("2 hours"));
        QCOMPARE(durationText(60min), QStringLiteral("1 hour"));
        QCOMPARE(durationText(90min), QStringLiteral("90 minutes"));
        QCOMPARE(durationText(59s), QStringLiteral("59 seconds"));
        QCOMPARE(durationText(72h), QStringLiteral("3 days"));
        QCOMPARE(countdownText(581s), QStringLiteral("9:41"));
        QCOMPARE(countdownText(600s), QStringLiteral("10:00"));
        QCOMPARE(countdownText(1ms), QStringLiteral("0:01"));
        QCOMPARE(countdownText(-5s), QStringLiteral("0:00"));
        QCOMPARE(longAgo(now - 75h, now), QStringLiteral("3 days"));
        QCOMPARE(longAgo(now - 12min, now), QStringLiteral("12 min"));
        QCOMPARE(longAgo(now + 5s, now), QStringLiteral("just now"));
        QCOMPARE(textOf(Interval{IntervalUnit::Week, 2}), QStringLiteral("Every 2 weeks"));
    }

    void the_day_of_an_order_is_the_same_everywhere() { QCOMPARE(dayOf(Instant(1'763'856'000'000)), QStringLiteral("23 Nov 2025")); }

    void the_day_of_a_next_order_needs_its_year_only_far_away() {
        const QDate today = QDate::currentDate();
        const auto shown = [](const QDate &day) { return orderDay(Instant(day.startOfDay(Qt::UTC).toMSecsSinceEpoch())); };
        for (const int months : {-1, 0, 1, 9}) QCOMPARE(shown(today.addMonths(months)), QLocale(QLocale::English, QLocale::UnitedKingdom).toString(today.addMonths(months), u"d MMM"));
        for (const int months : {-3, 11, 24}) QCOMPARE(shown(today.addMonths(months)), QLocale(QLocale::English, QLocale::UnitedKingdom).toString(today.addMonths(months), u"d MMM yyyy"));
        QCOMPARE(orderDay({}), QString());
    }

    void every_fault_of_a_reply_has_its_sentences() {
        for (int problem = 1; problem <= static_cast<int>(SnippetProblem::LinkElsewhere); ++problem) {
            const SnippetFault fault{static_cast<SnippetProblem>(problem), QStringLiteral("customer.first_name")};
            QVERIFY2(readsWell(whyNotSaved(fault)), qPrintable(toText(fault.problem)));
            QVERIFY2(readsWell(whyNotCopied(fault)), qPrintable(toText(fault.problem)));
        }
        QVERIFY(whyNotSaved({}).isEmpty() && whyNotCopied({}).isEmpty());
        for (const SnippetVariable variable : allSnippetVariables()) {
            const QString sentence = whyNotCopied({SnippetProblem::Unresolved, nameOf(variable)});
            QVERIFY2(sentence.startsWith(bracesAround(variable) + QStringLiteral(" has no value: ")), qPrintable(sentence));
        }
        QCOMPARE(whyNotCopied({SnippetProblem::Unresolved, QStringLiteral("customer.first_name")}),
                 QStringLiteral("{{customer.first_name}} has no value: this customer has no first name on file. Use {{customer.first_name|there}} in the reply, or "
                                "choose another one."));
    }

    void every_kind_of_activity_has_its_words_and_its_group() {
        QList<ActivityKind> grouped;
        for (const ActivityGroup &group : activityGroups()) grouped.append(group.kinds);
        QCOMPARE(grouped.size(), static_cast<int>(ActivityKind::ShopChangeUnsure));
        for (int kind = 1; kind <= static_cast<int>(ActivityKind::ShopChangeUnsure); ++kind) {
            QCOMPARE(grouped.count(static_cast<ActivityKind>(kind)), 1);
            QVERIFY(!textOf(static_cast<ActivityKind>(kind)).isEmpty());
        }
    }

    void who_may_not_is_told_what_it_takes_and_whom_to_ask() {
        Me me;
        me.agent.role = Role::Agent;
        me.toAsk = {{QStringLiteral("Ada"), Role::Admin}};
        QCOMPARE(whyNot(me, Permission::IssueMagicLink), QStringLiteral("Making a Magic link takes the role Senior; yours is Agent. Ask Ada (Admin)."));
        QCOMPARE(whyNot(me, Permission::SendLetter), QString());
        me.toAsk = {{QStringLiteral("Lea"), Role::Lead}, {QStringLiteral("Lou"), Role::Lead}, {QStringLiteral("Ada"), Role::Admin}, {QStringLiteral("Bo"), Role::Admin}};
        QCOMPARE(whyNot(me, Permission::RevokeAllLinks),
                 QStringLiteral("Revoking all links of a customer takes the role Lead; yours is Agent. Ask Lea (Lead), Lou (Lead) or Ada (Admin)."));
        QCOMPARE(whyNot(me, Permission::EraseCustomer), QStringLiteral("Erasing a customer takes the role Admin; yours is Agent. Ask Ada (Admin) or Bo (Admin)."));
        me.toAsk.clear();
        QCOMPARE(whyNot(me, Permission::ManageAgents), QStringLiteral("Changing the team takes the role Admin; yours is Agent. Nobody in the team has it; ask who runs the service."));
        for (int permission = 0; permission <= static_cast<int>(Permission::ManageAgents); ++permission)
            QVERIFY(textOf(Denial{static_cast<Permission>(permission), Role::Observer}).contains(QStringLiteral("yours is Observer")));
    }

    void a_refusal_and_the_finding_say_the_same() {
        const Denial denial{Permission::IssueMagicLink, Role::Agent, {{QStringLiteral("Ada"), Role::Admin}}};
        const QString said = textOf(Error{ErrorCode::NotAllowed, packed(denial), {}});
        QCOMPARE(said, QStringLiteral("Making a Magic link takes the role Senior; yours is Agent. Ask Ada (Admin)."));
        Finding finding;
        finding.code = FindingCode::NotAllowed;
        finding.facts.denial = denial;
        QCOMPARE(textOf(finding, Instant()).sentence, said);
        finding.facts.email = QStringLiteral("dora@example.com");
        QCOMPARE(textOf(finding, Instant()).sentence, said + QStringLiteral(" Or e-mail a login link to the address on file."));
        QVERIFY(textOf(Error{ErrorCode::NotAllowed, {}, {}}).contains(QStringLiteral("ask a Lead or an Admin")));
    }

    void a_note_is_a_sentence_data() {
        QTest::addColumn<ActivityKind>("kind");
        QTest::addColumn<QString>("note");
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("said");
        const auto row = [](ActivityKind kind, const char *note, const char *said, const char *words = "") {
            QTest::newRow(qPrintable(toText(kind) + QLatin1Char(' ') + QLatin1String(note))) << kind << QString::fromUtf8(note) << QString::fromUtf8(words) << QString::fromUtf8(said);
        };
        row(ActivityKind::Imported, "customers=300 subscriptions=450 refused=0", "300 customers and 450 subscriptions");
        row(ActivityKind::Imported, "customers=300 subscriptions=450 refused=2", "300 customers and 450 subscriptions, 2 rows refused");
        row(ActivityKind::ContactChanged, "email phone", "E-mail and phone");
        row(ActivityKind::ContactChanged, "phone", "Phone");
        row(ActivityKind::LinkCopied, "as=reply", "As reply");
        row(ActivityKind::LinkCopied, "as=link", "The link alone");
        row(ActivityKind::LinkIssued, "reply=elsewhere override=yes", "The reply goes to another address. Reason: “sister's address”", "sister's address");
        row(ActivityKind::LinkCopied, "as=reply reply=plus_address override=yes", "As reply. The reply goes to a plus address of the one on file");
        row(ActivityKind::AgentAdded, "agent=4", "Kim Moreau");
        row(ActivityKind::AgentDisabled, "agent=9", "Agent 9");
        row(ActivityKind::AgentRoleChanged, "agent=4 role=lead", "Kim Moreau is Lead now");
        row(ActivityKind::LinkRevoked, "because=agent_disabled", "Who issued it was disabled");
        row(ActivityKind::LinkRevoked, "", "");
        row(ActivityKind::SessionsEnded, "sessions=1", "On 1 device");
        row(ActivityKind::SessionsEnded, "sessions=3", "On 3 devices");
        row(ActivityKind::ShopChanged, "reply_guard=require", "Reply guard: require");
        row(ActivityKind::ActivityExported, "rows=1200", "1200 rows");
        row(ActivityKind::DeliveryChanged, "", "");
        row(ActivityKind::ShopLinkUnsure, "outcome=unknown", "Skio did not answer: whether it made one is unknown");
        row(ActivityKind::ShopLinkUnsure, "outcome=refused", "Skio made it; it was not handed out");
        row(ActivityKind::ShopChangeUnsure, "outcome=unknown", "Shopify did not answer: whether it saved the address is unknown");
        row(ActivityKind::SnippetsChanged, "id=3 added", "One was added");
        row(ActivityKind::SnippetsChanged, "id=3 saved", "One was changed");
        row(ActivityKind::SnippetsChanged, "id=3 deleted", "One was deleted");
        row(ActivityKind::SnippetsChanged, "something=new", "something=new");
    }

    void a_note_is_a_sentence() {
        QFETCH(ActivityKind, kind);
        QFETCH(QString, note);
        QFETCH(QString, words);
        Activity entry;
        entry.kind = kind;
        entry.note = note;
        entry.words = words;
        QTEST(detailsOf(entry, {{AgentId(4), QStringLiteral("Kim Moreau"), Role::Senior, Instant()}}), "said");
    }
};

QTEST_MAIN(TextsTest)
#include "tst_texts.moc"
