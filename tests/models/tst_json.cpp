// Every noun survives its way through JSON with all fields set; malformed JSON is refused, odd text is escaped.
#include "models/json/json.h"

#include <QTest>

using namespace latchkey;

namespace {

const QString odd = QStringLiteral("\"quoted\" \\ / \n\r\t \x01 é 😀 \u2028");

QJsonObject objectOf(const std::string &text) {
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromStdString(text), &error);
    if (error.error != QJsonParseError::NoError) qWarning("%s", qPrintable(error.errorString()));
    return document.object();
}

template <class T>
std::string textOf(const T &noun) {
    JsonWriter out;
    writeJson(out, noun);
    return out.take();
}

// Written, read and written again: equal texts mean that no field was lost, since each one is set to what no other has.
template <class T>
void checkRoundTrip(const T &noun, Result<T> (*read)(const QJsonObject &), const QStringList &mayBeMissing = {}) {
    const std::string text = textOf(noun);
    const QJsonObject object = objectOf(text);
    QVERIFY(!object.isEmpty());
    const Result<T> back = read(object);
    QVERIFY2(back.has_value(), back ? "" : qPrintable(back.error().detail));
    QCOMPARE(QString::fromStdString(textOf(*back)), QString::fromStdString(text));
    // An unknown field is no harm; a missing or a wrong one is.
    QJsonObject more = object;
    more.insert(QStringLiteral("news"), 1);
    QVERIFY(read(more).has_value());
    for (const QString &key : object.keys()) {
        QJsonObject less = object;
        less.remove(key);
        if (mayBeMissing.contains(key)) QVERIFY2(read(less).has_value(), qPrintable(key));
        else QVERIFY2(!read(less) && read(less).error().code == ErrorCode::ServiceAnsweredNonsense, qPrintable(key));
        QJsonObject wrong = object;
        wrong.insert(key, object.value(key).isString() ? QJsonValue(17) : QJsonValue(QStringLiteral("wrong")));
        QVERIFY2(!read(wrong), qPrintable(key));
    }
    QVERIFY(!read({}));
}

Customer fullCustomer() {
    return {CustomerId(11),
            QStringLiteral("C-1"),
            QStringLiteral("Amélie"),
            odd,
            QStringLiteral("a@gmial.com"),
            EmailState::DomainTypo,
            QStringLiteral("+33 6"),
            12,
            Instant(13),
            Instant(14),
            Instant(15),
            Instant(16)};
}

Subscription fullSubscription() {
    return {SubscriptionId(21),
            QStringLiteral("S-1"),
            CustomerId(22),
            SubscriptionStatus::Other,
            QStringLiteral("odd one"),
            {IntervalUnit::Week, 3},
            Instant(23),
            Instant(24),
            {{QStringLiteral("Beans"), QStringLiteral("1 kg"), 2, {2400, QStringLiteral("EUR")}}, {odd, {}, 1, {-5, QStringLiteral("JPY")}}}};
}

Finding fullFinding() {
    FindingFacts facts{QStringLiteral("a@@b"),
                       QStringLiteral("a@b"),
                       QStringLiteral("c@d"),
                       ReplyMatch::PlusAddress,
                       EmailFlaw::SeveralAts,
                       2,
                       QStringLiteral("+1"),
                       LinkId(31),
                       QStringLiteral("K7QM2X"),
                       QStringLiteral("Sam"),
                       Instant(32),
                       Instant(33),
                       34,
                       35,
                       36,
                       Duration(37),
                       Duration(38),
                       CustomerId(39),
                       QStringLiteral("Other"),
                       MessageId(40),
                       DeliveryProblem::RecipientRefused,
                       odd,
                       Denial{Permission::RevokeLink, Role::Agent, {{odd, Role::Lead}, {QStringLiteral("Ada"), Role::Admin}}}};
    return {FindingCode::EmailMalformed, Severity::Blocks, facts, {Remedy::UseSuggestion, Remedy::CopyPortalLink}};
}

TimelineEntry fullEntry() {
    return {Instant(41),
            TimelineKind::LinkRefused,
            LinkId(42),
            QStringLiteral("AAAAAA"),
            QStringLiteral("Sam"),
            LinkDoor::LoginLetter,
            LinkState::Revoked,
            DeliveryProblem::TryLater,
            QStringLiteral("front-desk"),
            VisitKind::KnownNetwork,
            true,
            true,
            true,
            43};
}

LoginLink fullLink() {
    return {LinkId(51),
            QStringLiteral("BBBBBB"),
            CustomerId(52),
            SubscriptionId(53),
            AgentId(54),
            QStringLiteral("Sam"),
            odd,
            LinkDoor::Command,
            QStringLiteral("/account"),
            Instant(55),
            Instant(56),
            LinkEnd::EmailChanged,
            Instant(57),
            58,
            59,
            Instant(60),
            Instant(61)};
}

CustomerDetails fullDetails() {
    return {fullCustomer(),
            PhoneState::Doubtful,
            {fullSubscription(), fullSubscription()},
            71,
            {WayIn::PortalLink, AdviceReason::OpensLate, 2, Duration(79), Duration(80), {}},
            {WayIn::StandardLogin, AdviceReason::ScannersFirst, 3, Duration(81), Duration(82), odd},
            {fullFinding(), Finding{}},
            {fullEntry()},
            {fullLink()},
            true,
            72,
            73,
            QStringLiteral("https://shop.example/login"),
            74,
            {SessionInfo{SessionId(75), odd, true, Instant(76), Instant(77), Instant(78)}}};
}

}  // namespace

class JsonTest : public QObject {
    Q_OBJECT

private slots:
    void customersSurvive();
    void subscriptionsSurvive();
    void findingsSurvive();
    void linksSurvive();
    void statisticsSurvive();
    void theTeamsNounsSurvive();
    void detailsSurvive();
    void meSurvives();
    void messagesAndEventsSurvive();
    void deliveriesAndSessionsSurvive();
    void pagesSurvive();
    void problemsSurvive();
    void emptyNounsSurvive();
    void textIsEscaped();
    void brokenTextBecomesTheReplacementCharacter();
    void numbersKeepTheirWidth();
    void wrongItemsInsideListsAreRefused();
    void hugeAndFractionalNumbersAreRefused();
};

void JsonTest::customersSurvive() {
    checkRoundTrip(fullCustomer(), readCustomer);
    const Result<Customer> back = readCustomer(objectOf(textOf(fullCustomer())));
    QVERIFY(back);
    QCOMPARE(back->id, CustomerId(11));
    QCOMPARE(back->lastName, odd);
    QCOMPARE(back->emailState, EmailState::DomainTypo);
    QCOMPARE(back->lastSignInAt, Instant(15));
    QCOMPARE(back->erasedAt, Instant(16));
    checkRoundTrip(
        CustomerRow{CustomerId(1), odd, QStringLiteral("a"), EmailState::Malformed, QStringLiteral("p"), 2, SubscriptionStatus::Failed, true},
        readCustomerRow);
    checkRoundTrip(CustomerRow{CustomerId(1), odd, {}, EmailState::Missing, {}, 2, SubscriptionStatus::Failed, true, Instant(17)}, readCustomerRow, {QStringLiteral("seen_at")});
    QVERIFY(textOf(CustomerRow()).find("seen_at") == std::string::npos);  // of the house's own
}

void JsonTest::subscriptionsSurvive() {
    const Result<Subscription> back = readSubscription(objectOf(textOf(fullSubscription())));
    QVERIFY(back);
    QCOMPARE(textOf(*back), textOf(fullSubscription()));
    QCOMPARE(back->lines.size(), 2);
    QCOMPARE(back->lines[1].price.minor, -5);
    checkRoundTrip(SubscriptionRow{SubscriptionId(1),
                                   QStringLiteral("S"),
                                   CustomerId(2),
                                   QStringLiteral("Ann"),
                                   EmailState::Missing,
                                   odd,
                                   SubscriptionStatus::Paused,
                                   QStringLiteral("paused"),
                                   {IntervalUnit::Year, 1},
                                   Instant(3),
                                   {4, QStringLiteral("EUR")},
                                   Instant(17)},
                   readSubscriptionRow, {QStringLiteral("seen_at")});
    Subscription seen = fullSubscription();
    seen.seenAt = Instant(18);
    checkRoundTrip(seen, readSubscription, {QStringLiteral("seen_at")});
    checkRoundTrip(fullSubscription(), readSubscription);
}

void JsonTest::findingsSurvive() {
    checkRoundTrip(fullFinding(), readFinding);
    const Result<Finding> back = readFinding(objectOf(textOf(fullFinding())));
    QVERIFY(back);
    QCOMPARE(back->facts.flaw, EmailFlaw::SeveralAts);
    QCOMPARE(back->facts.flawAt, 2);
    QCOMPARE(back->facts.link, LinkId(31));
    QCOMPARE(back->facts.scannerVisits, 35);
    QCOMPARE(back->facts.usualDelay, Duration(38));
    QCOMPARE(back->facts.otherName, QStringLiteral("Other"));
    QVERIFY(back->facts.denial);
    QCOMPARE(back->facts.denial->ask.constLast().role, Role::Admin);
    QCOMPARE(back->remedies, (QList<Remedy>{Remedy::UseSuggestion, Remedy::CopyPortalLink}));
}

void JsonTest::linksSurvive() {
    checkRoundTrip(fullEntry(), readTimelineEntry);
    checkRoundTrip(fullLink(), readLoginLink);
    checkRoundTrip(IssuedLink{LinkId(1), QStringLiteral("K7QM2X"), QStringLiteral("https://shop.example/l/x"), Instant(2), Instant(3)},
                   readIssuedLink);
    const LinkVerdict verdict{VerdictCode::Damaged,
                              fullLink(),
                              odd,
                              LinkDamage::MissingCharacter,
                              17,
                              QStringLiteral("links.example"),
                              {{UndoneKind::Brackets, odd, 2}, {UndoneKind::CheckAgrees, {}, 1}},
                              {fullEntry()},
                              {fullFinding()}};
    checkRoundTrip(verdict, readLinkVerdict);
    checkRoundTrip(LinkCheck{{verdict, LinkVerdict{}}, 3}, readLinkCheck);
    QVERIFY(!readLinkCheck(objectOf(textOf(LinkCheck{}))));
    checkRoundTrip(LinkDetails{fullLink(), {fullEntry(), TimelineEntry{}}}, readLinkDetails);
    const Result<LinkVerdict> none = readLinkVerdict(objectOf(textOf(LinkVerdict{})));
    QVERIFY(none && !none->link && none->damageAt == -1);
}

void JsonTest::statisticsSurvive() {
    const LinkStats stats{{{Instant(1), 2, 3, 4, 5, 6, 7}, LinkDay{}},
                          {{LinkState::Revoked, 8}},
                          {{FindingCode::EmailMissing, 9}, {FindingCode::TooManyLinks, 10}},
                          Duration(11),
                          12};
    checkRoundTrip(stats, readLinkStats);
    QCOMPARE(readLinkStats(objectOf(textOf(stats)))->days.constFirst().expiredOpened, 5);
}

void JsonTest::theTeamsNounsSurvive() {
    Activity entry{ActivityId(1), Instant(2), ActivityKind::LinkIssued, AgentId(3), CustomerId(4), LinkId(5), QStringLiteral("reply=elsewhere")};
    entry.desk = QStringLiteral("front-desk");
    entry.words = odd;
    checkRoundTrip(ActivityRow{entry, odd, QStringLiteral("Customer"), QStringLiteral("K7QM2X")}, readActivityRow);
    checkRoundTrip(ShopSettings{ReplyGuard::Off, true}, readShopSettings);
    checkRoundTrip(Snippet{SnippetId(1), SnippetUse::LoginSteps, Language::French, QStringLiteral("Title"), odd, 7}, readSnippet);
    checkRoundTrip(Agent{AgentId(1), odd, Role::Senior, Instant(2), Instant(3)}, readAgent);
}

void JsonTest::detailsSurvive() {
    checkRoundTrip(fullDetails(), readCustomerDetails);
    checkRoundTrip(SubscriptionDetails{fullSubscription(), fullDetails()}, readSubscriptionDetails);
}

void JsonTest::meSurvives() {
    Me me{{AgentId(1), odd, Role::Lead, Instant(2)},
          QStringLiteral("Shop"),
          {ReplyGuard::Require, true},
          ShopKind::Skio,
          QStringLiteral("https://shop.example"),
          Instant(3),
          {},
          MailRoute::Smtp,
          SmsRoute::Webhook,
          4,
          5,
          6,
          7};
    me.policy = {Duration(101), Duration(102), Duration(103), 104,           105, Duration(106), 107,
                 108,           109,           110,           Duration(111), 112, Duration(113), Duration(114), Duration(115), Duration(116)};
    me.toAsk = {{odd, Role::Lead}};
    checkRoundTrip(me, readMe);
    const Result<Me> back = readMe(objectOf(textOf(me)));
    QVERIFY(back);
    QCOMPARE(back->policy.sessionOfCode, Duration(114));
    QCOMPARE(back->policy.visitsKept, Duration(115));
    QCOMPARE(back->policy.activityKept, Duration(116));
    QCOMPARE(back->toAsk.constFirst().name, odd);
    QCOMPARE(back->policy.linksPerAgentPerHour, 105);
    QCOMPARE(back->mail, MailRoute::Smtp);
    QCOMPARE(back->sms, SmsRoute::Webhook);
}

void JsonTest::messagesAndEventsSurvive() {
    const Message message{MessageId(1),
                          CustomerId(2),
                          odd,
                          Channel::Sms,
                          MessageKind::MagicLogin,
                          MessageState::Failed,
                          QStringLiteral("+1"),
                          QStringLiteral("s"),
                          QStringLiteral("b"),
                          Instant(3),
                          true,
                          DeliveryProblem::ContentRefused,
                          Instant(4),
                          Instant(5),
                          QStringLiteral("Sam"),
                          {{Instant(6), Duration(7), DeliveryProblem::TryLater, DeliveryStep::Recipient, 451, odd},
                           {Instant(8), Duration(9), DeliveryProblem::Unreachable, DeliveryStep::Connect, 0, {}}},
                          true};
    checkRoundTrip(message, readMessage);
    const Result<Message> back = readMessage(objectOf(textOf(message)));
    QVERIFY(back);
    QCOMPARE(back->attempts.size(), 2);
    QCOMPARE(back->attempts.constFirst().took, Duration(7));
    QCOMPARE(back->attempts.constFirst().step, DeliveryStep::Recipient);
    QCOMPARE(back->attempts.constFirst().words, odd);
    QCOMPARE(back->nextAt, Instant(5));
    checkRoundTrip(Event{EventKind::LinkUsed, CustomerId(1), LinkId(2), Instant(3)}, readEvent);
}

void JsonTest::deliveriesAndSessionsSurvive() {
    DeliverySetup setup;
    setup.mail = {MailRoute::Smtp,
                  QStringLiteral("smtp.example"),
                  465,
                  MailSecurity::Tls,
                  MailSignIn::Login,
                  QStringLiteral("user"),
                  true,
                  QStringLiteral("/ca.pem"),
                  odd,
                  QStringLiteral("reply@example"),
                  Language::French,
                  QStringLiteral("/letters"),
                  31};
    setup.sms = {SmsRoute::Webhook,
                 QStringLiteral("https://gateway.example"),
                 QStringLiteral("AC1"),
                 QStringLiteral("SK1"),
                 true,
                 QStringLiteral("+1"),
                 {QStringLiteral("US"), QStringLiteral("FR")},
                 11,
                 1001,
                 16};
    setup.fixedByOperator = true;
    checkRoundTrip(setup, readDeliverySetup);
    const Result<DeliverySetup> back = readDeliverySetup(objectOf(textOf(setup)));
    QVERIFY(back);
    QCOMPARE(back->mail.language, Language::French);
    QCOMPARE(back->mail.from, odd);
    QCOMPARE(back->sms.countries, setup.sms.countries);
    QCOMPARE(back->sms.perDay, 1001);
    for (const char *section : {"mail", "sms"}) {
        const QString name = QLatin1String(section);
        const QJsonObject whole = objectOf(textOf(setup));
        for (const QString &key : whole.value(name).toObject().keys()) {
            QJsonObject part = whole.value(name).toObject();
            part.remove(key);
            QJsonObject less = whole;
            less.insert(name, part);
            QVERIFY2(!readDeliverySetup(less), qPrintable(key));
        }
    }
    const DeliveryTrial trial{
        DeliveryProblem::SignInRefused, 535, odd, {{DeliveryStep::Connect, true, {}}, {DeliveryStep::SignIn, false, odd}}, Duration(17)};
    checkRoundTrip(trial, readDeliveryTrial);
    QCOMPARE(readDeliveryTrial(objectOf(textOf(trial)))->steps.constLast().words, odd);
    checkRoundTrip(SessionInfo{SessionId(1), odd, true, Instant(2), Instant(3), Instant(4)}, readSessionInfo);
}

void JsonTest::pagesSurvive() {
    const Page<Customer> page{{fullCustomer(), Customer{}}, QStringLiteral("k"), 5, 10'000, false};
    const Result<Page<Customer>> back = readPage<Customer>(objectOf(textOf(page)), readCustomer);
    QVERIFY(back);
    QCOMPARE(textOf(*back), textOf(page));
    QVERIFY(!readPage<Customer>({}, readCustomer));
}

void JsonTest::problemsSurvive() {
    JsonWriter out;
    writeProblem(out, {ErrorCode::TooManyLinks, odd, Instant(99)}, 429, {fullFinding()});
    const QJsonObject object = objectOf(out.text());
    QCOMPARE(object.value(QLatin1String("status")).toInt(), 429);
    QCOMPARE(object.value(QLatin1String("title")).toString(), QStringLiteral("Too many links"));
    const Result<Problem> back = readProblem(object);
    QVERIFY(back);
    QCOMPARE(back->error.code, ErrorCode::TooManyLinks);
    QCOMPARE(back->error.detail, odd);
    QCOMPARE(back->error.retryAt, std::optional(Instant(99)));
    QCOMPARE(back->findings.size(), 1);
    JsonWriter plain;
    writeProblem(plain, {ErrorCode::NotFound, {}, {}}, 404, {});
    const Result<Problem> bare = readProblem(objectOf(plain.text()));
    QVERIFY(bare && !bare->error.retryAt && bare->findings.isEmpty());
    JsonWriter refused;
    writeProblem(refused, {ErrorCode::NotAllowed, packed({Permission::IssueMagicLink, Role::Agent, {{QStringLiteral("Ada Day"), Role::Lead}}}), {}}, 403, {});
    const QJsonObject denied = objectOf(refused.text());
    QCOMPARE(denied.value(QLatin1String("detail")).toString(), QStringLiteral("agent"));
    QCOMPARE(denied.value(QLatin1String("denial")).toObject().value(QLatin1String("needed")).toString(), QStringLiteral("senior"));
    const std::optional<Denial> denial = denialIn(readProblem(denied)->error.detail);
    QVERIFY(denial);
    QCOMPARE(denial->permission, Permission::IssueMagicLink);
    QCOMPARE(denial->role, Role::Agent);
    QCOMPARE(denial->ask.constFirst().name, QStringLiteral("Ada Day"));
    QVERIFY(!denialIn(QStringLiteral("agent")));
    QVERIFY(!readProblem({}));
    QVERIFY(!readProblem({{QStringLiteral("code"), QStringLiteral("no_such_code")}}));
}

void JsonTest::emptyNounsSurvive() {
    QVERIFY(readCustomer(objectOf(textOf(Customer{}))));
    QVERIFY(readCustomerRow(objectOf(textOf(CustomerRow{}))));
    QVERIFY(readSubscription(objectOf(textOf(Subscription{}))));
    QVERIFY(readFinding(objectOf(textOf(Finding{}))));
    QVERIFY(readLoginLink(objectOf(textOf(LoginLink{}))));
    QVERIFY(readCustomerDetails(objectOf(textOf(CustomerDetails{}))));
    QVERIFY(readMe(objectOf(textOf(Me{}))));
    QVERIFY(readMessage(objectOf(textOf(Message{}))));
    QVERIFY(readEvent(objectOf(textOf(Event{}))));
    QVERIFY(readDeliverySetup(objectOf(textOf(DeliverySetup{}))));
    QVERIFY(readDeliveryTrial(objectOf(textOf(DeliveryTrial{}))));
    QVERIFY(readSessionInfo(objectOf(textOf(SessionInfo{}))));
}

void JsonTest::textIsEscaped() {
    JsonWriter out;
    out.beginObject().field("a", odd).key("b").utf8("x\"\\\x02é").key("c").null().field("d", true).field("e", Instant()).key("f").beginArray();
    out.value(1).value(QStringView(u"")).beginObject().endObject().beginArray().endArray().endArray().endObject();
    QVERIFY(out.text().find('\n') == std::string::npos);
    const QJsonObject back = objectOf(out.text());
    QCOMPARE(back.value(QLatin1String("a")).toString(), odd);
    QCOMPARE(back.value(QLatin1String("b")).toString(), QStringLiteral("x\"\\\u0002é"));
    QCOMPARE(back.value(QLatin1String("f")).toArray().size(), 4);
    QVERIFY(back.value(QLatin1String("e")).isNull());
}

void JsonTest::brokenTextBecomesTheReplacementCharacter() {
    JsonWriter out;
    QString lone = QStringLiteral("a?b?");
    lone[1] = QChar(0xd83d);
    lone[3] = QChar(0xde00);
    out.beginObject().field("a", lone).key("b").utf8("x\xff\xc3").endObject();
    const QJsonObject back = objectOf(out.text());
    QCOMPARE(back.value(QLatin1String("a")).toString(), QStringLiteral("a\ufffdb\ufffd"));
    QVERIFY(back.value(QLatin1String("b")).toString().startsWith(QStringLiteral("x\ufffd")));
}

void JsonTest::numbersKeepTheirWidth() {
    Customer customer = fullCustomer();
    customer.version = std::numeric_limits<qint64>::max();
    customer.createdAt = Instant(9'007'199'254'740'993);
    const Result<Customer> back = readCustomer(objectOf(textOf(customer)));
    QVERIFY(back);
    QCOMPARE(back->version, customer.version);
    QCOMPARE(back->createdAt, customer.createdAt);
}

void JsonTest::wrongItemsInsideListsAreRefused() {
    QJsonObject finding = objectOf(textOf(fullFinding()));
    finding.insert(QStringLiteral("remedies"), QJsonArray{QStringLiteral("dance")});
    QVERIFY(!readFinding(finding));
    QJsonObject subscription = objectOf(textOf(fullSubscription()));
    subscription.insert(QStringLiteral("lines"), QJsonArray{QJsonObject{}});
    QVERIFY(!readSubscription(subscription));
    subscription.insert(QStringLiteral("lines"), QJsonArray{5});
    QVERIFY(!readSubscription(subscription));
}

void JsonTest::hugeAndFractionalNumbersAreRefused() {
    QJsonObject row = objectOf(textOf(CustomerRow{}));
    row.insert(QStringLiteral("subscriptions"), 3'000'000'000LL);
    QVERIFY(!readCustomerRow(row));
    row.insert(QStringLiteral("subscriptions"), 1.5);
    QVERIFY(!readCustomerRow(row));
    row.insert(QStringLiteral("subscriptions"), 1e300);
    QVERIFY(!readCustomerRow(row));
}

QTEST_APPLESS_MAIN(JsonTest)
#include "tst_json.moc"
