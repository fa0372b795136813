// Every sentence the desk says about errors, findings, verdicts and timelines, by switches that do not compile with one missing.
#pragma once

#include "models/domain/delivery_setup.h"
#include "models/domain/finding.h"
#include "models/domain/link_verdict.h"
#include "models/domain/message.h"
#include "models/domain/result.h"
#include "models/domain/subscription.h"
#include "models/domain/timeline.h"

#include <QCoreApplication>

namespace latchkey {

struct FindingText {
    QString title;
    QString sentence;
};
FindingText textOf(const Finding &finding, Instant now);
QString textOf(Remedy remedy, const FindingFacts &facts);
QString textOf(const Error &error);  // one sentence: what is wrong and what to do
// Whose timeline it is: among a customer's others a link is named, in its own it is not.
enum class TimelineOf { Customer, OneLink };
QString textOf(const TimelineEntry &entry, TimelineOf timeline = TimelineOf::Customer);
// A link copied as it was issued is one line of the story.
QString textOf(const TimelineEntry &issued, const TimelineEntry &copied, TimelineOf timeline);
QString detailOf(const TimelineEntry &entry);  // from which door and desk, how a scanner gave itself away; may be empty
QString nameOf(const LoginLink &link);         // "Magic login link K7QM2X": the name follows the door
QString textOf(LinkState state);               // "Expired"
QString stateText(const LoginLink &link, Instant now);  // "Live 9:41": with the time that is left
QString openedText(const LoginLink &link);     // "Twice", "Scanner only"
QString textOf(LinkDoor door);                 // "Customers": where it was issued
// For whom, by whom, when, from where and for how long, as a sentence.
QString issuedText(const LoginLink &link, const QString &customerName, Instant now);
QString titleOf(const LinkVerdict &verdict, Instant now);
QString textOf(const LinkVerdict &verdict, Instant now);
QString textOf(const Undone &undone);
QString textOf(SubscriptionStatus status, const QString &shopsOwn);
QString textOf(EmailFlaw flaw, int at);
QString textOf(const Interval &interval);  // "Monthly", "Every 2 weeks"
QString textOf(MessageState state);
QString textOf(MessageKind kind);                               // "Login code"
QString textOf(DeliveryStep step);                              // "Encryption"
QString textOf(DeliveryProblem problem);                        // a sentence without its full stop
QString adviceOn(DeliveryProblem problem);                      // what the agent does about it
QString trialAdvice(DeliveryProblem problem, Channel channel);  // what the administrator sets right
QString deliverySentence(MailRoute mail, SmsRoute sms);         // whether letters and texts leave

QString brief(const QString &text);        // long addresses and names lose their middle: a card must not grow wider than the panel
QString timeOfDay(Instant at);             // "14:02"
QString momentText(Instant at, Instant now);  // "at 14:02", "on 23 Nov at 14:02"
QString dayOf(Instant at);                 // "23 Nov", with the year when it is another one
QString orderDay(Instant at);              // of a next order: with the year only where nobody would think of that one
QString longAgo(Instant at, Instant now);  // "3 days", "12 min", "just now": for lists
QString durationText(Duration life);       // "10 minutes"
QString countdownText(Duration left);      // "9:41"

}  // namespace latchkey
