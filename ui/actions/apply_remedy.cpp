// One line for every remedy: which action it is.
#include "ui/actions/apply_remedy.h"

#include "ui/actions/copy_as_reply.h"
#include "ui/actions/copy_portal_link.h"
#include "ui/actions/edit_contact.h"
#include "ui/actions/open_place.h"
#include "ui/actions/revoke_link.h"
#include "ui/actions/send_again.h"
#include "ui/desk.h"

#include <QWidget>

namespace latchkey {

void applyRemedy(Desk &desk, Remedy remedy, const FindingFacts &facts, const RemedyPlace &place) {
    const auto edit = [&](const QString &suggestion) {
        editContact(desk, place.details, suggestion, place.parent, [refresh = place.refresh](const CustomerDetails &) { refresh(); });
    };
    switch (remedy) {
        case Remedy::EditContact:
            edit(replyAddressIn(facts.replyTo));  // the address that the customer wrote from may belong on file
            return;
        case Remedy::UseSuggestion:
            edit(facts.suggestion);
            return;
        case Remedy::IssueMagicLink:
            place.issue();
            return;
        case Remedy::RevokeLink:
            revokeLink(desk, facts.link, place.parent, place.refresh);
            return;
        case Remedy::CopyPortalLink:
            copyPortalLink(desk, place.details.customer);
            return;
        case Remedy::CopyLoginSteps:
            copyAsReply(desk, SnippetUse::LoginSteps, {place.details, LinkId(), place.parent});
            return;
        case Remedy::EmailLoginLink:
            place.emailLink();
            return;
        case Remedy::SendAgain:
            sendAgain(desk, facts.message, place.parent, [refresh = place.refresh](MessageId) { refresh(); });
            return;
        case Remedy::OpenMessage:
            emit desk.messageRequested(facts.message);
            return;
        case Remedy::OpenLink:
            emit desk.linkRequested(facts.link);
            return;
        case Remedy::OverrideReply:
            if (place.overrideReply) place.overrideReply(facts);
            return;
        case Remedy::OpenSettings:
            emit desk.pageRequested(QStringLiteral("settings"));
            return;
        case Remedy::OpenOtherCustomer:
            emit desk.customerRequested(facts.other);
            return;
        case Remedy::OpenCustomer:
            emit desk.customerRequested(place.details.customer.id);
            return;
        case Remedy::GoToSubscriptions:
            emit desk.pageRequested(QStringLiteral("subscriptions"));
            return;
        case Remedy::GoToCustomers:
            emit desk.pageRequested(QStringLiteral("customers"));
            return;
        case Remedy::Search:
            if (facts.email.isEmpty()) emit desk.searchRequested({});
            else emit desk.customersRequested(facts.email);
            return;
        case Remedy::TryAgain:
            place.refresh();
            return;
        case Remedy::OpenInShop:
            openPlace(desk, place.details.shop.places.skio);
            return;
        case Remedy::OpenInPlatform:
            openPlace(desk, place.details.shop.places.shopify);
            return;
    }
}

}  // namespace latchkey
