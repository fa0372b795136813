// latchkeyd link: issues a Magic link for the customer that an e-mail, phone or id names, and prints nothing but the link.
#include "app/service/commands.h"
#include "app/service/config_reader.h"
#include "services/access/access_service.h"
#include "services/api/details.h"
#include "services/directory/directory.h"
#include "services/access/agents.h"
#include "services/store/store.h"

namespace latchkey {

namespace {

const QString usage = QStringLiteral(
    "latchkeyd link --store FILE [--base-url URL] [--config FILE] [--as AGENT] [--reply-to ADDRESS] [--reason WORDS] EMAIL-OR-ID\n"
    "\n"
    "Issues a Magic link and prints it. It is recorded in the agent's name; without --as in the name \"latchkeyd\".\n"
    "The link begins with --base-url, or with the base-url of the configuration (http://127.0.0.1:8080).\n"
    "Where the shop guards its replies, --reply-to is the address that the reply goes to, and --reason says why it may be\n"
    "another than the one on file.");

// What a refusal is told with: the findings that stand in the way, else the error.
void explain(const Error &error, const QList<Finding> &findings) {
    bool told = false;
    for (const Finding &finding : findings) {
        if (finding.severity != Severity::Blocks) continue;
        complain(sentenceOf(finding));
        told = true;
    }
    if (!told) complain(sentenceOf(error, {}));
}

struct Outcome {
    IssuedLink link;
    std::optional<Error> refusal;
    QList<Finding> findings;
};

Result<Outcome> issueInRoom(Transaction &t, AccessService &access, Directory &directory, CustomerId customer, const ReplyWord &reply,
                            const QString &agentName, bool mayBeMade) {
    t.desk = commandDesk;
    const Result<Agent> agent = mayBeMade ? ensureAgent(t, agentName, Role::Senior) : existingAgent(t, agentName);
    if (!agent) return tl::unexpected<Error>(agent.error());
    if (agent->disabledAt.isSet()) return fail(ErrorCode::Unauthorized);
    if (!may(agent->role, Permission::IssueMagicLink)) 
        return tl::unexpected<Error>(notAllowed(t.db, agent->role, Permission::IssueMagicLink));
    IssueRequest request;
    request.customer = customer;
    request.agent = agent->id;
    request.door = LinkDoor::Command;
    request.reply = {reply.replyTo, reply.overrideReason, agent->role};
    Outcome outcome;
    Result<IssuedLink> issued = access.issue(t, request);
    if (issued) {
        outcome.link = std::move(*issued);
        return outcome;
    }
    outcome.refusal = issued.error();
    const auto details = Details(directory, access).customer(t.db, customer, {agent->role, false, issued.error(), {}, ShopAsked::Link, request.reply.replyTo}, t.now);
    if (details) outcome.findings = details->findings;
    return outcome;
}

tl::expected<CustomerId, int> findCustomer(Directory &directory, WriteRoom &room, const QString &text, const QString &store) {
    using Found = QList<Directory::Located>;
    const Result<Found> found = room.run<Found>([&](Transaction &t) { return directory.locate(t.db, text, 20); });
    if (!found) return tl::unexpected<int>(complainAndEnd(found.error(), store));
    QList<CustomerId> customers;
    QStringList ids;
    for (const Directory::Located &located : *found) {
        if (customers.contains(located.customer)) continue;
        customers.append(located.customer);
        ids.append(QString::number(located.customer.value()));
    }
    if (customers.isEmpty()) return tl::unexpected<int>(complainAndEnd(UsageError{UsageFault::NobodyFound, text, {}}));
    if (customers.size() > 1) return tl::unexpected<int>(complainAndEnd(UsageError{UsageFault::SeveralFound, text, ids.join(QLatin1String(", "))}));
    return customers.first();
}

}  // namespace

int linkCommand(const QStringList &words) {
    const auto arguments = readArguments(
        words, {{QStringLiteral("--store"), QStringLiteral("--base-url"), QStringLiteral("--config"), QStringLiteral("--as"),
                QStringLiteral("--reply-to"), QStringLiteral("--reason")}, {}, 1, 1});
    if (!arguments) return complainAndEnd(arguments.error());
    if (arguments->has(QStringLiteral("--help"))) {
        say(usage);
        return AllDone;
    }
    const tl::expected<Settings, int> settings = settingsOf(*arguments, StoreMayBe::ThereOnly);
    if (!settings) return settings.error();
    const QString store = settings->store;
    const QString baseUrl = settings->baseUrl.isEmpty() ? QStringLiteral("http://127.0.0.1:8080") : settings->baseUrl;

    SystemChance chance;
    const SystemClock clock;
    const Result<OpenedStore> opened = openForWriting(store, chance, clock);
    if (!opened) return complainAndEnd(opened.error(), store);
    const Result<void> houses = opened->room->run<void>([](Transaction &t) { return mustBeTheHouses(t.db); });
    if (!houses) return complainAndEnd(houses.error(), store);
    const Result<QByteArray> codeKey = codeKeyFor(store, {}, chance);
    if (!codeKey) return complainAndEnd(codeKey.error(), store);
    const auto letters = Letters::load({});
    if (!letters) return complainAndEnd({ErrorCode::ConfigurationInvalid, wordsOf(letters.error()), {}}, store);
    // This command writes no letter; whoever reads the link is in front of it.
    CapturingPostman postman(*letters);
    AccessService access({settings->policy, baseUrl, opened->shopName, opened->publicIdKey, *codeKey}, chance, postman);
    Directory directory;
    const auto customer = findCustomer(directory, *opened->room, arguments->words.first(), store);
    if (!customer) return customer.error();

    const std::optional<QString> as = arguments->option(QStringLiteral("--as"));
    const ReplyWord reply{arguments->option(QStringLiteral("--reply-to")).value_or(QString()),
                          arguments->option(QStringLiteral("--reason")).value_or(QString())};
    const Result<Outcome> outcome = opened->room->run<Outcome>(
        [&](Transaction &t) { return issueInRoom(t, access, directory, *customer, reply, as.value_or(QStringLiteral("latchkeyd")), !as); });
    if (!outcome) return complainAndEnd(outcome.error(), as.value_or(store));
    if (outcome->refusal) {
        explain(*outcome->refusal, outcome->findings);
        return NothingDone;
    }
    say(outcome->link.url);
    return AllDone;
}

}  // namespace latchkey
