// Login codes against a real store: who is written to, what is counted, and that a stranger learns nothing.
#include "services/access/code_limits.h"
#include "services/access/network_prefix.h"
#include "services/store/message_store.h"
#include "tests/access/access_fixture.h"

using namespace latchkey;
using namespace std::chrono_literals;

class TestCodes : public QObject {
    Q_OBJECT

private slots:
    void aCodeSignsInOnce();
    void theLetterCarriesCodeAndLinkToTheStoredAddress();
    void theTextEndsWithHostAndCode();
    void whatRestsIsRedacted();
    void aWrongCodeStaysCounted();
    void fiveTriesACode();
    void tenTriesACustomerInADay();
    void twentyTriesAnAddressInAnHour();
    void aHundredCodesAnAddressInAnHour();
    void anIpv6SubscriberIsOneAddress_data();
    void anIpv6SubscriberIsOneAddress();
    void aNewCodeAfterAMinuteFiveAnHour();
    void theUnknownIsThrottledAndAnsweredAlike();
    void theEarlierCodeStaysGoodInTheSameBrowser();
    void theCodeIsBoundToTheBrowserThatAsked();
    void codesEndWithTimeAndWithAChangeOfAddress();
    void whatSeveralShareAsksForTheOtherOne_data();
    void whatSeveralShareAsksForTheOtherOne();
    void numbersAreFoundHoweverTheyAreTyped_data();
    void numbersAreFoundHoweverTheyAreTyped();
    void aDeadLinkAsksForACodeToTheAddressOnFile();
    void codesGrowWhileTheSiteIsGuessedAt();
    void linksKeepWorkingWhileCodesAreLocked();
};

void TestCodes::aCodeSignsInOnce() {
    AccessFixture f;
    const CustomerId customer = f.addCustomer(u"Amélie"_qs, u"amelie@example.com"_qs, {});
    const auto asked = f.ask(u"  AMELIE@example.COM \u200b"_qs);
    QVERIFY_OK(asked);
    QCOMPARE(asked->digits, 4);
    const auto in = f.enter(asked->challenge, f.codeOf(*asked));
    QVERIFY_OK(in);
    QCOMPARE(in->lives, Duration(24h * 30));
    QCOMPARE(in->destination, u"/account"_qs);
    QCOMPARE(f.access->session(*f.db, in->session, f.clock.now())->customer, customer);
    QVERIFY_FAILS(f.enter(asked->challenge, f.codeOf(*asked)), ErrorCode::CodeExpired);
}

void TestCodes::theLetterCarriesCodeAndLinkToTheStoredAddress() {
    AccessFixture f;
    f.addCustomer(u"%1"_qs, u"Amelie.D@Example.com"_qs, {});
    const auto asked = f.ask(u"amelie.d@example.com"_qs);
    QVERIFY_OK(asked);
    QVERIFY(asked->letter);
    QVERIFY(!asked->text);
    QCOMPARE(asked->letter->to, u"Amelie.D@Example.com"_qs);
    const QString body = f.postman.textOf(*asked->letter);
    QVERIFY(body.contains(u"Hello %1,"_qs));
    QVERIFY(body.contains(u"10 minutes"_qs));
    const QStringList lines = body.split(u'\n');
    QVERIFY(lines.contains(QString::fromLatin1(f.codeOf(*asked))));
    QString url;
    for (const QString &line : lines)
        if (line.startsWith(u"https://"_qs)) url = line;
    // The link of the letter is a Magic link of its own.
    QVERIFY_OK(f.redeem(LinkToken(url.right(linkTokenLength).toLatin1()), "browser"));
    QCOMPARE(f.number("SELECT door FROM links"), qint64(LinkDoor::LoginLetter));
}

void TestCodes::theTextEndsWithHostAndCode() {
    AccessFixture f;
    f.addCustomer(u"A"_qs, {}, u"+33 6 12 34 56 78"_qs);
    const auto asked = f.ask(u"+33612345678"_qs);
    QVERIFY_OK(asked);
    QVERIFY(!asked->letter);
    QVERIFY(f.postman.textOf(*asked->text).trimmed().endsWith(u"\n@portal.example.com #"_qs + QString::fromLatin1(f.codeOf(*asked))));
    QCOMPARE(f.number("SELECT COUNT(*) FROM links"), 0);
    QVERIFY_OK(f.enter(asked->challenge, f.codeOf(*asked)));
}

void TestCodes::whatRestsIsRedacted() {
    AccessFixture f;
    f.addCustomer(u"A"_qs, u"a@example.com"_qs, u"+33612345678"_qs);
    const auto asked = f.ask(u"a@example.com"_qs);
    QVERIFY_OK(asked);
    const auto page = listMessages(*f.db, {});
    QVERIFY_OK(page);
    QCOMPARE(page->items.size(), 2);
    for (const Message &message : page->items) {
        QVERIFY(message.body.contains(u"••••"_qs));
        QVERIFY(!message.body.contains(QString::fromLatin1(f.codeOf(*asked))));
        QVERIFY(!message.body.contains(u"/l/"_qs));
        QCOMPARE(message.state, MessageState::Captured);
    }
    QVERIFY(messageById(*f.db, asked->letter->id)->body.contains(u"[Magic link "_qs));
    QVERIFY_FAILS(messageById(*f.db, MessageId(99)), ErrorCode::NotFound);
}

void TestCodes::aWrongCodeStaysCounted() {
    AccessFixture f;
    f.addCustomer(u"A"_qs, u"a@example.com"_qs, {});
    const auto asked = f.ask(u"a@example.com"_qs);
    QVERIFY_FAILS(f.enter(asked->challenge, f.otherThan(f.codeOf(*asked))), ErrorCode::CodeWrong);
    QCOMPARE(f.number("SELECT tries FROM codes"), 1);
    QCOMPARE(f.number("SELECT COUNT(*) FROM code_tries"), 1);
    f.afterwards();
    QCOMPARE(f.number("SELECT COUNT(*) FROM activity WHERE kind = 7"), 1);
    QVERIFY_OK(f.enter(asked->challenge, f.codeOf(*asked)));
}

void TestCodes::fiveTriesACode() {
    AccessFixture f;
    f.addCustomer(u"A"_qs, u"a@example.com"_qs, {});
    const auto asked = f.ask(u"a@example.com"_qs);
    for (int i = 0; i < 4; ++i) QVERIFY_FAILS(f.enter(asked->challenge, f.otherThan(f.codeOf(*asked))), ErrorCode::CodeWrong);
    QVERIFY_FAILS(f.enter(asked->challenge, f.otherThan(f.codeOf(*asked))), ErrorCode::CodeTriesSpent);
    QVERIFY_FAILS(f.enter(asked->challenge, f.codeOf(*asked)), ErrorCode::CodeTriesSpent);
    QCOMPARE(f.number("SELECT tries FROM codes"), 5);
}

void TestCodes::tenTriesACustomerInADay() {
    AccessFixture f;
    f.addCustomer(u"A"_qs, u"a@example.com"_qs, {});
    const Instant start = f.clock.now();
    for (int round = 0; round < 2; ++round) {
        const auto asked = f.ask(u"a@example.com"_qs);
        QVERIFY_OK(asked);
        // From other addresses, so that only the customer's budget counts.
        for (int i = 0; i < 5; ++i) f.enter(asked->challenge, f.otherThan(f.codeOf(*asked)), u"198.51.100.%1"_qs.arg(i));
        f.clock.advance(2min);
    }
    // Asking stays open, but the letter that comes has its link alone, and no code opens anything.
    const auto locked = f.ask(u"a@example.com"_qs);
    QVERIFY_OK(locked);
    QVERIFY(locked->letter && locked->letter->facts.code.isEmpty());
    QCOMPARE(locked->letter->kind, MessageKind::MagicLogin);
    const auto refused = f.enter(locked->challenge, "0000", u"198.51.100.77"_qs);
    QVERIFY_FAILS(refused, ErrorCode::TooManyTries);
    QCOMPARE(*refused.error().retryAt, start + 24h);
    const QByteArray url = locked->letter->facts.link.reveal();
    QVERIFY_OK(f.redeem(LinkToken(url.right(linkTokenLength)), "browser"));
    f.clock.advance(24h);
    const auto free = f.ask(u"a@example.com"_qs);
    QVERIFY_OK(f.enter(free->challenge, f.codeOf(*free)));
}

void TestCodes::twentyTriesAnAddressInAnHour() {
    AccessFixture f;
    for (int i = 0; i < 4; ++i) {
        const auto asked = f.ask(u"nobody%1@example.com"_qs.arg(i));
        for (int n = 0; n < 5; ++n) f.enter(asked->challenge, "0000");
    }
    f.addCustomer(u"A"_qs, u"a@example.com"_qs, {});
    const auto elsewhere = f.ask(u"a@example.com"_qs, u"198.51.100.7"_qs);
    QVERIFY_OK(elsewhere);
    const auto refused = f.enter(elsewhere->challenge, f.codeOf(*elsewhere));
    QVERIFY_FAILS(refused, ErrorCode::TooManyTries);
    QCOMPARE(*refused.error().retryAt, f.clock.now() + 1h);
    QVERIFY_OK(f.enter(elsewhere->challenge, f.codeOf(*elsewhere), u"198.51.100.7"_qs));
}

void TestCodes::aHundredCodesAnAddressInAnHour() {
    AccessFixture f;
    for (int i = 0; i < 100; ++i) QVERIFY_OK(f.ask(u"somebody%1@example.com"_qs.arg(i)));
    f.addCustomer(u"A"_qs, u"a@example.com"_qs, {});
    for (const QString &who : {u"nobody@example.com"_qs, u"a@example.com"_qs}) {
        const auto refused = f.ask(who);
        QVERIFY_FAILS(refused, ErrorCode::TooManyTries);
        QCOMPARE(*refused.error().retryAt, f.clock.now() + 1h);
    }
    QVERIFY_OK(f.ask(u"a@example.com"_qs, u"198.51.100.7"_qs));
    f.clock.advance(1h);
    QVERIFY_OK(f.ask(u"nobody@example.com"_qs));
}

void TestCodes::anIpv6SubscriberIsOneAddress_data() {
    QTest::addColumn<QString>("a");
    QTest::addColumn<QString>("b");
    QTest::addColumn<bool>("same");
    QTest::newRow("one /64") << u"2001:db8:1:2::1"_qs << u"2001:db8:1:2:ffff::9"_qs << true;
    QTest::newRow("another /64") << u"2001:db8:1:2::1"_qs << u"2001:db8:1:3::1"_qs << false;
    QTest::newRow("mapped IPv4") << u"::ffff:192.0.2.1"_qs << u"192.0.2.1"_qs << true;
    QTest::newRow("with a port") << u"192.0.2.1:4711"_qs << u"192.0.2.1:4712"_qs << true;
    QTest::newRow("IPv6 with a port") << u"[2001:db8:1:2::1]:4711"_qs << u"2001:db8:1:2::7"_qs << true;
    QTest::newRow("another IPv4") << u"192.0.2.1"_qs << u"192.0.2.2"_qs << false;
}

void TestCodes::anIpv6SubscriberIsOneAddress() {
    QFETCH(QString, a);
    QFETCH(QString, b);
    QFETCH(bool, same);
    QCOMPARE(networkPrefix(a) == networkPrefix(b), same);
}

void TestCodes::aNewCodeAfterAMinuteFiveAnHour() {
    AccessFixture f;
    f.addCustomer(u"A"_qs, u"a@example.com"_qs, {});
    const Instant start = f.clock.now();
    for (int i = 0; i < 5; ++i) {
        QVERIFY_OK(f.ask(u"a@example.com"_qs));
        const auto soon = f.ask(u"a@example.com"_qs);
        QVERIFY_FAILS(soon, ErrorCode::ResendTooSoon);
        QCOMPARE(*soon.error().retryAt, f.clock.now() + 60s);
        f.clock.advance(60s);
    }
    const auto sixth = f.ask(u"a@example.com"_qs);
    QVERIFY_FAILS(sixth, ErrorCode::TooManyTries);
    QCOMPARE(*sixth.error().retryAt, start + 1h);
}

void TestCodes::theUnknownIsThrottledAndAnsweredAlike() {
    AccessFixture f;
    f.addCustomer(u"A"_qs, u"known@example.com"_qs, {});
    QStringList stories;
    for (const QString &typed : {u"known@example.com"_qs, u"nobody@example.com"_qs}) {
        QString story;
        const auto note = [&](const auto &result) {
            story += result ? u"fine "_qs : toText(result.error().code) + u' ' + QString::number(result.error().retryAt ? (*result.error().retryAt - f.clock.now()).count() : 0) + u' ';
        };
        for (int round = 0; round < 3; ++round) {
            const auto asked = f.ask(typed);
            note(asked);
            note(f.ask(typed));
            if (!asked) continue;
            QCOMPARE(asked->challenge.reveal().size(), 32);
            const QByteArray wrong = asked->letter ? f.otherThan(f.codeOf(*asked)) : QByteArray("0000");
            for (int i = 0; i < 7; ++i) note(f.enter(asked->challenge, wrong, u"198.51.100.%1"_qs.arg(i)));
            f.clock.advance(60s);
        }
        stories.append(story);
        f.clock.advance(48h);
    }
    // The same words, and the same time to wait.
    QCOMPARE(stories.at(0), stories.at(1));
    QVERIFY(stories.at(0).contains(u"too_many_tries"_qs));
    QVERIFY_FAILS(f.ask(u"abc"_qs), ErrorCode::InvalidRequest);
}

void TestCodes::theEarlierCodeStaysGoodInTheSameBrowser() {
    AccessFixture f;
    f.addCustomer(u"A"_qs, u"a@example.com"_qs, {});
    const auto first = f.ask(u"a@example.com"_qs);
    f.clock.advance(61s);
    const auto second = f.ask(u"a@example.com"_qs, u"192.0.2.1"_qs, first->challenge);
    QVERIFY_OK(second);
    QVERIFY(second->challenge == first->challenge);
    f.clock.advance(61s);
    const auto third = f.asked([&](Transaction &t) { return f.access->askForCodeAgain(t, first->challenge, {u"192.0.2.1"_qs, {}, {}}); });
    QVERIFY_OK(third);
    QVERIFY(f.codeOf(*third) != f.codeOf(*first));
    QCOMPARE(f.access->lookAtCode(*f.db, first->challenge, f.clock.now())->resendAt, f.clock.now() + 60s);
    QVERIFY_OK(f.enter(first->challenge, f.codeOf(*first)));
    QVERIFY_FAILS(f.enter(first->challenge, f.codeOf(*third)), ErrorCode::CodeExpired);
}

void TestCodes::theCodeIsBoundToTheBrowserThatAsked() {
    AccessFixture f;
    f.addCustomer(u"A"_qs, u"a@example.com"_qs, {});
    const auto mine = f.ask(u"a@example.com"_qs);
    f.clock.advance(61s);
    const auto theirs = f.ask(u"a@example.com"_qs);
    QVERIFY(f.codeOf(*mine) != f.codeOf(*theirs));
    QVERIFY_FAILS(f.enter(theirs->challenge, f.codeOf(*mine)), ErrorCode::CodeWrong);
    QVERIFY_FAILS(f.enter(ChallengeSecret("00000000000000000000000000000000"), f.codeOf(*mine)), ErrorCode::CodeExpired);
}

void TestCodes::codesEndWithTimeAndWithAChangeOfAddress() {
    AccessFixture f;
    const CustomerId customer = f.addCustomer(u"A"_qs, u"a@example.com"_qs, {});
    const auto late = f.ask(u"a@example.com"_qs);
    f.clock.advance(10min);
    QVERIFY_FAILS(f.enter(late->challenge, f.codeOf(*late)), ErrorCode::CodeExpired);
    const auto changed = f.ask(u"a@example.com"_qs);
    QVERIFY_OK(f.run([&](Transaction &t) { return f.access->voidByEmailChange(t, customer, AgentId(1)); }));
    QVERIFY_FAILS(f.enter(changed->challenge, f.codeOf(*changed)), ErrorCode::CodeExpired);
}

void TestCodes::whatSeveralShareAsksForTheOtherOne_data() {
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("byText");
    QTest::newRow("an address") << u"Family@Example.com"_qs << false;
    QTest::newRow("a number") << u"+33 6 12 34 56 78"_qs << true;
}

void TestCodes::whatSeveralShareAsksForTheOtherOne() {
    QFETCH(const QString, typed);
    QFETCH(const bool, byText);
    AccessFixture f;
    const QString email = byText ? u"a@example.com"_qs : u"family@example.com"_qs;
    const QString phone = byText ? u"+33612345678"_qs : u"+33612345671"_qs;
    const CustomerId first = f.addCustomer(u"A"_qs, email, phone);
    f.addCustomer(u"B"_qs, byText ? u"b@example.com"_qs : u"family@example.com"_qs, byText ? u"+33612345678"_qs : u"+33612345672"_qs);
    const auto asked = f.ask(typed);
    const auto stranger = f.ask(u"nobody@example.com"_qs);
    QVERIFY_OK(asked);
    QCOMPARE(asked->digits, stranger->digits);
    const auto &message = byText ? asked->text : asked->letter;
    QVERIFY(message);
    QVERIFY(!(byText ? asked->letter : asked->text));
    QCOMPARE(message->kind, MessageKind::SeveralAccounts);
    QVERIFY(message->facts.code.isEmpty() && message->facts.link.isEmpty());
    QCOMPARE(f.number("SELECT COUNT(*) FROM links"), 0);
    for (const QByteArray guess : {"0000", "1234"}) QVERIFY_FAILS(f.enter(asked->challenge, guess), ErrorCode::CodeWrong);
    // The other one, which is theirs alone, opens their own account.
    f.clock.advance(61s);
    const auto other = f.ask(byText ? email : phone);
    const auto in = f.enter(other->challenge, f.codeOf(*other));
    QVERIFY_OK(in);
    QCOMPARE(f.access->session(*f.db, in->session, f.clock.now())->customer, first);
}

void TestCodes::numbersAreFoundHoweverTheyAreTyped_data() {
    QTest::addColumn<QString>("onFile");
    QTest::addColumn<QString>("typed");
    QTest::newRow("spaces") << u"+33 6 12 34 56 78"_qs << u"+33612345678"_qs;
    QTest::newRow("00 for +") << u"+33 6 12 34 56 78"_qs << u"0033 6 12 34 56 78"_qs;
    QTest::newRow("country added") << u"(415) 555-0134"_qs << u"+1 415 555 0134"_qs;
    QTest::newRow("country left out") << u"+1 (415) 555-0134"_qs << u"415.555.0134"_qs;
}

void TestCodes::numbersAreFoundHoweverTheyAreTyped() {
    QFETCH(QString, onFile);
    QFETCH(QString, typed);
    AccessFixture f;
    f.addCustomer(u"A"_qs, {}, onFile);
    const auto asked = f.ask(typed);
    QVERIFY_OK(asked);
    QVERIFY(asked->text);
    QCOMPARE(asked->text->to, checkPhone(onFile, homeCountry).e164);
}

void TestCodes::aDeadLinkAsksForACodeToTheAddressOnFile() {
    AccessFixture f;
    const CustomerId customer = f.addCustomer(u"A"_qs, u"a@example.com"_qs, {});
    const auto link = f.issue(customer, AgentId(1), u"/account/subscriptions/5"_qs);
    f.clock.advance(20min);
    const auto asked = f.asked([&](Transaction &t) { return f.access->askForCodeByLink(t, f.tokenOf(*link), {u"192.0.2.1"_qs, {}, {}}); });
    QVERIFY_OK(asked);
    QCOMPARE(asked->letter->to, u"a@example.com"_qs);
    const auto in = f.enter(asked->challenge, f.codeOf(*asked));
    QVERIFY_OK(in);
    QCOMPARE(in->destination, u"/account/subscriptions/5"_qs);
}

void TestCodes::codesGrowWhileTheSiteIsGuessedAt() {
    AccessFixture f;
    f.addCustomer(u"A"_qs, u"a@example.com"_qs, {});
    const auto guess = [&](int count) {
        QVERIFY_OK(f.run([&](Transaction &t) -> Result<void> {
            for (int i = 0; i < count; ++i) {
                Statement insert = t.db.prepare("INSERT INTO code_tries (at, typed, address_hash) VALUES (?, 1, x'00')");
                if (const auto done = insert.bind(t.now).run(); !done) return tl::unexpected<Error>(done.error());
            }
            return noteGuessOfSite(t.db, t.now);
        }));
    };
    guess(50);
    QCOMPARE(f.ask(u"a@example.com"_qs)->digits, 4);
    guess(1);
    f.clock.advance(61s);
    const auto six = f.ask(u"a@example.com"_qs);
    QCOMPARE(six->digits, 6);
    QCOMPARE(f.codeOf(*six).size(), 6);
    guess(450);
    f.clock.advance(61s);
    QCOMPARE(f.ask(u"a@example.com"_qs)->digits, 8);
    f.clock.advance(24h);
    QCOMPARE(f.ask(u"a@example.com"_qs)->digits, 4);
}

void TestCodes::linksKeepWorkingWhileCodesAreLocked() {
    AccessPolicy policy;
    policy.triesPerCustomerPerDay = 1;
    AccessFixture f(policy);
    const CustomerId customer = f.addCustomer(u"A"_qs, u"a@example.com"_qs, {});
    const auto asked = f.ask(u"a@example.com"_qs);
    QVERIFY_FAILS(f.enter(asked->challenge, f.otherThan(f.codeOf(*asked))), ErrorCode::CodeWrong);
    QVERIFY_FAILS(f.enter(asked->challenge, f.codeOf(*asked)), ErrorCode::TooManyTries);
    const auto link = f.issue(customer);
    QVERIFY_OK(link);
    QVERIFY_OK(f.redeem(f.tokenOf(*link), "b"));
}

QTEST_GUILESS_MAIN(TestCodes)
#include "tst_codes.moc"
