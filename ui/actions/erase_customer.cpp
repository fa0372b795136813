// Opens the dialog that erases a customer.
#include "ui/actions/erase_customer.h"

#include "ui/clipboard_guard.h"
#include "ui/desk.h"
#include "ui/dialogs/erase_dialog.h"
#include "ui/texts_context.h"

#include <QWidget>

namespace latchkey {

void eraseCustomer(Desk &desk, const Customer &customer, QWidget *parent, std::function<void()> done) {
    auto *dialog = new EraseDialog(desk, customer, parent->window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &EraseDialog::erased, parent, [&desk, done = std::move(done)] {
        desk.clipboard.clearIfOurs();
        // Without the name: it is gone.
        emit desk.noticeRequested(Desktop::tr("The customer is erased."));
        done();
    });
    dialog->open();
}

}  // namespace latchkey
