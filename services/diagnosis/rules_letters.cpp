// Rules about the newest letter and the newest text.
#include "services/diagnosis/rule_parts.h"

namespace latchkey {

namespace {

Found aboutMessage(const Message &message, QList<Remedy> remedies) {
    Found found;
    found.remedies = std::move(remedies);
    found.facts.message = message.id;
    found.facts.problem = message.problem;
    found.facts.at = message.settledAt.isSet() ? message.settledAt : message.at;
    found.facts.until = message.nextAt;
    found.facts.count = static_cast<int>(message.attempts.size());
    if (!message.attempts.isEmpty()) found.facts.serverWords = message.attempts.first().words;
    (message.channel == Channel::Sms ? found.facts.phone : found.facts.email) = message.to;
    return found;
}

bool didNotGetThrough(const Message &message) {
    return message.state == MessageState::Failed || message.state == MessageState::Lost || message.state == MessageState::Withheld;
}

bool toTheAddressOnFile(const DiagnosisFacts &facts) { return facts.letter && emailKey(facts.letter->to) == emailKey(facts.customer.email); }

// What became of a message is no news once the customer has got in.
bool gotInSince(const DiagnosisFacts &facts, const Message &message) { return facts.customer.lastSignInAt >= message.at; }

}  // namespace

bool addressBounced(const DiagnosisFacts &facts) {
    return toTheAddressOnFile(facts) && facts.letter->state == MessageState::Failed && facts.letter->problem == DeliveryProblem::RecipientRefused;
}

MaybeFound findEmailBounced(const DiagnosisFacts &facts) {
    if (!addressBounced(facts)) return {};
    Found found = aboutMessage(*facts.letter, {Remedy::EditContact, Remedy::CopyPortalLink});
    if (phoneUsable(facts)) found.remedies.append(Remedy::CopyLoginSteps);
    found.remedies.append(Remedy::OpenMessage);
    return found;
}

MaybeFound findLetterFailed(const DiagnosisFacts &facts) {
    if (!toTheAddressOnFile(facts) || addressBounced(facts) || !didNotGetThrough(*facts.letter) || gotInSince(facts, *facts.letter)) return {};
    return aboutMessage(*facts.letter, {Remedy::SendAgain, Remedy::EditContact, Remedy::CopyPortalLink, Remedy::OpenMessage});
}

MaybeFound findLetterWaiting(const DiagnosisFacts &facts) {
    if (!toTheAddressOnFile(facts) || facts.letter->state != MessageState::Waiting || gotInSince(facts, *facts.letter)) return {};
    // A letter that has only just been written is no news.
    if (facts.letter->attempts.isEmpty() && facts.now - facts.letter->at <= std::chrono::seconds(10)) return {};
    return aboutMessage(*facts.letter, {Remedy::OpenMessage, Remedy::EditContact});
}

MaybeFound findSmsFailed(const DiagnosisFacts &facts) {
    if (!facts.text || !didNotGetThrough(*facts.text) || gotInSince(facts, *facts.text)) return {};
    QList<Remedy> remedies;
    // Limits would keep another one back as well.
    if (facts.text->state != MessageState::Withheld) remedies.append(Remedy::SendAgain);
    remedies.append(Remedy::EditContact);
    if (emailUsable(facts)) remedies.append(Remedy::EmailLoginLink);
    remedies.append(Remedy::OpenMessage);
    return aboutMessage(*facts.text, remedies);
}

}  // namespace latchkey
