// The desk's API: its routes, who may use them, and the verbs behind them.
#pragma once

#include "services/access/access_service.h"
#include "services/access/agents.h"
#include "services/api/authentication.h"
#include "services/api/call.h"
#include "services/api/details.h"
#include "services/api/event_hub.h"
#include "services/api/metrics.h"
#include "services/delivery/courier.h"
#include "services/delivery/delivery_desk.h"
#include "services/directory/import_desk.h"
#include "services/http/networks.h"
#include "services/shops/shop_desk.h"
#include "services/store/read_room.h"
#include "services/store/write_room.h"

#include <vector>

namespace latchkey {

// Handlers run on the server's thread and only hand on: writes to the write room, reads to the read room. The API must outlive both rooms.
class Api {
public:
    struct Setup {
        AccessService &access;
        Directory &directory;
        WriteRoom &writes;
        ReadRoom &reads;
        Connection &db;              // the server thread's own, for tokens
        Courier &courier;
        DeliveryDesk &delivery;
        ImportDesk &imports;
        const Clock &clock;
        EventHub &events;
        std::optional<AgentToken> embeddedToken;
        Agent embeddedAgent;
        MailDomains *mailDomains;                          // asked where the shop's settings allow it; may be null
        Chance &chance;                                    // of agents' tokens
        http::Networks metricsFrom = http::Networks::loopback();
        std::function<std::size_t()> connections = {};
        ShopDesk *shop = nullptr;  // of a shop outside the house
    };
    explicit Api(Setup setup);

    // For the metrics; all on the server's thread.
    void noteAnswered(const http::Answered &answered) { m_metrics.answered(answered); }
    void noteHappened(const QList<Event> &events) { m_metrics.happened(events); }
    void noteFailure(ErrorCode code) { m_metrics.failed(code); }
    void showMetricsTo(const http::Networks &networks) { m_setup.metricsFrom = networks; }

    struct Route {
        http::Method method;
        std::string pattern;
        // Nothing: no token is asked for, but only the addresses that the operator allows are answered.
        std::optional<Permission> permission;
        void (Api::*handler)(const Call &);
        std::string name;  // "GET /api/v1/me"
    };
    // The one table of routes and of what each of them asks of an agent's role.
    static const std::vector<Route> &routes();
    void addRoutes(http::Router &router);
    // A piece of a file that is to be imported is larger than other bodies, from those who may send one; by its head.
    [[nodiscard]] std::size_t bodyBytesOf(const http::Request &head, std::size_t usual);
    // On the server's thread: agents were changed, here or by another process. Who is out is out now, and follows no events any more.
    void agentsChanged();

private:
    void guard(const Route &route, const http::ExchangePtr &exchange, const http::Parameters &parameters);

    // directory_routes.cpp
    void me(const Call &call);
    void customers(const Call &call);
    void subscriptions(const Call &call);
    void customer(const Call &call);
    void subscription(const Call &call);
    void changeContactOf(const Call &call);
    void eraseCustomer(const Call &call);
    void locate(const Call &call);
    // link_routes.cpp
    void issueMagicLink(const Call &call);
    void portalLink(const Call &call);
    void copyPortalLink(const Call &call);
    void revokeLink(const Call &call);
    // check_routes.cpp
    void checkLink(const Call &call);
    // issued_link_routes.cpp
    void links(const Call &call);
    void link(const Call &call);
    void linkNumbers(const Call &call);
    void noteCopied(const Call &call);
    void refuseCopy(const Call &call, const LinkCopy &copy);
    void revokeLinksOf(const Call &call);
    // message_routes.cpp
    void emailLoginLink(const Call &call);
    void sendAgain(const Call &call);
    void endSessions(const Call &call);
    void deliverySetup(const Call &call);
    void changeDelivery(const Call &call);
    void tryDelivery(const Call &call);
    // import_routes.cpp
    void openImport(const Call &call);
    void uploadCustomers(const Call &call);
    void uploadSubscriptions(const Call &call);
    void upload(const Call &call, ImportKind kind);
    void previewImport(const Call &call);
    void startImport(const Call &call);
    void importStatus(const Call &call);
    void cancelImport(const Call &call);
    void refusedRows(const Call &call);
    // agent_routes.cpp
    void addAgentToTeam(const Call &call);
    void changeAgent(const Call &call);
    void renewToken(const Call &call);
    // team_routes.cpp
    void agents(const Call &call);
    void activity(const Call &call);
    void noteExported(const Call &call);
    void changeShop(const Call &call);
    // snippet_routes.cpp
    void snippets(const Call &call);
    void addSnippet(const Call &call);
    void changeSnippet(const Call &call);
    void deleteSnippet(const Call &call);
    // shop_routes.cpp
    void shopState(const Call &call);
    void syncShop(const Call &call);
    void cancelShopSync(const Call &call);
    void issueAtShop(const Call &call, const IssueRequest &request, const DetailsAsk &ask);
    void keepShopLink(const Call &call, const IssueRequest &request, const DetailsAsk &ask, const ShopLink &made);
    void changeContactAtShop(const Call &call, const ContactChange &change);
    void refuseForShop(const Call &call, CustomerId customer, const ShopTrouble &trouble, ShopAsked asked, DetailsAsk ask);
    // Answers what only the house does where the shop is another; true when it did.
    [[nodiscard]] bool isNotHere(const Call &call) const;
    // record_routes.cpp
    void messages(const Call &call);
    void message(const Call &call);
    void follow(const Call &call);
    void health(const Call &call);
    void readiness(const Call &call);
    void showMetrics(const Call &call);

    // `verb` for the write room, if its agent still may; told the role that they have there. What it records carries the name of the desk that asked.
    template <class T>
    static std::function<Result<T>(Transaction &)> ifStillMay(const Call &call, std::function<Result<T>(Transaction &, Role)> verb) {
        return [desk = call.desk, believed = call.agent.role, hash = call.tokenHash, asked = call.permission, verb = std::move(verb)](Transaction &t) -> Result<T> {
            t.desk = desk;
            if (!asked) return verb(t, believed);
            const Result<Role> role = stillMay(t.db, hash, *asked);
            if (!role) return tl::unexpected<Error>(role.error());
            return verb(t, *role);
        };
    }
    // Runs `verb` so in the write room. Answers after the commit.
    template <class T>
    void give(const Call &call, std::function<Result<T>(Transaction &, Role)> verb, std::function<void(Result<T>)> answer) {
        m_setup.writes.give<T>(ifStillMay<T>(call, std::move(verb)), std::move(answer));
    }
    template <class T>
    void give(const Call &call, std::function<Result<T>(Transaction &)> verb, std::function<void(Result<T>)> answer) {
        give<T>(call, [verb = std::move(verb)](Transaction &t, Role) { return verb(t); }, std::move(answer));
    }
    // Runs `read` in the read room, where its JSON is written too, and answers with it.
    void answerFromRead(const Call &call, std::string lane, std::function<Result<std::string>(Connection &)> read);
    // `ask` says what the agent said of the reply; role and refusal are filled in.
    void refuseWithFindings(const Call &call, CustomerId customer, const Error &error, DetailsAsk ask);
    void countRefusal(const QList<Finding> &findings);

    Setup m_setup;
    Authentication m_authentication;
    Details m_details;
    Metrics m_metrics;
    Instant m_startedAt;
};

}  // namespace latchkey
