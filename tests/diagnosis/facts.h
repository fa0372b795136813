// What the tests of diagnosis share: a customer with whom nothing is wrong, and links and messages to change that with.
#pragma once

#include "services/diagnosis/diagnosis.h"

#include <functional>

namespace latchkey {

using Change = std::function<void(DiagnosisFacts &)>;

inline const Instant now(1'767'225'600'000);
inline constexpr auto minutes = [](int n) { return std::chrono::minutes(n); };

inline LoginLink linkIssued(Duration ago, LinkEnd end = LinkEnd::None) {
    LoginLink link;
    link.id = LinkId(7);
    link.publicId = QStringLiteral("K7QM2X");
    link.issuedAt = now - ago;
    link.expiresAt = link.issuedAt + std::chrono::minutes(10);
    link.end = end;
    if (end != LinkEnd::None) link.endedAt = link.issuedAt + std::chrono::minutes(1);
    return link;
}

inline LoginLink openedLink(Duration ago, int visits, int scanners) {
    LoginLink link = linkIssued(ago);
    link.visits = visits;
    link.scannerVisits = scanners;
    if (visits > 0) link.firstVisitAt = link.lastVisitAt = link.issuedAt + std::chrono::minutes(2);
    return link;
}

inline DiagnosisFacts soundFacts() {
    DiagnosisFacts facts;
    facts.now = now;
    facts.customer.id = CustomerId(1);
    facts.customer.email = QStringLiteral("ada@example.com");
    facts.email.state = EmailState::Valid;
    return facts;
}

inline void withPhone(DiagnosisFacts &facts) {
    facts.customer.phone = QStringLiteral("+33612345678");
    facts.phone = PhoneState::Valid;
}

inline void withoutEmail(DiagnosisFacts &facts) {
    facts.customer.email.clear();
    facts.email.state = EmailState::Missing;
}

inline Message message(Channel channel, MessageState state, DeliveryProblem problem = DeliveryProblem::None, Duration ago = std::chrono::minutes(3)) {
    Message made;
    made.id = MessageId(9);
    made.channel = channel;
    made.state = state;
    made.problem = problem;
    made.to = channel == Channel::Sms ? QStringLiteral("+33612345678") : QStringLiteral("ada@example.com");
    made.at = now - ago;
    return made;
}
inline Message letter(MessageState state, DeliveryProblem problem = DeliveryProblem::None, Duration ago = std::chrono::minutes(3)) {
    return message(Channel::Email, state, problem, ago);
}
inline Message smsText(MessageState state) { return message(Channel::Sms, state, DeliveryProblem::Unreachable); }

inline ReplyFacts replyTo(ReplyGuard guard, const QString &address) {
    return {guard, matchReply(u"ada@example.com", address), replyAddressIn(address), {}};
}

}  // namespace latchkey
