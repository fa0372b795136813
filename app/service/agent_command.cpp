// latchkeyd agent: adds agents, lists them, disables them, gives them roles and new tokens.
#include "app/service/commands.h"
#include "services/access/agents.h"
#include "services/store/agent_store.h"

#include <QHash>

namespace latchkey {

namespace {

const QString usage = QStringLiteral(
    "latchkeyd agent --store FILE add NAME [--role ROLE]\n"
    "latchkeyd agent --store FILE list\n"
    "latchkeyd agent --store FILE disable NAME\n"
    "latchkeyd agent --store FILE new-token NAME\n"
    "latchkeyd agent --store FILE set-role NAME ROLE\n"
    "\n"
    "list says name, role, state and when the token was last used, to the minute. All of it holds at once, also in a running service.\n"
    "Who is disabled is out: their token opens nothing any more and their live links are revoked; new-token lets them in again.\n"
    "A token is printed once and kept nowhere; whoever loses theirs is given a new one.\n"
    "The roles, from the least to the most: observer (sees), agent (copies the Portal link, checks links, sends letters), senior (the usual\n"
    "one: issues and revokes Magic links), lead (revokes all links, sees everybody's activity, changes snippets, imports), admin (all else).");

UsageError wrong(UsageFault fault, const QString &what, const QString &more = {}) { return {fault, what, more}; }

int list(WriteRoom &room, const QString &store) {
    using Agents = QList<Agent>;
    const Result<Agents> agents = room.run<Agents>([](Transaction &t) { return AgentStore(t.db).all(); });
    if (!agents) return complainAndEnd(agents.error(), store);
    for (const Agent &agent : *agents) {
        const QString state = agent.disabledAt.isSet() ? QStringLiteral("disabled ") + readable(agent.disabledAt) : QStringLiteral("active");
        const QString used = agent.usedAt.isSet() ? QStringLiteral("used ") + readable(agent.usedAt) : QStringLiteral("never used");
        say(QStringList{agent.name, toText(agent.role), state, used}.join(QLatin1Char('\t')));
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

struct Asked {
    QString verb;
    QString name;
    Role role = Role::Senior;
};

tl::expected<Asked, UsageError> readAsked(const Arguments &arguments) {
    static const QHash<QString, qsizetype> verbs{{QStringLiteral("list"), 1}, {QStringLiteral("add"), 2}, {QStringLiteral("disable"), 2},
                                                 {QStringLiteral("new-token"), 2}, {QStringLiteral("set-role"), 3}};
    const QStringList &words = arguments.words;
    const qsizetype wanted = verbs.value(words.first());
    if (wanted == 0) return tl::unexpected(wrong(UsageFault::UnknownCommand, QStringLiteral("agent ") + words.first()));
    if (words.size() < wanted) return tl::unexpected(wrong(UsageFault::TooFewWords, {}));
    if (words.size() > wanted) return tl::unexpected(wrong(UsageFault::TooManyWords, words[wanted]));
    Asked asked{words.first(), words.value(1).simplified()};
    if (wanted > 1 && (asked.name.isEmpty() || asked.name.size() > 100)) return tl::unexpected(wrong(UsageFault::BadAgentName, asked.name));
    const QString roleName = words.value(2, arguments.option(QStringLiteral("--role")).value_or(toText(Role::Senior)));
    const std::optional<Role> role = roleFromText(roleName);
    if (!role) return tl::unexpected(wrong(UsageFault::BadRole, roleName, QStringLiteral("observer, agent, senior, lead, admin")));
    asked.role = *role;
    return asked;
}

int actOn(WriteRoom &room, Chance &chance, const Asked &asked, const QString &store) {
    const QString &name = asked.name;
    if (asked.verb == QLatin1String("list")) return list(room, store);
    if (asked.verb == QLatin1String("add")) {
        const auto token = runHere<AgentToken>(room, [&](Transaction &t) { return addAgent(t, chance, name, asked.role); });
        if (!token && token.error().code == ErrorCode::InvalidRequest) return complainAndEnd(wrong(UsageFault::AgentNameTaken, name));
        return printToken(token, name);
    }
    if (asked.verb == QLatin1String("new-token"))
        return printToken(runHere<AgentToken>(room, [&](Transaction &t) { return renewAgentToken(t, chance, name); }), name);
    const bool disabling = asked.verb == QLatin1String("disable");
    const Result<void> done =
        runHere<void>(room, [&](Transaction &t) { return disabling ? disableAgent(t, name) : setAgentRole(t, name, asked.role); });
    if (!done && done.error().code == ErrorCode::InvalidRequest) return complainAndEnd(wrong(UsageFault::LastAdmin, name));
    if (!done) return complainAndEnd(done.error(), name);
    return AllDone;
}

}  // namespace

int agentCommand(const QStringList &words) {
    const auto arguments = readArguments(words, {{QStringLiteral("--store"), QStringLiteral("--role")}, {}, 1, 3});
    if (!arguments) return complainAndEnd(arguments.error());
    if (arguments->has(QStringLiteral("--help"))) {
        say(usage);
        return AllDone;
    }
    const auto store = storeOf(*arguments, StoreMayBe::Made);
    if (!store) return complainAndEnd(store.error());
    const auto asked = readAsked(*arguments);
    if (!asked) return complainAndEnd(asked.error());
    SystemChance chance;
    const SystemClock clock;
    const Result<OpenedStore> opened = openForWriting(*store, chance, clock);
    if (!opened) return complainAndEnd(opened.error(), *store);
    return actOn(*opened->room, chance, *asked, *store);
}

}  // namespace latchkey
