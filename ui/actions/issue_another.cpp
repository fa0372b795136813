// Issues, and goes to the customer.
#include "ui/actions/issue_another.h"

#include "ui/actions/issue_magic_link.h"
#include "ui/desk.h"
#include "ui/texts.h"

#include <QWidget>

namespace latchkey {

void issueAnother(Desk &desk, CustomerId customer, const QString &customerName, QWidget *where, std::function<void()> done) {
    issueMagicLink(desk, IssueAction{customer, customerName, {}, LinkDoor::Customer}, where, [where] { return where->isVisible(); },
                   [&desk, customer, done = std::move(done)](const std::optional<Refusal> &refusal) {
                       if (refusal) emit desk.noticeRequested(textOf(refusal->error));
                       done();
                       emit desk.customerRequested(customer);
                   });
}

}  // namespace latchkey
