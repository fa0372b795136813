// Reads limits, the reply's owner and what is known of a mail domain.
#include "services/api/facts.h"

#include "services/diagnosis/adviser.h"
#include "services/dns/mail_domains.h"
#include "services/shops/shop_desk.h"
#include "services/store/link_store.h"
#include "services/store/scan_store.h"
#include "services/store/shop_mirror.h"
#include "services/store/shop_sync_store.h"

#include <algorithm>

namespace latchkey {

namespace {

constexpr int openingsForMedian = 3;
constexpr qsizetype longestShown = 254;  // of an address; what is longer is none

}  // namespace

Duration usualDelayOf(const QList<LinkHistory> &histories) {
    QList<qint64> delays;
    for (const LinkHistory &history : histories)
        if (history.link.firstVisitAt.isSet()) delays.append((history.link.firstVisitAt - history.link.issuedAt).count());
    if (delays.size() < openingsForMedian) return {};
    std::sort(delays.begin(), delays.end());
    const qsizetype middle = delays.size() / 2;
    return Duration(delays.size() % 2 ? delays[middle] : (delays[middle - 1] + delays[middle]) / 2);
}

Result<void> readLimit(Connection &db, const DetailsAsk &ask, DiagnosisFacts &facts) {
    const IssuePeriod period = hourBefore(facts.now);
    const int allowed = facts.policy.linksPerCustomerPerHour;
    const Result<int> issued = linksIssuedIn(db, facts.customer.id, period);
    if (!issued) return tl::unexpected<Error>(issued.error());
    facts.linksThisHour = *issued;
    if (facts.linksThisHour >= allowed) {
        const Result<Instant> hinders = nthNewestIssueOfCustomer(db, facts.customer.id, period, allowed);
        if (!hinders) return tl::unexpected<Error>(hinders.error());
        facts.nextLinkAt = *hinders + std::chrono::hours(1);
    }
    // The agent's own limit shows only when it refuses; it reads like the customer's.
    if (ask.refusal && ask.refusal->code == ErrorCode::TooManyLinks) {
        facts.linksThisHour = std::max(facts.linksThisHour, allowed);
        if (ask.refusal->retryAt) facts.nextLinkAt = *ask.refusal->retryAt;
    }
    return {};
}

Result<void> readReply(Connection &db, const Directory &directory, const DetailsAsk &ask, ReplyGuard guard, DiagnosisFacts &facts) {
    if (!ask.replyTo || guard == ReplyGuard::Off) return {};
    ReplyFacts reply{guard, matchReply(facts.customer.email, *ask.replyTo), replyAddressIn(*ask.replyTo).left(longestShown), {}};
    if (reply.match == ReplyMatch::Elsewhere) {
        const auto found = directory.locate(db, reply.to, 1);
        if (!found) return tl::unexpected<Error>(found.error());
        if (!found->isEmpty()) {
            const Result<Customer> owner = directory.customer(db, found->first().customer);
            if (!owner) return tl::unexpected<Error>(owner.error());
            reply.owner.emplace();
            reply.owner->id = owner->id;
            reply.owner->name = owner->name();
        }
    }
    facts.reply = std::move(reply);
    return {};
}

Result<void> readMailDomain(Connection &db, MailDomains *asked, DiagnosisFacts &facts) {
    const QString domain = mailDomainOf(facts.customer.email);
    if (domain.isEmpty()) return {};
    const Result<int> scans = scannersSeenAt(db, domain, facts.now);
    if (!scans) return tl::unexpected<Error>(scans.error());
    facts.domainIsScanned = *scans >= scansThatTell || isScannedDomain(domain);
    const bool isAddress = facts.email.state == EmailState::Valid || facts.email.state == EmailState::DomainTypo;
    if (asked && isAddress && !facts.customer.removedAt.isSet())
        facts.domainRefusesMail = asked->known(domain, facts.customer.id) == MailDomainState::NoMail;
    return {};
}

Result<void> readShop(Connection &db, const ShopDesk &shop, const DetailsAsk &ask, DiagnosisFacts &facts) {
    const Result<ShopFacts> known = shop.factsOf(db, facts.customer);
    if (!known) return tl::unexpected<Error>(known.error());
    const Result<SyncState> sync = readSyncState(db, facts.now);
    if (!sync) return tl::unexpected<Error>(sync.error());
    const Result<MirrorFacts> mirrored = mirrorFactsOf(db, facts.customer.id);
    if (!mirrored) return tl::unexpected<Error>(mirrored.error());
    facts.shopKind = known->kind;
    facts.shop = ask.trouble ? ask.trouble : shop.troubleOf(facts.customer.id, *sync, facts.now);
    facts.asked = ask.asked;
    facts.places = known->places;
    facts.noEmailChange = known->noEmailChange.has_value();
    facts.emailAwaited = known->emailAwaited;
    facts.awaitedSince = known->awaitedSince;
    facts.emailUnsure = known->emailUnsure;
    facts.redacted = mirrored->redactedAt.isSet();
    // How long a link lives is not known before the shop has made one, and who opens it is not seen here.
    facts.policy.linkLife = {};
    facts.domainIsScanned = false;
    return {};
}

}  // namespace latchkey
