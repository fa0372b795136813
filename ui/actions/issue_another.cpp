// Issues, and goes to the customer.
#include "ui/actions/issue_another.h"

#include "ui/actions/issue_magic_link.h"
#include "ui/desk.h"
#include "ui/texts_connection.h"
#include "ui/texts_context.h"

#include <QWidget>

namespace latchkey {

void issueAnother(Desk &desk, CustomerId customer, const QString &customerName, QWidget *where, std::function<void()> done) {
    const bool told = desk.replyTo.customer == customer;
    const IssueAction action{customer, customerName, {}, LinkDoor::Customer, told ? desk.replyTo.typed : QString(), told ? desk.replyTo.overrideReason : QString()};
    issueMagicLink(desk, action, where, [where] { return where->isVisible(); },
                   [&desk, customer, done = std::move(done)](const std::optional<Refusal> &refusal) {
                       if (refusal) emit desk.noticeRequested(failureText(Desktop::tr("No Magic link was issued."), Desktop::tr("It is not known whether the link was made: the answer was lost. Look at the timeline before you make another."), refusal->error));
                       done();
                       emit desk.customerRequested(customer);
                   });
}

}  // namespace latchkey
