// Judges the answers of text gateways.
#include "services/delivery/gateway_verdict.h"

#include "services/web/server_words.h"

namespace latchkey {

namespace {

DeliveryStep stepOf(const HttpAnswer &answer, DeliveryProblem problem) {
    if (problem == DeliveryProblem::NoEncryption || problem == DeliveryProblem::WrongCertificate) return DeliveryStep::Secure;
    if (problem == DeliveryProblem::SignInRefused) return DeliveryStep::SignIn;
    if (answer.end == HttpEnd::Answered || answer.requestSent) return DeliveryStep::Message;
    if (!answer.connected) return DeliveryStep::Connect;
    return answer.encrypted && !answer.secured ? DeliveryStep::Secure : DeliveryStep::Message;
}

}  // namespace

GatewayVerdict verdictOfStatus(int status) {
    if (status >= 200 && status <= 299) return {};
    if (status == 401 || status == 403) return {DeliveryProblem::SignInRefused, false};
    if (status == 408 || status == 425 || status == 429) return {DeliveryProblem::TryLater, true};
    // A proxy gave up waiting for somebody who may well have sent the text.
    if (status == 504) return {DeliveryProblem::MayHaveArrived, false};
    if (status >= 500 && status <= 599) return {DeliveryProblem::TryLater, true};
    return {DeliveryProblem::NotUnderstood, false};
}

GatewayVerdict verdictWithoutAnswer(const HttpAnswer &answer) {
    switch (answer.end) {
        case HttpEnd::NotSetUp:
            return {DeliveryProblem::NotSetUp, false};
        case HttpEnd::NotEncrypted:
            return {DeliveryProblem::NoEncryption, false};
        case HttpEnd::BadCertificate:
            return {DeliveryProblem::WrongCertificate, false};
        case HttpEnd::Unreachable:
            return {DeliveryProblem::Unreachable, true};
        case HttpEnd::Answered:
        case HttpEnd::Nonsense:
            return {DeliveryProblem::NotUnderstood, false};
        case HttpEnd::TimedOut:
        case HttpEnd::Closed:
            break;
    }
    if (answer.requestSent) return {DeliveryProblem::MayHaveArrived, false};
    return {answer.end == HttpEnd::TimedOut ? DeliveryProblem::TimedOut : DeliveryProblem::ConnectionLost, true};
}

SendOutcome gatewayOutcome(const HttpAnswer &answer, GatewayVerdict verdict, QByteArrayView words, const std::vector<MessageText> &hidden) {
    SendOutcome outcome;
    outcome.problem = verdict.problem;
    outcome.again = verdict.again;
    outcome.code = answer.status;
    outcome.step = verdict.problem == DeliveryProblem::None ? DeliveryStep::Message : stepOf(answer, verdict.problem);
    outcome.words = serverWords(words.isEmpty() && answer.status == 0 ? QByteArrayView(answer.words) : words, hidden);
    if (verdict.again) outcome.retryAfter = answer.retryAfter;
    for (const DeliveryStep step : {DeliveryStep::Connect, DeliveryStep::Secure, DeliveryStep::SignIn, DeliveryStep::Message}) {
        const bool failed = step == outcome.step && verdict.problem != DeliveryProblem::None;
        if (step == DeliveryStep::Secure && !answer.encrypted && !failed) continue;
        outcome.steps.append({step, !failed, failed || step == DeliveryStep::Message ? outcome.words : QString()});
        if (failed) break;
    }
    return outcome;
}

}  // namespace latchkey
