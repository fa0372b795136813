// Opens the contact dialog.
#include "ui/actions/edit_contact.h"

#include "ui/desk.h"
#include "ui/dialogs/edit_contact_dialog.h"
#include "ui/texts_context.h"

namespace latchkey {

void editContact(Desk &desk, const CustomerDetails &details, const QString &suggestedEmail, QWidget *parent,
                 std::function<void(const CustomerDetails &)> saved) {
    auto *dialog = new EditContactDialog(desk, details, suggestedEmail, parent->window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &EditContactDialog::saved, parent, [&desk, saved = std::move(saved)](const CustomerDetails &now) {
        emit desk.noticeRequested(Desktop::tr("Contact of %1 saved.").arg(now.customer.name()));
        saved(now);
    });
    QObject::connect(dialog, &EditContactDialog::waiting, parent, [&desk](const CustomerDetails &now) {
        emit desk.noticeRequested(Desktop::tr("The new address of %1 is saved in Shopify, and waits for Skio.").arg(now.customer.name()));
    });
    dialog->open();
}

}  // namespace latchkey
