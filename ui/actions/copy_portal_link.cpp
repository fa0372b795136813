// Copies a customer's Portal link.
#include "ui/actions/copy_portal_link.h"

#include "ui/clipboard_guard.h"
#include "ui/desk.h"
#include "ui/texts.h"
#include "ui/texts_context.h"

namespace latchkey {

void copyPortalLink(Desk &desk, const Customer &customer) {
    desk.client.portalLink(customer.id, &desk, [&desk, name = customer.name()](const Result<QString> &answer) {
        if (!answer) {
            emit desk.noticeRequested(Desktop::tr("The Portal link was not copied. %1").arg(textOf(answer.error())));
            return;
        }
        desk.clipboard.copyPlain(*answer, QStringLiteral("<a href=\"%1\">%1</a>").arg(answer->toHtmlEscaped()));
        emit desk.noticeRequested(Desktop::tr("Portal link for %1 copied. It never expires and opens nothing by itself.").arg(name));
    });
}

}  // namespace latchkey
