// Asks the adviser's questions in the order of AdviceReason; the first that holds speaks.
#include "services/diagnosis/adviser.h"

#include "services/diagnosis/rule_parts.h"

#include <algorithm>
#include <array>

namespace latchkey {

namespace {

// Microsoft says that links in letters to @outlook.com, @hotmail.com, @live.com and @msn.com are checked for its subscribers ("Advanced
// Outlook.com security for Microsoft 365 subscribers", support.microsoft.com); the regional names lead to the same mailboxes. Sorted.
constexpr std::array scannedDomains{
    QLatin1String("hotmail.be"),    QLatin1String("hotmail.ca"),     QLatin1String("hotmail.ch"), QLatin1String("hotmail.co.uk"),
    QLatin1String("hotmail.com"),   QLatin1String("hotmail.com.au"), QLatin1String("hotmail.de"), QLatin1String("hotmail.es"),
    QLatin1String("hotmail.fr"),    QLatin1String("hotmail.it"),     QLatin1String("hotmail.nl"), QLatin1String("hotmail.se"),
    QLatin1String("live.at"),       QLatin1String("live.be"),        QLatin1String("live.ca"),    QLatin1String("live.co.uk"),
    QLatin1String("live.com"),      QLatin1String("live.com.au"),    QLatin1String("live.de"),    QLatin1String("live.dk"),
    QLatin1String("live.fr"),       QLatin1String("live.it"),        QLatin1String("live.nl"),    QLatin1String("live.se"),
    QLatin1String("msn.com"),       QLatin1String("outlook.at"),     QLatin1String("outlook.be"), QLatin1String("outlook.com"),
    QLatin1String("outlook.com.au"), QLatin1String("outlook.de"),    QLatin1String("outlook.dk"), QLatin1String("outlook.es"),
    QLatin1String("outlook.fr"),    QLatin1String("outlook.ie"),     QLatin1String("outlook.it"),
};
// Every tenant of Microsoft 365 has a name below this one, and Safe Links with it.
constexpr QLatin1String hostedSuffix(".onmicrosoft.com");

bool addressRefusesMail(const DiagnosisFacts &facts) { return addressBounced(facts) || (facts.domainRefusesMail && emailUsable(facts)); }

struct Word {
    AdviceReason reason;
    WayIn way;
};

Word wordOn(const DiagnosisFacts &facts, bool later) {
    if (facts.customer.removedAt.isSet()) return {AdviceReason::CustomerRemoved, WayIn::PortalLink};
    if (!emailUsable(facts)) {
        if (!phoneUsable(facts)) return {AdviceReason::NothingOnFile, WayIn::PortalLink};
        return {AdviceReason::NoEmail, WayIn::StandardLogin};
    }
    if (!may(facts.role, Permission::IssueMagicLink)) return {AdviceReason::NotAllowed, WayIn::PortalLink};
    if (facts.linksThisHour >= facts.policy.linksPerCustomerPerHour) return {AdviceReason::LimitReached, WayIn::PortalLink};
    if (addressRefusesMail(facts)) {
        // No letter arrives, and so no code by e-mail: a text does, and else a link that the agent hands over while they talk.
        if (phoneUsable(facts)) return {AdviceReason::AddressRefusesMail, WayIn::StandardLogin};
        return {AdviceReason::AddressRefusesMail, later ? WayIn::PortalLink : WayIn::MagicLink};
    }
    if (failuresInARow(facts) >= troubleBegins) return {AdviceReason::TroubleBefore, WayIn::StandardLogin};
    if (later) return {AdviceReason::ReadLater, WayIn::PortalLink};
    if (facts.usualDelay > facts.policy.linkLife) return {AdviceReason::OpensLate, WayIn::PortalLink};
    return {facts.domainIsScanned ? AdviceReason::ScannersFirst : AdviceReason::ReadNow, WayIn::MagicLink};
}

}  // namespace

Advice advise(const DiagnosisFacts &facts, bool later) {
    const Word word = wordOn(facts, later);
    Advice advice;
    advice.way = word.way;
    advice.reason = word.reason;
    advice.count = word.reason == AdviceReason::LimitReached ? facts.linksThisHour : failuresInARow(facts);
    advice.usualDelay = facts.usualDelay;
    advice.life = facts.policy.linkLife;
    advice.domain = mailDomainOf(facts.customer.email);
    return advice;
}

bool isScannedDomain(const QString &domain) {
    const auto known = std::find(scannedDomains.begin(), scannedDomains.end(), domain);
    return known != scannedDomains.end() || domain.endsWith(hostedSuffix);
}

}  // namespace latchkey
