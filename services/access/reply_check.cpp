// Asks the reply guard, and takes an agent's reason where the role may give one.
#include "services/access/reply_check.h"

#include "services/store/customer_store.h"
#include "services/store/shop_store.h"

namespace latchkey {

Result<ReplyPass> checkReply(Connection &db, CustomerId customer, const ReplyWord &word) {
    const Result<ShopSettings> settings = ShopStore(db).settings();
    if (!settings) return tl::unexpected<Error>(settings.error());
    if (settings->replyGuard == ReplyGuard::Off) return ReplyPass();
    const Result<Customer> onFile = readCustomer(db, customer);
    if (!onFile) return tl::unexpected<Error>(onFile.error());
    ReplyPass pass;
    pass.match = matchReply(onFile->email, word.replyTo);
    if (replyPasses(settings->replyGuard, pass.match)) return pass;
    pass.reason = word.overrideReason.trimmed();
    if (pass.reason.isEmpty() || !mayOverrideReply(settings->replyGuard, pass.match, word.role)) return fail(ErrorCode::MagicLinkRefused);
    if (pass.reason.size() < shortestOverrideReason || pass.reason.size() > longestOverrideReason)
        return fail(ErrorCode::InvalidRequest, QStringLiteral("override_reason"));
    return pass;
}

QString noteOf(const ReplyPass &pass) {
    if (pass.reason.isEmpty()) return {};
    return QStringLiteral("reply=%1 override=yes").arg(toText(pass.match));
}

}  // namespace latchkey
