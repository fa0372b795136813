// The table of routes, and the guard that stands before each of them.
#include "services/api/api.h"

#include "services/store/agent_store.h"

#include <algorithm>

namespace latchkey {

namespace {

using http::Method;

std::string_view nameOf(Method method) {
    switch (method) {
        case Method::Get:
            return "GET";
        case Method::Head:
            return "HEAD";
        case Method::Post:
            return "POST";
        case Method::Patch:
            return "PATCH";
        case Method::Delete:
            return "DELETE";
    }
    return {};
}

// A proxy that is not trusted speaks for somebody else all the same, and says so.
bool comesFrom(const http::Networks &allowed, const http::Request &request) {
    const bool forSomebody = !request.header("x-forwarded-for").empty() || !request.header("forwarded").empty();
    return (request.throughProxy || !forSomebody) && allowed.contains(request.peer);
}

// What a desk says of itself goes into the record as it is, so it must be short and plain to be believed.
QString deskOf(const http::Request &request) {
    constexpr std::size_t longest = 60;
    const std::string_view name = request.header("latchkey-desk");
    const bool plain = std::all_of(name.begin(), name.end(), [](char c) { return c >= ' ' && c <= '~'; });
    return plain && name.size() <= longest ? QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size())) : QString();
}

}  // namespace

const std::vector<Api::Route> &Api::routes() {
    static const std::vector<Route> table = [] {
        std::vector<Route> rows{
            {Method::Get, "/api/v1/me", Permission::See, &Api::me, {}},
            {Method::Get, "/api/v1/customers", Permission::See, &Api::customers, {}},
            {Method::Get, "/api/v1/subscriptions", Permission::See, &Api::subscriptions, {}},
            {Method::Get, "/api/v1/customers/{id}", Permission::See, &Api::customer, {}},
            {Method::Get, "/api/v1/subscriptions/{id}", Permission::See, &Api::subscription, {}},
            {Method::Patch, "/api/v1/customers/{id}/contact", Permission::EditContact, &Api::changeContactOf, {}},
            {Method::Post, "/api/v1/customers/{id}/erase", Permission::EraseCustomer, &Api::eraseCustomer, {}},
            {Method::Post, "/api/v1/customers/{id}/magic-links", Permission::IssueMagicLink, &Api::issueMagicLink, {}},
            {Method::Get, "/api/v1/customers/{id}/portal-link", Permission::CopyPortalLink, &Api::portalLink, {}},
            {Method::Post, "/api/v1/customers/{id}/portal-link", Permission::CopyPortalLink, &Api::copyPortalLink, {}},
            {Method::Post, "/api/v1/links/{id}/revoke", Permission::RevokeLink, &Api::revokeLink, {}},
            {Method::Get, "/api/v1/links", Permission::See, &Api::links, {}},
            {Method::Get, "/api/v1/links/{id}", Permission::See, &Api::link, {}},
            {Method::Get, "/api/v1/links/stats", Permission::See, &Api::linkNumbers, {}},
            {Method::Post, "/api/v1/links/{id}/copied", Permission::IssueMagicLink, &Api::noteCopied, {}},
            {Method::Post, "/api/v1/customers/{id}/links/revoke", Permission::RevokeAllLinks, &Api::revokeLinksOf, {}},
            {Method::Post, "/api/v1/links/check", Permission::CheckLinks, &Api::checkLink, {}},
            {Method::Post, "/api/v1/locate", Permission::See, &Api::locate, {}},
            {Method::Post, "/api/v1/customers/{id}/login-letters", Permission::SendLetter, &Api::emailLoginLink, {}},
            {Method::Post, "/api/v1/customers/{id}/sessions/end", Permission::EndSessions, &Api::endSessions, {}},
            {Method::Get, "/api/v1/messages", Permission::ReadMessages, &Api::messages, {}},
            {Method::Get, "/api/v1/messages/{id}", Permission::ReadMessages, &Api::message, {}},
            {Method::Post, "/api/v1/messages/{id}/send-again", Permission::SendLetter, &Api::sendAgain, {}},
            {Method::Get, "/api/v1/delivery", Permission::See, &Api::deliverySetup, {}},
            {Method::Patch, "/api/v1/delivery", Permission::ChangeDelivery, &Api::changeDelivery, {}},
            {Method::Post, "/api/v1/delivery/try", Permission::ChangeDelivery, &Api::tryDelivery, {}},
            {Method::Post, "/api/v1/imports", Permission::ImportFiles, &Api::openImport, {}},
            {Method::Get, "/api/v1/imports/{id}", Permission::ImportFiles, &Api::importStatus, {}},
            {Method::Delete, "/api/v1/imports/{id}", Permission::ImportFiles, &Api::cancelImport, {}},
            {Method::Patch, "/api/v1/imports/{id}/customers", Permission::ImportFiles, &Api::uploadCustomers, {}},
            {Method::Patch, "/api/v1/imports/{id}/subscriptions", Permission::ImportFiles, &Api::uploadSubscriptions, {}},
            {Method::Get, "/api/v1/imports/{id}/preview", Permission::ImportFiles, &Api::previewImport, {}},
            {Method::Post, "/api/v1/imports/{id}/start", Permission::ImportFiles, &Api::startImport, {}},
            {Method::Get, "/api/v1/imports/{id}/refused", Permission::ImportFiles, &Api::refusedRows, {}},
            {Method::Get, "/api/v1/agents", Permission::See, &Api::agents, {}},
            {Method::Post, "/api/v1/agents", Permission::ManageAgents, &Api::addAgentToTeam, {}},
            {Method::Patch, "/api/v1/agents/{id}", Permission::ManageAgents, &Api::changeAgent, {}},
            {Method::Post, "/api/v1/agents/{id}/token", Permission::ManageAgents, &Api::renewToken, {}},
            {Method::Get, "/api/v1/activity", Permission::See, &Api::activity, {}},
            {Method::Post, "/api/v1/activity/exported", Permission::See, &Api::noteExported, {}},
            {Method::Get, "/api/v1/snippets", Permission::See, &Api::snippets, {}},
            {Method::Post, "/api/v1/snippets", Permission::ChangeSnippets, &Api::addSnippet, {}},
            {Method::Patch, "/api/v1/snippets/{id}", Permission::ChangeSnippets, &Api::changeSnippet, {}},
            {Method::Delete, "/api/v1/snippets/{id}", Permission::ChangeSnippets, &Api::deleteSnippet, {}},
            {Method::Patch, "/api/v1/shop", Permission::ChangeShop, &Api::changeShop, {}},
            {Method::Get, "/api/v1/shop", Permission::See, &Api::shopState, {}},
            {Method::Post, "/api/v1/shop/sync", Permission::SyncShop, &Api::syncShop, {}},
            {Method::Delete, "/api/v1/shop/sync", Permission::SyncShop, &Api::cancelShopSync, {}},
            {Method::Get, "/api/v1/events", Permission::See, &Api::follow, {}},
            {Method::Get, "/healthz", std::nullopt, &Api::health, {}},
            {Method::Get, "/readyz", std::nullopt, &Api::readiness, {}},
            {Method::Get, "/metrics", std::nullopt, &Api::showMetrics, {}},
        };
        for (Route &row : rows) row.name = std::string(nameOf(row.method)) + ' ' + row.pattern;
        return rows;
    }();
    return table;
}

Api::Api(Setup setup)
    : m_setup(std::move(setup)),
      m_authentication(m_setup.db, m_setup.clock, m_setup.embeddedToken, m_setup.embeddedAgent),
      m_details(m_setup.directory, m_setup.access, m_setup.mailDomains, m_setup.shop),
      m_startedAt(m_setup.clock.now()) {}

void Api::addRoutes(http::Router &router) {
    for (const Route &route : routes())
        router.add(route.method, route.pattern,
                   [this, &route](const http::ExchangePtr &exchange, const http::Parameters &parameters) { guard(route, exchange, parameters); });
}

void Api::guard(const Route &route, const http::ExchangePtr &exchange, const http::Parameters &parameters) {
    Call call{exchange, parameters, {}, deskOf(exchange->request()), &m_setup.clock, &m_metrics};
    if (!route.permission) {
        if (comesFrom(m_setup.metricsFrom, exchange->request()))
            (this->*route.handler)(call);
        else
            call.refuse({ErrorCode::NotFound, {}, {}});
        return;
    }
    Result<Agent> agent = m_authentication.agentOf(exchange->request().header("authorization"));
    if (!agent) return call.refuse(agent.error());
    if (m_authentication.isWorthNoting(agent->id))
        m_setup.writes.giveLazily([id = agent->id](Transaction &t) { return AgentStore(t.db).noteUsed(id, t.now); });
    if (!may(agent->role, *route.permission)) return call.refuse(notAllowed(m_setup.db, agent->role, *route.permission));
    if (!m_authentication.isEmbedded(agent->id)) {
        call.permission = route.permission;
        call.tokenHash = Authentication::tokenHashOf(exchange->request().header("authorization"));
    }
    call.agent = std::move(*agent);
    (this->*route.handler)(call);
}

void Api::agentsChanged() {
    m_authentication.forget();
    m_setup.events.dismiss();
}

void Api::answerFromRead(const Call &call, std::string lane, std::function<Result<std::string>(Connection &)> read) {
    m_setup.reads.give<std::string>(std::move(lane), std::move(read), [call](Result<std::string> body) {
        if (body)
            call.json(200, std::move(*body));
        else
            call.refuse(body.error());
    });
}

}  // namespace latchkey
