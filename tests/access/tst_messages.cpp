// What is written to whom, in which language, and what the operator's limits keep back; against a real store.
#include "services/store/message_store.h"
#include "tests/access/access_fixture.h"

using namespace latchkey;
using namespace std::chrono_literals;

namespace {

class House : public AccessFixture {
public:
    using AccessFixture::AccessFixture;

    void letBothLeave(const QStringList &countries = {QStringLiteral("FR")}, int perNumber = 10, int perDay = 1000) {
        postman.modesNow.mail = MailRoute::Smtp;
        postman.modesNow.sms = SmsRoute::Twilio;
        postman.modesNow.countries = countries;
        postman.modesNow.textsPerNumberPerDay = perNumber;
        postman.modesNow.textsPerDay = perDay;
        postman.modesNow.courier = 77;
    }
    Message newest(Channel channel) {
        Statement select = db->prepare("SELECT MAX(id) FROM messages WHERE channel = ?");
        select.bind(static_cast<int>(channel));
        const MessageId id = select.step() ? select.id<MessageId>(0) : MessageId();
        select.reset();
        return messageById(*db, id).value_or(Message());
    }
    Result<MessageId> emailLink(CustomerId customer, AgentId agent = AgentId(1)) {
        return room->run<MessageId>([&](Transaction &t) { return access->emailLoginLink(t, {customer, {}, agent, LinkDoor::AgentLetter, {}}); });
    }
    Result<MessageId> again(MessageId id) {
        return room->run<MessageId>([&](Transaction &t) { return access->sendAgain(t, id, AgentId(1)); });
    }
    void settle(MessageId id, MessageState state) {
        QVERIFY(run([&](Transaction &t) {
                    return t.db.execute("UPDATE messages SET state = " + std::to_string(static_cast<int>(state)) + " WHERE id = " + std::to_string(id.value()));
                }).has_value());
    }
};

const QString phone = QStringLiteral("+33612345678");
const QString email = QStringLiteral("a@example.com");

}  // namespace

class TestMessages : public QObject {
    Q_OBJECT

private slots:
    void whatLeavesWaitsInTheCouriersName() {
        House house;
        house.letBothLeave();
        house.addCustomer(u"A"_qs, email, phone);
        QVERIFY_OK(house.ask(email));
        QCOMPARE(house.newest(Channel::Email).state, MessageState::Waiting);
        QCOMPARE(house.newest(Channel::Sms).state, MessageState::Waiting);
        QCOMPARE(house.number("SELECT COUNT(*) FROM messages WHERE courier = 77 AND secrets_end IS NOT NULL"), 2);
        // Nothing of a rolled back verb reaches the postman.
        const qsizetype before = house.postman.all().size();
        const auto failed = house.room->run<void>([&](Transaction &t) -> Result<void> {
            (void)house.access->emailLoginLink(t, {CustomerId(1), {}, AgentId(1), LinkDoor::AgentLetter, {}});
            return fail(ErrorCode::Cancelled);
        });
        QVERIFY_FAILS(failed, ErrorCode::Cancelled);
        QCOMPARE(house.postman.all().size(), before);
    }

    void limitsKeepTextsBack_data() {
        QTest::addColumn<QString>("countries");
        QTest::addColumn<int>("perNumber");
        QTest::addColumn<int>("perDay");
        QTest::addColumn<DeliveryProblem>("problem");
        QTest::newRow("within all") << "US FR" << 2 << 2 << DeliveryProblem::None;
        QTest::newRow("another country") << "US" << 2 << 2 << DeliveryProblem::CountryNotAllowed;
        QTest::newRow("the number's") << "FR" << 1 << 5 << DeliveryProblem::NumberCap;
        QTest::newRow("the day's") << "FR" << 5 << 1 << DeliveryProblem::DayCap;
    }
    void limitsKeepTextsBack() {
        QFETCH(const QString, countries);
        QFETCH(const int, perNumber);
        QFETCH(const int, perDay);
        QFETCH(const DeliveryProblem, problem);
        House house;
        house.letBothLeave(countries.split(u' '), perNumber, perDay);
        house.addCustomer(u"A"_qs, email, phone);
        QVERIFY_OK(house.ask(email));
        house.clock.advance(61s);
        const auto second = house.ask(email);
        QVERIFY_OK(second);
        const Message text = house.newest(Channel::Sms);
        QCOMPARE(text.problem, problem);
        QCOMPARE(text.state, problem == DeliveryProblem::None ? MessageState::Waiting : MessageState::Withheld);
        // The letter goes all the same, and nothing of a withheld text leaves.
        QVERIFY(second->letter);
        QCOMPARE(second->text.has_value(), problem == DeliveryProblem::None);
        // A day later the budget is free again.
        house.clock.advance(25h);
        const auto tomorrow = house.ask(email);
        QCOMPARE(tomorrow->text.has_value(), problem != DeliveryProblem::CountryNotAllowed);
    }

    void withTextsOffAPhoneAloneReachesNobody() {
        House house;
        house.letBothLeave();
        house.postman.modesNow.sms = SmsRoute::Off;
        house.addCustomer(u"A"_qs, {}, phone);
        house.addCustomer(u"B"_qs, u"b@example.com"_qs, u"+33612345671"_qs);
        const auto alone = house.ask(phone);
        QVERIFY_OK(alone);
        QVERIFY(!alone->letter && !alone->text);
        const auto both = house.ask(u"+33612345671"_qs);
        QVERIFY(both->letter && !both->text);
    }

    void theBrowsersLanguageThenTheLastOneThenTheOperators() {
        House house;
        house.postman.modesNow.language = Language::Spanish;
        const CustomerId customer = house.addCustomer(u"A"_qs, email, {});
        QVERIFY_OK(house.emailLink(customer));
        QCOMPARE(house.postman.newest(Channel::Email)->language, Language::Spanish);
        house.language = Language::French;
        QCOMPARE(house.ask(email)->letter->language, Language::French);
        QVERIFY_OK(house.emailLink(customer));
        QCOMPARE(house.postman.newest(Channel::Email)->language, Language::French);
    }

    void anAgentsLetterIsALinkOfTheirsAndCounts() {
        House house;
        const CustomerId customer = house.addCustomer(u"A"_qs, email, phone);
        const Result<MessageId> id = house.emailLink(customer, AgentId(7));
        QVERIFY_OK(id);
        const OutgoingMessage letter = *house.postman.newest(Channel::Email);
        QCOMPARE(letter.kind, MessageKind::MagicLogin);
        QVERIFY(letter.facts.code.isEmpty());
        QVERIFY_OK(house.redeem(LinkToken(letter.facts.link.reveal().right(linkTokenLength)), "b"));
        QCOMPARE(house.number("SELECT door FROM links"), qint64(LinkDoor::AgentLetter));
        QCOMPARE(house.number("SELECT agent FROM links"), 7);
        for (int i = 0; i < 4; ++i) QVERIFY_OK(house.emailLink(customer));
        QVERIFY_FAILS(house.emailLink(customer), ErrorCode::TooManyLinks);
        const CustomerId nowhere = house.addCustomer(u"B"_qs, u"b@@example.com"_qs, phone);
        QVERIFY_FAILS(house.emailLink(nowhere), ErrorCode::MagicLinkRefused);
    }

    void aCodeSentAgainIsNewAndGoodOnTheSamePage() {
        House house;
        house.letBothLeave();
        house.addCustomer(u"A"_qs, email, {});
        const auto asked = house.ask(email);
        const MessageId first = house.newest(Channel::Email).id;
        QVERIFY_FAILS(house.again(first), ErrorCode::CannotSendAgain);  // it waits still
        house.settle(first, MessageState::Lost);
        const Result<MessageId> second = house.again(first);
        QVERIFY_OK(second);
        QVERIFY(*second != first);
        const OutgoingMessage letter = *house.postman.newest(Channel::Email);
        QCOMPARE(letter.kind, MessageKind::LoginCode);
        QVERIFY(!(letter.facts.code == house.postman.all().first().facts.code));
        QVERIFY_OK(house.enter(asked->challenge, letter.facts.code.reveal()));
        QCOMPARE(house.number("SELECT COUNT(*) FROM activity WHERE kind = 16"), 1);
    }

    void whenNobodyWaitsBeforeThePageALinkGoesInstead() {
        House house;
        house.addCustomer(u"A"_qs, email, {});
        QVERIFY_OK(house.ask(email));
        const MessageId first = house.newest(Channel::Email).id;
        house.clock.advance(2h);
        QVERIFY_OK(house.again(first));
        QCOMPARE(house.postman.newest(Channel::Email)->kind, MessageKind::MagicLogin);
        // A text cannot carry one.
        house.addCustomer(u"B"_qs, {}, phone);
        QVERIFY_OK(house.ask(phone));
        const MessageId text = house.newest(Channel::Sms).id;
        house.clock.advance(2h);
        QVERIFY_FAILS(house.again(text), ErrorCode::CannotSendAgain);
    }

    void aNoticeIsSentAgainToWhereItWasMeantFor() {
        House house;
        const CustomerId id = house.addCustomer(u"A"_qs, u"new@example.com"_qs, {});
        Customer customer;
        customer.id = id;
        customer.firstName = u"A"_qs;
        customer.email = u"new@example.com"_qs;
        QVERIFY_OK(house.run([&](Transaction &t) { return house.access->tellOfEmailChange(t, customer, u"old@example.com"_qs, AgentId(1)); }));
        QCOMPARE(house.postman.all().size(), 2);
        QCOMPARE(house.postman.all().at(0).to, u"old@example.com"_qs);
        QCOMPARE(house.postman.all().at(0).kind, MessageKind::EmailChangedOld);
        QCOMPARE(house.postman.all().at(1).to, u"new@example.com"_qs);
        QVERIFY(!house.postman.textOf(house.postman.all().at(0)).contains(u"new@example.com"_qs));
        QVERIFY_OK(house.again(MessageId(1)));
        const OutgoingMessage repeated = *house.postman.newest(Channel::Email);
        QCOMPARE(repeated.to, u"old@example.com"_qs);
        QCOMPARE(house.postman.textOf(repeated), house.postman.textOf(house.postman.all().at(0)));
        // What a courier that inherits it would send is the same.
        const std::optional<OutgoingMessage> rebuilt = house.access->rebuild(*house.db, MessageId(1));
        QVERIFY(rebuilt);
        QCOMPARE(house.postman.textOf(*rebuilt), house.postman.textOf(repeated));
        QVERIFY(!house.access->rebuild(*house.db, MessageId(99)));
    }

    void anAddressThatIsNoneIsToldNothing_data() {
        QTest::addColumn<QString>("former");
        QTest::addColumn<QString>("now");
        QTest::addColumn<int>("letters");
        QTest::newRow("there was none") << "" << "new@example.com" << 1;
        QTest::newRow("it was malformed") << "old@@example.com" << "new@example.com" << 1;
        QTest::newRow("it was taken away") << "old@example.com" << "" << 1;
        QTest::newRow("both") << "old@example.com" << "new@example.com" << 2;
    }
    void anAddressThatIsNoneIsToldNothing() {
        QFETCH(const QString, former);
        QFETCH(const QString, now);
        QFETCH(const int, letters);
        House house;
        Customer customer;
        customer.id = house.addCustomer(u"A"_qs, now, {});
        customer.email = now;
        QVERIFY_OK(house.run([&](Transaction &t) { return house.access->tellOfEmailChange(t, customer, former, AgentId(1)); }));
        QCOMPARE(house.postman.all().size(), letters);
    }
};

QTEST_GUILESS_MAIN(TestMessages)
#include "tst_messages.moc"
