// latchkeyd agent: adds agents, lists them, disables them, gives them new tokens.
#include "app/service/commands.h"
#include "services/host/agents.h"
#include "services/store/agent_store.h"

namespace latchkey {

namespace {

const QString usage = QStringLiteral(
    "latchkeyd agent --store FILE add NAME [--role ROLE]\n"
    "latchkeyd agent --store FILE list\n"
    "latchkeyd agent --store FILE disable NAME\n"
    "latchkeyd agent --store FILE new-token NAME\n"
    "\n"
    "A token is printed once and kept nowhere; whoever loses theirs is given a new one.\n"
    "The roles, from the least to the most: observer, agent, senior (the usual one), lead, admin.");

UsageError wrong(UsageFault fault, const QString &what, const QString &more = {}) { return {fault, what, more}; }

int list(WriteRoom &room, const QString &store) {
    using Agents = QList<Agent>;
    const Result<Agents> agents = room.run<Agents>([](Transaction &t) { return AgentStore(t.db).all(); });
    if (!agents) return complainAndEnd(agents.error(), store);
    for (const Agent &agent : *agents) {
        const QString state = agent.disabledAt.isSet() ? QStringLiteral("disabled ") + readable(agent.disabledAt) : QStringLiteral("active");
        say(agent.name + QLatin1Char('\t') + toText(agent.role) + QLatin1Char('\t') + state);
    }
    return AllDone;
}

// Runs a verb whose entries say that they were made by this command.
template <class T, class Verb>
Result<T> runHere(WriteRoom &room, Verb verb) {
    return room.run<T>([&verb](Transaction &t) {
        t.desk = commandDesk;
        return verb(t);
    });
}

int printToken(const Result<AgentToken> &token, const QString &name) {
    if (!token) return complainAndEnd(token.error(), name);
    say(QString::fromLatin1(token->reveal()));
    return AllDone;
}

int actOn(const Arguments &arguments, const QString &store) {
    const QString verb = arguments.words.first();
    const bool listing = verb == QLatin1String("list");
    static const QStringList verbs{QStringLiteral("add"), QStringLiteral("disable"), QStringLiteral("new-token")};
    if (!listing && !verbs.contains(verb)) return complainAndEnd(wrong(UsageFault::UnknownCommand, QStringLiteral("agent ") + verb));
    if (!listing && arguments.words.size() < 2) return complainAndEnd(wrong(UsageFault::TooFewWords, {}));
    if (listing && arguments.words.size() > 1) return complainAndEnd(wrong(UsageFault::TooManyWords, arguments.words[1]));
    const QString name = listing ? QString() : arguments.words[1].simplified();
    if (!listing && (name.isEmpty() || name.size() > 100)) return complainAndEnd(wrong(UsageFault::BadAgentName, name));
    const QString roleName = arguments.option(QStringLiteral("--role")).value_or(toText(Role::Senior));
    const std::optional<Role> role = roleFromText(roleName);
    if (!role) return complainAndEnd(wrong(UsageFault::BadRole, roleName, QStringLiteral("observer, agent, senior, lead, admin")));

    SystemChance chance;
    const SystemClock clock;
    const Result<OpenedStore> opened = openForWriting(store, chance, clock);
    if (!opened) return complainAndEnd(opened.error(), store);
    WriteRoom &room = *opened->room;
    if (listing) return list(room, store);
    if (verb == QLatin1String("add")) {
        const auto token = runHere<AgentToken>(room, [&](Transaction &t) { return addAgent(t, chance, name, *role); });
        if (!token && token.error().code == ErrorCode::InvalidRequest) return complainAndEnd(wrong(UsageFault::AgentNameTaken, name));
        return printToken(token, name);
    }
    if (verb == QLatin1String("new-token"))
        return printToken(runHere<AgentToken>(room, [&](Transaction &t) { return renewAgentToken(t, chance, name); }), name);
    const Result<void> disabled = runHere<void>(room, [&](Transaction &t) { return disableAgent(t, name); });
    if (!disabled) return complainAndEnd(disabled.error(), name);
    return AllDone;
}

}  // namespace

int agentCommand(const QStringList &words) {
    const auto arguments = readArguments(words, {{QStringLiteral("--store"), QStringLiteral("--role")}, {}, 1, 2});
    if (!arguments) return complainAndEnd(arguments.error());
    if (arguments->has(QStringLiteral("--help"))) {
        say(usage);
        return AllDone;
    }
    const auto store = storeOf(*arguments, StoreMayBe::Made);
    if (!store) return complainAndEnd(store.error());
    return actOn(*arguments, *store);
}

}  // namespace latchkey
