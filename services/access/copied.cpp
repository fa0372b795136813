// Records that an agent copied a link, and keeps it back when the reply goes elsewhere.
#include "services/access/access_service.h"
#include "services/access/dead_link.h"
#include "services/store/link_store.h"

namespace latchkey {

Result<void> AccessService::noteCopied(Transaction &t, const LinkCopy &copy) {
    const Result<LoginLink> link = linkById(t.db, copy.link, m_setup.publicIdKey);
    if (!link) return tl::unexpected<Error>(link.error());
    if (link->stateAt(t.now) != LinkState::Live) return fail(whyDead(link->end));
    const Result<ReplyPass> reply = checkReply(t.db, link->customer, copy.reply);
    if (!reply) return tl::unexpected<Error>(reply.error());
    Activity entry;
    entry.kind = ActivityKind::LinkCopied;
    entry.agent = copy.agent;
    entry.customer = link->customer;
    entry.link = copy.link;
    entry.note = copy.asReply ? QStringLiteral("as=reply") : QStringLiteral("as=link");
    if (const QString overridden = noteOf(*reply); !overridden.isEmpty()) entry.note += QLatin1Char(' ') + overridden;
    t.announce({EventKind::CustomerChanged, link->customer, copy.link, t.now});
    if (reply->reason.isEmpty()) return t.record(entry);
    const std::array<unsigned char, 16> salt = m_chance.bytes<16>();
    return t.recordWords(entry, reply->reason, QByteArray(reinterpret_cast<const char *>(salt.data()), salt.size()));
}

}  // namespace latchkey
