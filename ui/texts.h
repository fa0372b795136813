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
QString textOf(const TimelineEntry &entry);
QString titleOf(const LinkVerdict &verdict, Instant now);
QString textOf(const LinkVerdict &verdict, Instant now);
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

QString timeOfDay(Instant at);             // "14:02"
QString momentText(Instant at, Instant now);  // "at 14:02", "on 23 Nov at 14:02"
QString dayOf(Instant at);                 // "23 Nov", with the year when it is another one
QString longAgo(Instant at, Instant now);  // "3 days", "12 min", "just now": for lists
QString durationText(Duration life);       // "10 minutes"
QString countdownText(Duration left);      // "9:41"

}  // namespace latchkey
