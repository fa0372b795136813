// Revokes a Magic link and takes it off the clipboard.
#include "ui/actions/revoke_link.h"

#include "ui/actions/issued_links.h"
#include "ui/desk.h"
#include "ui/service_time.h"
#include "ui/texts_connection.h"
#include "ui/texts_context.h"

namespace latchkey {

void revokeLink(Desk &desk, LinkId link, QObject *context, std::function<void()> done) {
    IssuedLinks &links = IssuedLinks::of(desk);
    desk.client.revokeLink(link, &links,
                           [&desk, &links, link, context = QPointer<QObject>(context), done = std::move(done)](const Result<void> &answer) {
                               if (answer) {
                                   links.end(link, LinkState::Revoked, serviceNow(desk.client));
                                   emit desk.noticeRequested(Desktop::tr("The link is revoked; nobody can use it any more."));
                               } else {
                                   emit desk.noticeRequested(failureText(Desktop::tr("The link was not revoked."), Desktop::tr("It is not known whether the link was revoked: the answer was lost. Look at its timeline."), answer.error()));
                               }
                               if (context != nullptr) done();
                           });
}

}  // namespace latchkey
