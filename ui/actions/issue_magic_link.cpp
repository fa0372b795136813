// Issues a Magic link, keeps it, copies it.
#include "ui/actions/issue_magic_link.h"

#include "ui/desk.h"
#include "ui/desk_settings.h"
#include "ui/texts_context.h"

namespace latchkey {

namespace {

void keep(Desk &desk, const IssueAction &action, const IssuedLink &link, bool shown) {
    IssuedLinks &links = IssuedLinks::of(desk);
    HeldLink held;
    held.link = link;
    held.customer = action.customer;
    held.customerName = action.customerName;
    held.door = action.door;
    links.add(held);
    if (!shown) {
        emit desk.noticeRequested(
            Desktop::tr("Magic link %1 for %2 is ready, but not copied: open the customer to copy it.").arg(link.publicId, action.customerName));
        return;
    }
    links.copy(link.id);
    emit desk.noticeRequested(Desktop::tr("Magic link %1 for %2 copied.").arg(link.publicId, action.customerName));
}

}  // namespace

void issueMagicLink(Desk &desk, const IssueAction &action, QObject *context, std::function<bool()> isShown,
                    std::function<void(const std::optional<Refusal> &)> done) {
    const MagicLinkRequest request{action.customer, action.subscription, desk.settings.replyLater, replyAddressIn(action.replyTo),
                                   action.overrideReason, action.emailShown};
    // The answer belongs to the desk, not to the panel: an issued link must never be lost because a panel went away.
    desk.client.issueMagicLink(request, &IssuedLinks::of(desk),
                               [&desk, action, context = QPointer<QObject>(context), isShown = std::move(isShown),
                                done = std::move(done)](tl::expected<IssuedLink, Refusal> answer) {
                                   if (answer) keep(desk, action, *answer, context != nullptr && isShown());
                                   if (context == nullptr) return;
                                   done(answer ? std::optional<Refusal>() : std::optional<Refusal>(answer.error()));
                               });
}

}  // namespace latchkey
