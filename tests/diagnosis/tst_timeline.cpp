// Histories of links, each with the log of entries that it must give; and what reading them costs.
#include "services/store/sqlite_connection.h"
#include "services/diagnosis/timeline.h"
#include "tests/support/temp_store.h"
#include "tests/support/verify.h"

#include <QTest>

#include <sqlite3.h>

using namespace latchkey;
using namespace std::chrono_literals;

namespace {

constexpr Instant issued{1'767'225'600'000};

LinkHistory history(LinkEnd end = LinkEnd::None, Duration endedAfter = 5min) {
    LinkHistory made;
    made.link.id = LinkId(7);
    made.link.publicId = QStringLiteral("K7QM2X");
    made.link.agentName = QStringLiteral("Ines");
    made.link.issuedAt = issued;
    made.link.expiresAt = issued + 10min;
    made.link.end = end;
    if (end != LinkEnd::None) made.link.endedAt = issued + endedAfter;
    return made;
}

struct Told {
    LinkHistory made = history();

    Told &visit(Duration after, VisitKind kind = VisitKind::Person, VisitOutcome outcome = VisitOutcome::Shown) {
        made.visits.prepend({made.link.id, issued + after, kind, outcome});
        return *this;
    }
    Told &doing(Duration after, ActivityKind kind, const char *agent, const char *desk, bool reply = false) {
        made.doings.prepend({issued + after, kind, QString::fromLatin1(agent), QString::fromLatin1(desk), reply});
        return *this;
    }
    Told &letter(Duration after, MessageState state, DeliveryProblem problem = DeliveryProblem::None) {
        made.letters.prepend({MessageId(3), state, problem, issued + after});
        return *this;
    }
};

// One entry as "seconds kind" and every field that is not at its usual value.
QString spelt(const TimelineEntry &entry) {
    QStringList words{QString::number((entry.at - issued).count() / 1000), toText(entry.kind)};
    if (!entry.agentName.isEmpty()) words << QStringLiteral("by=") + entry.agentName;
    if (!entry.desk.isEmpty()) words << QStringLiteral("desk=") + entry.desk;
    if (entry.state != LinkState::Live) words << QStringLiteral("why=") + toText(entry.state);
    if (entry.visitor != VisitKind::Person) words << QStringLiteral("visitor=") + toText(entry.visitor);
    if (entry.problem != DeliveryProblem::None) words << QStringLiteral("problem=") + toText(entry.problem);
    if (entry.pressed) words << QStringLiteral("pressed");
    if (entry.reply) words << QStringLiteral("reply");
    if (entry.count > 1) words << QStringLiteral("*%1").arg(entry.count);
    return words.join(QLatin1Char(' '));
}

// What SQLite ran on this connection while it lives.
class StatementsRun {
public:
    explicit StatementsRun(Connection &db) : m_db(db) {
        const auto note = [](unsigned, void *self, void *, void *) {
            ++static_cast<StatementsRun *>(self)->count;
            return 0;
        };
        sqlite3_trace_v2(sqliteOf(m_db)->handle(), SQLITE_TRACE_STMT, note, this);
    }
    ~StatementsRun() { sqlite3_trace_v2(sqliteOf(m_db)->handle(), 0, nullptr, nullptr); }
    StatementsRun(const StatementsRun &) = delete;
    StatementsRun &operator=(const StatementsRun &) = delete;

    int count = 0;

private:
    Connection &m_db;
};

}  // namespace

Q_DECLARE_METATYPE(LinkHistory)

class TestTimeline : public QObject {
    Q_OBJECT

private slots:
    void historiesAreTold_data();
    void historiesAreTold();
    void aLetterWithALinkIsToldOnce();
    void customersDoingsCarryTheirDesk();
    void aLinksDetailsTellItsWholeStory();
    void manyLinksCostNoMoreStatementsThanOne();
};

void TestTimeline::historiesAreTold_data() {
    QTest::addColumn<LinkHistory>("told");
    QTest::addColumn<int>("now");  // seconds after it was issued
    QTest::addColumn<QStringList>("log");
    const auto row = [](const char *name, const Told &told, Duration now, const QStringList &log) {
        QTest::newRow(name) << told.made << int(now.count() / 1000) << log;
    };
    const QString bare = QStringLiteral("0 link_issued by=Ines");

    row("a live link", Told(), 1min, {bare});
    row("issued at a desk", Told().doing(0s, ActivityKind::LinkIssued, "Ines", "till-3"), 1min, {u"0 link_issued by=Ines desk=till-3"_qs});
    row("copied, and copied as a reply",
        Told().doing(0s, ActivityKind::LinkIssued, "Ines", "till-3").doing(2s, ActivityKind::LinkCopied, "Ines", "till-3").doing(9s, ActivityKind::LinkCopied, "Omar", "till-4", true),
        1min, {u"9 link_copied by=Omar desk=till-4 reply"_qs, u"2 link_copied by=Ines desk=till-3"_qs, u"0 link_issued by=Ines desk=till-3"_qs});
    row("copied twice alike", Told().doing(2s, ActivityKind::LinkCopied, "Ines", "till-3").doing(3s, ActivityKind::LinkCopied, "Ines", "till-3"), 1min,
        {u"3 link_copied by=Ines desk=till-3 *2"_qs, bare});
    row("copied at two desks", Told().doing(2s, ActivityKind::LinkCopied, "Ines", "a").doing(3s, ActivityKind::LinkCopied, "Ines", "b"), 1min,
        {u"3 link_copied by=Ines desk=b"_qs, u"2 link_copied by=Ines desk=a"_qs, bare});
    row("bare and as a reply are two things", Told().doing(2s, ActivityKind::LinkCopied, "Ines", "a").doing(3s, ActivityKind::LinkCopied, "Ines", "a", true), 1min,
        {u"3 link_copied by=Ines desk=a reply"_qs, u"2 link_copied by=Ines desk=a"_qs, bare});
    row("its letter arrived", Told().letter(4s, MessageState::Sent), 1min, {u"4 letter_delivered"_qs, bare});
    row("its letter was refused", Told().letter(4s, MessageState::Failed, DeliveryProblem::RecipientRefused), 1min,
        {u"4 letter_failed problem=recipient_refused"_qs, bare});
    row("its letter was lost", Told().letter(4s, MessageState::Lost, DeliveryProblem::SecretsLost), 1min, {u"4 letter_failed problem=secrets_lost"_qs, bare});
    row("its letter waits", Told().letter(0s, MessageState::Waiting), 1min, {bare});
    row("nobody's server took a captured letter", Told().letter(0s, MessageState::Captured), 1min, {bare});
    row("opened by a person", Told().visit(30s), 1min, {u"30 link_opened"_qs, bare});
    row("reloaded", Told().visit(30s).visit(31s).visit(32s), 1min, {u"32 link_opened *3"_qs, bare});
    row("scanners, each by its sign",
        Told().visit(1s, VisitKind::KnownNetwork).visit(2s, VisitKind::Head).visit(3s, VisitKind::Head).visit(4s, VisitKind::NoCookie).visit(40s), 1min,
        {u"40 link_opened"_qs, u"4 link_opened_by_scanner visitor=no_cookie"_qs, u"3 link_opened_by_scanner visitor=head *2"_qs,
         u"1 link_opened_by_scanner visitor=known_network"_qs, bare});
    row("a scanner between two people", Told().visit(30s).visit(31s, VisitKind::Scanner).visit(32s), 1min,
        {u"32 link_opened"_qs, u"31 link_opened_by_scanner visitor=scanner"_qs, u"30 link_opened"_qs, bare});
    Told used{history(LinkEnd::Used)};
    used.visit(4min).visit(6min, VisitKind::Person, VisitOutcome::Dead).visit(7min, VisitKind::Person, VisitOutcome::PressedDead);
    row("used, opened again, pressed again", used, 30min,
        {u"420 link_refused why=used pressed"_qs, u"360 link_refused why=used"_qs, u"300 link_used"_qs, u"240 link_opened"_qs, bare});
    row("ran out", Told(), 10min, {u"600 link_expired"_qs, bare});
    row("opened too late", Told().visit(11min, VisitKind::Person, VisitOutcome::Dead), 12min,
        {u"660 link_refused why=expired"_qs, u"600 link_expired"_qs, bare});
    row("a scanner is not refused", Told().visit(11min, VisitKind::Scanner, VisitOutcome::Dead), 12min,
        {u"660 link_opened_by_scanner visitor=scanner"_qs, u"600 link_expired"_qs, bare});
    Told revoked{history(LinkEnd::Revoked)};
    revoked.doing(5min, ActivityKind::LinkRevoked, "Omar", "till-4").visit(6min, VisitKind::Person, VisitOutcome::PressedDead);
    row("revoked from another desk", revoked, 7min,
        {u"360 link_refused why=revoked pressed"_qs, u"300 link_revoked by=Omar desk=till-4"_qs, bare});
    Told voided{history(LinkEnd::EmailChanged)};
    voided.doing(5min, ActivityKind::LinkVoided, "Omar", "");
    row("void by a change of the address", voided, 7min, {u"300 link_void_by_email_change by=Omar"_qs, bare});
    row("its customer was removed", Told().visit(1min, VisitKind::Person, VisitOutcome::Dead), 2min, {u"60 link_refused why=revoked"_qs, bare});
    row("all at one moment, in the order of things", Told{history(LinkEnd::Used, 0s)}.visit(0s).doing(0s, ActivityKind::LinkCopied, "Ines", ""), 1min,
        {u"0 link_used"_qs, u"0 link_copied by=Ines"_qs, u"0 link_opened"_qs, bare});
}

void TestTimeline::historiesAreTold() {
    QFETCH(LinkHistory, told);
    QFETCH(int, now);
    QFETCH(QStringList, log);
    QStringList found;
    for (const TimelineEntry &entry : assembleTimeline({told}, {}, issued + std::chrono::seconds(now), 50)) {
        QCOMPARE(entry.link, told.link.id);
        QCOMPARE(entry.publicId, told.link.publicId);
        found << spelt(entry);
    }
    QCOMPARE(found, log);
}

void TestTimeline::aLetterWithALinkIsToldOnce() {
    Told told;
    told.letter(4s, MessageState::Failed, DeliveryProblem::RecipientRefused);
    Message same;
    same.id = MessageId(3);
    same.problem = DeliveryProblem::RecipientRefused;
    same.settledAt = issued + 4s;
    Message other = same;
    other.id = MessageId(4);
    other.settledAt = issued + 9s;
    const QList<TimelineEntry> entries = assembleTimeline({told.made}, {}, issued + 1min, 50, {other, same});
    QCOMPARE(entries.size(), 3);
    QVERIFY(!entries.at(0).link.isValid());
    QCOMPARE(entries.at(1).link, told.made.link.id);
}

void TestTimeline::customersDoingsCarryTheirDesk() {
    CustomerEvent event;
    event.entry.kind = ActivityKind::PortalLinkCopied;
    event.entry.at = issued;
    event.entry.desk = QStringLiteral("till-3");
    event.agentName = QStringLiteral("Ines");
    CustomerEvent elsewhere = event;
    elsewhere.entry.at = issued - 1s;
    elsewhere.entry.desk = QStringLiteral("till-4");
    QStringList found;
    for (const TimelineEntry &entry : assembleTimeline({}, {event, elsewhere}, issued, 50)) found << spelt(entry);
    QCOMPARE(found, (QStringList{u"0 portal_link_copied by=Ines desk=till-3"_qs, u"-1 portal_link_copied by=Ines desk=till-4"_qs}));
}

void TestTimeline::aLinksDetailsTellItsWholeStory() {
    TempStore store;
    const auto record = [&](ActivityKind kind, const QString &desk, const QString &note) {
        const Result<void> done = store.write([&](Transaction &t) {
            Activity entry;
            entry.kind = kind;
            entry.agent = AgentId(1);
            entry.customer = CustomerId(1);
            entry.link = LinkId(1);
            entry.note = note;
            t.desk = desk;
            return t.record(entry);
        });
        QVERIFY_OK(done);
        store.clock.advance(1s);
    };
    store.sql(R"(
        INSERT INTO agents (id, name, role, created_at) VALUES (1, 'Ines', 2, 1);
        INSERT INTO customers (id, ref, first_name, last_name, name_key, email, email_state, phone, created_at) VALUES (1, 'c', 'Ada', 'Day', '', '', 1, '', 1);
        INSERT INTO links (id, token_hash, customer, agent, door, issued_at, expires_at) VALUES (1, x'01', 1, 1, 1, 1767225600000, 1767226200000);
        INSERT INTO visits (link, at, kind, outcome) VALUES (1, 1767225630000, 0, 0), (1, 1767225640000, 3, 0);
        INSERT INTO messages (customer, channel, kind, state, recipient, subject, body, at, link, settled_at)
        VALUES (1, 0, 1, 2, 'a@example.com', '', '', 1767225600000, 1, 1767225605000))");
    record(ActivityKind::LinkIssued, QStringLiteral("till-3"), {});
    record(ActivityKind::LinkCopied, QStringLiteral("till-3"), QStringLiteral("as=reply"));
    const Result<LinkDetails> details = linkDetails(store.reader(), LinkId(1), store.identity.publicIdKey, issued + 1min);
    QVERIFY_OK(details);
    QCOMPARE(details->link.customerName, QStringLiteral("Ada Day"));
    QCOMPARE(details->link.visits, 1);
    QCOMPARE(details->link.scannerVisits, 1);
    QStringList found;
    for (const TimelineEntry &entry : details->timeline) found << spelt(entry);
    QCOMPARE(found, (QStringList{u"40 link_opened_by_scanner visitor=known_network"_qs, u"30 link_opened"_qs, u"5 letter_delivered"_qs,
                                 u"1 link_copied by=Ines desk=till-3 reply"_qs, u"0 link_issued by=Ines desk=till-3"_qs}));
    QVERIFY_FAILS(linkDetails(store.reader(), LinkId(2), store.identity.publicIdKey, issued), ErrorCode::NotFound);
}

void TestTimeline::manyLinksCostNoMoreStatementsThanOne() {
    if (testsOnPostgres()) QSKIP("This looks on by SQLite's own means");
    TempStore store;
    store.sql(R"(
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 21)
        INSERT INTO links (id, token_hash, customer, door, issued_at, expires_at)
        SELECT i, CAST(CAST(i AS TEXT) AS BLOB), CASE i WHEN 21 THEN 2 ELSE 1 END, 1, i, i + 600000 FROM n;
        INSERT INTO visits (link, at, kind, outcome) SELECT id, id + 5, 0, 0 FROM links)");
    const auto statements = [&](CustomerId customer, qsizetype links) {
        TimelineStore timeline(store.reader(), store.identity.publicIdKey);
        const StatementsRun run(store.reader());
        const Result<QList<LinkHistory>> read = timeline.linksOf(customer, 20);
        return read && read->size() == links && read->constFirst().visits.size() == 1 ? run.count : -1;
    };
    const int forOne = statements(CustomerId(2), 1);
    QVERIFY(forOne > 0);
    QCOMPARE(statements(CustomerId(1), 20), forOne);
}

QTEST_GUILESS_MAIN(TestTimeline)
#include "tst_timeline.moc"
