// Asks name servers about several mail domains at once, with one time limit for all of them. The only place that knows c-ares.
#pragma once

#include "services/dns/mail_domains.h"

#include <chrono>
#include <string>
#include <vector>

namespace latchkey {

// Blocks until each domain has its answer or the limit is over. `settled` is called once for each, as the answers come; nothing is silence.
// `ended` is asked every few milliseconds: true leaves at once.
void askAboutMail(const std::string &nameServer, const std::vector<std::string> &domains, std::chrono::milliseconds limit,
                  const std::function<bool()> &ended, const std::function<void(const std::string &, std::optional<MailDomainState>)> &settled);

}  // namespace latchkey
