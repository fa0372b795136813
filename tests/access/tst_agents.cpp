// What becomes of an agent and of what is theirs: disabled, given another role or a new token.
#include "services/access/agents.h"
#include "services/runtime/digest.h"
#include "services/store/agent_store.h"
#include "tests/access/access_fixture.h"
#include "tests/support/minted.h"
#include "tests/support/verify.h"

#include <QTest>

#include <algorithm>
#include <mutex>

using namespace latchkey;

namespace {

const QString ada = QStringLiteral("Ada");
const QString bob = QStringLiteral("Bob");

struct Team {
    Team() {
        customer = f.addCustomer(QStringLiteral("Dora"), QStringLiteral("dora@example.com"), {});
        add(ada, Role::Admin);
        add(bob, Role::Senior);
    }
    QByteArray add(const QString &name, Role role) {
        const auto token = f.room->run<AgentToken>([&](Transaction &t) { return addAgent(t, f.chance, name, role); });
        if (!token) qFatal("add");
        noteMinted(token->reveal());
        tokens.insert(name, token->reveal());
        return token->reveal();
    }
    AgentId id(const QString &name) { return AgentStore(*f.db).byName(name).value()->id; }
    Result<void> disable(const QString &name, AgentId by = {}) {
        return f.run([&](Transaction &t) { return disableAgent(t, name, by); });
    }
    Result<void> setRole(const QString &name, Role role) {
        return f.run([&](Transaction &t) { return setAgentRole(t, name, role); });
    }
    // By the first token that they were given.
    Result<Role> asks(const QString &name, Permission permission) {
        return f.room->run<Role>([&](Transaction &t) { return stillMay(t.db, sha256(tokens.value(name)), permission); });
    }
    QStringList toAsk() {
        QStringList names;
        const QList<Colleague> colleagues = AgentStore(*f.db).toAsk().value();
        for (const Colleague &colleague : colleagues) names << colleague.name;
        return names;
    }

    std::mutex mutex;
    QList<Event> told;
    QHash<QString, QByteArray> tokens;
    AccessFixture f{{}, QStringLiteral("https://portal.example.com"), {{}, [this](const QList<Event> &events) {
                        const std::lock_guard lock(mutex);
                        told += events;
                    }}};
    CustomerId customer;
};

}  // namespace

class TestAgents : public QObject {
    Q_OBJECT
private slots:
    void disablingRevokesWhatIsOutAndNothingElse() {
        Team team;
        const auto used = team.f.issue(team.customer, team.id(bob));
        QVERIFY_OK(team.f.redeem(team.f.tokenOf(*used), "b"));
        const auto live = team.f.issue(team.customer, team.id(bob));
        const auto other = team.f.issue(team.customer, team.id(ada));
        QVERIFY_OK(team.f.run([&](Transaction &t) -> Result<void> {
            const Result<MessageId> letter = team.f.access->emailLoginLink(t, {team.customer, {}, team.id(bob), LinkDoor::AgentLetter, {}});
            if (!letter) return tl::unexpected<Error>(letter.error());
            return {};
        }));
        QVERIFY_OK(team.disable(bob, team.id(ada)));

        QVERIFY_FAILS(team.f.redeem(team.f.tokenOf(*live), "b"), ErrorCode::LinkRevoked);
        QVERIFY_OK(team.f.redeem(team.f.tokenOf(*other), "b"));
        // The link in the agent's hands and the one in the letter: an entry each, by whom and why.
        QCOMPARE(team.f.number("SELECT COUNT(*) FROM activity WHERE kind = 3"), 2);
        QCOMPARE(team.f.number("SELECT COUNT(*) FROM activity WHERE kind = 3 AND agent = 1 AND note = 'because=agent_disabled' AND customer IS NOT NULL"), 2);
        QCOMPARE(team.f.number("SELECT COUNT(*) FROM links WHERE ended = 2 AND ended_by = 1 AND agent = 2"), 2);
        const std::lock_guard lock(team.mutex);
        const auto count = [&](EventKind kind) { return std::count_if(team.told.begin(), team.told.end(), [kind](const Event &e) { return e.kind == kind; }); };
        QCOMPARE(count(EventKind::LinkEnded), 2);
        QCOMPARE(count(EventKind::AgentsChanged), 3);
    }

    void aDisabledAgentsTokenIsGoneForGood() {
        Team team;
        const QByteArray token = team.add(QStringLiteral("Cleo"), Role::Lead);
        QVERIFY(*AgentStore(*team.f.db).byTokenHash(sha256(token)));
        QVERIFY_OK(team.disable(QStringLiteral("Cleo")));
        QVERIFY(!*AgentStore(*team.f.db).byTokenHash(sha256(token)));
        QVERIFY_OK(team.disable(QStringLiteral("Cleo")));
        QCOMPARE(team.f.number("SELECT COUNT(*) FROM activity WHERE kind = 13"), 1);
        // A new token lets them in again; the old one stays dead.
        const auto anew = team.f.room->run<AgentToken>([&](Transaction &t) { return renewAgentToken(t, team.f.chance, QStringLiteral("Cleo")); });
        QVERIFY_OK(anew);
        noteMinted(anew->reveal());
        QVERIFY(!*AgentStore(*team.f.db).byTokenHash(sha256(token)));
        QVERIFY(!AgentStore(*team.f.db).byName(QStringLiteral("Cleo")).value()->disabledAt.isSet());
    }

    void theLastAdminKeepsTheRole() {
        Team team;
        QVERIFY_FAILS(team.setRole(ada, Role::Lead), ErrorCode::InvalidRequest);
        QCOMPARE(team.f.number("SELECT role FROM agents WHERE name = 'Ada'"), 4);
        QVERIFY_OK(team.setRole(ada, Role::Admin));
        QVERIFY_OK(team.setRole(bob, Role::Admin));
        QVERIFY_OK(team.setRole(ada, Role::Lead));
        QCOMPARE(team.f.number("SELECT COUNT(*) FROM activity WHERE kind = 24"), 2);
        // Who is disabled administers nothing.
        QVERIFY_OK(team.setRole(ada, Role::Admin));
        QVERIFY_OK(team.disable(ada));
        QVERIFY_FAILS(team.setRole(bob, Role::Observer), ErrorCode::InvalidRequest);
        // A token that was stolen is stopped, whoever it belongs to.
        QVERIFY_OK(team.disable(bob));
    }

    void whoeverWritesIsAskedForAgain() {
        Team team;
        QVERIFY_OK(team.asks(bob, Permission::IssueMagicLink));
        QVERIFY(team.asks(bob, Permission::IssueMagicLink).value() == Role::Senior);
        const Result<Role> refused = team.asks(bob, Permission::RevokeAllLinks);
        QVERIFY_FAILS(refused, ErrorCode::NotAllowed);
        const std::optional<Denial> denial = denialIn(refused.error().detail);
        QVERIFY(denial);
        QCOMPARE(denial->permission, Permission::RevokeAllLinks);
        QCOMPARE(denial->role, Role::Senior);
        QCOMPARE(denial->ask.size(), 1);
        QCOMPARE(denial->ask.constFirst().name, ada);
        QVERIFY_OK(team.setRole(bob, Role::Observer));
        QVERIFY_FAILS(team.asks(bob, Permission::IssueMagicLink), ErrorCode::NotAllowed);
        QVERIFY_OK(team.disable(bob));
        QVERIFY_FAILS(team.asks(bob, Permission::See), ErrorCode::Unauthorized);
        // With a new token they are back, and with the old one they are not.
        const auto anew = team.f.room->run<AgentToken>([&](Transaction &t) { return renewAgentToken(t, team.f.chance, bob); });
        QVERIFY_OK(anew);
        noteMinted(anew->reveal());
        QVERIFY_FAILS(team.asks(bob, Permission::See), ErrorCode::Unauthorized);
        QVERIFY(stillMay(*team.f.db, sha256(anew->reveal()), Permission::See).has_value());
        QVERIFY(!stillMay(*team.f.db, {}, Permission::See).has_value());
    }

    void onlyWhoIsThereIsNamed() {
        Team team;
        team.add(QStringLiteral("Lea"), Role::Lead);
        team.add(QStringLiteral("Lou"), Role::Lead);
        QVERIFY_OK(team.f.run([](Transaction &t) -> Result<void> {
            // The desk of one computer has no token of its own.
            const Result<Agent> desk = ensureAgent(t, QStringLiteral("Desk"), Role::Admin);
            if (!desk) return tl::unexpected<Error>(desk.error());
            return disableAgent(t, QStringLiteral("Lou"));
        }));
        QCOMPARE(team.toAsk(), (QStringList{QStringLiteral("Lea"), ada}));
    }

    void everyChangeIsSeenFromOutside() {
        Team team;
        AgentStore agents(*team.f.db);
        qint64 seen = *agents.lastChange();
        const auto changed = [&] { return std::exchange(seen, *agents.lastChange()) != seen; };
        QVERIFY_OK(team.f.issue(team.customer, team.id(bob)));
        QVERIFY(!changed());
        QVERIFY_OK(team.setRole(bob, Role::Agent));
        QVERIFY(changed());
        QVERIFY_OK(team.disable(bob));
        QVERIFY(changed());
        QVERIFY(!changed());
    }
};

QTEST_GUILESS_MAIN(TestAgents)
#include "tst_agents.moc"
