// Who is taken for a person: visits before and after a link could be read, with and without a cookie that comes back.
#include "services/store/link_store.h"
#include "services/store/scan_store.h"
#include "tests/access/access_fixture.h"

#include <mutex>

using namespace latchkey;
using namespace std::chrono_literals;

namespace {

class House : public AccessFixture {
public:
    explicit House(WriteRoom::Hooks hooks = {}) : AccessFixture({}, QStringLiteral("https://portal.example.com"), std::move(hooks)) {
        customer = addCustomer(u"A"_qs, u"a@bücher.example"_qs, {});
        link = issue(customer)->id;
    }
    void visit(VisitKind kind, const QByteArray &browser = {}, VisitOutcome outcome = VisitOutcome::Shown) {
        QVERIFY_OK(run([&](Transaction &t) { return access->recordVisit(t, {link, t.now, kind, outcome, browser}); }));
    }
    void comesBack(const QByteArray &browser, bool pressed) {
        QVERIFY_OK(run([&](Transaction &t) { return access->noteReturn(t, browser, pressed); }));
    }
    QList<VisitKind> kinds() {
        QList<VisitKind> all;
        Statement select = db->prepare("SELECT kind FROM visits ORDER BY id");
        while (select.step()) all.append(static_cast<VisitKind>(select.integer(0)));
        return all;
    }
    int scans() { return *scannersSeenAt(*db, u"xn--bcher-kva.example"_qs, clock.now()); }
    void copy() {
        QVERIFY_OK(run([&](Transaction &t) { return access->noteCopied(t, {link, AgentId(1), false, {}}); }));
    }
    // A letter with the link, settled now or not at all.
    void letter(bool settled) {
        const std::string at = settled ? std::to_string(clock.now().milliseconds()) : "NULL";
        QVERIFY_OK(run([&](Transaction &t) {
            return t.db.execute("INSERT INTO messages (customer, channel, kind, state, recipient, subject, body, at, link, settled_at) VALUES (1, 0, 1, 2, '', '', '', 1, " +
                                std::to_string(link.value()) + ", " + at + ")");
        }));
    }

    CustomerId customer;
    LinkId link;
};

}  // namespace

class TestVisits : public QObject {
    Q_OBJECT

private slots:
    void nobodyReadsInThreeSeconds_data();
    void nobodyReadsInThreeSeconds();
    void aCookieThatComesBackMakesAPerson();
    void onlyAPressMakesAPersonOfAHastyOne();
    void oneBrowserTurnsNoOthers();
    void scannersOfADomainAreCountedOncePerLink();
    void anAgentWhoTriesACopyIsNoScannerOfTheDomain();
    void previewsAndPeopleAreNoScanners();
    void turningIsAnnounced();
};

void TestVisits::nobodyReadsInThreeSeconds_data() {
    QTest::addColumn<QString>("story");  // c copied, l letter settled, w letter waits; digits are seconds that pass
    QTest::addColumn<bool>("hasty");
    QTest::newRow("at once") << u""_qs << true;
    QTest::newRow("2 s after issue") << u"2"_qs << true;
    QTest::newRow("3 s after issue") << u"3"_qs << false;
    QTest::newRow("2 s after the copy") << u"9c2"_qs << true;
    QTest::newRow("3 s after the copy") << u"9c3"_qs << false;
    QTest::newRow("copied again just now") << u"9c9c"_qs << false;
    QTest::newRow("2 s after the letter") << u"9l2"_qs << true;
    QTest::newRow("3 s after the letter") << u"9l3"_qs << false;
    QTest::newRow("the letter counts, not the copy") << u"c9l2"_qs << true;
    QTest::newRow("its letter still waits") << u"w9"_qs << true;
}

void TestVisits::nobodyReadsInThreeSeconds() {
    QFETCH(QString, story);
    QFETCH(bool, hasty);
    House house;
    for (const QChar step : story) {
        if (step == u'c') house.copy();
        else if (step == u'l' || step == u'w') house.letter(step == u'l');
        else house.clock.advance(std::chrono::seconds(step.digitValue()));
    }
    house.visit(VisitKind::NoCookie, "browser1");
    // Who brings a cookie, or is known otherwise, is not judged by the time.
    house.visit(VisitKind::Person, "browser2");
    house.visit(VisitKind::KnownNetwork);
    QCOMPARE(house.kinds(), (QList<VisitKind>{hasty ? VisitKind::TooFast : VisitKind::NoCookie, VisitKind::Person, VisitKind::KnownNetwork}));
}

void TestVisits::aCookieThatComesBackMakesAPerson() {
    House house;
    house.clock.advance(1min);
    house.visit(VisitKind::NoCookie, "browser1");
    QCOMPARE(house.kinds(), QList<VisitKind>{VisitKind::NoCookie});
    QCOMPARE(linkById(*house.db, house.link, house.access->publicIdKey())->visits, 0);
    house.comesBack("browser1", false);
    QCOMPARE(house.kinds(), QList<VisitKind>{VisitKind::Person});
    QCOMPARE(house.number("SELECT COUNT(*) FROM visits WHERE browser IS NOT NULL"), 0);
    QCOMPARE(linkById(*house.db, house.link, house.access->publicIdKey())->visits, 1);
    // Or by a later look.
    house.visit(VisitKind::NoCookie, "browser2");
    house.visit(VisitKind::Person, "browser2", VisitOutcome::Dead);
    QCOMPARE(house.kinds(), (QList<VisitKind>{VisitKind::Person, VisitKind::Person, VisitKind::Person}));
    QCOMPARE(house.number("SELECT COUNT(*) FROM visits WHERE browser IS NOT NULL"), 0);
}

void TestVisits::onlyAPressMakesAPersonOfAHastyOne() {
    House house;
    house.visit(VisitKind::NoCookie, "browser1");
    house.comesBack("browser1", false);
    QCOMPARE(house.kinds(), QList<VisitKind>{VisitKind::TooFast});
    house.comesBack("browser1", true);
    QCOMPARE(house.kinds(), QList<VisitKind>{VisitKind::Person});
}

void TestVisits::oneBrowserTurnsNoOthers() {
    House house;
    house.clock.advance(1min);
    house.visit(VisitKind::NoCookie, "browser1");
    house.visit(VisitKind::KnownNetwork);
    house.comesBack("browser2", true);
    house.comesBack({}, true);
    QCOMPARE(house.kinds(), (QList<VisitKind>{VisitKind::NoCookie, VisitKind::KnownNetwork}));
}

void TestVisits::scannersOfADomainAreCountedOncePerLink() {
    House house;
    for (const VisitKind kind : {VisitKind::KnownNetwork, VisitKind::Scanner, VisitKind::Head, VisitKind::KnownNetwork}) house.visit(kind);
    QCOMPARE(house.scans(), 1);
    house.link = house.issue(house.customer)->id;
    house.letter(true);
    house.visit(VisitKind::NoCookie, "browser1");  // too fast
    house.visit(VisitKind::KnownNetwork);
    QCOMPARE(house.scans(), 2);
}

void TestVisits::anAgentWhoTriesACopyIsNoScannerOfTheDomain() {
    House house;
    house.copy();
    house.visit(VisitKind::NoCookie, "browser1");
    QCOMPARE(house.kinds(), QList<VisitKind>{VisitKind::TooFast});
    QCOMPARE(house.scans(), 0);
    // And hides none that comes later.
    house.visit(VisitKind::KnownNetwork);
    QCOMPARE(house.scans(), 1);
}

void TestVisits::previewsAndPeopleAreNoScanners() {
    House house;
    house.clock.advance(1min);
    house.visit(VisitKind::Prefetch);
    house.visit(VisitKind::NoCookie, "browser1");
    house.visit(VisitKind::Person, "browser2");
    QCOMPARE(house.scans(), 0);
    QCOMPARE(house.number("SELECT COUNT(*) FROM domain_scans"), 0);
}

void TestVisits::turningIsAnnounced() {
    std::mutex mutex;
    QList<Event> events;
    House house({{}, [&](const QList<Event> &heard) {
                     const std::lock_guard lock(mutex);
                     events += heard;
                 }});
    house.clock.advance(1min);
    house.visit(VisitKind::NoCookie, "browser1");
    house.visit(VisitKind::NoCookie, "browser1");
    const auto opened = [&] {
        const std::lock_guard lock(mutex);
        return std::count_if(events.begin(), events.end(), [&](const Event &e) { return e.kind == EventKind::LinkOpened && e.link == house.link && e.customer == house.customer; });
    };
    QTRY_COMPARE(opened(), 2);
    house.comesBack("browser1", false);
    QTRY_COMPARE(opened(), 3);
    house.comesBack("browser1", false);
    house.afterwards();
    QCOMPARE(opened(), 3);
}

QTEST_GUILESS_MAIN(TestVisits)
#include "tst_visits.moc"
