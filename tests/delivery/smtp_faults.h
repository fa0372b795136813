// What an SMTP server can do wrong, stage by stage, and what a transport must make of it.
#pragma once

#include "models/domain/message.h"
#include "tests/support/scripted_smtp.h"

#include <vector>

namespace latchkey {

struct SmtpFaultRow {
    const char *name;
    SmtpStage stage;
    SmtpFault fault;
    DeliveryProblem problem;
    bool again;
    DeliveryStep step;
    int code;
};

inline std::vector<SmtpFaultRow> smtpFaults() {
    using P = DeliveryProblem;
    using S = DeliveryStep;
    using At = SmtpStage;
    constexpr auto hang = SmtpFault::Then::Hang;
    constexpr auto drop = SmtpFault::Then::Drop;
    constexpr auto goOn = SmtpFault::Then::GoOn;
    return {
        {"greeting 421", At::Greeting, {"421 busy", drop}, P::TryLater, true, S::Greeting, 421},
        {"greeting 554", At::Greeting, {"554 no", drop}, P::ContentRefused, false, S::Greeting, 554},
        {"greeting hangs", At::Greeting, {"", hang}, P::TimedOut, true, S::Greeting, 0},
        {"greeting drops", At::Greeting, {"", drop}, P::ConnectionLost, true, S::Greeting, 0},
        {"greeting of another kind", At::Greeting, {"HTTP/1.1 400 Bad Request", hang}, P::NotUnderstood, true, S::Greeting, 0},
        {"hello 451", At::Ehlo, {"451 no", goOn}, P::TryLater, true, S::Hello, 451},
        {"hello 550", At::Ehlo, {"550 no", goOn}, P::ContentRefused, false, S::Hello, 550},
        {"hello hangs", At::Ehlo, {"", hang}, P::TimedOut, true, S::Hello, 0},
        {"hello drops", At::Ehlo, {"", drop}, P::ConnectionLost, true, S::Hello, 0},
        {"hello half", At::Ehlo, {"250-half", hang}, P::TimedOut, true, S::Hello, 0},
        {"STARTTLS 454", At::Starttls, {"454 no", goOn}, P::TryLater, true, S::Secure, 454},
        {"STARTTLS 502", At::Starttls, {"502 no", goOn}, P::NoEncryption, false, S::Secure, 502},
        {"STARTTLS hangs", At::Starttls, {"", hang}, P::TimedOut, true, S::Secure, 0},
        {"STARTTLS drops", At::Starttls, {"", drop}, P::ConnectionLost, true, S::Secure, 0},
        {"STARTTLS with words beneath", At::Starttls, {"220 go\r\n250 injected", hang}, P::NotUnderstood, true, S::Secure, 0},
        {"handshake hangs", At::Handshake, {"", hang}, P::TimedOut, true, S::Secure, 0},
        {"handshake drops", At::Handshake, {"", drop}, P::ConnectionLost, true, S::Secure, 0},
        {"second hello 451", At::SecondEhlo, {"451 no", goOn}, P::TryLater, true, S::Hello, 451},
        {"second hello hangs", At::SecondEhlo, {"", hang}, P::TimedOut, true, S::Hello, 0},
        {"second hello drops", At::SecondEhlo, {"", drop}, P::ConnectionLost, true, S::Hello, 0},
        {"sign-in 504", At::Auth, {"504 no", goOn}, P::SignInRefused, false, S::SignIn, 504},
        {"sign-in hangs", At::Auth, {"", hang}, P::TimedOut, true, S::SignIn, 0},
        {"sign-in drops", At::Auth, {"", drop}, P::ConnectionLost, true, S::SignIn, 0},
        {"credentials 535", At::Credentials, {"535 5.7.8 wrong", goOn}, P::SignInRefused, false, S::SignIn, 535},
        {"credentials 454", At::Credentials, {"454 4.7.0 later", goOn}, P::TryLater, true, S::SignIn, 454},
        {"credentials hang", At::Credentials, {"", hang}, P::TimedOut, true, S::SignIn, 0},
        {"sender 451", At::Mail, {"451 no", goOn}, P::TryLater, true, S::Sender, 451},
        {"sender 553", At::Mail, {"553 5.7.1 not yours", goOn}, P::SenderRefused, false, S::Sender, 553},
        {"sender hangs", At::Mail, {"", hang}, P::TimedOut, true, S::Sender, 0},
        {"sender drops", At::Mail, {"", drop}, P::ConnectionLost, true, S::Sender, 0},
        {"recipient 450", At::Rcpt, {"450 4.2.0 greylisted", goOn}, P::TryLater, true, S::Recipient, 450},
        {"recipient 550", At::Rcpt, {"550 5.1.1 unknown", goOn}, P::RecipientRefused, false, S::Recipient, 550},
        {"recipient against policy", At::Rcpt, {"554 5.7.1 no", goOn}, P::ContentRefused, false, S::Recipient, 554},
        {"recipient hangs", At::Rcpt, {"", hang}, P::TimedOut, true, S::Recipient, 0},
        {"recipient drops", At::Rcpt, {"", drop}, P::ConnectionLost, true, S::Recipient, 0},
        {"recipient nonsense", At::Rcpt, {"what?", hang}, P::NotUnderstood, true, S::Recipient, 0},
        {"DATA 451", At::Data, {"451 no", goOn}, P::TryLater, true, S::Message, 451},
        {"DATA 554", At::Data, {"554 no", goOn}, P::ContentRefused, false, S::Message, 554},
        {"DATA 250", At::Data, {"250 what", goOn}, P::NotUnderstood, true, S::Message, 250},
        {"DATA hangs", At::Data, {"", hang}, P::TimedOut, true, S::Message, 0},
        {"DATA drops", At::Data, {"", drop}, P::ConnectionLost, true, S::Message, 0},
        {"body hangs", At::Body, {"", hang}, P::MayHaveArrived, false, S::Message, 0},
        {"body drops", At::Body, {"", drop}, P::MayHaveArrived, false, S::Message, 0},
        {"end 451", At::End, {"451 4.3.0 later", goOn}, P::TryLater, true, S::Message, 451},
        {"end 554", At::End, {"554 5.7.1 spam", goOn}, P::ContentRefused, false, S::Message, 554},
        {"end hangs", At::End, {"", hang}, P::MayHaveArrived, false, S::Message, 0},
        {"end drops", At::End, {"", drop}, P::MayHaveArrived, false, S::Message, 0},
        {"end nonsense", At::End, {"what?", hang}, P::MayHaveArrived, false, S::Message, 0},
        {"taken, then dropped", At::End, {"250 2.0.0 taken", drop}, P::None, false, S::Message, 250},
    };
}

}  // namespace latchkey
