// Reads what diagnosis asks beside the customer and the links: limits, the reply, the mail domain, how soon links are opened.
#pragma once

#include "services/api/details.h"
#include "services/diagnosis/diagnosis.h"
#include "services/store/timeline_store.h"

namespace latchkey {

// `facts` has its time, policy and customer already.
Result<void> readLimit(Connection &db, const DetailsAsk &ask, DiagnosisFacts &facts);
Result<void> readReply(Connection &db, const Directory &directory, const DetailsAsk &ask, ReplyGuard guard, DiagnosisFacts &facts);
// `asked` is null where no name server is to be asked.
Result<void> readMailDomain(Connection &db, MailDomains *asked, DiagnosisFacts &facts);
// What a shop outside the house has answered, waits for and cannot know.
Result<void> readShop(Connection &db, const ShopDesk &shop, const DetailsAsk &ask, DiagnosisFacts &facts);
// The median of the time from issue to the first opening, links that were opened too late among them; 0 with too few.
Duration usualDelayOf(const QList<LinkHistory> &histories);

}  // namespace latchkey
