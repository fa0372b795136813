// What an attack on all customers at once can reach in a day, by counting every guess; and that customers get in meanwhile.
#include "tests/access/siege.h"

using namespace latchkey;
using namespace std::chrono_literals;

namespace {

constexpr int targets = 10'000;
constexpr int honestCount = 120;
constexpr int victimCount = 36;
constexpr double takeoversADay = 0.01;

enum class Origin { OneSubscriber, ManyAddresses };

struct Plan {
    int burglars = targets;
    int steps = 144;             // of ten minutes each, over which the burglars are spread
    bool allAskedFirst = false;  // every code is out before the first guess
    bool byPhoneToo = false;     // each customer twice, by e-mail and by phone
    int asksBefore = 1;          // in one browser, a minute apart, so that several codes live
    bool asksBetween = false;    // again after the fifth guess
    Origin origin = Origin::ManyAddresses;
};

struct Honest {
    QString email;
    QString from;
    bool typo = false;
    int goes = 0;
    bool in = false;
    ChallengeSecret challenge{};
    QByteArray code{};
};

struct Victims {
    int byLetter = 0;
    int byAgent = 0;
    int outside = 0;
};

// A customer who is not attacked: asks and reads the letter …
void askFor(Siege &s, Honest &honest) {
    ++honest.goes;
    const auto asked = s.f.room->run<CodeAsked>([&](Transaction &t) { return s.f.access->askForCode(t, honest.email, {honest.from, {}, {}}, {}); });
    s.f.afterwards();
    const auto letter = s.mail.newest(honest.email);
    if (!asked || !letter) return;
    honest.challenge = asked->challenge;
    honest.code = letter->facts.code.reveal();
}

// … and types the code, perhaps wrongly at first, while the attack goes on; asks again when it is no longer good.
void enterIt(Siege &s, Honest &honest) {
    if (honest.typo && honest.goes == 1) (void)s.f.enter(honest.challenge, AccessFixture::otherThan(honest.code), honest.from);
    honest.in = s.f.enter(honest.challenge, honest.code, honest.from).has_value();
}

// A customer whose codes are guessed at: the link in whichever letter has come, else an agent's.
void signInUnderAttack(Siege &s, int customer, Victims &victims) {
    (void)s.f.room->run<CodeAsked>([&](Transaction &t) {
        return s.f.access->askForCode(t, Siege::emailOf(customer), {u"203.0.113.200"_qs, {}, {}}, {});
    });
    s.f.afterwards();
    const auto letter = s.mail.newest(Siege::emailOf(customer));
    const QByteArray url = letter ? letter->facts.link.reveal() : QByteArray();
    if (!url.isEmpty() && s.f.redeem(LinkToken(url.right(linkTokenLength)), "browser")) {
        ++victims.byLetter;
        return;
    }
    const auto link = s.f.issue(CustomerId(customer + 1));
    const bool in = link && s.f.redeem(AccessFixture::tokenOf(*link), "browser");
    ++(in ? victims.byAgent : victims.outside);
}

QString addressOf(Origin origin, int i) {
    if (origin == Origin::OneSubscriber) return QStringLiteral("2001:db8:1:2::%1").arg(i, 0, 16);
    return QStringLiteral("10.%1.%2.%3").arg(i / 65536).arg(i / 256 % 256).arg(i % 256);
}

QList<Burglar> gang(const Plan &plan) {
    QList<Burglar> all;
    for (int i = 0; i < plan.burglars; ++i) {
        const int customer = plan.byPhoneToo ? i / 2 : i;
        all.append({plan.byPhoneToo && i % 2 ? Siege::phoneOf(customer) : Siege::emailOf(customer), addressOf(plan.origin, i), {}});
    }
    return all;
}

// So many wrong guesses at codes of strangers, each from another address.
void guessAt(AccessFixture &f, int count) {
    for (int i = 0; i < count; ++i) {
        const QString stranger = QStringLiteral("stranger%1-%2@example.com").arg(f.clock.now().milliseconds()).arg(i);
        const auto asked = f.ask(stranger, addressOf(Origin::ManyAddresses, i));
        if (!asked || f.enter(asked->challenge, "0000", addressOf(Origin::ManyAddresses, i))) qFatal("a stranger's guess");
    }
}

}  // namespace

class TestTakeovers : public QObject {
    Q_OBJECT

private slots:
    void aDayOfGuessingOpensNextToNothing_data();
    void aDayOfGuessingOpensNextToNothing();
    void aShortCodeOpensNothingOnceCodesHaveGrown();
    void codesStayLongForADay();
};

void TestTakeovers::aDayOfGuessingOpensNextToNothing_data() {
    QTest::addColumn<Plan>("plan");
    const auto row = [](const char *name, void (*shape)(Plan &)) {
        Plan plan;
        shape(plan);
        QTest::newRow(name) << plan;
    };
    row("all asked for first", [](Plan &p) {
        p.allAskedFirst = true;
        p.steps = 1;
    });
    row("five codes in each browser", [](Plan &p) {
        p.burglars = 1'000;
        p.asksBefore = 5;
        p.steps = 24;
    });
#ifndef __SANITIZE_ADDRESS__  // ten times as slow: the others play the same verbs
    row("one after the other, in an hour", [](Plan &p) {
        p.burglars = 4'000;
        p.steps = 6;
    });
    row("slowly, over the day", [](Plan &) {});
    row("from one subscriber's addresses", [](Plan &p) { p.origin = Origin::OneSubscriber; });
    row("by e-mail and by phone", [](Plan &p) {
        p.burglars = 5'000;
        p.byPhoneToo = true;
        p.steps = 24;
    });
    row("asked again after five tries", [](Plan &p) {
        p.burglars = 2'500;
        p.asksBetween = true;
        p.steps = 72;
    });
#endif
}

void TestTakeovers::aDayOfGuessingOpensNextToNothing() {
    QFETCH(const Plan, plan);
    Siege s;
    s.settle(targets + honestCount, plan.byPhoneToo);
    QList<Burglar> burglars = gang(plan);
    QList<Honest> honest;
    for (int i = 0; i < honestCount; ++i) honest.append({Siege::emailOf(targets + i), QStringLiteral("198.51.100.%1").arg(i), i % 5 == 0});
    Victims victims;
    const int perStep = (plan.burglars + plan.steps - 1) / plan.steps;
    const int customersAttacked = plan.byPhoneToo ? plan.burglars / 2 : plan.burglars;
    constexpr int daySteps = 144;
    for (int step = 0; step < daySteps; ++step) {
        QList<Burglar *> now;
        for (int i = step * perStep; i < std::min<int>((step + 1) * perStep, plan.burglars); ++i) now.append(&burglars[i]);
        for (int n = 0; n < plan.asksBefore; ++n) {
            s.ask(now);
            s.f.clock.advance(61s);
        }
        QList<Honest *> comers;
        for (int i = 0; i < honestCount && i <= step * honestCount / (daySteps - 4); ++i)
            if (!honest[i].in) comers.append(&honest[i]);
        for (Honest *comer : comers) askFor(s, *comer);
        s.guess(now, 5);
        for (Honest *comer : comers) enterIt(s, *comer);
        if (plan.asksBetween) {
            s.ask(now);
            s.guess(now, 5);
        }
        if (step % 4 == 0 && step / 4 < victimCount) signInUnderAttack(s, customersAttacked / victimCount * (step / 4), victims);
        s.f.clock.advance(10min - plan.asksBefore * 61s);
    }

    QString digits;
    for (auto count = s.tally.compared.constBegin(); count != s.tally.compared.constEnd(); ++count)
        digits += QStringLiteral(" %1 with %2 digits").arg(count.value()).arg(count.key());
    const auto in = std::count_if(honest.begin(), honest.end(), [](const Honest &customer) { return customer.in; });
    qInfo().noquote() << QStringLiteral(
                             "%1 codes asked for, %2 guesses sent; compared:%3; expected takeovers %4; opened %5; honest in by code %6 of %7; "
                             "attacked in by letter %8, by an agent's link %9")
                             .arg(s.tally.asked)
                             .arg(s.tally.guesses)
                             .arg(digits)
                             .arg(s.tally.takeovers, 0, 'f', 5)
                             .arg(s.tally.opened)
                             .arg(in)
                             .arg(honestCount)
                             .arg(victims.byLetter)
                             .arg(victims.byAgent);
    QVERIFY(s.tally.takeovers < takeoversADay);
    QCOMPARE(s.tally.opened, 0);
    QCOMPARE(in, honestCount);
    QCOMPARE(victims.outside, 0);
    // Codes grow twice at most while somebody waits.
    QVERIFY(std::all_of(honest.begin(), honest.end(), [](const Honest &customer) { return customer.goes <= 3; }));
}

void TestTakeovers::aShortCodeOpensNothingOnceCodesHaveGrown() {
    AccessFixture f;
    f.addCustomer(u"A"_qs, u"a@example.com"_qs, {});
    const auto before = f.ask(u"a@example.com"_qs);
    QVERIFY_OK(before);
    guessAt(f, 51);
    QVERIFY_FAILS(f.enter(before->challenge, f.codeOf(*before)), ErrorCode::CodeExpired);
    // The link of that very letter goes on working, and so does the next code, in the same browser.
    f.clock.advance(61s);
    const auto after = f.ask(u"a@example.com"_qs, u"192.0.2.1"_qs, before->challenge);
    QVERIFY_OK(after);
    QVERIFY_FAILS(f.enter(after->challenge, f.codeOf(*before)), ErrorCode::CodeWrong);
    QVERIFY_OK(f.enter(after->challenge, f.codeOf(*after)));
    QVERIFY_OK(f.redeem(LinkToken(before->letter->facts.link.reveal().right(linkTokenLength)), "browser"));
}

void TestTakeovers::codesStayLongForADay() {
    AccessFixture f;
    const auto digits = [&] { return f.ask(u"somebody@example.com"_qs)->digits; };
    QCOMPARE(digits(), 4);
    // Half of the guesses are a day old soon after the budget is passed.
    guessAt(f, 26);
    f.clock.advance(23h);
    guessAt(f, 25);
    QCOMPARE(digits(), 6);
    f.clock.advance(23h + 59min);
    QCOMPARE(digits(), 6);
    f.clock.advance(1min);
    QCOMPARE(digits(), 4);
}

QTEST_GUILESS_MAIN(TestTakeovers)
#include "tst_takeovers.moc"
