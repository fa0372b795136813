// The numbers of links, codes and sessions, each of which the operator can set.
#pragma once

#include "models/domain/instant.h"

namespace latchkey {

struct AccessPolicy {
    Duration linkLife = std::chrono::minutes(10);            // 1 to 60 minutes
    Duration redeemReplay = std::chrono::seconds(60);        // the same browser pressing again gets the same result
    Duration verdictsKept = std::chrono::hours(24 * 90);
    int linksPerCustomerPerHour = 5;
    int linksPerAgentPerHour = 60;
    Duration codeLife = std::chrono::minutes(10);
    int codeDigits = 4;
    int codeTries = 5;
    int triesPerCustomerPerDay = 10;
    int triesPerAddressPerHour = 20;
    Duration resendAfter = std::chrono::seconds(60);
    int codesPerCustomerPerHour = 5;
    Duration sessionOfLink = std::chrono::hours(8);
    Duration sessionOfCode = std::chrono::hours(24 * 30);
    Duration visitsKept{};    // 0: as long as verdicts, which they never outlive
    Duration activityKept{};  // 0: for ever; never shorter than verdicts, whose timelines rest on it
};

// What no operator may set: the findings of a month rest on visits, and the timelines of verdicts on the activity.
inline bool visitsOutliveVerdicts(const AccessPolicy &policy) { return policy.visitsKept > policy.verdictsKept; }
inline bool activityEndsTooSoon(const AccessPolicy &policy) {
    constexpr Duration shortest = std::chrono::hours(24 * 90);
    return policy.activityKept.count() > 0 && (policy.activityKept < shortest || policy.activityKept < policy.verdictsKept);
}

inline Duration visitsKeptBy(const AccessPolicy &policy) {
    const bool shorter = policy.visitsKept.count() > 0 && policy.visitsKept < policy.verdictsKept;
    return shorter ? policy.visitsKept : policy.verdictsKept;
}

}  // namespace latchkey
