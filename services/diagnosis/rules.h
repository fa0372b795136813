// The catalogue of findings: of each its rule, how grave it is, its place, and every remedy that it may offer.
#pragma once

#include "services/diagnosis/diagnosis.h"

namespace latchkey {

// What a rule has found: the facts that the sentence needs, and what to press, the best first.
struct Found {
    FindingFacts facts;
    QList<Remedy> remedies;
    std::optional<Severity> milder = {};  // than the code is elsewhere
};

enum class RaisedBy {
    Diagnosis,  // a rule over the facts of one customer
    Desk,       // no rule can: it speaks of the window's place or of its connection
};

struct Rule {
    RaisedBy by = RaisedBy::Diagnosis;
    Severity severity = Severity::Informs;
    int rank = 0;                // place among those of its severity; the lower one is what the agent should do first
    bool ofTheRemoved = false;   // speaks of a customer who was removed in the shop, too
    const char *when = "";       // one line for docs/FINDINGS.md
    std::optional<Found> (*find)(const DiagnosisFacts &facts) = nullptr;  // null when the desk raises it
};

// Both by switches without default: a new code does not compile before it has its rule and its remedies.
Rule ruleOf(FindingCode code);
QList<Remedy> remediesOf(FindingCode code);
// What an agent's role must allow for a remedy to be one.
Permission permissionFor(Remedy remedy);

}  // namespace latchkey
