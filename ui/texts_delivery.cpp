// What is said of letters and texts on their way: states, kinds, steps, why one did not leave, and what to do.
#include "ui/texts.h"

#include "ui/texts_context.h"

namespace latchkey {

QString textOf(MessageState state) {
    switch (state) {
        case MessageState::Waiting:
            return Desktop::tr("Waiting");
        case MessageState::Captured:
            return Desktop::tr("Captured");
        case MessageState::Sent:
            return Desktop::tr("Sent");
        case MessageState::Failed:
            return Desktop::tr("Failed");
        case MessageState::Lost:
            return Desktop::tr("Lost");
        case MessageState::Withheld:
            return Desktop::tr("Withheld");
    }
    return {};
}

QString textOf(MessageKind kind) {
    switch (kind) {
        case MessageKind::LoginCode:
            return Desktop::tr("Login code");
        case MessageKind::MagicLogin:
            return Desktop::tr("Login link");
        case MessageKind::EmailChangedOld:
            return Desktop::tr("E-mail changed, to the old address");
        case MessageKind::EmailChangedNew:
            return Desktop::tr("E-mail changed, to the new address");
        case MessageKind::SeveralAccounts:
            return Desktop::tr("Several accounts");
        case MessageKind::Test:
            return Desktop::tr("Test");
    }
    return {};
}

QString textOf(DeliveryStep step) {
    switch (step) {
        case DeliveryStep::Connect:
            return Desktop::tr("Connection");
        case DeliveryStep::Greeting:
            return Desktop::tr("Greeting");
        case DeliveryStep::Hello:
            return Desktop::tr("Hello");
        case DeliveryStep::Secure:
            return Desktop::tr("Encryption");
        case DeliveryStep::SignIn:
            return Desktop::tr("Sign-in");
        case DeliveryStep::Sender:
            return Desktop::tr("Sender");
        case DeliveryStep::Recipient:
            return Desktop::tr("Recipient");
        case DeliveryStep::Message:
            return Desktop::tr("Message");
    }
    return {};
}

QString textOf(DeliveryProblem problem) {
    switch (problem) {
        case DeliveryProblem::None:
            return Desktop::tr("Taken by the server");
        case DeliveryProblem::Unreachable:
            return Desktop::tr("The server could not be reached");
        case DeliveryProblem::TimedOut:
            return Desktop::tr("The server did not answer in time");
        case DeliveryProblem::ConnectionLost:
            return Desktop::tr("The connection broke");
        case DeliveryProblem::NoEncryption:
            return Desktop::tr("The server offers no encryption");
        case DeliveryProblem::WrongCertificate:
            return Desktop::tr("The server's certificate is not trusted");
        case DeliveryProblem::SignInRefused:
            return Desktop::tr("The server refused the sign-in");
        case DeliveryProblem::SenderRefused:
            return Desktop::tr("The server refused the sender");
        case DeliveryProblem::RecipientRefused:
            return Desktop::tr("The server refused the recipient");
        case DeliveryProblem::ContentRefused:
            return Desktop::tr("The server refused the content");
        case DeliveryProblem::TryLater:
            return Desktop::tr("The server asked to try later");
        case DeliveryProblem::NotUnderstood:
            return Desktop::tr("The server's answer was not understood");
        case DeliveryProblem::MayHaveArrived:
            return Desktop::tr("Handed over, but no answer came");
        case DeliveryProblem::SecretsLost:
            return Desktop::tr("The service ended before it was sent");
        case DeliveryProblem::SecretsExpired:
            return Desktop::tr("Code and link ran out before a server took it");
        case DeliveryProblem::CountryNotAllowed:
            return Desktop::tr("Texts to this country are switched off");
        case DeliveryProblem::NumberCap:
            return Desktop::tr("Too many texts to this number today");
        case DeliveryProblem::DayCap:
            return Desktop::tr("Too many texts of the whole shop today");
        case DeliveryProblem::QueueFull:
            return Desktop::tr("Too many messages were waiting");
        case DeliveryProblem::NotSetUp:
            return Desktop::tr("No server was set up");
        case DeliveryProblem::CustomerErased:
            return Desktop::tr("The customer was erased first");
    }
    return {};
}

// For the agent: how the customer gets in all the same.
QString adviceOn(DeliveryProblem problem) {
    const QString again = Desktop::tr("Send it again; if that fails too, an administrator should look at the settings.");
    const QString settings = Desktop::tr("Nothing leaves until an administrator corrects the settings; the Portal link works meanwhile.");
    switch (problem) {
        case DeliveryProblem::None:
        case DeliveryProblem::CustomerErased:
            return Desktop::tr("There is nothing to do.");
        case DeliveryProblem::Unreachable:
        case DeliveryProblem::TimedOut:
        case DeliveryProblem::ConnectionLost:
        case DeliveryProblem::NotUnderstood:
        case DeliveryProblem::QueueFull:
            return again;
        case DeliveryProblem::NoEncryption:
        case DeliveryProblem::WrongCertificate:
        case DeliveryProblem::SignInRefused:
        case DeliveryProblem::SenderRefused:
        case DeliveryProblem::NotSetUp:
            return settings;
        case DeliveryProblem::RecipientRefused:
            return Desktop::tr("Ask the customer whether what is on file is right, and correct it.");
        case DeliveryProblem::ContentRefused:
            return Desktop::tr("Sending it again will not help; an administrator should look at the letter's words and the sender.");
        case DeliveryProblem::TryLater:
            return Desktop::tr("Send it again in a while; the Portal link works meanwhile.");
        case DeliveryProblem::MayHaveArrived:
            return Desktop::tr("Ask the customer whether it came before you send it again.");
        case DeliveryProblem::SecretsLost:
        case DeliveryProblem::SecretsExpired:
            return Desktop::tr("Nothing was sent; send it again, with a new code and link.");
        case DeliveryProblem::CountryNotAllowed:
            return Desktop::tr("Let the customer log in by e-mail, or ask an administrator to allow this country.");
        case DeliveryProblem::NumberCap:
        case DeliveryProblem::DayCap:
            return Desktop::tr("Let the customer log in by e-mail, or wait until tomorrow.");
    }
    return {};
}

namespace {

QString connectAdvice(Channel channel) {
    return channel == Channel::Email ? Desktop::tr("Check the server's name and port, and that a firewall lets this computer out.")
                                     : Desktop::tr("Check the gateway's address, and that a firewall lets this computer out.");
}

QString secureAdvice(DeliveryProblem problem, Channel channel) {
    if (problem == DeliveryProblem::NoEncryption)
        return Desktop::tr("Choose TLS, usually with port 465, or ask the provider which port offers STARTTLS.");
    return channel == Channel::Email
               ? Desktop::tr("The name in the certificate must be the server's name above; for an authority of your own, name its file.")
               : Desktop::tr("The address must begin with the name that the certificate is for.");
}

}  // namespace

QString trialAdvice(DeliveryProblem problem, Channel channel) {
    const bool mail = channel == Channel::Email;
    switch (problem) {
        case DeliveryProblem::None:
            return mail ? Desktop::tr("Look into the mailbox, also among the unwanted mail.") : Desktop::tr("Look at the phone.");
        case DeliveryProblem::Unreachable:
        case DeliveryProblem::TimedOut:
        case DeliveryProblem::ConnectionLost:
            return connectAdvice(channel);
        case DeliveryProblem::NoEncryption:
        case DeliveryProblem::WrongCertificate:
            return secureAdvice(problem, channel);
        case DeliveryProblem::SignInRefused:
            return mail ? Desktop::tr("Check user and password; many providers want a password made for programs.")
                        : Desktop::tr("Check the account and its token or key.");
        case DeliveryProblem::SenderRefused:
            return mail ? Desktop::tr("Set “From” to an address that this user may send as.")
                        : Desktop::tr("Set “From” to a number or service of this account.");
        case DeliveryProblem::RecipientRefused:
            return mail ? Desktop::tr("Check the address above; a server that only takes its own addresses wants a sign-in first.")
                        : Desktop::tr("Check the number above; a trial account may only write to confirmed numbers.");
        case DeliveryProblem::ContentRefused:
            return Desktop::tr("The server takes the sender but not the words: check “From” and the provider's rules.");
        case DeliveryProblem::TryLater:
            return Desktop::tr("Try again in a few minutes.");
        case DeliveryProblem::NotUnderstood:
            return mail ? Desktop::tr("Something other than a mail server answers there: check port and encryption.")
                        : Desktop::tr("Something other than the gateway answers there: check its address.");
        case DeliveryProblem::MayHaveArrived:
            return mail ? Desktop::tr("Look into the mailbox before you try again.") : Desktop::tr("Look at the phone before you try again.");
        case DeliveryProblem::SecretsLost:
        case DeliveryProblem::SecretsExpired:
        case DeliveryProblem::QueueFull:
        case DeliveryProblem::CustomerErased:
            return Desktop::tr("Try again.");
        case DeliveryProblem::CountryNotAllowed:
            return Desktop::tr("Add the number's country to the countries above.");
        case DeliveryProblem::NumberCap:
        case DeliveryProblem::DayCap:
            return Desktop::tr("Raise the limit above, or wait until tomorrow.");
        case DeliveryProblem::NotSetUp:
            return mail ? Desktop::tr("Choose to send by a mail server, and save.") : Desktop::tr("Choose a gateway, and save.");
    }
    return {};
}

QString deliverySentence(MailRoute mail, SmsRoute sms) {
    if (mail == MailRoute::Capture && sms == SmsRoute::Capture) return Desktop::tr("Letters and texts are captured to be read here: none leaves.");
    const QString letters =
        mail == MailRoute::Smtp ? Desktop::tr("Letters leave by the mail server.") : Desktop::tr("Letters are captured to be read here.");
    switch (sms) {
        case SmsRoute::Capture:
            return Desktop::tr("%1 Texts are captured.").arg(letters);
        case SmsRoute::Off:
            return Desktop::tr("%1 Texts are switched off.").arg(letters);
        case SmsRoute::Twilio:
            return Desktop::tr("%1 Texts leave by Twilio.").arg(letters);
        case SmsRoute::Webhook:
            return Desktop::tr("%1 Texts leave by the webhook.").arg(letters);
    }
    return letters;
}

}  // namespace latchkey
