// The route that says what the links in a pasted text are, and what their customers' agent can press now.
#include "services/api/api.h"
#include "services/api/input.h"

#include "models/json/json.h"
#include "services/diagnosis/link_inspector.h"

namespace latchkey {

namespace {

constexpr int longestText = 60'000;
// Diagnosing one customer takes as long as opening their page does.
constexpr qsizetype mostCustomers = 5;

}  // namespace

void Api::checkLink(const Call &call) {
    BodyReader in(call.exchange->request());
    const QString text = in.text("text", longestText, true);
    if (const std::optional<Error> error = in.error()) return call.refuse(*error);
    answerFromRead(call, {}, [this, text, role = call.agent.role](Connection &db) -> Result<std::string> {
        const Instant now = m_setup.clock.now();
        Result<LinkCheck> check = inspectLinks(db, text, m_setup.access.baseUrl(), m_setup.access.publicIdKey(), now);
        if (!check) return tl::unexpected<Error>(check.error());
        QHash<CustomerId, QList<Finding>> findings;
        for (LinkVerdict &verdict : check->verdicts) {
            if (!verdict.link) continue;
            const CustomerId customer = verdict.link->customer;
            if (!findings.contains(customer)) {
                if (findings.size() == mostCustomers) continue;
                DetailsAsk ask;
                ask.role = role;
                const Result<CustomerDetails> details = m_details.customer(db, customer, ask, now);
                if (!details && details.error().code != ErrorCode::NotFound) return tl::unexpected<Error>(details.error());
                findings.insert(customer, details ? details->findings : QList<Finding>());
            }
            verdict.findings = findings.value(customer);
        }
        JsonWriter out;
        writeJson(out, *check);
        return out.take();
    });
}

}  // namespace latchkey
