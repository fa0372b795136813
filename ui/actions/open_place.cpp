// Hands an address to the browser.
#include "ui/actions/open_place.h"

#include "ui/desk.h"
#include "ui/texts_context.h"

#include <QDesktopServices>
#include <QUrl>

namespace latchkey {

void openPlace(Desk &desk, const QString &url) {
    if (url.isEmpty()) return;
    if (QDesktopServices::openUrl(QUrl(url))) emit desk.noticeRequested(Desktop::tr("Opened in the browser."));
    else emit desk.noticeRequested(Desktop::tr("No browser could be started for %1.").arg(url));
}

}  // namespace latchkey
