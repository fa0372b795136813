// Fills the "…" menu.
#include "ui/panels/access_menu.h"

#include "ui/actions/copy_as_reply.h"
#include "ui/actions/erase_customer.h"
#include "ui/actions/open_place.h"
#include "ui/actions/revoke_link.h"
#include "ui/clipboard_guard.h"
#include "ui/desk.h"
#include "ui/panels/panel_texts.h"
#include "ui/service_time.h"
#include "ui/texts_context.h"
#include "ui/texts_roles.h"
#include "ui/theme/theme.h"

#include <QMenu>

namespace latchkey {

namespace {

void addCopy(QMenu &menu, Desk &desk, const QString &text, const QString &objectName, const QString &value, const QString &notice) {
    QAction *action = menu.addAction(icon(QStringLiteral("copy")), text);
    action->setObjectName(objectName);
    action->setEnabled(!value.isEmpty());
    QObject::connect(action, &QAction::triggered, &desk, [&desk, value, notice] {
        desk.clipboard.copyPlain(value);
        emit desk.noticeRequested(notice);
    });
}

void addReplies(QMenu &menu, Desk &desk, const ReplyPlace &place) {
    const auto add = [&](const QString &icon_, const QString &text, const QString &objectName, std::function<void()> what) {
        QAction *action = menu.addAction(icon_.isEmpty() ? QIcon() : icon(icon_), text);
        action->setObjectName(objectName);
        QObject::connect(action, &QAction::triggered, place.parent, std::move(what));
    };
    add(QStringLiteral("list"), Desktop::tr("Copy login steps"), QStringLiteral("copyLoginStepsAction"),
        [&desk, place] { copyAsReply(desk, SnippetUse::LoginSteps, place); });
    add(QStringLiteral("copy"), Desktop::tr("Copy Portal link as reply"), QStringLiteral("copyPortalReplyAction"),
        [&desk, place] { copyAsReply(desk, SnippetUse::PortalLink, place); });
    add({}, Desktop::tr("Other reply…"), QStringLiteral("otherReplyAction"), [&desk, place] { openReplies(desk, place); });
    menu.addSeparator();
}

void addPlaces(QMenu &menu, Desk &desk, const CustomerDetails &details, const AccessMenuPlace &place) {
    const auto add = [&](const QString &text, const QString &objectName, const QString &url) {
        if (url.isEmpty()) return;
        QAction *action = menu.addAction(text);
        action->setObjectName(objectName);
        QObject::connect(action, &QAction::triggered, place.context, [&desk, url] { openPlace(desk, url); });
    };
    add(Desktop::tr("Open in Skio"), QStringLiteral("openInShopAction"), details.shop.places.skio);
    add(Desktop::tr("Open in Shopify"), QStringLiteral("openInPlatformAction"), details.shop.places.shopify);
}

void allow(QAction *action, const Desk &desk, Permission permission) {
    const QString why = whyNot(desk.me, permission);
    action->setEnabled(why.isEmpty());
    action->setToolTip(why);
}

// Only who may erase sees it: nobody else has a use for it.
void addErase(QMenu &menu, Desk &desk, const CustomerDetails &details, const AccessMenuPlace &place) {
    if (!may(desk.me.agent.role, Permission::EraseCustomer)) return;
    QAction *erase = menu.addAction(Desktop::tr("Erase customer…"));
    erase->setObjectName(QStringLiteral("eraseCustomerAction"));
    QObject::connect(erase, &QAction::triggered, place.context,
                     [&desk, customer = details.customer, parent = place.context, refresh = place.refresh] { eraseCustomer(desk, customer, parent, refresh); });
}

void addLetter(QMenu &menu, Desk &desk, const CustomerDetails &details, const AccessMenuPlace &place) {
    const QString why = whyNoLoginLetter(details, desk.me, serviceNow(desk.client));
    QAction *letter = menu.addAction(icon(QStringLiteral("mail")), Desktop::tr("E-mail a login link"));
    letter->setObjectName(QStringLiteral("emailLinkAction"));
    letter->setEnabled(why.isEmpty());
    letter->setToolTip(why);
    QObject::connect(letter, &QAction::triggered, place.context, place.emailLink);
    menu.addSeparator();
}

}  // namespace

void fillAccessMenu(QMenu &menu, Desk &desk, const CustomerDetails &details, const AccessMenuPlace &place) {
    menu.clear();
    menu.setToolTipsVisible(true);
    if (place.emailLink) addLetter(menu, desk, details, place);
    addReplies(menu, desk, {details, LinkId(), place.context});
    addCopy(menu, desk, Desktop::tr("Copy e-mail address"), QStringLiteral("copyEmailAction"), details.customer.email,
            Desktop::tr("E-mail address copied."));
    addCopy(menu, desk, Desktop::tr("Copy phone number"), QStringLiteral("copyPhoneAction"), details.customer.phone,
            Desktop::tr("Phone number copied."));
    addPlaces(menu, desk, details, place);
    menu.addSeparator();
    QAction *contact = menu.addAction(icon(QStringLiteral("pencil")), Desktop::tr("Edit contact…"));
    contact->setObjectName(QStringLiteral("editContactAction"));
    allow(contact, desk, Permission::EditContact);
    QObject::connect(contact, &QAction::triggered, place.context, place.edit);
    QAction *revoke = menu.addAction(icon(QStringLiteral("ban")),
                                     details.liveLinks.size() > 1 ? Desktop::tr("Revoke all live links") : Desktop::tr("Revoke the live link"));
    revoke->setObjectName(QStringLiteral("revokeAllAction"));
    allow(revoke, desk, Permission::RevokeLink);
    if (details.liveLinks.isEmpty()) revoke->setEnabled(false);
    if (details.shop.kind != ShopKind::House) {
        revoke->setEnabled(false);
        revoke->setToolTip(Desktop::tr("A link that Skio made cannot be revoked here; it ends by itself"));
    }
    QObject::connect(revoke, &QAction::triggered, place.context,
                     [&desk, context = place.context, links = details.liveLinks, refresh = place.refresh] {
                         for (const LoginLink &link : links) revokeLink(desk, link.id, context, refresh);
                     });
    menu.addSeparator();
    QAction *activity = menu.addAction(Desktop::tr("Activity"));
    activity->setObjectName(QStringLiteral("activityAction"));
    QObject::connect(activity, &QAction::triggered, place.context,
                     [&desk, customer = details.customer.id] { emit desk.activityRequested(customer); });
    addErase(menu, desk, details, place);
    menu.addSeparator();
    QAction *again = menu.addAction(icon(QStringLiteral("refresh-cw")), Desktop::tr("Refresh"));
    again->setObjectName(QStringLiteral("refreshAction"));
    QObject::connect(again, &QAction::triggered, place.context, place.refresh);
}

}  // namespace latchkey
