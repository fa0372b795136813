// Ends sessions, and says how many there were.
#include "ui/actions/end_sessions.h"

#include "ui/desk.h"
#include "ui/texts_connection.h"
#include "ui/texts_context.h"

namespace latchkey {

namespace {

void end(Desk &desk, CustomerId customer, SessionId session, QObject *context, std::function<QString(int)> said, std::function<void()> done) {
    desk.client.endSessions(customer, session, &desk,
                            [&desk, context = QPointer<QObject>(context), said = std::move(said), done = std::move(done)](const Result<int> &ended) {
                                emit desk.noticeRequested(ended ? said(*ended) : failureText(Desktop::tr("Nobody was signed out."), Desktop::tr("It is not known whether the customer was signed out: the answer was lost. Look at the devices."), ended.error()));
                                if (context != nullptr) done();
                            });
}

}  // namespace

QString deviceText(const SessionInfo &session) { return session.device.isEmpty() ? Desktop::tr("Unknown browser") : session.device; }

void endSession(Desk &desk, CustomerId customer, const SessionInfo &session, QObject *context, std::function<void()> done) {
    end(
        desk, customer, session.id, context,
        [device = deviceText(session)](int ended) {
            return ended > 0 ? Desktop::tr("Signed out: %1.").arg(device) : Desktop::tr("%1 was signed out already.").arg(device);
        },
        std::move(done));
}

void endAllSessions(Desk &desk, const Customer &customer, QObject *context, std::function<void()> done) {
    end(
        desk, customer.id, SessionId(), context,
        [name = customer.name()](int ended) {
            if (ended == 0) return Desktop::tr("%1 was signed out already.").arg(name);
            return ended == 1 ? Desktop::tr("%1 is signed out on 1 device.").arg(name)
                              : Desktop::tr("%1 is signed out on %2 devices.").arg(name).arg(ended);
        },
        std::move(done));
}

}  // namespace latchkey
