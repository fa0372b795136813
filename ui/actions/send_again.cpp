// Asks for the new message, and says what came of it.
#include "ui/actions/send_again.h"

#include "ui/desk.h"
#include "ui/texts.h"
#include "ui/texts_context.h"

namespace latchkey {

void sendAgain(Desk &desk, MessageId message, QObject *context, std::function<void(MessageId)> done) {
    desk.client.sendAgain(message, &desk, [&desk, context = QPointer<QObject>(context), done = std::move(done)](const Result<MessageId> &answer) {
        emit desk.noticeRequested(answer ? Desktop::tr("Written anew and on its way; what the former message held no longer works.")
                                         : Desktop::tr("It was not sent again. %1").arg(textOf(answer.error())));
        if (context != nullptr) done(answer.value_or(MessageId()));
    });
}

}  // namespace latchkey
