// The courier on a real store: what is tried again and what never, what a crash leaves, and that nothing goes out twice.
#include "services/delivery/courier.h"
#include "services/store/message_store.h"
#include "tests/support/scripted_transport.h"
#include "tests/support/temp_store.h"
#include "tests/support/verify.h"

#include <QTest>

#include <thread>

using namespace latchkey;
using namespace std::chrono_literals;

namespace {

class House {
public:
    House() { letters = *Letters::load({}); }

    std::unique_ptr<Courier> courier() {
        DeliverySettings settings;
        settings.setup.mail.route = MailRoute::Smtp;
        const auto rebuild = [this](Connection &, MessageId id) { return std::optional(whole(id, {})); };
        return std::make_unique<Courier>(Courier::Setup{store.room(), store.clock, store.chance,
                                                        [](const DeliverySettings &, Channel) { return std::make_unique<ScriptedTransport>(); }, rebuild,
                                                        Connection::open(store.path(), OpenMode::ReadOnly).value(), settings, letters, 1, 1});
    }

    OutgoingMessage whole(MessageId id, Instant secretsEnd) {
        LetterFacts facts;
        facts.shopName = QStringLiteral("North Roast Coffee");
        facts.writtenAt = store.clock.now();
        if (secretsEnd.isSet()) {
            facts.code = CodeSecret("4827");
            facts.link = LinkUrl("https://portal.example.com/l/k7qm2x9tb4n0v6k7qm2x9tb4n0v6");
        }
        const MessageKind kind = secretsEnd.isSet() ? MessageKind::LoginCode : MessageKind::EmailChangedOld;
        return {id, Channel::Email, kind, Language::English, QStringLiteral("ana@example.com"), facts, secretsEnd, false};
    }

    // As a verb writes it: the row first, then the whole to the courier.
    MessageId write(Courier &courier, bool secret) {
        const MessageId id = writeRow(courier, secret);
        courier.deliver(whole(id, secret ? store.clock.now() + 10min : Instant()));
        return id;
    }
    // As a verb leaves it of whose commit nobody hears.
    MessageId writeRow(Courier &courier, bool secret) {
        const Instant end = secret ? store.clock.now() + 10min : Instant();
        NewMessage row;
        row.customer = CustomerId(1);
        row.kind = secret ? MessageKind::LoginCode : MessageKind::EmailChangedOld;
        row.to = QStringLiteral("ana@example.com");
        row.courier = courier.id();
        row.secretsEnd = end;
        row.at = store.clock.now();
        return store.write([&](Transaction &t) { return insertMessage(t.db, row); }).value();
    }

    Message read(MessageId id) { return messageById(store.reader(), id).value(); }

    TempStore store;
    std::shared_ptr<const Letters> letters;
    ScriptedTransport out;
};

// As often as it takes until one that says nothing is dead to the one that looks.
void takeForDead(Courier &looking) {
    for (int look = 0; look <= Courier::looksUntilDead; ++look) looking.keep();
}

}  // namespace

class TestCourier : public QObject {
    Q_OBJECT

private slots:
    void aLetterGoesOutOnceAndIsSettled() {
        House house;
        const auto courier = house.courier();
        const MessageId id = house.write(*courier, true);
        QVERIFY(courier->workOnce(Channel::Email, &house.out));
        QVERIFY(!courier->workOnce(Channel::Email, &house.out));
        QCOMPARE(house.out.sent, QStringList{QStringLiteral("ana@example.com")});
        QVERIFY(house.out.texts.first().contains("4827"));
        const Message settled = house.read(id);
        QCOMPARE(settled.state, MessageState::Sent);
        QVERIFY(settled.settledAt.isSet());
        QCOMPARE(settled.attempts.size(), 1);
        QCOMPARE(courier->waiting(), 0U);
    }

    void whatIsTriedAgain_data() {
        QTest::addColumn<DeliveryProblem>("problem");
        QTest::addColumn<bool>("again");
        QTest::newRow("unreachable") << DeliveryProblem::Unreachable << true;
        QTest::newRow("greylisted") << DeliveryProblem::TryLater << true;
        QTest::newRow("refused for good") << DeliveryProblem::RecipientRefused << false;
        QTest::newRow("no encryption") << DeliveryProblem::NoEncryption << false;
        QTest::newRow("handed over without an answer") << DeliveryProblem::MayHaveArrived << false;
    }
    void whatIsTriedAgain() {
        QFETCH(const DeliveryProblem, problem);
        QFETCH(const bool, again);
        House house;
        const auto courier = house.courier();
        house.out.script = {failing(problem, again, 450, QStringLiteral("later, please"))};
        const MessageId id = house.write(*courier, true);
        QVERIFY(courier->workOnce(Channel::Email, &house.out));
        const Message after = house.read(id);
        QCOMPARE(after.state, again ? MessageState::Waiting : MessageState::Failed);
        QCOMPARE(after.problem, problem);
        QCOMPARE(after.attempts.first().words, QStringLiteral("later, please"));
        QCOMPARE(after.attempts.first().code, 450);
        QCOMPARE(after.nextAt.isSet(), again);
        // Not before its time, and then once.
        QVERIFY(!courier->workOnce(Channel::Email, &house.out));
        house.store.clock.advance(1h);
        house.out.script = {};
        if (again) house.store.clock.advance(-(1h - 2s));
        QCOMPARE(courier->workOnce(Channel::Email, &house.out), again);
        QCOMPARE(house.out.sent.size(), again ? 2 : 1);
        if (again) QCOMPARE(house.read(id).state, MessageState::Sent);
        // A receiver that got both would know them for one letter.
        if (again) QCOMPARE(house.out.references.at(0), house.out.references.at(1));
    }

    void thePausesGrow_data() {
        QTest::addColumn<bool>("secret");
        QTest::addColumn<QList<qint64>>("seconds");
        QTest::newRow("somebody waits") << true << QList<qint64>{2, 8, 30, 60, 60, 60};
        QTest::newRow("a notice") << false << QList<qint64>{2, 30, 300, 900, 3600, 3600};
    }
    void thePausesGrow() {
        QFETCH(const bool, secret);
        QFETCH(const QList<qint64>, seconds);
        for (int i = 0; i < seconds.size(); ++i) QCOMPARE(backOff(i + 1, secret), Duration(std::chrono::seconds(seconds.at(i))));
    }

    void theServersOwnPauseIsKept() {
        House house;
        const auto courier = house.courier();
        SendOutcome busy = failing(DeliveryProblem::TryLater, true, 429);
        busy.retryAfter = Duration(120s);
        house.out.script = {busy};
        const MessageId id = house.write(*courier, true);
        courier->workOnce(Channel::Email, &house.out);
        QCOMPARE(house.read(id).nextAt, house.store.clock.now() + 120s);
    }

    void codeAndLinkRunOutBeforeTheLetterDoes() {
        House house;
        const auto courier = house.courier();
        const MessageId id = house.write(*courier, true);
        int attempts = 0;
        for (int second = 0; second < 700; ++second) {
            house.out.script = {failing(DeliveryProblem::Unreachable, true)};
            if (courier->workOnce(Channel::Email, &house.out)) ++attempts;
            house.store.clock.advance(1s);
        }
        const Message ended = house.read(id);
        QCOMPARE(ended.state, MessageState::Failed);
        QVERIFY(attempts >= 10);
        QCOMPARE(ended.attempts.size(), std::min(attempts, 20));
        QCOMPARE(courier->waiting(), 0U);
    }

    void aLetterWhoseSecretsAreDeadIsNotSent() {
        House house;
        const auto courier = house.courier();
        const MessageId id = house.write(*courier, true);
        house.store.clock.advance(10min);
        QVERIFY(courier->workOnce(Channel::Email, &house.out));
        QVERIFY(house.out.sent.isEmpty());
        QCOMPARE(house.read(id).problem, DeliveryProblem::SecretsExpired);
    }

    void afterACrashALoginLetterIsLostAndANoticeGoesOn() {
        House house;
        auto crashed = house.courier();
        const MessageId login = house.write(*crashed, true);
        const MessageId notice = house.write(*crashed, false);
        crashed.reset();  // without stop(): as if the process were gone
        const auto heir = house.courier();
        heir->keep();
        QCOMPARE(house.read(login).state, MessageState::Waiting);  // it may live, for all that anybody knows
        takeForDead(*heir);
        const Message lost = house.read(login);
        QCOMPARE(lost.state, MessageState::Lost);
        QCOMPARE(lost.problem, DeliveryProblem::SecretsLost);
        QVERIFY(heir->workOnce(Channel::Email, &house.out));
        QVERIFY(!heir->workOnce(Channel::Email, &house.out));
        QCOMPARE(house.out.sent.size(), 1);
        QCOMPARE(house.read(notice).state, MessageState::Sent);
    }

    void anAttemptUnderWayAtACrashIsNotMadeAgain() {
        House house;
        auto crashed = house.courier();
        const MessageId id = house.write(*crashed, false);
        const auto heir = house.courier();
        // While the first one is talking to the server, it is taken for dead.
        house.out.during = [&] {
            takeForDead(*heir);
        };
        house.out.script = {failing(DeliveryProblem::Unreachable, true)};
        QVERIFY(crashed->workOnce(Channel::Email, &house.out));
        QCOMPARE(house.read(id).problem, DeliveryProblem::MayHaveArrived);
        QCOMPARE(house.read(id).state, MessageState::Failed);
        house.out.during = {};
        house.store.clock.advance(1h);
        QVERIFY(!heir->workOnce(Channel::Email, &house.out));
        (void)crashed->workOnce(Channel::Email, &house.out);
        QCOMPARE(house.out.sent.size(), 1);
    }

    void whatTheServerTookIsSentWhoeverThoughtOtherwise() {
        House house;
        const auto slow = house.courier();
        const MessageId id = house.write(*slow, true);
        const auto other = house.courier();
        house.out.during = [&] {
            takeForDead(*other);
        };
        QVERIFY(slow->workOnce(Channel::Email, &house.out));
        QCOMPARE(house.read(id).state, MessageState::Sent);
    }

    void oneThatWasTakenForDeadSendsNothingMore() {
        House house;
        const auto asleep = house.courier();
        const MessageId notice = house.write(*asleep, false);
        const auto heir = house.courier();
        takeForDead(*heir);
        QVERIFY(heir->workOnce(Channel::Email, &house.out));
        QVERIFY(asleep->workOnce(Channel::Email, &house.out));  // finds it taken
        QCOMPARE(house.out.sent.size(), 1);
        QCOMPARE(house.read(notice).state, MessageState::Sent);
    }

    void aCourierThatSpeaksUpIsNotTakenForDead() {
        House house;
        const auto busy = house.courier();
        const MessageId id = house.write(*busy, false);
        const auto other = house.courier();
        for (int i = 0; i < 10; ++i) {
            house.store.clock.advance(10s);
            busy->keep();
            other->keep();
        }
        QVERIFY(!other->workOnce(Channel::Email, &house.out));
        QVERIFY(busy->workOnce(Channel::Email, &house.out));
        QCOMPARE(house.read(id).state, MessageState::Sent);
    }

    void aClockThatJumpsMakesNobodyDead() {
        House house;
        const auto busy = house.courier();
        const MessageId login = house.write(*busy, true);
        const auto other = house.courier();
        other->keep();
        for (const Duration jump : {Duration(1min), Duration(-2min), Duration(5min), Duration(-4min)}) {
            busy->keep();
            house.store.clock.advance(jump);
            other->keep();
        }
        QCOMPARE(house.read(login).state, MessageState::Waiting);
        QVERIFY(busy->workOnce(Channel::Email, &house.out));
        QCOMPARE(house.read(login).state, MessageState::Sent);
    }

    // The attempt was taken and nobody heard of it: the next one finds it taken, and it is not left waiting for ever.
    void anAttemptThatWasTakenUnheardOfMayHaveArrived() {
        House house;
        const auto courier = house.courier();
        const MessageId id = house.write(*courier, false);
        house.store.sql("UPDATE messages SET taken_at = 5");
        courier->keep();
        QCOMPARE(house.read(id).state, MessageState::Waiting);  // it is still held
        QVERIFY(courier->workOnce(Channel::Email, &house.out));
        QVERIFY(house.out.sent.isEmpty());
        courier->keep();
        QCOMPARE(house.read(id).state, MessageState::Failed);
        QCOMPARE(house.read(id).problem, DeliveryProblem::MayHaveArrived);
    }

    void anAttemptWhoseEndCouldNotBeWrittenMayHaveArrived() {
        House house;
        const auto courier = house.courier();
        const MessageId id = house.write(*courier, true);
        house.out.script = {failing(DeliveryProblem::TryLater, true)};
        house.out.during = [&] {
            house.store.sql("ALTER TABLE message_attempts RENAME TO away");
            courier->keep();
        };
        QVERIFY(courier->workOnce(Channel::Email, &house.out));
        house.store.sql("ALTER TABLE away RENAME TO message_attempts");
        QCOMPARE(house.read(id).state, MessageState::Waiting);
        QCOMPARE(courier->waiting(), 0U);
        courier->keep();
        QCOMPARE(house.read(id).state, MessageState::Failed);
        QCOMPARE(house.read(id).problem, DeliveryProblem::MayHaveArrived);
    }

    void whatWasNeverHandedOverIsLostOrGoesOut() {
        House house;
        const auto courier = house.courier();
        const MessageId login = house.writeRow(*courier, true);
        const MessageId notice = house.writeRow(*courier, false);
        const MessageId held = house.write(*courier, true);
        courier->keep();
        QCOMPARE(house.read(login).state, MessageState::Lost);
        QCOMPARE(house.read(login).problem, DeliveryProblem::SecretsLost);
        while (courier->workOnce(Channel::Email, &house.out)) {}
        QCOMPARE(house.read(notice).state, MessageState::Sent);
        QCOMPARE(house.read(held).state, MessageState::Sent);
        QCOMPARE(house.out.sent.size(), 2);
    }

    void manyCouriersOnOneStoreSendEachNoticeOnce() {
        House house;
        auto dead = house.courier();
        constexpr int notices = 60;
        for (int i = 0; i < notices; ++i) house.write(*dead, false);
        dead.reset();
        std::vector<std::unique_ptr<Courier>> couriers;
        for (int i = 0; i < 4; ++i) couriers.push_back(house.courier());
        std::vector<std::thread> threads;
        for (const auto &courier : couriers)
            threads.emplace_back([&house, &courier] {
                takeForDead(*courier);
                while (courier->workOnce(Channel::Email, &house.out)) {}
            });
        for (std::thread &thread : threads) thread.join();
        QCOMPARE(house.out.sent.size(), notices);
        QCOMPARE(house.store.number("SELECT COUNT(*) FROM messages WHERE state = 2"), notices);
        QCOMPARE(house.store.number("SELECT COUNT(*) FROM message_attempts"), notices);
    }

    void anOrderlyEndTellsAtOnce() {
        House house;
        auto courier = house.courier();
        const MessageId login = house.write(*courier, true);
        const MessageId notice = house.write(*courier, false);
        courier->stop();
        QCOMPARE(house.read(login).state, MessageState::Lost);
        QCOMPARE(house.read(notice).state, MessageState::Waiting);
        const auto next = house.courier();
        next->keep();
        QVERIFY(next->workOnce(Channel::Email, &house.out));
        QCOMPARE(house.read(notice).state, MessageState::Sent);
    }

    void threadsCarryOutWhatIsGiven() {
        House house;
        const auto courier = house.courier();
        courier->start();
        const MessageId id = house.write(*courier, true);
        QTRY_COMPARE(house.read(id).state, MessageState::Sent);
        courier->stop();
    }

    // Whoever was erased is written to no more, and nothing of them waits in memory.
    void whatIsForgottenDoesNotLeave() {
        House house;
        const auto courier = house.courier();
        ScriptedTransport transport;
        const MessageId gone = house.write(*courier, false);
        const MessageId kept = house.write(*courier, true);
        QCOMPARE(courier->waiting(), std::size_t(2));
        courier->forget({gone, MessageId(77)});
        QCOMPARE(courier->waiting(), std::size_t(1));
        QVERIFY(courier->workOnce(Channel::Email, &transport));
        QVERIFY(!courier->workOnce(Channel::Email, &transport));
        QVERIFY(house.read(kept).state == MessageState::Sent);
        QVERIFY(house.read(gone).state == MessageState::Waiting);
    }

    void aCapturedLetterIsKeptForReading() {
        House house;
        const auto courier = house.courier();
        OutgoingMessage message = house.whole(MessageId(7), house.store.clock.now() + 10min);
        message.captured = true;
        courier->deliver(message);
        QVERIFY(!courier->workOnce(Channel::Email, &house.out));
        QVERIFY(courier->captured().wholeBody(MessageId(7), house.store.clock.now()).reveal().contains("4827"));
    }
};

QTEST_GUILESS_MAIN(TestCourier)
#include "tst_courier.moc"
