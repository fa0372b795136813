// Title and sentence of each finding about a letter or a text.
#include "ui/texts_letters.h"

#include "ui/texts_context.h"

namespace latchkey {

namespace {

// A server's answer may run to a page; the whole of it stands in Messages.
QString quoted(const QString &words) {
    constexpr qsizetype most = 120;
    return words.size() <= most ? words : words.left(most - 1).trimmed() + QChar(0x2026);
}

// "The server refused the recipient at 14:02: “550 5.1.1 no such user”."
QString whatHappened(const FindingFacts &facts, Instant now, const QString &what) {
    const QString when = facts.at.isSet() ? QLatin1Char(' ') + momentText(facts.at, now) : QString();
    if (facts.serverWords.isEmpty()) return Desktop::tr("%1%2.").arg(what, when);
    return Desktop::tr("%1%2: “%3”.").arg(what, when, quoted(facts.serverWords));
}

// What was so all along did not happen at a moment: then the moment is when it was given up.
bool isCondition(DeliveryProblem problem) {
    return problem == DeliveryProblem::CountryNotAllowed || problem == DeliveryProblem::NumberCap || problem == DeliveryProblem::DayCap ||
           problem == DeliveryProblem::QueueFull || problem == DeliveryProblem::NotSetUp || problem == DeliveryProblem::SecretsLost ||
           problem == DeliveryProblem::SecretsExpired || problem == DeliveryProblem::CustomerErased;
}

// Without a known problem the sentence says only that it failed.
QString reason(const FindingFacts &facts, Instant now) {
    if (facts.problem == DeliveryProblem::None) return whatHappened(facts, now, Desktop::tr("It could not be delivered"));
    const bool givenUp = isCondition(facts.problem) && facts.at.isSet();
    return whatHappened(facts, now, givenUp ? Desktop::tr("%1; given up").arg(textOf(facts.problem)) : textOf(facts.problem));
}

QString advice(const FindingFacts &facts) {
    return facts.problem == DeliveryProblem::None ? Desktop::tr("Send it again, or copy the Portal link.") : adviceOn(facts.problem);
}

bool notSent(DeliveryProblem problem) {
    return problem == DeliveryProblem::SecretsLost || problem == DeliveryProblem::SecretsExpired || problem == DeliveryProblem::QueueFull ||
           problem == DeliveryProblem::NotSetUp || problem == DeliveryProblem::CustomerErased;
}

}  // namespace

FindingText letterFailed(const FindingFacts &facts, Instant now) {
    QString title = Desktop::tr("The last letter was not delivered");
    if (facts.problem == DeliveryProblem::MayHaveArrived) title = Desktop::tr("The last letter may or may not have arrived");
    if (notSent(facts.problem)) title = Desktop::tr("The last letter was not sent");
    return {title, reason(facts, now) + QLatin1Char(' ') + advice(facts)};
}

FindingText letterWaiting(const FindingFacts &facts, Instant now) {
    const QString next =
        facts.until > now ? Desktop::tr("It is tried again %1.").arg(momentText(facts.until, now)) : Desktop::tr("It is tried again in a moment.");
    if (facts.problem == DeliveryProblem::None) {
        const QString since = facts.at.isSet() ? Desktop::tr("It was written %1 and leaves in a moment.").arg(momentText(facts.at, now))
                                               : Desktop::tr("It leaves in a moment.");
        return {Desktop::tr("A letter is on its way"), since};
    }
    return {Desktop::tr("The last letter has not left yet"), reason(facts, now) + QLatin1Char(' ') + next};
}

FindingText smsFailed(const FindingFacts &facts, Instant now) {
    const bool kept = facts.problem == DeliveryProblem::CountryNotAllowed || facts.problem == DeliveryProblem::NumberCap ||
                      facts.problem == DeliveryProblem::DayCap;
    QString title =
        kept || notSent(facts.problem) ? Desktop::tr("The last text message was not sent") : Desktop::tr("The last text message was not delivered");
    if (facts.problem == DeliveryProblem::MayHaveArrived) title = Desktop::tr("The last text message may or may not have arrived");
    return {title, reason(facts, now) + QLatin1Char(' ') + advice(facts)};
}

FindingText emailBounced(const FindingFacts &facts, Instant now) {
    return {Desktop::tr("Letters to this address come back"), whatHappened(facts, now, Desktop::tr("The mail server refused it for good")) +
                                                                  QLatin1Char(' ') +
                                                                  Desktop::tr("Ask the customer for another address and correct it.")};
}

}  // namespace latchkey
