// Asks for the letter, and says to whom it goes.
#include "ui/actions/email_login_link.h"

#include "ui/desk.h"
#include "ui/texts_context.h"

namespace latchkey {

void emailLoginLink(Desk &desk, const Customer &customer, SubscriptionId subscription, QObject *context,
                    std::function<void(const std::optional<Refusal> &)> done) {
    // The answer belongs to the desk: that the letter is on its way is said although the agent moved on.
    desk.client.emailLoginLink(
        {customer.id, subscription, false}, &desk,
        [&desk, name = customer.name(), to = maskEmail(customer.email), context = QPointer<QObject>(context),
         done = std::move(done)](const tl::expected<MessageId, Refusal> &answer) {
            if (answer)
                emit desk.noticeRequested(desk.me.mail == MailRoute::Capture
                                              ? Desktop::tr("Login link for %1 captured: read the letter in Messages.").arg(name)
                                              : Desktop::tr("Login link on its way to %1.").arg(to));
            if (context == nullptr) return;
            done(answer ? std::optional<Refusal>() : std::optional<Refusal>(answer.error()));
        });
}

}  // namespace latchkey
