// Asks for the new message, and says what came of it.
#include "ui/actions/send_again.h"

#include "ui/desk.h"
#include "ui/texts_connection.h"
#include "ui/texts_context.h"

namespace latchkey {

void sendAgain(Desk &desk, MessageId message, QObject *context, std::function<void(MessageId)> done) {
    desk.client.sendAgain(message, &desk, [&desk, context = QPointer<QObject>(context), done = std::move(done)](const Result<MessageId> &answer) {
        emit desk.noticeRequested(answer ? Desktop::tr("Written anew and on its way; what the former message held no longer works.")
                                         : failureText(Desktop::tr("It was not sent again."), Desktop::tr("It is not known whether it was sent again: the answer was lost. Look at the list of messages."), answer.error()));
        if (context != nullptr) done(answer.value_or(MessageId()));
    });
}

}  // namespace latchkey
